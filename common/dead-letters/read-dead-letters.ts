import type { Pool } from '../database/pool.ts'
import { readFailedJobs } from '../jobs/sql/jobs.ts'
import { jobIdOf, jobOf } from './id.ts'

/** A step of an operation, or a job, that was given up. */
export interface DeadLetter {
  /** Of a step its operation's; of a job its own. */
  id: string
  /** Null: a job that is about none. */
  operation_id: string | null
  /** When it was given up; null for a job. */
  group: number | null
  /** Of the operation; `job`. */
  kind: string
  /** Of a job: its task. */
  step: string
  origin_wallet_id: number | null
  target_wallet_id: number | null
  /** Micro-units, as digits; null for a job. */
  amount: string | null
  currency: string | null
  error: string
  attempts: number
  /** RFC 3339. */
  failed_at: string
}

const READ = `
  select operation_id as id, operation_id, group_id as "group", step ->> 'kind' as kind, step ->> 'step' as step,
    (step ->> 'origin_id')::float8 as origin_wallet_id, (step ->> 'target_id')::float8 as target_wallet_id,
    step ->> 'amount' as amount, step ->> 'currency' as currency, error, attempts,
    to_char(failed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as failed_at
  from dead_letters where operation_id > $1 order by operation_id limit $2`

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'

/** Steps in order of operation id, so of the time at which they were accepted; then jobs. @param after null: from the first on */
export async function readDeadLetters(pool: Pool, after: string | null, limit: number): Promise<DeadLetter[]> {
  const job = after === null ? null : jobOf(after)
  const steps = job === null ? (await pool.query<DeadLetter>(READ, [after ?? BEFORE_ALL, limit])).rows : []
  if (steps.length === limit) return steps
  const jobs = await readFailedJobs(pool, job ?? 0n, limit - steps.length)
  const none = { group: null, origin_wallet_id: null, target_wallet_id: null, amount: null, currency: null }
  return [
    ...steps,
    ...jobs.map(({ id, task, ...rest }) => ({ ...rest, ...none, id: jobIdOf(id), kind: 'job', step: task })),
  ]
}
