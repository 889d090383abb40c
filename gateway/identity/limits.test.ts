import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { callerOf, enter, makeKey } from '../test/callers.ts'
import { startTestGateway, type TestGateway } from '../test/server.ts'

let database: TestDatabase
const started: TestGateway[] = []

beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(async () => {
  await Promise.all(started.splice(0).map((gateway) => gateway.stop()))
  await database.drop()
})

async function start(overrides: Parameters<typeof startTestGateway>[1]) {
  const gateway = await startTestGateway(database, overrides)
  started.push(gateway)
  return gateway
}

describe('requests a minute', () => {
  test('of a user or a key are limited where that is set, each by itself', async () => {
    const gateway = await start({ auth: { mode: 'required' }, limits: { requestsPerMin: 3 } })
    const user = await enter(gateway, 'user')
    const key = await makeKey(gateway, 'user', user.id)
    for (const call of [user.call, callerOf(gateway, `Bearer ${key.text}`)]) {
      for (const remaining of ['2', '1', '0']) {
        const { status, headers } = await call('GET', '/v1/wallets')
        expect(status).toBe(200)
        expect(headers.get('ratelimit-limit')).toBe('3')
        expect(headers.get('ratelimit-remaining')).toBe(remaining)
        expect(Number(headers.get('ratelimit-reset'))).toBeGreaterThan(50)
      }
      const { status, headers, json } = await call('GET', '/v1/wallets')
      expect({ status, json }).toMatchObject({ status: 429, json: { code: 'rate_limited' } })
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(50)
      expect(await call('GET', '/convert_amount/1/USD/USD')).toMatchObject({
        status: 429,
        json: { payload: { error: expect.stringMatching(/^more than 3 requests in a minute/) } },
      })
    }
  })

  test('of strangers are limited by address: guesses, log-ins, registrations, but no health checks', async () => {
    const gateway = await start({ auth: { mode: 'required' }, limits: { strangersPerMin: 4 } })
    const { text } = await makeKey(gateway, 'operator')
    const body = { email: 'a@example.org', password: 'a wrong password' }
    expect((await callerOf(gateway)('POST', '/v1/tokens', body)).status).toBe(401)
    expect((await callerOf(gateway)('POST', '/v1/users', { ...body, name: 'A' })).status).toBe(401)
    expect((await callerOf(gateway, 'Bearer guess')('GET', '/v1/wallets')).status).toBe(401)
    expect((await callerOf(gateway)('GET', '/v1/wallets')).status).toBe(401)
    for (const [authorization, method, path] of [
      ['Bearer guess', 'GET', '/v1/wallets'],
      [undefined, 'POST', '/v1/tokens'],
      [undefined, 'POST', '/v1/tokens/refresh'],
    ] as const) {
      expect((await callerOf(gateway, authorization)(method, path, method === 'POST' ? body : undefined)).status).toBe(
        429,
      )
    }
    expect((await gateway.get('/health')).status).toBe(200)
    expect((await callerOf(gateway, `Bearer ${text}`)('GET', '/v1/wallets')).status).toBe(200)
  })

  test('are counted by the address that a trusted proxy tells, and by no other', async () => {
    const limits = { strangersPerMin: 1 }
    const [behind, alone] = [
      await start({ auth: { mode: 'required', proxies: ['127.0.0.0/8'] }, limits }),
      await start({ auth: { mode: 'required' }, limits }),
    ]
    const statuses = async (gateway: TestGateway) => {
      const found: number[] = []
      for (const address of ['203.0.113.1', '203.0.113.2', '203.0.113.1']) {
        found.push((await gateway.get('/v1/wallets', { 'x-forwarded-for': address })).status)
      }
      return found
    }
    expect(await statuses(behind)).toEqual([401, 401, 429])
    expect(await statuses(alone)).toEqual([401, 429, 429])
  })

  test('are not counted while the mesh is open', async () => {
    const gateway = await start({ limits: { requestsPerMin: 1, strangersPerMin: 1 } })
    for (let i = 0; i < 3; i += 1) {
      const { status, headers } = await gateway.get('/v1/wallets')
      expect(status).toBe(200)
      expect(headers.get('ratelimit-limit')).toBeNull()
    }
  })
})
