import type { QueryResult } from 'pg'
import { shareTopology } from '../../../common/database/locks.ts'
import type { Pool } from '../../../common/database/pool.ts'
import { pipelinedTransaction } from '../../../common/database/transaction.ts'
import type { Claim } from '../../idempotency/claim.ts'

/** Why a payment is not taken back: `taken` when another request has the idempotency key. */
export type ReversalFlaw = 'unknown' | 'waits' | 'declined' | 'reversed' | 'taken'

export interface ReversalRequest {
  paymentId: string
  /** That the reversal will have. */
  operationId: string
  claim: Claim | undefined
}

// That a payment is reversed once is the primary key of `reversals`: of two requests at once, the second waits for the first to
// commit, and then inserts nothing.
const queueReversalText = ({ claim, isFree, isTaken }: { claim: string; isFree: string; isTaken: string }) => `
  with payment as materialized (
    select id, status, origin_id, target_id, amount, currency from operations where id = $1 and kind = 'payment'
  )${claim}, reversal as (
    insert into reversals (reversed_id, operation_id) select id, $2 from payment where status = 'success'${isFree}
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
      or exists (select from dead_letters where operation_id = $1 and step ->> 'kind' = 'payment') as waits,
    ${isTaken} as taken`

const QUEUE_REVERSAL = queueReversalText({ claim: '', isFree: '', isTaken: 'false' })

const SOUND = `from payment where status = 'success' and not exists (select from reversals where reversed_id = $1)`

// With an idempotency key, which is taken in the same statement, and first.
const QUEUE_KEYED_REVERSAL = queueReversalText({
  claim: `, claimed as (
    insert into idempotency_keys (key, request, operation_id) select $3::uuid, $4::uuid, $2::uuid ${SOUND}
    on conflict (key) do nothing
    returning key
  )`,
  isFree: ' and exists (select from claimed)',
  isTaken: `exists (select ${SOUND}) and not exists (select from claimed)`,
})

// A key was taken, but another transaction had just reversed the payment: then both are rolled back.
const ASSERT_REVERSED = `
  select assert_rows((select count(*) from reversals where operation_id = $2),
    (select count(*) from idempotency_keys where key = $1 and operation_id = $2), 'reversals')`

const WRONG_ROWS = 'WM002'

interface Row {
  group_id: number | null
  status: 'success' | 'decline' | null
  waits: boolean
  taken: boolean
}

/** Queues the reversal, tagged with the group of the account that gives the money back; or says why not. */
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
  { paymentId, operationId, claim }: ReversalRequest,
): Promise<{ group: number } | ReversalFlaw> {
  const [, result] = await pipelinedTransaction<[unknown, QueryResult<Row>, unknown]>(pool, (client) => {
    // First, in a statement of its own: the next one's snapshot must not be older than the lock.
    const locked = shareTopology(client)
    if (claim === undefined) {
      const values = [paymentId, operationId]
      return [locked, client.query<Row>({ name: 'queue-reversal', text: QUEUE_REVERSAL, values }), locked]
    }
    const values = [paymentId, operationId, claim.key, claim.request]
    return [
      locked,
      client.query<Row>({ name: 'queue-keyed-reversal', text: QUEUE_KEYED_REVERSAL, values }),
      client.query({ name: 'assert-reversed', text: ASSERT_REVERSED, values: [claim.key, operationId] }),
    ]
  })
  const { group_id: group = null, status = null, waits = false, taken = false } = result.rows[0] ?? {}
  if (group !== null) return { group }
  if (taken) return 'taken'
  if (status === null) return waits ? 'waits' : 'unknown'
  return status === 'success' ? 'reversed' : 'declined'
}
