import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { rowCounts, seed, startTestGateway, type TestGateway } from '../test/server.ts'

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
beforeEach(async () => {
  await gateway.pool.query('delete from queue')
})

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const VALID = '"OriginWalletId":1,"TargetWalletId":2,"Currency":"EUR"'

async function queue() {
  const { rows } = await gateway.pool.query(
    'select operation_id, kind, step, origin_id, target_id, amount, currency from queue order by seq',
  )
  return rows
}

describe('POST /transfer_amount', () => {
  test('queues a transfer and answers with its id', async () => {
    const { status, headers, json } = await gateway.post('/transfer_amount', {
      OriginWalletId: 1,
      TargetWalletId: 2,
      Amount: 1_000_000,
      Currency: 'RUB',
    })
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(json).toEqual({ payload: { TransactionId: expect.stringMatching(UUID_V7) } })
    const { payload } = json as { payload: { TransactionId: string } }
    expect(await queue()).toEqual([
      {
        operation_id: payload.TransactionId,
        kind: 'transfer',
        step: 'apply',
        origin_id: 1n,
        target_id: 2n,
        amount: 1_000_000n,
        currency: 'RUB',
      },
    ])
  })

  test.each([
    '{"originwalletid":1,"targetwalletid":2,"amount":5,"currency":"USD"}',
    '{"ORIGINWALLETID":1,"TargetWalletID":2,"aMOUNT":5,"Currency":"USD"}',
    '{"OriginWalletId":1,"TargetWalletId":2,"Amount":5,"Currency":"USD","Memo":"not ours","Extra":{"a":[1,{}]}}',
    ' {\n"OriginWalletId" : 1, "TargetWalletId":2 ,"Amount"\t: 5,"Currency":"USD"} ',
    '{"OriginWalletId":1,"TargetWalletId":2,"\\u0041mount":5,"Currency":"USD"}',
  ])('takes field names in any letter case, passes over others: %s', async (body) => {
    expect((await gateway.post('/transfer_amount', body)).json).toEqual({
      payload: { TransactionId: expect.any(String) },
    })
    expect((await queue()).map(({ amount }) => amount)).toEqual([5n])
  })

  test.each(['1', '9007199254740992', '9007199254740993', '9223372036854775807'])(
    'takes the amount %s to the last digit',
    async (amount) => {
      await gateway.post('/transfer_amount', `{${VALID},"Amount":${amount}}`)
      expect((await queue()).map((row) => String(row.amount))).toEqual([amount])
    },
  )

  const AMOUNT = 'Amount must be a whole number of micro-units from 1 to 9223372036854775807, such as 1000000'

  test.each([
    ['9223372036854775808', AMOUNT],
    [`1${'0'.repeat(5000)}`, AMOUNT],
    ['-1', AMOUNT],
    ['-9223372036854775809', AMOUNT],
    ['1.5', AMOUNT],
    ['1.0', AMOUNT],
    ['1e6', AMOUNT],
    ['1E6', AMOUNT],
    ['1e400', AMOUNT],
    ['"5"', AMOUNT],
    ['true', AMOUNT],
    ['[5]', AMOUNT],
    ['{"a":5}', AMOUNT],
    ['0', 'all fields should be filled'],
    ['-0', 'all fields should be filled'],
    ['0.0', 'all fields should be filled'],
    ['0e5', 'all fields should be filled'],
    ['""', 'all fields should be filled'],
    ['null', 'all fields should be filled'],
    ['01', 'the body is not valid JSON'],
    ['+5', 'the body is not valid JSON'],
    ['0x10', 'the body is not valid JSON'],
    ['NaN', 'the body is not valid JSON'],
    ['1_000', 'the body is not valid JSON'],
    ['5,"Amount":6', 'the body has "Amount" twice'],
    ['5,"amount":6', 'the body has Amount twice'],
  ])('refuses the amount %s and changes nothing', async (amount, error) => {
    const before = await rowCounts(gateway.pool)
    const answer = await gateway.post('/transfer_amount', `{${VALID},"Amount":${amount}}`)
    expect(answer).toMatchObject({ status: 200, json: { payload: { error } } })
    expect(await rowCounts(gateway.pool)).toEqual(before)
  })

  const transfer = { OriginWalletId: 1, TargetWalletId: 2, Amount: 5, Currency: 'USD' }

  test.each([
    [{ ...transfer, Currency: 'ABC' }, 'currency is not allowed'],
    [{ ...transfer, Currency: 'usd' }, 'currency is not allowed'],
    [{ ...transfer, Currency: "USD'; drop table queue; --" }, 'currency is not allowed'],
    [{ ...transfer, Currency: 'USD\u0000' }, 'currency is not allowed'],
    [{ ...transfer, Currency: '{}' }, 'currency is not allowed'],
    [{ ...transfer, Currency: 840 }, 'Currency must be a text such as USD'],
    [{ ...transfer, Currency: '  ' }, 'all fields should be filled'],
    [{ ...transfer, Currency: undefined }, 'all fields should be filled'],
    [{ ...transfer, OriginWalletId: 0 }, 'all fields should be filled'],
    [{ ...transfer, TargetWalletId: undefined }, 'all fields should be filled'],
    [{}, 'all fields should be filled'],
    [{ ...transfer, OriginWalletId: 7 }, 'no wallet with id: 7'],
    [{ ...transfer, TargetWalletId: 8 }, 'no wallet with id: 8'],
    [{ ...transfer, OriginWalletId: 7, TargetWalletId: 8 }, 'no wallet with id: 7'],
    [{ ...transfer, OriginWalletId: -1 }, 'OriginWalletId must be a whole number from 1, such as 7'],
    [{ ...transfer, TargetWalletId: 1.5 }, 'TargetWalletId must be a whole number from 1, such as 7'],
    [{ ...transfer, TargetWalletId: '2' }, 'TargetWalletId must be a whole number from 1, such as 7'],
    [{ ...transfer, TargetWalletId: 1 }, 'OriginWalletId and TargetWalletId must be different wallets'],
    [
      { ...transfer, OriginWalletId: 7, TargetWalletId: 7 },
      'OriginWalletId and TargetWalletId must be different wallets',
    ],
  ])('refuses %j and changes nothing', async (body, error) => {
    const before = await rowCounts(gateway.pool)
    expect(await gateway.post('/transfer_amount', body)).toMatchObject({ status: 200, json: { payload: { error } } })
    expect(await rowCounts(gateway.pool)).toEqual(before)
  })

  test.each(['9223372036854775807', '9223372036854775808', '18446744073709551616'])(
    'finds no wallet %s, however large the number',
    async (id) => {
      const body = `{"OriginWalletId":1,"TargetWalletId":${id},"Amount":5,"Currency":"USD"}`
      const { json } = await gateway.post('/transfer_amount', body)
      expect(json).toEqual({ payload: { error: `no wallet with id: ${id}` } })
    },
  )

  test.each([
    ['', 'the body must be a JSON object, but it is empty'],
    ['{', 'the body is not valid JSON'],
    ['null', 'the body must be a JSON object'],
    ['[]', 'the body must be a JSON object'],
    ['[{"Amount":5}]', 'the body must be a JSON object'],
    ['"text"', 'the body must be a JSON object'],
    ['12345678901234567890', 'the body must be a JSON object'],
    ['OriginWalletId=1&Amount=5', 'the body is not valid JSON'],
    ['['.repeat(100_000), 'the body is not valid JSON'],
  ])('refuses the body %j', async (body, error) => {
    expect((await gateway.post('/transfer_amount', body)).json).toEqual({ payload: { error } })
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'nonsense'])(
    'refuses the content type %s',
    async (type) => {
      const { status, json } = await gateway.post('/transfer_amount', transfer, { 'content-type': type })
      expect(status).toBe(200)
      expect(json).toEqual({
        payload: { error: 'the body must be JSON, sent with the header Content-Type: application/json' },
      })
    },
  )

  test.each(['application/json; charset=utf-8', 'APPLICATION/JSON'])('takes the content type %s', async (type) => {
    const { json } = await gateway.post('/transfer_amount', transfer, { 'content-type': type })
    expect(json).toEqual({ payload: { TransactionId: expect.any(String) } })
  })
})
