import type { Pool } from '../../../common/database/pool.ts'
import type { AcceptedTransfer } from '../../../common/fraud/facts.ts'

// Ids begin with the time, so that the newest stand at the end of the primary key.
const HISTORY = `
  select id as "operationId", origin_id as "originId", target_id as "targetId", amount, currency,
    to_char(accepted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "acceptedAt"
  from operations
  where id >= first_id(now() - $1::int * interval '1 day') and ($2::uuid is null or id < $2) and kind = 'transfer' and debit is not null
  order by id desc limit $3`

/** Transfers of so many days that were debited, newest first, from the one before `before` on. */
export async function readHistory(
  pool: Pool,
  days: number,
  before: string | null,
  limit: number,
): Promise<AcceptedTransfer[]> {
  const { rows } = await pool.query<AcceptedTransfer>(HISTORY, [days, before, limit])
  return rows
}
