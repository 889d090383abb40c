import type { QueryResult } from 'pg'
import { shareTopology } from '../../../common/database/locks.ts'
import type { Pool } from '../../../common/database/pool.ts'
import { pipelinedTransaction } from '../../../common/database/transaction.ts'

/** Why a payment is not taken back. */
export type ReversalFlaw = 'unknown' | 'waits' | 'declined' | 'reversed'

export interface ReversalRequest {
  paymentId: string
  /** That the reversal will have. */
  operationId: string
}

// That a payment is reversed once is the primary key of `reversals`: of two requests at once, the second waits for the first to
// commit, and then inserts nothing.
const QUEUE_REVERSAL = `
  with payment as materialized (
    select id, status, origin_id, target_id, amount, currency from operations where id = $1 and kind = 'payment'
  ), reversal as (
    insert into reversals (reversed_id, operation_id) select id, $2 from payment where status = 'success'
    on conflict (reversed_id) do nothing
    returning reversed_id
  ), queued as (
    insert into queue (group_id, operation_id, kind, origin_id, target_id, amount, currency, related_id)
    select w.group_id, $2, 'reversal', p.target_id, p.origin_id, p.amount, p.currency, p.id
    from reversal r join payment p on p.id = r.reversed_id join wallets w on w.id = p.target_id
    returning group_id
  )
  select (select group_id from queued) as group_id, (select status from payment) as status,
    exists (select from queue where operation_id = $1 and kind = 'payment')
      or exists (select from dead_letters where operation_id = $1 and step ->> 'kind' = 'payment') as waits`

interface Row {
  group_id: number | null
  status: 'success' | 'decline' | null
  waits: boolean
}

/** Queues the reversal, tagged with the group of the account that gives the money back; or says why not. */
export async function queueReversal(
  pool: Pool,
  { paymentId, operationId }: ReversalRequest,
): Promise<{ group: number } | ReversalFlaw> {
  const [, result] = await pipelinedTransaction<[unknown, QueryResult<Row>]>(pool, (client) => [
    // First, in a statement of its own: the next one's snapshot must not be older than the lock.
    shareTopology(client),
    client.query<Row>({
      name: 'queue-reversal',
      text: QUEUE_REVERSAL,
      values: [paymentId, operationId],
    }),
  ])
  const { group_id: group = null, status = null, waits = false } = result.rows[0] ?? {}
  if (group !== null) return { group }
  if (status === null) return waits ? 'waits' : 'unknown'
  return status === 'success' ? 'reversed' : 'declined'
}
