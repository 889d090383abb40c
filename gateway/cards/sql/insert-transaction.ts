import type { QueryResult } from 'pg'
import type { Pool } from '../../../common/database/pool.ts'
import { transaction } from '../../../common/database/transaction.ts'
import { type Claim, KeyTaken } from '../../idempotency/claim.ts'
import { keepAnswer } from '../../idempotency/sql/keep-answer.ts'
import type { PaymentMethod } from '../new-card-transaction.ts'

/** What is kept of a transaction before the acquirer is asked. Amounts are micro-units. */
export interface TransactionRow {
  id: string
  walletId: bigint
  description: string
  method: PaymentMethod
  amount: bigint
  fee: bigint
  net: bigint
  currency: string
  delayDays: number
  brand: string
  bin: string
  lastFour: string
  holder: string
  expiry: string
  fingerprint: Buffer
  /** From when on others ask the acquirer what became of it. */
  retryInMs: number
}

const INSERT = `
  insert into card_transactions (id, wallet_id, description, payment_method, amount, fee, net, currency, due_on, card_brand, card_bin,
    card_last_four, card_holder, card_expiry, card_fingerprint, next_attempt_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, (now() at time zone 'UTC')::date + $9::int, $10, $11, $12, $13, $14, $15,
    now() + $16 * interval '1 millisecond')`

/** Writes it down, and takes the idempotency key with it. Throws KeyTaken. */
export async function insertTransaction(pool: Pool, row: TransactionRow, claim: Claim | undefined): Promise<void> {
  await transaction<QueryResult>(pool, async (client) => {
    if (claim !== undefined && !(await keepAnswer(client, claim, { id: row.id }))) throw new KeyTaken()
    const { id, walletId, description, method, amount, fee, net, currency, delayDays } = row
    const card = [row.brand, row.bin, row.lastFour, row.holder, row.expiry, row.fingerprint]
    const values = [id, walletId, description, method, amount, fee, net, currency, delayDays, ...card, row.retryInMs]
    return client.query({ name: 'insert-card-transaction', text: INSERT, values })
  })
}
