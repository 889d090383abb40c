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

describe('GET /v1/wallets/:id', () => {
  test('reads a wallet, its balance as digits', async () => {
    await gateway.pool.query('update wallets set balance = 9007199254740993 where id = 2')
    const { status, json } = await gateway.get('/v1/wallets/2')
    expect(status).toBe(200)
    expect(json).toEqual({
      id: 2,
      name: 'Ana',
      country: 'Portugal',
      city: 'Porto',
      owner_id: null,
      currency: 'EUR',
      balance: '9007199254740993',
      held: '0',
      available: '9007199254740993',
      credit_limit: '0',
      group: 1,
      state: 'open',
      created_at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/),
      as_of: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
    })
  })

  test.each(['7', '999999999999999'])('knows no wallet %s', async (id) => {
    const { status, headers, json } = await gateway.get(`/v1/wallets/${id}`, { 'x-request-id': 'mine-1' })
    expect(status).toBe(404)
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(json).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: `no wallet with id: ${id}`,
      code: 'not_found',
      request_id: 'mine-1',
    })
  })

  test.each(['0', '-1', 'abc', '1.5', '01', '1%00', '9223372036854775808'])('refuses the id %s', async (id) => {
    const { status, headers, json } = await gateway.get(`/v1/wallets/${id}`)
    expect(status).toBe(400)
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(json).toMatchObject({
      status: 400,
      code: 'invalid',
      detail: expect.stringMatching(/^params\/id must match/),
    })
  })

  test('answers other methods and unknown paths as problems', async () => {
    const other = await gateway.post('/v1/wallets/1', {})
    expect(other).toMatchObject({ status: 405, json: { code: 'method_not_allowed', title: 'Method Not Allowed' } })
    expect(other.headers.get('allow')).toBe('GET, PATCH')
    expect(await gateway.get('/v1/nothing')).toMatchObject({ status: 404, json: { code: 'not_found' } })
    expect(await gateway.post('/v1/wallets/1', '{"a":')).toMatchObject({ status: 405 })
  })
})
