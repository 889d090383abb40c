import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { seed, startTestGateway, type TestGateway } from '../test/server.ts'

let database: TestDatabase
let gateway: TestGateway

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database)
  await seed(gateway)
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})

describe('GET /convert_amount', () => {
  test.each([
    ['200000000/USD/EUR', '182847279', 'EUR'],
    ['1000000/EUR/RUB', '111579006', 'RUB'],
    ['1000000/EUR/THB', '36756804', 'THB'],
    ['1000000/EUR/USD', '1093809', 'USD'],
    ['9007199254740993/EUR/EUR', '9007199254740993', 'EUR'],
    ['9223372036854775807/EUR/RUB', '1029134687775179584890', 'RUB'],
    ['1/RUB/EUR', '0', 'EUR'],
  ])('%s is exactly %s %s', async (path, amount, currency) => {
    const { status, text } = await gateway.get(`/convert_amount/${path}`)
    expect(status).toBe(200)
    expect(text).toBe(`{"payload":{"Amount":${amount},"Currency":"${currency}"}}`)
  })

  const AMOUNT = 'amount must be a whole number of micro-units from 1 to 9223372036854775807, such as 1000000'

  test.each([
    ['0/USD/EUR', AMOUNT],
    ['-1/USD/EUR', AMOUNT],
    ['1.5/USD/EUR', AMOUNT],
    ['1e6/USD/EUR', AMOUNT],
    ['abc/USD/EUR', AMOUNT],
    ['9223372036854775808/USD/EUR', AMOUNT],
    ['5/ABC/EUR', 'currency is not allowed'],
    ['5/USD/ABC', 'currency is not allowed'],
    ['5/ABC/ABC', 'currency is not allowed'],
    ['5/usd/EUR', 'currency is not allowed'],
    ['5/USD%00/EUR', 'currency is not allowed'],
    ["5/USD'--/EUR", 'currency is not allowed'],
  ])('refuses %s', async (path, error) => {
    expect(await gateway.get(`/convert_amount/${path}`)).toMatchObject({ status: 200, json: { payload: { error } } })
  })

  test('knows no shorter path', async () => {
    expect((await gateway.get('/convert_amount/5/USD')).status).toBe(404)
  })
})
