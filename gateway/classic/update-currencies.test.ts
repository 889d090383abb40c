import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { startTestGateway, type TestGateway } from '../test/server.ts'

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
  await gateway.post('/update_currencies', { Rates: { EUR: 1.093809 } })
})

async function rates(): Promise<Record<string, string>> {
  const { rows } = await gateway.pool.query('select code, usd_per_unit::text as rate from currencies order by code')
  return Object.fromEntries(rows.map(({ code, rate }) => [code, rate]))
}

describe('POST /update_currencies', () => {
  test('stores rates exactly, adds currencies, keeps those that are not named', async () => {
    const body =
      '{"rates":{"USD":1.0,"JPY2":0.000000000001,"BIG":999999999999999999.999999999999,"THB":2.9758e-2,"XAU":4000}}'
    expect(await gateway.post('/update_currencies', body)).toMatchObject({ status: 200, json: { payload: {} } })
    expect(await rates()).toEqual({
      BIG: '999999999999999999.999999999999',
      EUR: '1.093809000000',
      JPY2: '0.000000000001',
      THB: '0.029758000000',
      USD: '1.000000000000',
      XAU: '4000.000000000000',
    })
  })

  test('counts at once, also on another gateway', async () => {
    const other = await startTestGateway(database)
    const converted = async () => (await other.get('/convert_amount/1000000/EUR/USD')).json
    expect(await converted()).toEqual({ payload: { Amount: 1093809, Currency: 'USD' } })
    await gateway.post('/update_currencies', { Rates: { EUR: 2 } })
    expect(await converted()).toEqual({ payload: { Amount: 2000000, Currency: 'USD' } })
    await other.stop()
  })

  test('two updates at once both happen as a whole', async () => {
    const codes = Array.from({ length: 20 }, (_, i) => `C${String(i).padStart(2, '0')}`)
    const body = (order: string[], rate: number) => ({ Rates: Object.fromEntries(order.map((code) => [code, rate])) })
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all([
        gateway.post('/update_currencies', body(codes, 2)),
        gateway.post('/update_currencies', body(codes.toReversed(), 3)),
      ])
      expect(answers.map(({ json }) => json)).toEqual([{ payload: {} }, { payload: {} }])
      const stored = await rates()
      expect(new Set(codes.map((code) => stored[code])).size).toBe(1)
    }
  })

  const RATE =
    /^the rate of EUR must be a positive decimal number with up to 18 digits before the point and 12 after it/

  test.each([
    ['{}', 'rates field must be set'],
    ['{"Rates":null}', 'rates field must be set'],
    ['{"Rates":{}}', 'rates field must be set'],
    ['{"Rates":[1]}', /^Rates must be an object of currencies and their rates/],
    ['{"Rates":"EUR"}', /^Rates must be an object/],
    ['{"Rates":1.5}', /^Rates must be an object/],
    ['{"Rates":{"ABC":2,"EUR":0}}', RATE],
    ['{"Rates":{"ABC":2,"EUR":0.0}}', RATE],
    ['{"Rates":{"ABC":2,"EUR":-1}}', RATE],
    ['{"Rates":{"ABC":2,"EUR":"1.5"}}', RATE],
    ['{"Rates":{"ABC":2,"EUR":null}}', RATE],
    ['{"Rates":{"ABC":2,"EUR":true}}', RATE],
    ['{"Rates":{"ABC":2,"EUR":{}}}', RATE],
    ['{"Rates":{"ABC":2,"EUR":0.0000000000001}}', RATE],
    ['{"Rates":{"ABC":2,"EUR":1.0938090000001}}', RATE],
    ['{"Rates":{"ABC":2,"EUR":1e18}}', RATE],
    ['{"Rates":{"ABC":2,"EUR":1e999}}', RATE],
    ['{"Rates":{"ABC":2,"USD":1.1}}', 'the rate of USD must be 1: rates are USD per unit'],
    ['{"Rates":{"ABC":2,"eur":1.1}}', /^"eur" cannot be a currency: write 3 to 10 of A-Z and 0-9, a letter first/],
    ['{"Rates":{"ABC":2,"E":1.1}}', /^"E" cannot be a currency/],
    ['{"Rates":{"ABC":2,"1AB":1.1}}', /^"1AB" cannot be a currency/],
    ['{"Rates":{"ABC":2,"ABCDEFGHIJK":1.1}}', /^"ABCDEFGHIJK" cannot be a currency/],
    ['{"Rates":{"ABC":2,"A\\u0000B":1.1}}', /cannot be a currency/],
    ['{"Rates":{"ABC":2,"":1.1}}', /cannot be a currency/],
    ['{"Rates":{"ABC":2,"__proto__":1.1}}', /cannot be a currency/],
    ['{"Rates":{"ABC":2,"EUR":1.1,"EUR":1.2}}', 'the body has "EUR" twice'],
    ['{"Rates":{"ABC":2},"rates":{"EUR":1.2}}', 'the body has Rates twice'],
    ['{"Rates":{"ABC":2,}}', 'the body is not valid JSON'],
  ])('refuses %s as a whole', async (body, error) => {
    const before = await rates()
    const { status, json } = await gateway.post('/update_currencies', body)
    expect(status).toBe(200)
    expect((json as { payload: { error: string } }).payload.error).toMatch(error)
    expect(await rates()).toEqual(before)
  })
})
