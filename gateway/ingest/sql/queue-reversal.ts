import type { QueryResult } from 'pg'
import { shareTopology } from '../../../common/database/locks.ts'
import type { Pool } from '../../../common/database/pool.ts'
import { pipelinedTransaction } from '../../../common/database/transaction.ts'

/**
 * Why an operation is not taken back: `irreversible` is of another kind. `reversed` was taken back, or is about to be: a reversal
 * that was declined does not count.
 */
export type ReversalFlaw = 'unknown' | 'irreversible' | 'waits' | 'declined' | 'reversed'

/** Payments are taken back as such, between banks; what is between wallets by the amounts that it moved. */
export type ReversalOf = 'payment' | 'wallets'

export interface ReversalRequest {
  /** Of the operation to be taken back. */
  reversedId: string
  of: ReversalOf
  /** That the reversal will have. */
  operationId: string
  message: string | null
}

const KINDS: Record<ReversalOf, string> = { payment: '{payment}', wallets: '{deposit,transfer,withdrawal,capture}' }

// That an operation is reversed once is the primary key of `reversals`: of two requests at once, the second waits for the first to
// commit, and then sees a reversal that is not declined. It may not wait so in a commit that others share.
const QUEUE_REVERSAL = `
  with original as materialized (
    select * from operations where id = $1 and kind = any ($3::text[])
  ), reversal as (
    insert into reversals (reversed_id, operation_id) select id, $2 from original where status = 'success'
    on conflict (reversed_id) do update set operation_id = excluded.operation_id, requested_at = now()
      where exists (select from operations o where o.id = reversals.operation_id and o.status = 'decline')
    returning reversed_id
  ), queued as (
    insert into queue (group_id, operation_id, kind, origin_id, target_id, amount, currency, related_id,
      debit, credit, request_rate, origin_rate, target_rate)
    select w.group_id, $2, 'reversal', p.target_id, p.origin_id, p.amount, p.currency, p.id,
      f.credit, f.debit, f.request_rate, f.target_rate, f.origin_rate
    from reversal r
    join original p on p.id = r.reversed_id
    join wallets w on w.id = coalesce(p.target_id, p.origin_id)
    left join original f on f.id = p.id and f.kind <> 'payment'
    returning group_id
  ), said as (
    insert into operation_messages (operation_id, message) select $2, $4::text from reversal where $4::text is not null
  )
  select (select group_id from queued) as group_id, (select status from original) as status,
    exists (select from queue where operation_id = $1 and kind = any ($3::text[]))
      or exists (select from dead_letters where operation_id = $1 and step ->> 'kind' = any ($3::text[])) as waits,
    exists (select from operations where id = $1) or exists (select from queue where operation_id = $1) as is_known`

interface Row {
  group_id: number | null
  status: 'success' | 'decline' | null
  waits: boolean
  is_known: boolean
}

/** Queues the reversal, tagged with the group of the wallet that gives the money back; or says why not. */
export async function queueReversal(
  pool: Pool,
  { reversedId, of, operationId, message }: ReversalRequest,
): Promise<{ group: number } | ReversalFlaw> {
  const [, result] = await pipelinedTransaction<[unknown, QueryResult<Row>]>(pool, (client) => [
    // First, in a statement of its own: the next one's snapshot must not be older than the lock.
    shareTopology(client),
    client.query<Row>({
      name: 'queue-reversal',
      text: QUEUE_REVERSAL,
      values: [reversedId, operationId, KINDS[of], message],
    }),
  ])
  const { group_id: group = null, status = null, waits = false, is_known = false } = result.rows[0] ?? {}
  if (group !== null) return { group }
  if (status === null) return waits ? 'waits' : is_known ? 'irreversible' : 'unknown'
  return status === 'success' ? 'reversed' : 'declined'
}
