import type { Pool } from '../database/pool.ts'

/** A step that was given up, with the operation that it belongs to. */
export interface DeadLetter {
  operation_id: string
  /** When it was given up. */
  group: number
  kind: string
  step: string
  origin_wallet_id: number | null
  target_wallet_id: number | null
  /** Micro-units, as digits. */
  amount: string
  currency: string
  error: string
  attempts: number
  /** RFC 3339. */
  failed_at: string
}

const READ = `
  select operation_id, group_id as "group", step ->> 'kind' as kind, step ->> 'step' as step,
    (step ->> 'origin_id')::float8 as origin_wallet_id, (step ->> 'target_id')::float8 as target_wallet_id,
    step ->> 'amount' as amount, step ->> 'currency' as currency, error, attempts,
    to_char(failed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as failed_at
  from dead_letters where operation_id > $1 order by operation_id limit $2`

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000'

/** In order of operation id, so of the time at which they were accepted. @param after null: from the first on */
export async function readDeadLetters(pool: Pool, after: string | null, limit: number): Promise<DeadLetter[]> {
  const { rows } = await pool.query<DeadLetter>(READ, [after ?? BEFORE_ALL, limit])
  return rows
}
