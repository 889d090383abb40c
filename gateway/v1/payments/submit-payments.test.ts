import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { rowCounts, startTestGateway, type TestGateway } from '../../test/server.ts'

let database: TestDatabase
let gateway: TestGateway

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database)
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})
beforeEach(async () => {
  await gateway.pool.query('delete from queue')
})

const payment = (amount: number | string, from = 'a', to = 'b', bank_id = 2) => ({
  from: { bank_id: 1, account: from },
  to: { bank_id, account: to },
  amount,
  currency: 'USD',
})
const submit = (body: unknown) => gateway.post('/v1/payments/batch', body)

interface Batch {
  queued: number
  refused: number
  payments: { status: string; id?: string; errors?: unknown[] }[]
}

async function queue() {
  const { rows } = await gateway.pool.query('select operation_id, kind, amount, accepted_at from queue order by seq')
  return rows
}

const MIXED = [
  payment(10_000),
  payment(5),
  payment(20_000, 'new 1', 'new 2', 77),
  payment(1_000_010_000, 'new 3', 'new 4'),
  { from: 7 },
  payment(30_000, 'same', 'same', 1),
  payment(40_000, 'new 5', 'b'),
]

const REFUSALS = [
  { pointer: '/payments/1/amount', code: 'invalid', detail: expect.stringMatching(/^must be a whole number of cents/) },
  { pointer: '/payments/2/to/bank_id', code: 'not_found', detail: 'no bank with id: 77' },
  { pointer: '/payments/3/amount', code: 'payment_too_large', detail: 'a payment is at most 1000.00 USD' },
  { pointer: '/payments/5/to', code: 'invalid', detail: 'must be another account than from' },
]

describe('POST /v1/payments/batch', () => {
  test('queues up to 10,000 payments in one commit, in their order, and opens their accounts', async () => {
    // As long as they get.
    const account = (side: string, i: number) => `${side}${i % 500}/`.padEnd(33, '-') + side
    const payments = Array.from({ length: 10_000 }, (_, i) => ({
      from: { bank_id: 10, account: account('f', i) },
      to: { bank_id: 9, account: account('t', i) },
      amount: String(999_000_000 - i * 10_000),
      currency: 'USD',
    }))
    const { status, json } = await submit(JSON.stringify({ payments }, null, 4))
    expect(status).toBe(202)
    const batch = json as Batch
    expect(batch).toMatchObject({ queued: 10_000, refused: 0 })
    const rows = await queue()
    expect(batch.payments).toEqual(rows.map((row) => ({ status: 'new', id: row.operation_id })))
    expect(rows.map((row) => String(row.amount))).toEqual(payments.map(({ amount }) => amount))
    expect(new Set(rows.map((row) => row.accepted_at)).size).toBe(1)
    const { rows: opened } = await gateway.pool.query(
      'select bank_id, count(*)::int as accounts from clearing_accounts group by bank_id order by bank_id',
    )
    expect(opened).toEqual([
      { bank_id: 9, accounts: 500 },
      { bank_id: 10, accounts: 500 },
    ])
  })

  test('judges each by itself, queues what is sound, and opens accounts for that alone', async () => {
    const { status, json } = await submit({ payments: MIXED })
    const rows = await queue()
    expect(rows.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['payment', 10_000n],
      ['payment', 40_000n],
    ])
    expect({ status, json }).toEqual({
      status: 202,
      json: {
        queued: 2,
        refused: 5,
        payments: [
          { status: 'new', id: rows[0]?.operation_id },
          { status: 'refused', errors: [REFUSALS[0]] },
          { status: 'refused', errors: [REFUSALS[1]] },
          { status: 'refused', errors: [REFUSALS[2]] },
          {
            status: 'refused',
            errors: expect.arrayContaining([expect.objectContaining({ pointer: '/payments/4/to' })]),
          },
          { status: 'refused', errors: [REFUSALS[3]] },
          { status: 'new', id: rows[1]?.operation_id },
        ],
      },
    })
    const { rows: opened } = await gateway.pool.query(
      'select account from clearing_accounts where bank_id in (1, 2) order by account',
    )
    expect(opened.map((row) => row.account)).toEqual(['a', 'b', 'new 5'])
  })

  test('with all_or_nothing queues all of them', async () => {
    const payments = [payment(10_000, 'x', 'y'), payment(20_000, 'y', 'z')]
    expect(await submit({ all_or_nothing: true, payments })).toMatchObject({
      status: 202,
      json: { queued: 2, refused: 0 },
    })
    expect(await queue()).toHaveLength(2)
  })

  test('with all_or_nothing leaves nothing, and opens nothing, when one is refused', async () => {
    const before = await rowCounts(gateway.pool)
    const sound = payment(10_000, 'never', 'seen')
    for (const [i, refusal] of [
      [1, REFUSALS[0]],
      [2, REFUSALS[1]],
      [3, REFUSALS[2]],
      [5, REFUSALS[3]],
    ] as const) {
      const payments = MIXED.map((one, place) => (place === i ? one : sound))
      expect(await submit({ all_or_nothing: true, payments })).toMatchObject({
        status: 422,
        json: { code: 'batch_refused', errors: [refusal] },
      })
    }
    expect(await rowCounts(gateway.pool)).toEqual(before)
  })

  test.each([
    ['{}', '/payments', 'is missing'],
    [{ payments: [] }, '/payments', 'must not have fewer than 1 items'],
    [{ operations: [payment(10_000)] }, '/payments', 'is missing'],
    [{ payments: Array(10_001).fill(payment(10_000)) }, '/payments', 'must not have more than 10000 items'],
  ])('refuses case %#, a body that is no batch, and points to %s', async (body, pointer, detail) => {
    const { status, json } = await submit(body)
    expect({ status, json }).toMatchObject({
      status: 400,
      json: { code: 'invalid', errors: expect.arrayContaining([{ pointer, code: 'invalid', detail }]) },
    })
    expect(await queue()).toEqual([])
  })
})
