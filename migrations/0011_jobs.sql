-- Jobs are kept by graphile-worker in a schema of its own beside the mesh's, which `walletmesh migrate` makes too.

create function jobs_schema() returns text language sql stable as $$ select left(current_schema(), 58) || '_jobs' $$;

-- Adds jobs of one task in the caller's transaction: they run once that is committed, or never. A job with the key of one that
-- waits takes its place.
create function enqueue_jobs(task text, payloads json[], keys text[], attempts_max integer, run_at timestamptz default now())
  returns bigint language plpgsql as $$
declare added bigint;
begin
  if cardinality(payloads) = 0 then
    return 0;
  end if;
  execute format(
    'select count(*) from %1$I.add_jobs((
       select array_agg(($1, payload, null, $5, $4::smallint, key, 0::smallint, null)::%1$I.job_spec)
       from unnest($2, $3) as job (payload, key)))', jobs_schema())
    into added using task, payloads, keys, attempts_max, run_at;
  return added;
end $$;
