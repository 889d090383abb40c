import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { rowCounts, seed, startTestGateway, type TestGateway } from '../../test/server.ts'

let database: TestDatabase
let gateway: TestGateway

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database)
  await gateway.pool.query('insert into groups (id) values (2)')
  await seed(gateway)
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})
beforeEach(async () => {
  await gateway.pool.query('delete from queue')
})

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const party = (bank_id: unknown, account: unknown) => ({ bank_id, account })
const payment = {
  from: party(1, 'US12 0001'),
  to: party(2, 'A'),
  amount: '1230000',
  currency: 'USD',
}
const pay = (body: unknown) => gateway.post('/v1/payments', body)

async function accounts(where = 'true') {
  const { rows } = await gateway.pool.query<{ bank_id: number; account: string; wallet_id: bigint }>(
    `select bank_id, account, wallet_id from clearing_accounts where ${where} order by bank_id, account`,
  )
  return rows
}

async function queue() {
  const { rows } = await gateway.pool.query(
    'select operation_id, group_id, kind, origin_id, target_id, amount, currency, related_id from queue order by seq',
  )
  return rows
}

describe('POST /v1/payments', () => {
  test('queues a payment, opens its accounts, and answers 202 with its id', async () => {
    const { status, headers, json } = await pay(payment)
    expect({ status, json }).toEqual({ status: 202, json: { id: expect.stringMatching(UUID), status: 'new' } })
    const { id } = json as { id: string }
    expect(headers.get('location')).toBe(`/v1/payments/${id}`)
    const [from, to] = await accounts()
    expect([from, to]).toMatchObject([
      { bank_id: 1, account: 'US12 0001' },
      { bank_id: 2, account: 'A' },
    ])
    expect(await queue()).toMatchObject([
      {
        operation_id: id,
        kind: 'payment',
        origin_id: from?.wallet_id,
        target_id: to?.wallet_id,
        amount: 1_230_000n,
        currency: 'USD',
        related_id: null,
      },
    ])
    const { rows } = await gateway.pool.query(
      `select w.id, w.currency, floor, state, bank_id, balance, w.group_id = q.group_id as is_tagged
       from wallets w left join queue q on q.origin_id = w.id where bank_id is not null order by bank_id`,
    )
    const clearing = { currency: 'USD', floor: null, state: 'open', balance: 0n }
    expect(rows).toEqual([
      { id: from?.wallet_id, bank_id: 1, is_tagged: true, ...clearing },
      { id: to?.wallet_id, bank_id: 2, is_tagged: null, ...clearing },
    ])
  })

  test('between two accounts of one bank is a payment like any other', async () => {
    expect(await pay({ ...payment, to: party(1, 'other') })).toMatchObject({ status: 202 })
  })

  test.each([
    [10_000, 10_000n],
    ['10000', 10_000n],
    [1_000_000_000, 1_000_000_000n],
    ['1000000000', 1_000_000_000n],
  ])('takes the amount %j', async (amount, stored) => {
    expect(await pay({ ...payment, amount })).toMatchObject({ status: 202 })
    expect((await queue()).map((row) => row.amount)).toEqual([stored])
  })

  test.each(['A', 'z9', 'DE89 3704/0044-0532.00', 'NULL', 'null', `A${' '.repeat(32)}9`, 'x'.repeat(34)])(
    'takes the account %s',
    async (account) => {
      expect(await pay({ ...payment, to: party(3, account) })).toMatchObject({ status: 202 })
      expect(await accounts('bank_id = 3')).toContainEqual(expect.objectContaining({ account }))
    },
  )

  const CENTS = 'must be a whole number of cents from 1: micro-units in steps of 10000'
  const RULE = 'must be 1 to 34 letters, digits, dots, slashes, spaces and hyphens, with a letter or digit at both ends'
  test.each([
    ['{}', '/from', 'is missing, and 3 more'],
    ['[]', '', 'must be object'],
    ['5', '', 'must be object'],
    [{ ...payment, note: 'x' }, '/note', 'is not known here'],
    [{ ...payment, from: 7 }, '/from', 'must be object'],
    [{ ...payment, from: { bank_id: 1 } }, '/from/account', 'is missing'],
    [{ ...payment, from: { ...payment.from, iban: 'x' } }, '/from/iban', 'is not known here'],
    [{ ...payment, from: party('1', 'A') }, '/from/bank_id', 'must be integer'],
    [{ ...payment, from: party(0, 'A') }, '/from/bank_id', 'must be the id of a bank, such as 7'],
    [{ ...payment, to: party(-1, 'A') }, '/to/bank_id', 'must be the id of a bank, such as 7'],
    [{ ...payment, to: party(2 ** 31, 'A') }, '/to/bank_id', 'must be the id of a bank, such as 7'],
    [{ ...payment, to: party(2, 7) }, '/to/account', 'must be string'],
    [{ ...payment, to: party(2, '') }, '/to/account', RULE],
    [{ ...payment, to: party(2, ' A') }, '/to/account', RULE],
    [{ ...payment, to: party(2, 'A ') }, '/to/account', RULE],
    [{ ...payment, to: party(2, 'A\n') }, '/to/account', RULE],
    [{ ...payment, to: party(2, 'A_1') }, '/to/account', RULE],
    [{ ...payment, to: party(2, 'É1') }, '/to/account', RULE],
    [{ ...payment, to: party(2, 'A","B') }, '/to/account', RULE],
    [{ ...payment, to: party(2, 'A\u0000B') }, '/to/account', RULE],
    [{ ...payment, to: party(2, 'x'.repeat(35)) }, '/to/account', RULE],
    [{ ...payment, to: payment.from }, '/to', 'must be another account than from'],
    [{ ...payment, amount: 0 }, '/amount', CENTS],
    [{ ...payment, amount: '0' }, '/amount', CENTS],
    [{ ...payment, amount: -10_000 }, '/amount', CENTS],
    [{ ...payment, amount: 10_001 }, '/amount', CENTS],
    [{ ...payment, amount: 9_999 }, '/amount', CENTS],
    [{ ...payment, amount: '9999999999999999999' }, '/amount', CENTS],
    [{ ...payment, amount: '-10000' }, '/amount', 'must match pattern "^[0-9]{1,19}$"'],
    [{ ...payment, amount: '1.00' }, '/amount', 'must match pattern "^[0-9]{1,19}$"'],
    [{ ...payment, amount: 1.5 }, '/amount', 'must match pattern "^[0-9]{1,19}$"'],
    [{ ...payment, currency: 'EUR' }, '/currency', 'must be USD'],
    [{ ...payment, currency: 'usd' }, '/currency', 'must be USD'],
    [{ ...payment, currency: null }, '/currency', 'must be string'],
  ])('refuses case %#, %j, and points to %s', async (body, pointer, detail) => {
    const before = await rowCounts(gateway.pool)
    const { status, json } = await pay(body)
    expect({ status, json }).toMatchObject({
      status: 400,
      json: {
        code: 'invalid',
        detail: `${pointer === '' ? 'the body' : pointer} ${detail}`,
        errors: expect.arrayContaining([{ pointer, code: 'invalid', detail: detail.replace(/, and 3 more$/, '') }]),
      },
    })
    expect(await rowCounts(gateway.pool)).toEqual(before)
  })

  test.each(['1000010000', 1_000_010_000, '9000000000000000000'])(
    'refuses %s, above the limit, and names that',
    async (amount) => {
      const before = await rowCounts(gateway.pool)
      const detail = 'a payment is at most 1000.00 USD'
      expect(await pay({ ...payment, to: party(5, 'new'), amount })).toMatchObject({
        status: 422,
        json: {
          code: 'payment_too_large',
          detail,
          errors: [{ pointer: '/amount', code: 'payment_too_large', detail }],
        },
      })
      expect(await rowCounts(gateway.pool)).toEqual(before)
    },
  )

  test('the limit is a setting', async () => {
    const other = await startTestGateway(database, { settlement: { paymentMax: '2.5' } })
    expect(await other.post('/v1/payments', { ...payment, amount: 2_500_000 })).toMatchObject({ status: 202 })
    expect(await other.post('/v1/payments', { ...payment, amount: 2_510_000 })).toMatchObject({
      status: 422,
      json: { detail: 'a payment is at most 2.50 USD' },
    })
    await other.stop()
  })

  test.each([
    [{ ...payment, from: party(77, 'A') }, '/from/bank_id', 77],
    [{ ...payment, from: party(5, 'never seen'), to: party(78, 'B') }, '/to/bank_id', 78],
    [{ ...payment, to: party(2 ** 31 - 1, 'A') }, '/to/bank_id', 2 ** 31 - 1],
  ])('refuses case %#, with a bank that is not there, and opens nothing', async (body, pointer, id) => {
    const before = await rowCounts(gateway.pool)
    const detail = `no bank with id: ${id}`
    expect(await pay(body)).toMatchObject({
      status: 404,
      json: { code: 'not_found', detail, errors: [{ pointer, code: 'not_found', detail }] },
    })
    expect(await rowCounts(gateway.pool)).toEqual(before)
  })

  test('opens nothing for a payment that there is no room for', async () => {
    const narrow = await startTestGateway(database, { limits: { queuedOperations: 1 } })
    expect(await narrow.post('/v1/payments', payment)).toMatchObject({ status: 202 })
    const before = await rowCounts(gateway.pool)
    const turnedAway = await narrow.post('/v1/payments', { ...payment, to: party(6, 'late') })
    expect(turnedAway).toMatchObject({ status: 429, json: { code: 'overloaded' } })
    expect(await rowCounts(gateway.pool)).toEqual(before)
    await narrow.stop()
  })

  test('fifty first payments to an account at once open it once, and all are queued to it', async () => {
    const [other, another] = [await startTestGateway(database), await startTestGateway(database)]
    const gateways = [gateway, other, another]
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        gateways[i % 3]?.post('/v1/payments', {
          ...payment,
          from: party(8, `payer ${i % 5}`),
          to: party(9, 'popular'),
        }),
      ),
    )
    expect(answers.map((answer) => answer?.status)).toEqual(answers.map(() => 202))
    const [popular, ...more] = await accounts('bank_id = 9')
    expect(more).toEqual([])
    expect(await accounts('bank_id = 8')).toHaveLength(5)
    expect((await queue()).map((row) => row.target_id)).toEqual(answers.map(() => popular?.wallet_id))
    // Every clearing wallet belongs to an account: the losers of the race left none.
    const { rows } = await gateway.pool.query<{ wallets: bigint; accounts: bigint }>(
      `select (select count(*) from wallets where bank_id is not null) as wallets,
         (select count(*) from clearing_accounts) as accounts`,
    )
    expect(rows[0]?.wallets).toBe(rows[0]?.accounts)
    await other.stop()
    await another.stop()
  })

  test('spreads new accounts over the groups', async () => {
    for (let i = 0; i < 6; i += 1) await pay({ ...payment, from: party(7, `a${i}`), to: party(7, `b${i}`) })
    const { rows } = await gateway.pool.query(
      'select distinct group_id from wallets where bank_id = 7 order by group_id',
    )
    expect(rows).toEqual([{ group_id: 1 }, { group_id: 2 }])
  })
})

