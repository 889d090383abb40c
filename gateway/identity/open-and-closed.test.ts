import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openLog } from '../../common/log.ts'
import { loadSettings } from '../../common/settings/settings.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { createGateway } from '../gateway.ts'
import { callerOf, enter, makeKey, makeUser } from '../test/callers.ts'
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

async function start(...options: Parameters<typeof startTestGateway> extends [unknown, ...infer Rest] ? Rest : never) {
  const gateway = await startTestGateway(database, ...options)
  started.push(gateway)
  return gateway
}

const AT_ONCE = { timeout: 1000, interval: 10 }

describe('a mesh without an admin and without a key', () => {
  test('asks nobody who they are, and says so', async () => {
    const lines: unknown[] = []
    const log = openLog('test', 'silent')
    log.info = (line: unknown) => lines.push(line)
    const settings = loadSettings({ cwd: '/', env: {}, overrides: { ip: '127.0.0.1:0' } })
    const gateway = createGateway({ settings, tls: undefined, database, log })
    await gateway.start()
    const call = callerOf({ url: `http://127.0.0.1:${gateway.address.port}` })
    expect((await call('GET', '/v1/wallets')).status).toBe(200)
    expect((await call('GET', '/v1/users')).status).toBe(200)
    await gateway.stop()
    expect(lines.filter((line) => /open/.test(String(line)))).toEqual([
      expect.stringMatching(/^open: nobody is asked .* walletmesh users add --role admin/),
    ])
  })

  test('checks what is shown all the same, and gives who shows it their own rights', async () => {
    const gateway = await start()
    const user = await enter(gateway, 'user')
    expect((await user.call('GET', '/v1/users')).status).toBe(403)
    expect((await callerOf(gateway, 'Bearer nonsense')('GET', '/v1/wallets')).status).toBe(401)
    expect((await callerOf(gateway)('GET', '/v1/users')).status).toBe(200)
  })

  test.each([
    { host: 'evil.example' },
    { host: 'payments.example.org:4567' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { host: 'localhost.evil.example' },
  ])('serves no page from elsewhere, nor a proxy: %j', async (headers) => {
    const gateway = await start()
    expect(await rawStatus(gateway, headers)).toBe(403)
  })

  test.each([
    { host: 'localhost:4567' },
    { host: '[::1]:80' },
    { host: '127.0.0.1' },
    { origin: 'http://localhost:5173' },
  ])('serves this machine by its own name: %j', async (headers) => {
    const gateway = await start()
    expect(await rawStatus(gateway, headers)).toBe(200)
  })

  test.each([
    ['the first admin', (gateway: TestGateway) => makeUser(gateway, 'admin')],
    ['the first key', (gateway: TestGateway) => makeKey(gateway, 'operator')],
    [
      'the first one who becomes an admin',
      async (gateway: TestGateway) => {
        const { id } = await makeUser(gateway, 'user')
        await gateway.pool.query(`update users set role = 'admin' where id = $1`, [id])
      },
    ],
  ])('is closed by %s, at every gateway within a second, and for good', async (_who, close) => {
    const [one, two] = [await start(), await start()]
    const ask = async () => (await Promise.all([one, two].map(({ get }) => get('/v1/wallets')))).map((a) => a.status)
    expect(await ask()).toEqual([200, 200])
    await makeUser(one, 'user')
    expect(await ask()).toEqual([200, 200])
    await close(one)
    await vi.waitFor(async () => expect(await ask()).toEqual([401, 401]), AT_ONCE)
    await expect(one.pool.query('delete from authentication')).rejects.toThrow(/permission denied|append-only/)
    const later = await start()
    expect((await later.get('/v1/wallets')).status).toBe(401)
  })

  test('tells nobody of events any more who began to listen before it was closed', async () => {
    const gateway = await start()
    const response = await fetch(`${gateway.url}/v1/events`)
    expect(response.status).toBe(200)
    const key = await makeKey(gateway, 'operator')
    const known = await fetch(`${gateway.url}/v1/events`, { headers: { authorization: `Bearer ${key.text}` } })
    await response.text()
    const reader = known.body?.getReader()
    expect((await reader?.read())?.done).toBe(false)
    await gateway.pool.query('update api_keys set revoked_at = now()')
    while ((await reader?.read())?.done === false);
  })

  test('is closed at once for who makes the key over HTTP', async () => {
    const gateway = await start()
    const made = await gateway.post('/v1/keys', { name: 'first', role: 'admin' })
    expect(made.status).toBe(201)
    expect((await gateway.get('/v1/wallets')).status).toBe(401)
    const { key } = made.json as { key: string }
    expect((await callerOf(gateway, `Bearer ${key}`)('GET', '/v1/wallets')).status).toBe(200)
  })
})

describe('a mesh with auth.mode required', () => {
  test('asks everybody from the start', async () => {
    const gateway = await start({ auth: { mode: 'required' } })
    const { status, headers, json } = await gateway.get('/v1/wallets')
    expect({ status, json }).toMatchObject({ status: 401, json: { code: 'unauthenticated' } })
    expect(headers.get('www-authenticate')).toBe('Bearer realm="walletmesh"')
    expect((await gateway.get('/health')).status).toBe(200)
    expect((await gateway.get('/ready')).status).toBe(200)
    expect((await gateway.get('/v1/nothing')).status).toBe(404)
  })

  test('shows its metrics to this machine, but not through a proxy on it', async () => {
    const gateway = await start({ auth: { mode: 'required' } })
    expect((await gateway.get('/metrics')).status).toBe(200)
    expect((await gateway.get('/metrics', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(401)
    const { text } = await makeKey(gateway, 'operator')
    const headers = { 'x-forwarded-for': '203.0.113.9', authorization: `Bearer ${text}` }
    expect((await gateway.get('/metrics', headers)).status).toBe(200)
  })

  test('answers classic routes in their envelope', async () => {
    const gateway = await start({ auth: { mode: 'required' } })
    const refused = await gateway.post('/wallet', {})
    expect(refused.status).toBe(401)
    expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer/)
    expect(refused.json).toEqual({
      payload: { error: expect.stringMatching(/^say who you are: Authorization: Bearer/) },
    })
  })

  test('lets nobody in before the database has told who may', async () => {
    const gateway = await startTestGateway({ ...database, schemaName: 'elsewhere' })
    started.push(gateway)
    expect(await gateway.get('/v1/wallets')).toMatchObject({ status: 503, json: { code: 'unavailable' } })
    expect((await gateway.post('/v1/tokens', { email: 'a@example.org', password: 'x' })).status).toBe(503)
  })
})

function rawStatus({ url }: TestGateway, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${url}/v1/wallets`, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
}
