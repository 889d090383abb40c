import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { type Caller, callerOf, enter, makeUser, type TestUser } from '../../test/callers.ts'
import { startTestGateway, type TestGateway } from '../../test/server.ts'

interface NewKey {
  id: string
  key: string
  prefix: string
}

let database: TestDatabase
let gateway: TestGateway
let other: TestGateway
let admin: Caller & TestUser
let merchant: Caller & TestUser

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database, { auth: { mode: 'required' } })
  other = await startTestGateway(database, { auth: { mode: 'required' } })
  ;[admin, merchant] = [await enter(gateway, 'admin'), await enter(gateway, 'merchant')]
})
afterAll(async () => {
  await Promise.all([gateway.stop(), other.stop()])
  await database.drop()
})

const make = async (by: Caller, body: object) => (await by.call('POST', '/v1/keys', body)).json as NewKey
const ask = (key: string, at = gateway) => callerOf(at, `Bearer ${key}`)('GET', '/v1/wallets')
const WITHIN_A_SECOND = { timeout: 1000, interval: 10 }

describe('POST /v1/keys', () => {
  test('makes a key, and tells it once', async () => {
    const made = await merchant.call('POST', '/v1/keys', { name: 'shop', role: 'merchant' })
    expect(made).toMatchObject({
      status: 201,
      json: {
        prefix: expect.stringMatching(/^wm_[a-z0-9]{8}$/),
        role: 'merchant',
        owner_id: merchant.id,
        expires_at: null,
      },
    })
    expect(made.headers.get('cache-control')).toBe('no-store')
    const { id, key, prefix } = made.json as NewKey
    const read = await merchant.call('GET', made.headers.get('location') ?? '')
    expect(read).toMatchObject({ status: 200, json: { id, prefix } })
    expect(read.text).not.toContain(key)
    expect(key).toMatch(new RegExp(`^${prefix}_[A-Za-z0-9_-]{43}$`))
    expect((await ask(key, other)).status).toBe(200)
    const { text } = await merchant.call('GET', '/v1/keys')
    expect(text).toContain(id)
    expect(text).not.toContain(key)
    expect(text).not.toContain('hash')
  })

  test('keeps nothing but its hash', async () => {
    const { key } = await make(admin, { name: 'a', role: 'operator', owner_id: null })
    const { rows } = await gateway.pool.query<{ all: string }>(`
      select string_agg(k::text, ' ') as all from api_keys k union all select string_agg(a::text, ' ') from audit a`)
    for (const { all } of rows) expect(all).not.toContain(key.slice(12))
  })

  test('is for merchants and users themselves, and not by a key', async () => {
    const { key } = await make(merchant, { name: 'a', role: 'user' })
    const byKey = callerOf(gateway, `Bearer ${key}`)
    expect((await byKey('POST', '/v1/keys', { name: 'b', role: 'user' })).status).toBe(403)
    expect((await byKey('GET', '/v1/keys')).status).toBe(403)
    expect((await merchant.call('POST', '/v1/keys', { name: 'a', role: 'merchant', owner_id: admin.id })).status).toBe(
      403,
    )
    expect((await merchant.call('POST', '/v1/keys', { name: 'a', role: 'operator', owner_id: null })).status).toBe(403)
    const byAdmin = await make(admin, { name: 'b', role: 'admin', owner_id: null })
    const more = await callerOf(gateway, `Bearer ${byAdmin.key}`)('POST', '/v1/keys', { name: 'c', role: 'operator' })
    expect(more).toMatchObject({ status: 201, json: { owner_id: null } })
  })

  test('never gives more than its owner has', async () => {
    for (const role of ['admin', 'operator']) {
      expect(await merchant.call('POST', '/v1/keys', { name: 'a', role })).toMatchObject({
        status: 400,
        json: { errors: [{ pointer: '/role' }] },
      })
    }
    expect((await merchant.call('POST', '/v1/keys', { name: 'a', role: 'user' })).status).toBe(201)
  })

  test('works until it expires, also where it is remembered', async () => {
    const expires_at = new Date(Date.now() + 1000).toISOString()
    const { key } = await make(admin, { name: 'short', role: 'operator', owner_id: null, expires_at })
    expect((await ask(key)).status).toBe(200)
    await vi.waitFor(async () => expect((await ask(key)).status).toBe(401), { timeout: 2500, interval: 50 })
  })

  test.each([
    [{ name: '', role: 'operator' }, '/name'],
    [{ name: 'a' }, '/role'],
    [{ name: 'a', role: 'root' }, '/role'],
    [{ name: 'a', role: 'operator', expires_at: 'tomorrow' }, '/expires_at'],
    [{ name: 'a', role: 'operator', expires_at: '2020-01-01T00:00:00Z' }, '/expires_at'],
    [{ name: 'a', role: 'user', owner_id: null }, '/owner_id'],
    [{ name: 'a', role: 'user', owner_id: 'x' }, '/owner_id'],
    [{ name: 'a', role: 'user', owner_id: '01a20e45-d84a-766b-8572-238235365605' }, '/owner_id'],
    [{ name: 'a', role: 'operator', hash: 'x' }, '/hash'],
  ])('refuses %j', async (body, pointer) => {
    expect(await admin.call('POST', '/v1/keys', body)).toMatchObject({ status: 400, json: { errors: [{ pointer }] } })
  })
})

