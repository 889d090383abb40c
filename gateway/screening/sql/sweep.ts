import type { Pool } from '../../../common/database/pool.ts'
import { SCREEN, screenKey } from '../../../common/fraud/screen-task.ts'
import { jobsSchemaOf } from '../../../common/jobs/schema.ts'

const LATE = `
  select operation_id from fraud_checks
  where state = 'pending' and created_at < now() - $1::float8 * interval '1 ms' order by created_at limit $2`

/** Transfers that have waited for the rules for so long, oldest first. */
export async function readLateChecks(pool: Pool, ageMs: number, most: number): Promise<string[]> {
  const { rows } = await pool.query<{ operation_id: string }>(LATE, [ageMs, most])
  return rows.map((row) => row.operation_id)
}

const enqueueLost = (jobs: string) => `
  with lost as (
    select c.operation_id from fraud_checks c
    where c.state = 'pending' and c.created_at < now() - $1::float8 * interval '1 ms'
      and not exists (select from "${jobs}".jobs j where j.key = '${screenKey('')}' || c.operation_id)
    order by c.created_at limit $2
  )
  select coalesce(enqueue_jobs('${SCREEN.name}', array_agg(json_build_object('operation_id', operation_id)),
    array_agg('${screenKey('')}' || operation_id), ${SCREEN.attemptsMax}), 0) as found from lost`

/**
 * Enqueues the jobs anew of transfers that wait without one. (A job under way has its row; one that just ended has decided: should it be
 * caught in between, a second job finds nothing to do.) Returns how many.
 */
export async function enqueueLostChecks(pool: Pool, schemaName: string, ageMs: number, most: number): Promise<number> {
  const { rows } = await pool.query<{ found: bigint }>(enqueueLost(jobsSchemaOf(schemaName).replaceAll('"', '""')), [
    ageMs,
    most,
  ])
  return Number(rows[0]?.found ?? 0)
}

/** How many of each wait, or wait for longer than they should. Counted up to COUNTED_MAX. */
export interface Waiting {
  pending: number
  review: number
  lateChecks: number
  /** Groups whose oldest step waits so long. */
  lateGroups: number
  /** Jobs whose time came so long ago, or that were given up. */
  lateJobs: number
}

const COUNTED_MAX = 100_000

const counted = (what: string) => `(select count(*) from (select ${what} limit ${COUNTED_MAX}) counted)::int`

const waiting = (jobs: string) => `
  select
    ${counted(`from fraud_checks where state = 'pending'`)} as pending,
    ${counted(`from fraud_checks where state = 'review'`)} as review,
    ${counted(`from fraud_checks where state = 'pending' and created_at < now() - $1::float8 * interval '1 ms'`)} as "lateChecks",
    (select count(*) from groups g where (
      select q.accepted_at from queue q where q.group_id = g.id order by q.seq limit 1) < now() - $1::float8 * interval '1 ms')::int
      as "lateGroups",
    ${counted(`from "${jobs}".jobs where (locked_at is null and run_at < now() - $1::float8 * interval '1 ms')
      or (attempts >= max_attempts and locked_at is null)`)} as "lateJobs"`

/** @param ageMs from when on it is too long */
export async function readWaiting(pool: Pool, schemaName: string, ageMs: number): Promise<Waiting> {
  const { rows } = await pool.query<Waiting>(waiting(jobsSchemaOf(schemaName).replaceAll('"', '""')), [ageMs])
  const [row] = rows
  if (row === undefined) throw new Error('a count without a row')
  return row
}
