import type { Pool } from '../../../common/database/pool.ts'

/** An acquirer is to be asked what became of a transaction, or to take it back. */
export interface Attempt {
  id: string
  acquirer_state: 'asked' | 'cancelling'
  /** This one among them. */
  attempts: number
}

const CLAIM_TRANSACTIONS = `
  update card_transactions t set attempts = attempts + 1, next_attempt_at = now() + $2 * interval '1 millisecond'
  where id = any (array(
    select id from card_transactions where next_attempt_at <= now() order by next_attempt_at limit $1 for update skip locked))
  returning id, acquirer_state, attempts`

/** Those that are due, for the caller alone until `claimMs` are over. */
export async function claimTransactions(pool: Pool, most: number, claimMs: number): Promise<Attempt[]> {
  const { rows } = await pool.query<Attempt>({
    name: 'claim-card-transactions',
    text: CLAIM_TRANSACTIONS,
    values: [most, claimMs],
  })
  return rows
}

const DELAY_TRANSACTION = `
  update card_transactions set next_attempt_at = now() + $2 * interval '1 millisecond' where id = $1 and next_attempt_at is not null`

export async function delayTransaction(pool: Pool, id: string, delayMs: number): Promise<void> {
  await pool.query({ name: 'delay-card-transaction', text: DELAY_TRANSACTION, values: [id, delayMs] })
}

/** A refund that the ledger took, to be given to the card. */
export interface RefundAttempt {
  id: string
  transaction_id: string
  amount: bigint
  attempts: number
}

const CLAIM_REFUNDS = `
  update card_refunds r set attempts = attempts + 1, next_attempt_at = now() + $2 * interval '1 millisecond'
  where id = any (array(
    select id from card_refunds where next_attempt_at <= now() order by next_attempt_at limit $1 for update skip locked))
  returning id, transaction_id, amount, attempts`

export async function claimRefunds(pool: Pool, most: number, claimMs: number): Promise<RefundAttempt[]> {
  const { rows } = await pool.query<RefundAttempt>({
    name: 'claim-card-refunds',
    text: CLAIM_REFUNDS,
    values: [most, claimMs],
  })
  return rows
}

const DELAY_REFUND = `
  update card_refunds set next_attempt_at = now() + $2 * interval '1 millisecond' where id = $1 and next_attempt_at is not null`

export async function delayRefund(pool: Pool, id: string, delayMs: number): Promise<void> {
  await pool.query({ name: 'delay-card-refund', text: DELAY_REFUND, values: [id, delayMs] })
}

const FINISH_REFUND = `
  with ended as (
    update card_refunds set status = 'succeeded', ended_at = now(), next_attempt_at = null
    where id = $1 and status = 'pending' and taken_at is not null returning transaction_id, amount
  )
  update card_transactions t set refunded = t.refunded + e.amount,
    status = case when t.refunded + e.amount = t.amount then 'refunded' else t.status end
  from ended e where t.id = e.transaction_id`

/** The acquirer gave it to the card. */
export async function finishRefund(pool: Pool, id: string): Promise<void> {
  await pool.query({ name: 'finish-card-refund', text: FINISH_REFUND, values: [id] })
}
