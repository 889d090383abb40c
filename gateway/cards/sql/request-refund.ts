import { shareTopology } from '../../../common/database/locks.ts'
import type { Client, Pool } from '../../../common/database/pool.ts'
import { transaction } from '../../../common/database/transaction.ts'
import { netOfRefund } from '../../../ledger/card-fee.ts'
import { type Claim, KeyTaken } from '../../idempotency/claim.ts'
import { keepAnswer } from '../../idempotency/sql/keep-answer.ts'

/** Why nothing is refunded. `too_small`: the part would take nothing from the wallet. */
export type RefundFlaw = 'unknown' | 'not_charged' | 'under_way' | 'too_much' | 'too_small'

export interface RefundRequest {
  /** That the refund and its operation will have. */
  id: string
  transactionId: string
  /** Micro-units; null for all that is left. */
  amount: bigint | null
  claim: Claim | undefined
}

interface Charged {
  wallet_id: bigint
  amount: bigint
  net: bigint
  currency: string
  status: string
  refund_requested: bigint
  pending: boolean
  refunded_net: string
}

const LOCK_TRANSACTION = 'select from card_transactions where id = $1 for update'

// In a statement of its own: its snapshot must not be older than the lock, or it would not see the refund before.
const READ_CHARGED = `
  select t.wallet_id, t.amount, t.net, t.currency, t.status, t.refund_requested,
    exists (select from card_refunds r where r.transaction_id = t.id and r.status = 'pending') as pending,
    (select coalesce(sum(r.net), 0) from card_refunds r where r.transaction_id = t.id and r.status = 'succeeded') as refunded_net
  from card_transactions t where t.id = $1`

const ASK = `
  update card_transactions set refund_requested = refund_requested + $2,
    status = case when refund_requested + $2 = amount then 'pending_refund' else status end
  where id = $1`

const INSERT = 'insert into card_refunds (id, transaction_id, amount, net) values ($1, $2, $3, $4)'

const QUEUE = `
  insert into queue (group_id, operation_id, kind, origin_id, amount, currency, related_id)
  select group_id, $2, 'card_refund', id, $3, $4, $5 from wallets where id = $1 returning group_id`

/** Queues the refund, one of a transaction at a time, and returns the group that is to take it; or says why not. Throws KeyTaken. */
export async function requestRefund(pool: Pool, request: RefundRequest): Promise<{ group: number } | RefundFlaw> {
  return transaction(pool, async (client) => {
    await shareTopology(client)
    const { id, transactionId, claim } = request
    await client.query({ name: 'lock-card-transaction', text: LOCK_TRANSACTION, values: [transactionId] })
    const { rows } = await client.query<Charged>({
      name: 'read-charged-transaction',
      text: READ_CHARGED,
      values: [transactionId],
    })
    const [charged] = rows
    if (charged === undefined) return 'unknown'
    // After the lock, so that who comes with a key that was used finds what became of it.
    if (claim !== undefined && !(await keepAnswer(client, claim, { id: transactionId, refund_id: id })))
      throw new KeyTaken()
    const share = shareOf(charged, request.amount)
    if (typeof share === 'string') throw new FlawFound(share)
    return queue(client, request, charged, share)
  }).catch((error: unknown) => {
    if (error instanceof FlawFound) return error.flaw
    throw error
  })
}

/** Rolls the key back, too. */
class FlawFound extends Error {
  readonly flaw: RefundFlaw

  constructor(flaw: RefundFlaw) {
    super(flaw)
    this.flaw = flaw
  }
}

function shareOf(charged: Charged, asked: bigint | null): { amount: bigint; net: bigint } | RefundFlaw {
  const { status, amount: charge, net, refund_requested: refunded, refunded_net } = charged
  if (charged.pending) return 'under_way'
  if (status !== 'pending_payment' && status !== 'paid') return status === 'refunded' ? 'too_much' : 'not_charged'
  const amount = asked ?? charge - refunded
  if (amount <= 0n || amount > charge - refunded) return 'too_much'
  const share = netOfRefund({ amount: charge, net, refunded, refundedNet: BigInt(refunded_net) }, amount)
  return share > 0n ? { amount, net: share } : 'too_small'
}

async function queue(
  client: Client,
  { id, transactionId }: RefundRequest,
  { wallet_id, currency }: Charged,
  { amount, net }: { amount: bigint; net: bigint },
): Promise<{ group: number }> {
  await client.query({ name: 'ask-card-refund', text: ASK, values: [transactionId, amount] })
  await client.query({ name: 'insert-card-refund', text: INSERT, values: [id, transactionId, amount, net] })
  const { rows } = await client.query<{ group_id: number }>({
    name: 'queue-card-refund',
    text: QUEUE,
    values: [wallet_id, id, net, currency, transactionId],
  })
  const [row] = rows
  if (row === undefined)
    throw new Error(`card transaction ${transactionId} names wallet ${wallet_id}, which is not there`)
  return { group: row.group_id }
}
