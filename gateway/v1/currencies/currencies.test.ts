import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatRate, parseRate } from '../../../ledger/exchange.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { callerOf } from '../../test/callers.ts'
import { seed, startTestGateway, type TestGateway } from '../../test/server.ts'

let database: TestDatabase
let gateway: TestGateway
let other: TestGateway

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database)
  other = await startTestGateway(database)
  await seed(gateway)
})
afterAll(async () => {
  await Promise.all([gateway.stop(), other.stop()])
  await database.drop()
})

const put = (code: string, body: unknown) => callerOf(gateway)('PUT', `/v1/currencies/${code}`, body)
/** With a body as it is written. */
const putText = async (code: string, body: string) => {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${gateway.url}/v1/currencies/${code}`, { method: 'PUT', headers, body })
  return { status: response.status, json: await response.json() }
}

interface PastRate {
  usd_per_unit: string
  set_at: string
}

async function historyOf(code: string, limit = 1000): Promise<PastRate[]> {
  const found: PastRate[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query = `limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`
    const { status, json } = await gateway.get(`/v1/currencies/${code}/history?${query}`)
    expect(status).toBe(200)
    const page = json as { rates: PastRate[]; next_cursor: string | null }
    found.push(...page.rates)
    cursor = page.next_cursor
  }
  return found
}

const time = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/)

test('currencies come in order of code, page by page, with exact rates', async () => {
  const { json } = await gateway.get('/v1/currencies')
  const all = (json as { currencies: { code: string }[] }).currencies
  expect(all.slice(0, 4)).toEqual([
    { code: 'EUR', usd_per_unit: '1.093809', updated_at: time },
    { code: 'RUB', usd_per_unit: '0.009803', updated_at: time },
    { code: 'THB', usd_per_unit: '0.029758', updated_at: time },
    { code: 'USD', usd_per_unit: '1', updated_at: time },
  ])
  const first = (await gateway.get('/v1/currencies?limit=3')).json as { currencies: unknown[]; next_cursor: string }
  const second = (await gateway.get(`/v1/currencies?limit=3&cursor=${first.next_cursor}`)).json
  expect(first.currencies).toEqual(all.slice(0, 3))
  expect(second).toEqual({ currencies: all.slice(3), next_cursor: null })
})

describe('a rate that is put', () => {
  test('counts at once on every gateway, in both dialects, and heads the history', async () => {
    const { status, json } = await put('GBP', { usd_per_unit: '1.25' })
    expect({ status, json }).toEqual({ status: 200, json: { code: 'GBP', usd_per_unit: '1.25', updated_at: time } })
    expect((await other.get('/v1/currencies/GBP')).json).toEqual(json)
    expect((await other.get('/v1/currencies/convert?amount=1000000&from=GBP&to=USD')).json).toEqual({
      amount: '1250000',
      currency: 'USD',
    })
    expect((await other.get('/convert_amount/1000000/GBP/USD')).json).toEqual({
      payload: { Amount: 1250000, Currency: 'USD' },
    })
    await gateway.post('/update_currencies', { Rates: { GBP: 1.3, EUR: 1.1 } })
    const history = await historyOf('GBP')
    expect(history.map(({ usd_per_unit }) => usd_per_unit)).toEqual(['1.3', '1.25'])
    expect((await gateway.get('/v1/currencies/GBP')).json).toMatchObject({ updated_at: history[0]?.set_at })
    expect((await historyOf('EUR'))[0]?.usd_per_unit).toBe('1.1')
  })

  test('is exact, as a text and as a number', async () => {
    const anyRate = fc.bigInt(1n, 10n ** 24n).map(formatRate)
    const spelt = fc.record({ rate: anyRate, isNumber: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(spelt, async ({ rate, isNumber }) => {
        const { status, json } = await putText('PRP', `{"usd_per_unit": ${isNumber ? rate : `"${rate}"`}}`)
        expect(status).toBe(200)
        expect(parseRate((json as { usd_per_unit: string }).usd_per_unit)).toBe(parseRate(rate))
      }),
      { numRuns: 40 },
    )
  })

  test('is the newest of the history, and times rise, however many are put at once', async () => {
    const rates = Array.from({ length: 40 }, (_, i) => `2.${i + 1}`)
    const answers = await Promise.all(
      rates.map((usd_per_unit, i) =>
        callerOf(i % 2 === 0 ? gateway : other)('PUT', '/v1/currencies/CON', { usd_per_unit }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(rates.map(() => 200))
    const history = await historyOf('CON')
    expect(history.map(({ usd_per_unit }) => parseRate(usd_per_unit)).toSorted()).toEqual(
      rates.map(parseRate).toSorted(),
    )
    expect((await gateway.get('/v1/currencies/CON')).json).toEqual({
      code: 'CON',
      usd_per_unit: history[0]?.usd_per_unit,
      updated_at: history[0]?.set_at,
    })
    const times = history.map(({ set_at }) => set_at)
    expect(times).toEqual(times.toSorted().reverse())
    for (const limit of [1, 7]) expect(await historyOf('CON', limit)).toEqual(history)
  })

  test('stays in the history for ever', async () => {
    for (const statement of [
      'delete from rate_history',
      "update rate_history set usd_per_unit = 2 where code = 'EUR'",
    ]) {
      await expect(gateway.pool.query(statement)).rejects.toThrow(/append-only|permission denied/)
    }
  })

  test('is in the audit, with who set it', async () => {
    await put('AUD', { usd_per_unit: '0.65' })
    const { rows } = await gateway.pool.query('select action, target_id, outcome from audit order by id desc limit 1')
    expect(rows).toEqual([{ action: 'rates.put', target_id: 'AUD', outcome: 'done' }])
  })
})

test('the migration keeps the rates that were there', async () => {
  expect((await historyOf('USD')).length).toBeGreaterThan(0)
})

describe('refused', () => {
  const RANGE = expect.stringMatching(/^must be a positive decimal number with up to 18 digits before the point/)
  test.each([
    ['EUR', '{"usd_per_unit": "0"}', '/usd_per_unit', RANGE],
    ['EUR', '{"usd_per_unit": -1}', '/usd_per_unit', RANGE],
    ['EUR', '{"usd_per_unit": "1,1"}', '/usd_per_unit', RANGE],
    ['EUR', '{"usd_per_unit": "1e3"}', '/usd_per_unit', RANGE],
    ['EUR', '{"usd_per_unit": 0.0000000000001}', '/usd_per_unit', RANGE],
    ['EUR', '{"usd_per_unit": "1000000000000000000"}', '/usd_per_unit', RANGE],
    ['EUR', '{"usd_per_unit": null}', '/usd_per_unit', RANGE],
    ['EUR', '{"usd_per_unit": [1]}', '/usd_per_unit', RANGE],
    ['USD', '{"usd_per_unit": 1.1}', '/usd_per_unit', 'must be 1: rates are USD per unit'],
    ['EUR', '{}', '/usd_per_unit', 'is missing'],
    ['EUR', '{"usd_per_unit": 1, "rate": 1}', '/rate', 'is not known here'],
  ])('of %s, %s, and nothing changes', async (code, body, pointer, detail) => {
    const before = await historyOf(code)
    const { status, json } = await putText(code, body)
    expect({ status, json }).toMatchObject({ status: 400, json: { code: 'invalid', errors: [{ pointer, detail }] } })
    expect(await historyOf(code)).toEqual(before)
  })

  test('1 is the rate of USD, in whatever way it is written', async () => {
    for (const rate of ['1', '"1.000"', '1.0']) {
      expect((await putText('USD', `{"usd_per_unit": ${rate}}`)).status).toBe(200)
    }
  })

  test('what is no currency', async () => {
    expect(await put('eur', { usd_per_unit: '1' })).toMatchObject({ status: 400, json: { code: 'invalid' } })
    for (const path of ['/v1/currencies/XXX', '/v1/currencies/XXX/history']) {
      expect(await gateway.get(path)).toMatchObject({
        status: 404,
        json: { code: 'not_found', detail: 'no currency with code: XXX' },
      })
    }
    expect(await gateway.get('/v1/currencies/convert?amount=1&from=XXX&to=USD')).toMatchObject({
      status: 400,
      json: { detail: 'currency is not allowed' },
    })
    for (const amount of ['0', '9223372036854775808', '1.5', '-1']) {
      expect((await gateway.get(`/v1/currencies/convert?amount=${amount}&from=EUR&to=USD`)).status).toBe(400)
    }
    expect((await gateway.get('/v1/currencies/convert?amount=1&from=EUR')).status).toBe(400)
    expect((await gateway.get('/v1/currencies?cursor=x')).status).toBe(400)
    expect((await gateway.get('/v1/currencies/EUR/history?cursor=!')).status).toBe(400)
  })
})
