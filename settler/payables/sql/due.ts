import { type DuePayouts, type PayablePlace, queuePayouts } from '../../../common/cards/sql/queue-payouts.ts'
import { shareTopology } from '../../../common/database/locks.ts'
import type { Pool } from '../../../common/database/pool.ts'
import { transaction } from '../../../common/database/transaction.ts'

/** Queues the payouts of one batch, all or nothing. */
export async function queueDue(
  pool: Pool,
  batch: Omit<DuePayouts, 'transactionIds'>,
): Promise<{ queued: number; last: PayablePlace | null }> {
  return transaction(pool, async (client) => {
    // Before the statement that reads groups, in one of its own.
    await shareTopology(client)
    return queuePayouts(client, { ...batch, transactionIds: null })
  })
}

const COUNT_DUE = `
  select count(*)::int as due from payables where status = 'waiting_funds' and queued_at is null and due_on <= $1`

/** How many are due on or before that day, YYYY-MM-DD, and not queued. */
export async function countDue(pool: Pool, until: string): Promise<number> {
  const { rows } = await pool.query<{ due: number }>({ name: 'count-due-payables', text: COUNT_DUE, values: [until] })
  return rows[0]?.due ?? 0
}
