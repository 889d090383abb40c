import type { QueryResult } from 'pg'
import { shareTopology } from '../../../common/database/locks.ts'
import type { Pool } from '../../../common/database/pool.ts'
import { pipelinedTransaction } from '../../../common/database/transaction.ts'
import type { Claim } from '../../idempotency/claim.ts'

/**
 * Why an operation is not taken back: `irreversible` is of another kind. `reversed` was taken back, or is about to be: a reversal
 * that was declined does not count. `taken` when another request has the idempotency key.
 */
export type ReversalFlaw = 'unknown' | 'irreversible' | 'waits' | 'declined' | 'reversed' | 'taken'

/** Payments are taken back as such, between banks; what is between wallets by the amounts that it moved. */
export type ReversalOf = 'payment' | 'wallets'

export interface ReversalRequest {
  /** Of the operation to be taken back. */
  reversedId: string
  of: ReversalOf
  /** That the reversal will have. */
  operationId: string
  message: string | null
  claim: Claim | undefined
}

const KINDS: Record<ReversalOf, string> = { payment: '{payment}', wallets: '{deposit,transfer,withdrawal,capture}' }

// That an operation is reversed once is the primary key of `reversals`: of two requests at once, the second waits for the first to
// commit, and then sees a reversal that is not declined. It may not wait so in a commit that others share.
const queueReversalText = ({ claim, isFree, isTaken }: { claim: string; isFree: string; isTaken: string }) => `
  with original as materialized (
    select * from operations where id = $1 and kind = any ($3::text[])
  )${claim}, reversal as (
    insert into reversals (reversed_id, operation_id) select id, $2 from original where status = 'success'${isFree}
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
      or exists (select from fraud_checks where operation_id = $1 and state in ('pending', 'review') and kind = any ($3::text[]))
      or exists (select from dead_letters where operation_id = $1 and step ->> 'kind' = any ($3::text[])) as waits,
    exists (select from operations where id = $1) or exists (select from queue where operation_id = $1) as is_known,
    ${isTaken} as taken`

const QUEUE_REVERSAL = queueReversalText({ claim: '', isFree: '', isTaken: 'false' })

const SOUND = `
  from original where status = 'success' and not exists (
    select from reversals r where r.reversed_id = $1
      and not exists (select from operations o where o.id = r.operation_id and o.status = 'decline'))`

// With an idempotency key, which is taken in the same statement, and first.
const QUEUE_KEYED_REVERSAL = queueReversalText({
  claim: `, claimed as (
    insert into idempotency_keys (key, request, operation_id) select $5::uuid, $6::uuid, $2::uuid ${SOUND}
    on conflict (key) do nothing
    returning key
  )`,
  isFree: ' and exists (select from claimed)',
  isTaken: `exists (select ${SOUND}) and not exists (select from claimed)`,
})

// A key was taken, but another transaction had just reversed the operation: then both are rolled back.
const ASSERT_REVERSED = `
  select assert_rows((select count(*) from reversals where operation_id = $2),
    (select count(*) from idempotency_keys where key = $1 and operation_id = $2), 'reversals')`

const WRONG_ROWS = 'WM002'

interface Row {
  group_id: number | null
  status: 'success' | 'decline' | null
  waits: boolean
  is_known: boolean
  taken: boolean
}

/** Queues the reversal, tagged with the group of the wallet that gives the money back; or says why not. */
export async function queueReversal(pool: Pool, request: ReversalRequest): Promise<{ group: number } | ReversalFlaw> {
  try {
    return await queueOnce(pool, request)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === WRONG_ROWS)) throw error
    // Now the other reversal is there to be seen.
    return queueOnce(pool, request)
  }
}

async function queueOnce(
  pool: Pool,
  { reversedId, of, operationId, message, claim }: ReversalRequest,
): Promise<{ group: number } | ReversalFlaw> {
  const [, result] = await pipelinedTransaction<[unknown, QueryResult<Row>, unknown]>(pool, (client) => {
    // First, in a statement of its own: the next one's snapshot must not be older than the lock.
    const locked = shareTopology(client)
    const values = [reversedId, operationId, KINDS[of], message]
    if (claim === undefined) {
      return [locked, client.query<Row>({ name: 'queue-reversal', text: QUEUE_REVERSAL, values }), locked]
    }
    const keyed = [...values, claim.key, claim.request]
    return [
      locked,
      client.query<Row>({ name: 'queue-keyed-reversal', text: QUEUE_KEYED_REVERSAL, values: keyed }),
      client.query({ name: 'assert-reversed', text: ASSERT_REVERSED, values: [claim.key, operationId] }),
    ]
  })
  const [row] = result.rows
  const { group_id: group = null, status = null, waits = false, is_known = false, taken = false } = row ?? {}
  if (group !== null) return { group }
  if (taken) return 'taken'
  if (status === null) return waits ? 'waits' : is_known ? 'irreversible' : 'unknown'
  return status === 'success' ? 'reversed' : 'declined'
}