describe('wallets and clearing accounts', () => {
  test('an ordinary operation does not find a clearing account', async () => {
    await pay(payment)
    await gateway.pool.query('delete from queue')
    const [account] = await accounts('bank_id = 1')
    const id = Number(account?.wallet_id)
    const detail = `no wallet with id: ${id}`
    const deposit = { kind: 'deposit', target_wallet_id: id, amount: 5, currency: 'USD' }
    const transfer = { kind: 'transfer', origin_wallet_id: 1, target_wallet_id: id, amount: 5, currency: 'USD' }
    const back = { ...transfer, origin_wallet_id: id, target_wallet_id: 1 }
    for (const body of [deposit, transfer, back]) {
      expect(await gateway.post('/v1/operations', body)).toMatchObject({ status: 404, json: { detail } })
    }
    expect(await gateway.post('/receive_amount', { WalletId: id, Amount: 5, Currency: 'USD' })).toMatchObject({
      json: { payload: { error: detail } },
    })
    const classic = { OriginWalletId: 1, TargetWalletId: id, Amount: 5, Currency: 'USD' }
    expect(await gateway.post('/transfer_amount', classic)).toMatchObject({ json: { payload: { error: detail } } })
    const { json } = await gateway.post('/v1/operations/batch', { operations: [deposit, transfer, back] })
    expect(json).toMatchObject({ queued: 0, refused: 3 })
    expect(await queue()).toEqual([])
  })
})
