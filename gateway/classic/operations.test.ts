import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type TestPosting, writePostings } from '../test/postings.ts'
import { seed, startTestGateway, type TestGateway } from '../test/server.ts'

let database: TestDatabase
let gateway: TestGateway

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database, { limits: { pageMax: 5000 } })
  await seed(gateway)
  // What is queued or declined has no posting, and is in no report.
  await gateway.post('/receive_amount', { WalletId: 1, Amount: 1, Currency: 'USD' })
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})

const PERIOD = 'from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z'

interface Page {
  Operations: { Type: string; Amount: number; Currency: string; CreatedAt: string }[]
  Limit: number
  Offset: number
  From: string
  To: string
}

async function page(path: string): Promise<Page> {
  const { status, json } = await gateway.get(path)
  expect(status).toBe(200)
  return (json as { payload: Page }).payload
}

const usd = (walletId: number, amount: bigint, acceptedAt: string): TestPosting => ({
  walletId,
  amount,
  currency: 'USD',
  acceptedAt,
})

describe('GET /operations/:walletId', () => {
  test('tells what was applied, as the requests named it, in order of acceptance', async () => {
    await writePostings(gateway.pool, [
      {
        walletId: 2,
        amount: 182_847_279n,
        currency: 'EUR',
        requestedAmount: 200_000_000n,
        requestedCurrency: 'USD',
        acceptedAt: '2026-01-02T10:00:00.000002Z',
      },
      { walletId: 2, amount: -5n, currency: 'EUR', kind: 'transfer', acceptedAt: '2026-01-02T10:00:00.000001Z' },
      { walletId: 3, amount: 7n, currency: 'RUB', acceptedAt: '2026-01-02T10:00:00Z' },
    ])
    expect(await page(`/operations/2?${PERIOD}`)).toEqual({
      Operations: [
        { Type: 'out', Amount: 5, Currency: 'EUR', CreatedAt: '2026-01-02T10:00:00.000001Z' },
        { Type: 'in', Amount: 200_000_000, Currency: 'USD', CreatedAt: '2026-01-02T10:00:00.000002Z' },
      ],
      Limit: 1000,
      Offset: 0,
      From: '2026-01-01T00:00:00Z',
      To: '2026-02-01T00:00:00Z',
    })
  })

  test('covers the last month up to now unless told otherwise', async () => {
    const { rows } = await gateway.pool.query<{ inside: string; outside: string }>(
      `select now() - interval '1 month' + interval '1 minute' as inside, now() - interval '1 month' - interval '1 minute' as outside`,
    )
    const { inside = '', outside = '' } = rows[0] ?? {}
    await writePostings(gateway.pool, [usd(1, 10n, inside), usd(1, 11n, outside)])
    const { Operations, From, To } = await page('/operations/1')
    expect(Operations.map(({ Amount }) => Amount)).toEqual([10])
    const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/
    expect(From).toMatch(rfc3339)
    expect(To).toMatch(rfc3339)
    expect(Math.abs(Date.parse(To) - Date.now())).toBeLessThan(60_000)
    expect(Date.parse(To) - Date.parse(From)).toBeGreaterThanOrEqual(28 * 86_400_000)
  })

  test('includes `from`, excludes `to`, to the microsecond', async () => {
    await writePostings(
      gateway.pool,
      ['000001', '000002', '000003'].map((micros, i) => usd(1, BigInt(20 + i), `2025-06-01T00:00:00.${micros}Z`)),
    )
    const amounts = async (from: string, to: string) => {
      const { Operations, From, To } = await page(`/operations/1?from=${from}&to=${to}`)
      expect([From, To]).toEqual([from, to].map(decodeURIComponent))
      return Operations.map(({ Amount }) => Amount)
    }
    expect(await amounts('2025-06-01T00:00:00.000001Z', '2025-06-01T00:00:00.000003Z')).toEqual([20, 21])
    expect(await amounts('2025-06-01T00:00:00.0000015Z', '2025-06-01T00:00:00.0000035Z')).toEqual([21, 22])
    expect(await amounts('2025-06-01T02:00:00%2B02:00', '2025-05-31T19:00:00.000002-05:00')).toEqual([20])
    expect(await amounts('0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59')).toContain(21)
    expect(await amounts('2025-07-01T00:00:00Z', '2025-06-01T00:00:00Z')).toEqual([])
  })

  test('pages neither skip nor repeat, also among lines of the same instant', async () => {
    const at = '2025-03-01T00:00:00Z'
    const lines = Array.from({ length: 2500 }, (_, i) => usd(1, BigInt(i % 2 === 0 ? i + 1 : -i - 1), at))
    await writePostings(gateway.pool, lines)
    const seen: number[] = []
    for (let offset = 0; offset < 3000; offset += 700) {
      const { Operations } = await page(`/operations/1?from=${at}&to=2025-03-02T00:00:00Z&offset=${offset}&limit=700`)
      seen.push(...Operations.map(({ Amount }) => Amount))
    }
    // Operation ids rise with time, so that the order is the one in which they were made.
    expect(seen).toEqual(lines.map((_line, i) => i + 1))
  })

  test('shows a refund as money in, after the debit that it gives back', async () => {
    const transfer = { walletId: 1, currency: 'USD', operationId: uuidv7(), acceptedAt: '2025-04-01T00:00:00Z' }
    await writePostings(gateway.pool, [
      { ...transfer, amount: 9n, kind: 'refund' },
      { ...transfer, amount: -9n, kind: 'transfer' },
    ])
    const { Operations } = await page('/operations/1?from=2025-04-01T00:00:00Z&to=2025-04-02T00:00:00Z')
    expect(Operations.map(({ Type, Amount }) => [Type, Amount])).toEqual([
      ['out', 9],
      ['in', 9],
    ])
  })

  test('prints amounts beyond 2^53 exactly', async () => {
    await writePostings(gateway.pool, [usd(1, 9007199254740993n, '2024-01-01T00:00:00Z')])
    const { text } = await gateway.get('/operations/1?from=2024-01-01T00:00:00Z&to=2024-01-02T00:00:00Z')
    expect(text).toContain('"Amount":9007199254740993,')
  })

  test.each([
    ['0', 'wallet id should be filled'],
    ['', 'wallet id should be filled'],
    ['7', 'no wallet with id: 7'],
    ['9223372036854775807', 'no wallet with id: 9223372036854775807'],
    ['9223372036854775808', 'no wallet with id: 9223372036854775808'],
    ['-1', 'wallet id must be a whole number from 1, such as 7'],
    ['1.5', 'wallet id must be a whole number from 1, such as 7'],
    ['abc', 'wallet id must be a whole number from 1, such as 7'],
    ['1%00', 'wallet id must be a whole number from 1, such as 7'],
    ['file', 'wallet id should be filled'],
    ['total', 'wallet id should be filled'],
  ])('refuses the wallet %j', async (id, error) => {
    expect(await gateway.get(`/operations/${id}`)).toMatchObject({ status: 200, json: { payload: { error } } })
  })

  const TIME = /must be an RFC 3339 time such as 2026-01-31T00:00:00Z/

  test.each([
    ['from=yesterday', TIME],
    ['from=2026-01-31', TIME],
    ['to=2026-02-30T00:00:00Z', TIME],
    ['to=2026-01-31T00:00:00+02:00', TIME],
    ["from=2026-01-31T00:00:00Z';drop table wallets", TIME],
    ['from=2026-01-31T00:00:00Z&from=2026-01-31T00:00:00Z', 'from must be given once'],
    ['offset=-1', 'offset must be a whole number from 0 to 9007199254740991'],
    ['offset=1.5', /^offset must be a whole number/],
    ['offset=abc', /^offset must be a whole number/],
    ['offset=99999999999999999999', /^offset must be a whole number/],
    ['limit=0', 'limit must be a whole number from 1 to 5000'],
    ['limit=5001', 'limit must be a whole number from 1 to 5000'],
    ['limit=1e3', /^limit must be a whole number/],
    ['limit=%00', /^limit must be a whole number/],
  ])('refuses %s', async (query, error) => {
    const { status, json } = await gateway.get(`/operations/1?${query}`)
    expect(status).toBe(200)
    expect((json as { payload: { error: string } }).payload.error).toMatch(error)
  })

  test('takes empty parameters for absent ones, and passes over others', async () => {
    const { Limit, Offset } = await page('/operations/1?limit=&offset=&from=&to=&color=blue')
    expect([Limit, Offset]).toEqual([1000, 0])
  })
})

test('times are shown in the zone of the settings', async () => {
  const bangkok = await startTestGateway(database, { location: 'Asia/Bangkok' })
  try {
    const { json } = await bangkok.get('/operations/3?from=2026-01-01T00:00:00Z')
    expect(json).toMatchObject({
      payload: { Operations: [{ CreatedAt: '2026-01-02T17:00:00.000000+07:00' }], From: '2026-01-01T00:00:00Z' },
    })
    expect((json as { payload: Page }).payload.To).toMatch(/\.\d{6}\+07:00$/)
    const { text } = await bangkok.get('/operations/file/3?from=2026-01-01T00:00:00Z')
    expect(text).toContain('2026-01-02T17:00:00.000000+07:00')
  } finally {
    await bangkok.stop()
  }
})