describe('DELETE /v1/keys/:id', () => {
  test('ends a key at every gateway within a second, and stays', async () => {
    const { id, key } = await make(merchant, { name: 'a', role: 'merchant' })
    expect((await ask(key, other)).status).toBe(200)
    expect((await merchant.call('DELETE', `/v1/keys/${id}`)).status).toBe(204)
    expect((await ask(key)).status).toBe(401)
    await vi.waitFor(async () => expect((await ask(key, other)).status).toBe(401), WITHIN_A_SECOND)
    expect((await merchant.call('DELETE', `/v1/keys/${id}`)).status).toBe(204)
    await expect(gateway.pool.query('update api_keys set revoked_at = null where id = $1', [id])).rejects.toThrow(
      /revoked/,
    )
    const { rows } = await gateway.pool.query(
      `select actor_id from audit where action = 'key.revoke' and target_id = $1`,
      [id],
    )
    expect(rows).toEqual([{ actor_id: merchant.id }])
  })

  test('knows no key of others', async () => {
    const stranger = await enter(gateway, 'merchant')
    const { id } = await make(merchant, { name: 'a', role: 'merchant' })
    for (const [method, path] of [
      ['DELETE', `/v1/keys/${id}`],
      ['POST', `/v1/keys/${id}/rotate`],
    ] as const) {
      expect(await stranger.call(method, path)).toMatchObject({
        status: 404,
        json: { detail: `no key with id: ${id}` },
      })
    }
    expect(((await stranger.call('GET', '/v1/keys')).json as { keys: unknown[] }).keys).toEqual([])
    expect((await admin.call('DELETE', `/v1/keys/${id}`)).status).toBe(204)
  })
})

describe('POST /v1/keys/:id/rotate', () => {
  test('makes a key in its place, and lets it work for a while', async () => {
    const old = await make(merchant, { name: 'shop', role: 'merchant' })
    expect((await ask(old.key, other)).status).toBe(200)
    expect((await merchant.call('POST', `/v1/keys/${old.id}/rotate`, null)).status).toBe(400)
    const rotated = await merchant.call('POST', `/v1/keys/${old.id}/rotate`, { overlap_seconds: 1 })
    expect(rotated).toMatchObject({ status: 201, json: { name: 'shop', role: 'merchant', owner_id: merchant.id } })
    const { id, key } = rotated.json as NewKey
    expect((await ask(key, other)).status).toBe(200)
    expect((await ask(old.key, other)).status).toBe(200)
    await vi.waitFor(async () => expect((await ask(old.key, other)).status).toBe(401), { timeout: 2500, interval: 50 })
    const { keys } = (await merchant.call('GET', '/v1/keys')).json as {
      keys: { id: string; rotated_to: string | null }[]
    }
    expect(keys.find((one) => one.id === old.id)?.rotated_to).toBe(id)
    expect(await merchant.call('POST', `/v1/keys/${old.id}/rotate`)).toMatchObject({
      status: 409,
      json: { code: 'already_rotated' },
    })
  })

  test('lets the old one work for a day by default, and never longer than before', async () => {
    const soon = new Date(Date.now() + 3_600_000).toISOString()
    for (const [expires_at, hours] of [
      [null, 24],
      [soon, 1],
    ] as const) {
      const { id } = await make(admin, { name: 'a', role: 'operator', owner_id: null, expires_at })
      const made = await admin.call('POST', `/v1/keys/${id}/rotate`)
      const { rows } = await gateway.pool.query<{ hours: number }>(
        `select round(extract(epoch from expires_at - now()) / 3600)::int as hours from api_keys where id = $1`,
        [id],
      )
      expect(rows).toEqual([{ hours }])
      expect((made.json as { expires_at: string | null }).expires_at === null).toBe(expires_at === null)
    }
  })

  test('is refused for a key that does not work any more', async () => {
    const { id } = await make(merchant, { name: 'a', role: 'merchant' })
    await merchant.call('DELETE', `/v1/keys/${id}`)
    expect((await merchant.call('POST', `/v1/keys/${id}/rotate`)).status).toBe(409)
    expect((await merchant.call('POST', `/v1/keys/${id}/rotate`, { overlap_seconds: -1 })).status).toBe(400)
  })
})

test('of a key it is known in which minute it was used last, without a write for each request', async () => {
  const own = await startTestGateway(database, { auth: { mode: 'required' } })
  const { id, key } = await make(admin, { name: 'a', role: 'operator', owner_id: null })
  const lastUsed = async () => {
    const { rows } = await gateway.pool.query(
      `select last_used_at = date_trunc('minute', last_used_at) and last_used_at > now() - interval '2 minutes' as ok, xmin from api_keys where id = $1`,
      [id],
    )
    return rows[0]
  }
  const before = await lastUsed()
  for (let i = 0; i < 20; i += 1) await ask(key, own)
  expect(await lastUsed()).toEqual({ ok: null, xmin: before.xmin })
  await own.stop()
  expect((await lastUsed()).ok).toBe(true)
})

test('a key of a user who lost a role loses it, too', async () => {
  const user = await makeUser(gateway, 'operator')
  const { key } = await make(admin, { name: 'a', role: 'operator', owner_id: user.id })
  const banks = async () => (await callerOf(other, `Bearer ${key}`)('GET', '/v1/banks')).status
  expect(await banks()).toBe(200)
  await admin.call('PATCH', `/v1/users/${user.id}`, { role: 'user' })
  await vi.waitFor(async () => expect(await banks()).toBe(403), WITHIN_A_SECOND)
})
