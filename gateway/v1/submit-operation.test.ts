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

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const deposit = { kind: 'deposit', target_wallet_id: 1, amount: '5', currency: 'THB' }
const transfer = { kind: 'transfer', origin_wallet_id: 1, target_wallet_id: 2, amount: 5, currency: 'EUR' }
const submit = (body: unknown) => gateway.post('/v1/operations', body)

async function queue() {
  const { rows } = await gateway.pool.query(
    'select operation_id, kind, origin_id, target_id, amount, currency from queue order by seq',
  )
  return rows
}

describe('POST /v1/operations', () => {
  test.each([
    [deposit, { kind: 'deposit', origin_id: null, target_id: 1n, amount: 5n, currency: 'THB' }],
    [transfer, { kind: 'transfer', origin_id: 1n, target_id: 2n, amount: 5n, currency: 'EUR' }],
  ])('queues case %# and answers 202 with its id', async (body, row) => {
    const { status, headers, json } = await submit(body)
    expect({ status, json }).toEqual({ status: 202, json: { id: expect.stringMatching(UUID), status: 'new' } })
    const { id } = json as { id: string }
    expect(await queue()).toEqual([{ operation_id: id, ...row }])
    const read = await gateway.get(headers.get('location') ?? '')
    expect(read.json).toMatchObject({ id, status: 'new', kind: row.kind })
  })

  test.each([
    ['1', 1n],
    ['9007199254740993', 2n ** 53n + 1n],
    ['"9007199254740993"', 2n ** 53n + 1n],
    ['9223372036854775807', 2n ** 63n - 1n],
    ['"9223372036854775807"', 2n ** 63n - 1n],
  ])('takes the amount %s to the last digit', async (amount, stored) => {
    const body = `{"kind":"deposit","target_wallet_id":1,"amount":${amount},"currency":"USD"}`
    expect(await submit(body)).toMatchObject({ status: 202 })
    expect((await queue()).map((row) => row.amount)).toEqual([stored])
  })

  const RANGE = 'must be a whole number of micro-units from 1 to 9223372036854775807'
  test.each([
    ['{}', '/kind', 'must be deposit, transfer, withdrawal, hold, capture, release or reversal'],
    ['[]', '/kind', 'must be deposit, transfer, withdrawal, hold, capture, release or reversal'],
    ['5', '/kind', 'must be deposit, transfer, withdrawal, hold, capture, release or reversal'],
    [
      { ...deposit, kind: 'gift' },
      '/kind',
      'must be deposit, transfer, withdrawal, hold, capture, release or reversal',
    ],
    [{ ...deposit, origin_wallet_id: 2 }, '/origin_wallet_id', 'is not known here'],
    [{ ...deposit, 'a/~b': 2 }, '/a~1~0b', 'is not known here'],
    [{ ...transfer, origin_wallet_id: undefined }, '/origin_wallet_id', 'is missing'],
    [{ ...transfer, origin_wallet_id: '1' }, '/origin_wallet_id', 'must be integer'],
    [{ ...transfer, target_wallet_id: 0 }, '/target_wallet_id', 'must be >= 1'],
    [{ ...transfer, target_wallet_id: 1 }, '/target_wallet_id', 'must be another wallet than origin_wallet_id'],
    [{ ...deposit, amount: 0 }, '/amount', RANGE],
    [{ ...deposit, amount: -1 }, '/amount', RANGE],
    [{ ...deposit, amount: '0' }, '/amount', RANGE],
    [{ ...deposit, amount: '9223372036854775808' }, '/amount', RANGE],
    [{ ...deposit, amount: '-1' }, '/amount', 'must match pattern "^[0-9]{1,19}$"'],
    [{ ...deposit, amount: '1.0' }, '/amount', 'must match pattern "^[0-9]{1,19}$"'],
    [{ ...deposit, amount: 1.5 }, '/amount', 'must be either string or integer'],
    [{ ...deposit, amount: null }, '/amount', 'must be either string or integer'],
    [{ ...deposit, amount: true }, '/amount', 'must be either string or integer'],
    [{ ...deposit, currency: 'usd' }, '/currency', 'currency is not allowed'],
    [{ ...deposit, currency: '' }, '/currency', 'currency is not allowed'],
    [{ ...deposit, currency: 5 }, '/currency', 'must be string'],
  ])('refuses case %#, %j, and points to %s', async (body, pointer, detail) => {
    const before = await rowCounts(gateway.pool)
    const { status, headers, json } = await submit(body)
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect({ status, json }).toEqual({
      status: 400,
      json: {
        type: 'about:blank',
        title: 'Bad Request',
        status: 400,
        code: 'invalid',
        detail: `${pointer} ${detail}`,
        errors: [{ pointer, code: 'invalid', detail }],
        request_id: expect.any(String),
      },
    })
    expect(await rowCounts(gateway.pool)).toEqual(before)
  })

  test('tells everything that is wrong at once', async () => {
    const { json } = await submit({ kind: 'transfer', amount: 'x', currency: 'USD', origin_wallet_id: 1 })
    expect(json).toMatchObject({
      detail: '/target_wallet_id is missing, and 1 more',
      errors: [{ pointer: '/target_wallet_id' }, { pointer: '/amount' }],
    })
  })

  test.each([
    [{ ...deposit, target_wallet_id: 7 }, 404, 'not_found', '/target_wallet_id', 'no wallet with id: 7'],
    [{ ...transfer, origin_wallet_id: 8 }, 404, 'not_found', '/origin_wallet_id', 'no wallet with id: 8'],
    [{ ...transfer, currency: 'ABC' }, 400, 'invalid', '/currency', 'currency is not allowed'],
  ])('refuses %j, which names what does not exist', async (body, status, code, pointer, detail) => {
    expect(await submit(body)).toMatchObject({
      status,
      json: { status, code, detail, errors: [{ pointer, code, detail }] },
    })
    expect(await queue()).toEqual([])
  })

  test.each([
    ['', 400, 'invalid'],
    ['{"kind":', 400, 'invalid'],
    ['{"kind":"deposit","kind":"transfer"}', 400, 'invalid'],
    [`"${'x'.repeat(2 ** 20)}"`, 413, 'too_large'],
  ])('refuses case %#, a body that is no JSON or too long', async (body, status, code) => {
    expect(await submit(body)).toMatchObject({ status, json: { status, code } })
  })

  test('refuses what is not sent as JSON, and other methods', async () => {
    const text = await gateway.post('/v1/operations', '{}', { 'content-type': 'text/plain' })
    expect(text).toMatchObject({ status: 415, json: { code: 'unsupported_media_type' } })
    const read = await gateway.get('/v1/operations')
    expect(read).toMatchObject({ status: 405, json: { code: 'method_not_allowed' } })
  })
})
