import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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

describe('POST /receive_amount', () => {
  test('queues a deposit in any currency and answers with its id', async () => {
    const { json } = await gateway.post('/receive_amount', { WalletId: 2, Amount: 200_000_000, Currency: 'USD' })
    const { payload } = json as { payload: { TransactionId: string } }
    const { rows } = await gateway.pool.query(
      'select operation_id, kind, origin_id, target_id, amount, currency from queue',
    )
    expect(rows).toEqual([
      {
        operation_id: payload.TransactionId,
        kind: 'deposit',
        origin_id: null,
        target_id: 2n,
        amount: 200_000_000n,
        currency: 'USD',
      },
    ])
  })

  test.each([
    [{}, 'all fields should be filled'],
    [{ WalletId: 1, Amount: 0, Currency: 'USD' }, 'all fields should be filled'],
    [{ WalletId: 1, Amount: 5, Currency: '' }, 'all fields should be filled'],
    [{ WalletId: 7, Amount: 5, Currency: 'USD' }, 'no wallet with id: 7'],
    [{ WalletId: 1, Amount: 5, Currency: 'ABC' }, 'currency is not allowed'],
    [{ WalletId: 1, Amount: -5, Currency: 'USD' }, /^Amount must be a whole number of micro-units/],
    [{ WalletId: 'one', Amount: 5, Currency: 'USD' }, 'WalletId must be a whole number from 1, such as 7'],
  ])('refuses %j and changes nothing', async (body, error) => {
    const before = await rowCounts(gateway.pool)
    const { status, json } = await gateway.post('/receive_amount', body)
    const { payload } = json as { payload: { error: string } }
    expect(status).toBe(200)
    expect(payload.error).toMatch(error)
    expect(await rowCounts(gateway.pool)).toEqual(before)
  })
})
