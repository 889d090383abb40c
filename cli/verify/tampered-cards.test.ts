import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { verifyLedger } from './verify.ts'

let database: TestDatabase
let ledger: TestLedger
beforeEach(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database, 2)
})
afterEach(async () => {
  await ledger.close()
  await database.drop()
})

interface Story {
  shop: number
  /** Held, of 1000. */
  open: string
  /** Of 2000, of which 300 were refunded before the payout and 100 after it. */
  paid: string
  payout: string
  /** Of 500, all of it refunded. */
  refunded: string
  refund: string
}

/** Charges in every state, with their payables. */
async function tellOfCards(): Promise<Story> {
  const [shop = 0, closed = 0] = await ledger.addWallets({ balance: 5_000n }, { state: 'closed' })
  const charge = (to: number, amount: bigint) => ({ kind: 'charge' as const, to, amount })
  const [open = '', paid = '', refunded = ''] = await ledger.queue(
    charge(shop, 1_000n),
    charge(shop, 2_000n),
    charge(shop, 500n),
    charge(closed, 7n),
  )
  await ledger.drain()
  const back = (relatedId: string, amount: bigint) => ({ kind: 'card_refund' as const, from: shop, amount, relatedId })
  const [first = '', payout = '', second = '', refund = ''] = await ledger.queue(
    back(paid, 300n),
    { kind: 'payout', from: shop, amount: 1_700n, relatedId: paid },
    back(paid, 100n),
    back(refunded, 500n),
    back(paid, 1_601n),
  )
  await ledger.drain()
  for (const [id, net] of [
    [open, 1_000],
    [paid, 2_000],
    [refunded, 500],
  ] as const) {
    await ledger.pool.query(
      `with made as (
         insert into card_transactions (id, wallet_id, description, payment_method, amount, fee, net, currency, due_on, card_brand,
           card_bin, card_last_four, card_holder, card_expiry, card_fingerprint, next_attempt_at)
         values ($1, $2, 'books', 'credit_card', $3, 0, $3, 'USD', now(), 'visa', '411111', '1111', 'Ana', '12/40', sha256('x'), now())
         returning *
       )
       insert into payables (id, transaction_id, wallet_id, amount, fee, net, currency, due_on, operation_id)
       select id, id, wallet_id, amount, fee, net, currency, due_on, $4 from made`,
      [id, shop, net, id === paid ? payout : crypto.randomUUID()],
    )
  }
  await ledger.pool.query(
    `insert into card_refunds (id, transaction_id, amount, net, status, taken_at, ended_at)
     select id, transaction_id, net, net, 'succeeded', now(), now()
     from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as r (id, transaction_id, net)`,
    [
      [first, second, refund],
      [paid, paid, refunded],
      [300, 100, 500],
    ],
  )
  await ledger.pool.query('update payables set queued_at = now() where id = $1', [paid])
  await ledger.pool.query(`update payables set status = 'paid', refunded = 400, ended_at = now() where id = $1`, [paid])
  await ledger.pool.query(`update payables set status = 'refunded', refunded = 500, ended_at = now() where id = $1`, [
    refunded,
  ])
  return { shop, open, paid, payout, refunded, refund }
}

test('charges, payouts and refunds are proved', async () => {
  await tellOfCards()
  expect(await verifyLedger(database)).toMatchObject({ ok: true, openHolds: 1n })
})

type Tampering = [name: string, statements: (story: Story) => string[], wrong: (story: Story) => object]

const like = (...parts: readonly (string | number)[]) =>
  expect.toSatisfy((text: string) => parts.every((part) => text.includes(String(part))))
const hold = (id: string, fields: string) => `update holds set ${fields} where operation_id = '${id}'`
const payable = (id: string, fields: string) => `update payables set ${fields} where id = '${id}'`

const TAMPERINGS: Tampering[] = [
  [
    'what was refunded of a charge that is paid out',
    ({ paid }) => [hold(paid, 'refunded = 401')],
    ({ paid }) => ({ table: 'holds', key: like(paid), expected: like('400 refunded'), found: '401' }),
  ],
  [
    'what was refunded of a charge that is held',
    ({ open, shop }) => [hold(open, 'refunded = 1'), `update wallets set held = held - 1 where id = ${shop}`],
    ({ open }) => ({ table: 'holds', key: like(open), expected: like('0 refunded'), found: '1' }),
  ],
  [
    'a charge that is given free without its payout',
    ({ open, shop }) => [
      hold(open, `state = 'paid_out', ended_by = gen_random_uuid()`),
      `update wallets set held = held - 1000 where id = ${shop}`,
    ],
    ({ open }) => ({ table: 'holds', key: like(open), expected: 'an operation that ended it', found: like('payout') }),
  ],
  [
    'a refund that took the last of a charge, made a payout',
    ({ refunded }) => [hold(refunded, `state = 'paid_out'`)],
    ({ refunded, refund }) => ({ table: 'holds', key: like(refunded), expected: like('card_refund', refund) }),
  ],
  [
    'what a refund took',
    ({ refund }) => [`update operations set debit = 499 where id = '${refund}'`],
    ({ refund }) => ({ table: 'postings', key: like(refund) }),
  ],
  [
    'a payable that is paid, while its charge is held',
    ({ open }) => [payable(open, `status = 'paid', queued_at = now(), ended_at = now()`)],
    ({ open }) => ({ table: 'payables', key: like(open), expected: like('held'), found: like('paid of 1000') }),
  ],
  [
    'the net of a payable',
    ({ open }) => [payable(open, 'net = 999, fee = 1')],
    ({ open }) => ({ table: 'payables', key: like(open), expected: like('1000'), found: like('999') }),
  ],
  [
    'what was refunded of a payable',
    ({ paid }) => [payable(paid, 'refunded = 399')],
    ({ paid }) => ({ table: 'payables', key: like(paid), expected: like('400 refunded') }),
  ],
]

describe('what is changed of charges is found and named', () => {
  test.each(TAMPERINGS)('%s', async (_name, statements, wrong) => {
    const story = await tellOfCards()
    const unguarded = ['holds', 'payables'].map((table) => `alter table ${table} disable trigger user`)
    await ledger.tamper(...unguarded, ...statements(story))
    expect(await verifyLedger(database)).toEqual({ ok: false, wrong: expect.objectContaining(wrong(story)) })
  })
})
