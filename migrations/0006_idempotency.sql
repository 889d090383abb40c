-- The keys that callers gave to their requests, each with what was answered first. They never expire: a month of operations may
-- go, the answer stays. A row has the least that makes the answer: 76 bytes for one operation, and 40 in the index.
create table idempotency_keys (
  -- The first 128 bits of SHA-256 of key and caller.
  key uuid primary key,
  -- The first 128 bits of SHA-256 of method, path and body.
  request uuid not null,
  -- Of a single operation: the answer is made of it.
  operation_id uuid,
  -- Of a batch, in its order: null for what was refused when it was queued.
  operation_ids uuid[],
  -- Of a batch: what was refused. Otherwise the body of the answer.
  answer jsonb,
  check (operation_id is not null or operation_ids is not null or answer is not null)
);
-- Ids do not get shorter.
alter table idempotency_keys alter column operation_ids set storage external;

create trigger append_only before update or delete or truncate on idempotency_keys
  for each statement execute function refuse_change();
revoke update, delete, truncate on idempotency_keys from public, current_user;

-- Which of these keys are in transactions under way: each is taken for 10 ms at most, and given back. It stops after 50, so that it
-- takes half a second and not more.
create function keys_in_flight(keys uuid[]) returns setof uuid language plpgsql set lock_timeout = '10ms' as $$
declare
  the_key uuid;
  found_keys integer := 0;
begin
  foreach the_key in array keys loop
    begin
      insert into idempotency_keys (key, request, operation_id) values (the_key, the_key, the_key) on conflict (key) do nothing;
      raise exception 'given back' using errcode = 'WM004';
    exception
      when lock_not_available then
        return next the_key;
        found_keys := found_keys + 1;
        exit when found_keys = 50;
      when sqlstate 'WM004' then
        null;
    end;
  end loop;
end $$;
