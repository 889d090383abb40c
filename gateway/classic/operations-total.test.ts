import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { writePostings } from '../test/postings.ts'
import { seed, startTestGateway, type TestGateway } from '../test/server.ts'

let database: TestDatabase
let gateway: TestGateway
const at = '2026-01-02T00:00:00Z'

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database)
  await seed(gateway)
  const line = { walletId: 2, currency: 'EUR', acceptedAt: at }
  await writePostings(gateway.pool, [
    { ...line, amount: 182_847_279n, requestedAmount: 200_000_000n, requestedCurrency: 'USD' },
    { ...line, amount: 1n, requestedAmount: 1_000_000n, requestedCurrency: 'THB' },
    { ...line, amount: 1n, requestedAmount: 3n, requestedCurrency: 'RUB' },
    { ...line, amount: -1_000_000n },
    { ...line, amount: -2_000_000n },
    { ...line, amount: 500n, acceptedAt: '2025-01-01T00:00:00Z' },
  ])
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})

const PERIOD = 'from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z'

/** Micro-units times rates of 12 decimals, divided once. */
const inUsd = (200_000_000n * 10n ** 12n + 1_000_000n * 29_758_000_000n + 3n * 9_803_000_000n) / 10n ** 12n
const inEuro = (200_000_000n * 10n ** 12n + 1_000_000n * 29_758_000_000n + 3n * 9_803_000_000n) / 1_093_809_000_000n

describe('GET /operations/total/:walletId', () => {
  test.each([
    ['', 'USD', inUsd, (3_000_000n * 1_093_809n) / 1_000_000n],
    ['&currency=USD', 'USD', inUsd, (3_000_000n * 1_093_809n) / 1_000_000n],
    ['&currency=EUR', 'EUR', inEuro, 3_000_000n],
  ])('sums what was applied, exactly, with one rounding at the end%s', async (query, currency, incoming, outgoing) => {
    const { status, text } = await gateway.get(`/operations/total/2?${PERIOD}${query}`)
    expect(status).toBe(200)
    expect(text).toBe(`{"payload":{"Currency":"${currency}","AmountIn":${incoming},"AmountOut":${outgoing}}}`)
  })

  test('is zero where nothing happened, and in the default period of one month', async () => {
    const nothing = { payload: { Currency: 'USD', AmountIn: 0, AmountOut: 0 } }
    expect((await gateway.get(`/operations/total/1?${PERIOD}`)).json).toEqual(nothing)
    expect((await gateway.get('/operations/total/2')).json).toEqual(nothing)
  })

  test('counts at the present rates', async () => {
    await gateway.post('/update_currencies', { Rates: { THB: 0.029759 } })
    const { json } = await gateway.get(`/operations/total/2?${PERIOD}`)
    expect(json).toMatchObject({ payload: { AmountIn: Number(inUsd) + 1 } })
    await gateway.post('/update_currencies', { Rates: { THB: 0.029758 } })
  })

  test('prints sums beyond 2^53 and 2^63 exactly, and counts a refunded transfer on both sides', async () => {
    const line = { walletId: 1, currency: 'USD', acceptedAt: at }
    await writePostings(gateway.pool, [
      { ...line, amount: 9_223_372_036_854_775_807n },
      { ...line, amount: 9_223_372_036_854_775_807n },
      { ...line, amount: -9_007_199_254_740_993n, kind: 'transfer' },
      { ...line, amount: 9_007_199_254_740_993n, kind: 'refund' },
    ])
    const { text } = await gateway.get(`/operations/total/1?${PERIOD}`)
    expect(text).toContain('"AmountIn":18455751272964292607,"AmountOut":9007199254740993')
  })

  test.each([
    ['2?currency=ABC', 'currency is not allowed'],
    ['2?currency=usd', 'currency is not allowed'],
    ['2?currency=USD%00', 'currency is not allowed'],
    ['2?currency=USD&currency=EUR', 'currency must be given once'],
    ['7', 'no wallet with id: 7'],
    ['7?currency=ABC', 'no wallet with id: 7'],
    ['9223372036854775808', 'no wallet with id: 9223372036854775808'],
    ['0', 'wallet id should be filled'],
    ['2?from=now', /^from must be an RFC 3339 time/],
  ])('refuses %s', async (path, error) => {
    const { status, json } = await gateway.get(`/operations/total/${path}`)
    expect(status).toBe(200)
    expect((json as { payload: { error: string } }).payload.error).toMatch(error)
  })
})
