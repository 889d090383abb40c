import type { QueryResult } from 'pg'
import { shareTopology } from '../../../common/database/locks.ts'
import type { Pool } from '../../../common/database/pool.ts'
import { pipelinedTransaction } from '../../../common/database/transaction.ts'

// The charge has the id of its transaction, so that it is queued once; its hold has no expiry.
const RECORD_APPROVAL = `
  with approved as (
    update card_transactions set acquirer_state = 'approved', next_attempt_at = null where id = $1 and acquirer_state = 'asked'
    returning id, wallet_id, net, currency
  ), requested as (
    insert into holds (operation_id, wallet_id, amount, expires_at) select id, wallet_id, net, null from approved
  ), queued as (
    insert into queue (group_id, operation_id, kind, target_id, amount, currency)
    select w.group_id, a.id, 'charge', w.id, a.net, a.currency from approved a join wallets w on w.id = a.wallet_id
    returning group_id
  )
  select group_id from queued`

/** Queues the charge of what the acquirer approved, and returns its group; null when an answer was recorded before. */
export async function recordApproval(pool: Pool, id: string): Promise<number | null> {
  const [, { rows }] = await pipelinedTransaction<[unknown, QueryResult<{ group_id: number }>]>(pool, (client) => [
    // First, in a statement of its own: the next one's snapshot must not be older than the lock.
    shareTopology(client),
    client.query<{ group_id: number }>({ name: 'record-card-approval', text: RECORD_APPROVAL, values: [id] }),
  ])
  return rows[0]?.group_id ?? null
}

const RECORD_DECLINE = `
  update card_transactions set status = 'declined', acquirer_state = 'declined', reason = $2, next_attempt_at = null
  where id = $1 and acquirer_state = 'asked'`

export async function recordDecline(pool: Pool, id: string, reason: string): Promise<void> {
  await pool.query({ name: 'record-card-decline', text: RECORD_DECLINE, values: [id, reason] })
}

const GIVE_UP = `update card_transactions set acquirer_state = 'cancelling' where id = $1 and acquirer_state = 'asked'`

/** From now on no approval counts. */
export async function giveUp(pool: Pool, id: string): Promise<void> {
  await pool.query({ name: 'give-up-card-transaction', text: GIVE_UP, values: [id] })
}

const RECORD_CANCELLATION = `
  update card_transactions set acquirer_state = 'cancelled', next_attempt_at = null, status = 'declined',
    reason = coalesce(reason, 'acquirer_timeout')
  where id = $1 and acquirer_state = 'cancelling'`

export async function recordCancellation(pool: Pool, id: string): Promise<void> {
  await pool.query({ name: 'record-card-cancellation', text: RECORD_CANCELLATION, values: [id] })
}
