import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'

const STATUSES = ['processing', 'pending_payment', 'paid', 'declined', 'pending_refund', 'refunded']

let database: TestDatabase
let ledger: TestLedger
beforeAll(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database)
})
afterAll(async () => {
  await ledger.close()
  await database.drop()
})

/** A transaction in that status, put there with the triggers off, and its payable. */
async function transactionIn(status: string): Promise<string> {
  const id = crypto.randomUUID()
  const isDeclined = status === 'declined'
  const isBack = status === 'pending_refund' || status === 'refunded'
  const client = await ledger.pool.connect()
  try {
    await client.query('alter table card_transactions disable trigger moves_forward')
    await client.query(
      `insert into card_transactions (id, wallet_id, description, payment_method, amount, fee, net, currency, due_on, card_brand,
         card_bin, card_last_four, card_holder, card_expiry, card_fingerprint, status, reason, acquirer_state, refund_requested, refunded)
       values ($1, 1, 'books', 'credit_card', 100, 5, 95, 'USD', now(), 'visa', '411111', '1111', 'Ana', '12/40', sha256('x'), $2, $3, $4,
         $5, $6)`,
      [
        ...[id, status, isDeclined ? 'card_declined' : null, isDeclined ? 'declined' : 'approved'],
        ...[isBack ? 100 : 0, status === 'refunded' ? 100 : 0],
      ],
    )
    await client.query('alter table card_transactions enable trigger moves_forward')
  } finally {
    client.release()
  }
  return id
}

const outcomeOf = (statement: Promise<unknown>) =>
  statement.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )
const payableOf = async (transactionId: string) => {
  const id = crypto.randomUUID()
  await ledger.pool.query(
    `insert into payables (id, transaction_id, wallet_id, amount, fee, net, currency, due_on, operation_id)
     values ($1, $2, 1, 100, 5, 95, 'USD', now(), gen_random_uuid())`,
    [id, transactionId],
  )
  return id
}

const RESTRICTED = '23001'

describe('the database lets a card transaction move forward alone', () => {
  const ALLOWED = [
    'processing pending_payment',
    'processing declined',
    'pending_payment paid',
    'pending_payment pending_refund',
    'paid pending_refund',
    'pending_refund refunded',
    // A refund that the ledger declined.
    'pending_refund paid',
    'pending_refund pending_payment',
  ]
  const moves = STATUSES.flatMap((from) => STATUSES.filter((to) => to !== from).map((to) => [from, to] as const))

  test.each(moves)('from %s to %s, or not', async (from, to) => {
    const id = await transactionIn(from)
    const isBack = to === 'pending_refund' || to === 'refunded'
    const moved = await outcomeOf(
      ledger.pool.query(
        `update card_transactions set status = $2, reason = $3, refund_requested = $4, refunded = greatest(refunded, $5) where id = $1`,
        [id, to, to === 'declined' ? 'wallet_closed' : null, isBack ? 100 : 0, to === 'refunded' ? 100 : 0],
      ),
    )
    if (ALLOWED.includes(`${from} ${to}`)) expect(moved).toBe('done')
    else expect(moved).not.toBe('done')
  })

  test.each(['amount = 101, fee = 6', `card_last_four = '2222'`, 'wallet_id = 2', 'due_on = due_on - 1'])(
    'and keeps what was asked: %s',
    async (change) => {
      const id = await transactionIn('pending_payment')
      const changed = ledger.pool.query(`update card_transactions set ${change} where id = $1`, [id])
      expect(await outcomeOf(changed)).toBe(RESTRICTED)
      const deleted = ledger.pool.query('delete from card_transactions where id = $1', [id])
      expect(await outcomeOf(deleted)).toBe(RESTRICTED)
    },
  )
})

describe('a payable', () => {
  test('is there once for a transaction', async () => {
    const id = await transactionIn('pending_payment')
    await payableOf(id)
    expect(await outcomeOf(payableOf(id))).toBe('23505')
  })

  test('is paid or refunded once, and never again waits', async () => {
    const id = await payableOf(await transactionIn('pending_payment'))
    const set = (fields: string) => outcomeOf(ledger.pool.query(`update payables set ${fields} where id = $1`, [id]))
    // Nothing is paid that was not queued.
    expect(await set(`status = 'paid', ended_at = now()`)).toBe('23514')
    expect(await set('queued_at = now()')).toBe('done')
    expect(await set('queued_at = null')).toBe(RESTRICTED)
    expect(await set('operation_id = gen_random_uuid()')).toBe(RESTRICTED)
    expect(await set(`status = 'paid', ended_at = now()`)).toBe('done')
    expect(await set(`status = 'waiting_funds', ended_at = null`)).toBe(RESTRICTED)
    expect(await set(`status = 'refunded', refunded = net`)).toBe(RESTRICTED)
    expect(await set('refunded = 96')).toBe('23514')
  })
})
