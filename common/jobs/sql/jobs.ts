import type { Client, Pool } from '../../database/pool.ts'

/** A job that was given up. */
export interface FailedJob {
  id: bigint
  task: string
  /** The operation that its payload names, if it names one. */
  operation_id: string | null
  error: string
  attempts: number
  /** RFC 3339. */
  failed_at: string
}

const quoted = (schema: string) => `"${schema.replaceAll('"', '""')}"`

// Its own view has no payloads; the key of a job is enough to find what it is about. What was put aside for a newer job with its
// key has lost the key, and did not fail.
const failed = (jobs: string) => `
  select id, task_identifier as task,
    case when key ~ '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then right(key, 36) end as operation_id,
    coalesce(last_error, '') as error, attempts::int as attempts,
    to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as failed_at
  from ${jobs}.jobs
  where attempts >= max_attempts and locked_at is null and key is not null and id > $1
  order by id limit $2`

/** In order of id. @param after 0: from the first on */
export async function readFailedJobs(pool: Pool, after: bigint, limit: number): Promise<FailedJob[]> {
  const { rows } = await pool.query<FailedJob>(failed(quoted(await jobsSchema(pool))), [String(after), limit])
  return rows
}

export async function countFailedJobs(client: Client): Promise<bigint> {
  const jobs = quoted(await jobsSchema(client))
  const { rows } = await client.query<{ count: bigint }>(
    `select count(*) as count from ${jobs}.jobs where attempts >= max_attempts and locked_at is null and key is not null`,
  )
  return rows[0]?.count ?? 0n
}

/** Of a session of the mesh's schema. */
async function jobsSchema(pool: Client | Pool): Promise<string> {
  const { rows } = await pool.query<{ name: string }>('select jobs_schema() as name')
  return rows[0]?.name ?? ''
}

const replayFailed = (jobs: string) => `
  select count(*)::int as replayed from ${jobs}.reschedule_jobs(
    array(select id from ${jobs}.jobs
      where id = $1 and attempts >= max_attempts and locked_at is null and key is not null), now(), null, 0, null)`

/** Lets a job that was given up run again, with all its attempts. Returns whether there was one. */
export async function replayFailedJob(pool: Pool, id: bigint): Promise<boolean> {
  const { rows } = await pool.query<{ replayed: number }>(replayFailed(quoted(await jobsSchema(pool))), [String(id)])
  return (rows[0]?.replayed ?? 0) > 0
}

const reschedule = (jobs: string) => `
  select count(*)::int as found from ${jobs}.reschedule_jobs(
    array[$1::bigint], now() + $2::float8 * interval '1 ms', null, $3::int, null)`

/** Gives a job that is not at work another time, and count of failures. Returns whether it is there. */
export async function rescheduleJob(
  pool: Pool,
  schema: string,
  { id, delayMs, attempts }: { id: string; delayMs: number; attempts: number | null },
): Promise<boolean> {
  const { rows } = await pool.query<{ found: number }>(reschedule(quoted(schema)), [id, delayMs, attempts])
  return (rows[0]?.found ?? 0) > 0
}

const release = (jobs: string) => `
  with stuck as (
    select array_agg(distinct locked_by) as workers, count(*)::int as jobs
    from ${jobs}.jobs where locked_at < now() - $1::float8 * interval '1 ms'
  )
  select jobs, ${jobs}.force_unlock_workers(workers) from stuck where jobs > 0`

/** Lets jobs run again that somebody took longer ago, and so was killed over. Returns how many. */
export async function releaseJobs(pool: Pool, schema: string, heldMs: number): Promise<number> {
  const { rows } = await pool.query<{ jobs: number }>(release(quoted(schema)), [heldMs])
  return rows[0]?.jobs ?? 0
}
