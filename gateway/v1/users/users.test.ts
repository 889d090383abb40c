import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { type Caller, callerOf, enter, logIn, makeKey, makeUser, PASSWORD, type TestUser } from '../../test/callers.ts'
import { startTestGateway, type TestGateway } from '../../test/server.ts'

let database: TestDatabase
let gateway: TestGateway
let other: TestGateway
let admin: Caller & TestUser

beforeAll(async () => {
  database = await createTestDatabase()
  const auth = { mode: 'required', register: true } as const
  gateway = await startTestGateway(database, { auth })
  other = await startTestGateway(database, { auth })
  admin = await enter(gateway, 'admin')
})
afterAll(async () => {
  await Promise.all([gateway.stop(), other.stop()])
  await database.drop()
})

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7/
const body = { email: 'Ana@Example.org', name: 'Ana', password: 'rain on the roof' }
const register = (given: object, at = gateway) => callerOf(at)('POST', '/v1/users', given)
const count = async () => (await gateway.pool.query('select from users')).rowCount
const WITHIN_A_SECOND = { timeout: 1000, interval: 10 }

async function lastAudit(action: string) {
  const { rows } = await gateway.pool.query(
    'select actor_kind, actor_id, target_id, outcome, details, request_id, host(address) as address from audit where action = $1 order by id desc limit 1',
    [action],
  )
  return rows[0]
}

describe('POST /v1/users', () => {
  test('registers a user, who can log in', async () => {
    const made = await callerOf(gateway)('POST', '/v1/users', body, { 'x-request-id': 'register-1' })
    expect(made).toMatchObject({
      status: 201,
      json: { id: expect.stringMatching(UUID), email: 'Ana@Example.org', name: 'Ana', role: 'user', disabled_at: null },
    })
    const { id } = made.json as TestUser
    expect(made.headers.get('location')).toBe(`/v1/users/${id}`)
    expect(made.text).not.toMatch(/password|argon2/)
    const tokens = await callerOf(gateway)('POST', '/v1/tokens', { email: 'ana@example.ORG', password: body.password })
    expect(tokens.status).toBe(201)
    expect(await lastAudit('user.create')).toEqual({
      actor_kind: 'nobody',
      actor_id: null,
      target_id: id,
      outcome: 'done',
      details: { email: 'Ana@Example.org', role: 'user' },
      request_id: 'register-1',
      address: '127.0.0.1',
    })
  })

  test('takes an address once, in whatever letter case, also of many at once', async () => {
    const before = await count()
    expect(await register({ ...body, email: 'ANA@example.ORG' })).toMatchObject({
      status: 409,
      json: { code: 'already_exists', errors: [{ pointer: '/email' }] },
    })
    const same = ['bo@example.org', 'BO@example.org', 'Bo@Example.org', 'bo@EXAMPLE.org']
    const answers = await Promise.all(same.map((email, i) => register({ ...body, email }, i % 2 ? gateway : other)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
    expect(await count()).toBe(Number(before) + 1)
  })

  test('gives another role only where an admin gives it', async () => {
    expect((await register({ ...body, email: 'm@example.org', role: 'merchant' })).status).toBe(403)
    const user = await enter(gateway, 'operator')
    expect((await user.call('POST', '/v1/users', { ...body, email: 'm@example.org' })).status).toBe(403)
    const made = await admin.call('POST', '/v1/users', { ...body, email: 'm@example.org', role: 'merchant' })
    expect(made).toMatchObject({ status: 201, json: { role: 'merchant' } })
    expect(await lastAudit('user.create')).toMatchObject({ actor_kind: 'user', actor_id: admin.id })
  })

  test('lets nobody register by themselves where that is not allowed', async () => {
    const closed = await startTestGateway(database, { auth: { mode: 'required' } })
    expect(await register({ ...body, email: 'n@example.org' }, closed)).toMatchObject({ status: 401 })
    expect(
      (await callerOf(closed, admin.authorization)('POST', '/v1/users', { ...body, email: 'n@example.org' })).status,
    ).toBe(201)
    await closed.stop()
  })

  test.each([
    [{ ...body, email: 'ana' }, '/email'],
    [{ ...body, email: 'ana@b@c' }, '/email'],
    [{ ...body, email: '@example.org' }, '/email'],
    [{ ...body, email: 'ana@' }, '/email'],
    [{ ...body, email: 'a na@example.org' }, '/email'],
    [{ ...body, email: 'ana@exämple.org' }, '/email'],
    [{ ...body, email: `${'a'.repeat(65)}@example.org` }, '/email'],
    [{ ...body, email: 'ana@example..org' }, '/email'],
    [{ ...body, email: undefined }, '/email'],
    [{ ...body, password: '1234567' }, '/password'],
    [{ ...body, password: 'x'.repeat(257) }, '/password'],
    [{ ...body, password: 'eight\u0000888' }, '/password'],
    [{ ...body, email: 'same@example.org', password: 'SAME@example.org' }, '/password'],
    [{ ...body, name: '  ' }, '/name'],
    [{ ...body, name: 'a\nb' }, '/name'],
    [{ ...body, role: 'root' }, '/role'],
    [{ ...body, is_admin: true }, '/is_admin'],
  ])('refuses case %#, and makes nothing', async (wrong, pointer) => {
    const before = await count()
    expect(await register(wrong)).toMatchObject({ status: 400, json: { code: 'invalid', errors: [{ pointer }] } })
    expect(await count()).toBe(before)
  })
})

describe('GET /v1/users', () => {
  test('shows users themselves, and admins everybody', async () => {
    const [user, stranger] = [await enter(gateway, 'user'), await makeUser(gateway, 'user')]
    for (const path of ['/v1/users/me', `/v1/users/${user.id}`, `/v1/users/${user.id.toUpperCase()}`]) {
      expect(await user.call('GET', path)).toMatchObject({ status: 200, json: { id: user.id, email: user.email } })
    }
    expect((await admin.call('GET', `/v1/users/${stranger.id}`)).status).toBe(200)
    const none = '01a20e45-d84a-766b-8572-238235365605'
    for (const id of [stranger.id, none]) {
      expect(await user.call('GET', `/v1/users/${id}`)).toMatchObject({
        status: 404,
        json: { detail: `no user with id: ${id}` },
      })
    }
    expect((await user.call('GET', '/v1/users/x')).status).toBe(400)
    const { text } = await makeKey(gateway, 'admin')
    expect((await callerOf(gateway, `Bearer ${text}`)('GET', '/v1/users/me')).status).toBe(404)
  })

  test('lists all page by page, without what is secret', async () => {
    const seen: string[] = []
    let path: string | null = '/v1/users?limit=3'
    while (path !== null) {
      const { text, json } = await admin.call('GET', path)
      expect(text).not.toMatch(/argon2|hash/)
      const page = json as { users: TestUser[]; next_cursor: string | null }
      seen.push(...page.users.map(({ id }) => id))
      path = page.next_cursor === null ? null : `/v1/users?limit=3&cursor=${page.next_cursor}`
    }
    expect(seen).toHaveLength(Number(await count()))
    expect(seen).toEqual([...new Set(seen)].sort())
    expect((await admin.call('GET', '/v1/users?cursor=x')).status).toBe(400)
  })
})

describe('PATCH /v1/users/:id', () => {
  const NEW = 'a new and longer password'

  test('lets users change their name, and with their password their address and password', async () => {
    const user = await enter(gateway, 'user')
    const path = `/v1/users/${user.id}`
    expect(await user.call('PATCH', path, { name: 'Another' })).toMatchObject({
      status: 200,
      json: { name: 'Another' },
    })
    for (const change of [{ email: 'moved@example.org' }, { password: NEW }]) {
      expect(await user.call('PATCH', path, change)).toMatchObject({
        status: 400,
        json: { errors: [{ pointer: '/current_password' }] },
      })
      expect((await user.call('PATCH', path, { ...change, current_password: 'wrong password' })).status).toBe(403)
      expect((await user.call('PATCH', path, { ...change, current_password: PASSWORD })).status).toBe(200)
    }
    const tokens = await callerOf(gateway)('POST', '/v1/tokens', { email: 'moved@example.org', password: NEW })
    expect(tokens.status).toBe(201)
    expect((await lastAudit('user.change')).details).toEqual({ password: 'changed' })
  })

  test('with a new password ends the other sessions, and the refresh tokens of these, within a second', async () => {
    const user = await enter(gateway, 'user')
    const elsewhere = await logIn(other, user)
    const ask = callerOf(other, `Bearer ${elsewhere.access_token}`)
    expect((await ask('GET', '/v1/users/me')).status).toBe(200)
    await user.call('PATCH', `/v1/users/${user.id}`, { password: NEW, current_password: PASSWORD })
    await vi.waitFor(async () => expect((await ask('GET', '/v1/users/me')).status).toBe(401), WITHIN_A_SECOND)
    const refresh = { refresh_token: elsewhere.refresh_token }
    expect((await callerOf(gateway)('POST', '/v1/tokens/refresh', refresh)).status).toBe(401)
    expect((await user.call('GET', '/v1/users/me')).status).toBe(200)
  })

  test('locks who guesses the password of an open session', async () => {
    const user = await enter(gateway, 'user')
    const guess = () =>
      user.call('PATCH', `/v1/users/${user.id}`, { password: NEW, current_password: 'wrong password' })
    expect((await guess()).status).toBe(403)
    // The next failure locks for minutes.
    await gateway.pool.query(`update login_attempts set failures = 13 where kind = 'account'`)
    expect((await guess()).status).toBe(403)
    expect(await guess()).toMatchObject({ status: 429, json: { code: 'locked' } })
    await gateway.pool.query('delete from login_attempts')
  })

  test('takes no address or password by a key, and no change of others', async () => {
    const [user, stranger] = [await makeUser(gateway, 'merchant'), await makeUser(gateway, 'user')]
    const { text } = await makeKey(gateway, 'merchant', user.id)
    const byKey = callerOf(gateway, `Bearer ${text}`)
    const change = { password: NEW, current_password: PASSWORD }
    expect((await byKey('PATCH', `/v1/users/${user.id}`, change)).status).toBe(403)
    expect((await byKey('PATCH', `/v1/users/${stranger.id}`, { name: 'x' })).status).toBe(404)
    expect((await byKey('PATCH', `/v1/users/${user.id}`, { role: 'admin' })).status).toBe(403)
    expect((await byKey('PATCH', `/v1/users/${user.id}`, { disabled: false })).status).toBe(403)
  })

  test('of an admin disables a user at every gateway within a second: sessions, keys and log-ins', async () => {
    const user = await enter(gateway, 'merchant')
    const key = await makeKey(gateway, 'merchant', user.id)
    const asks = [user.authorization, `Bearer ${key.text}`].map((authorization) => callerOf(other, authorization))
    const statuses = async () => Promise.all(asks.map(async (ask) => (await ask('GET', '/v1/wallets')).status))
    expect(await statuses()).toEqual([200, 200])
    const path = `/v1/users/${user.id}`
    expect(await admin.call('PATCH', path, { disabled: true })).toMatchObject({
      status: 200,
      json: { disabled_at: expect.any(String) },
    })
    await vi.waitFor(async () => expect(await statuses()).toEqual([401, 401]), WITHIN_A_SECOND)
    const credentials = { email: user.email, password: PASSWORD }
    expect((await callerOf(gateway)('POST', '/v1/tokens', credentials)).status).toBe(401)
    expect(await lastAudit('user.change')).toMatchObject({ actor_id: admin.id, details: { disabled: true } })

    await admin.call('PATCH', path, { disabled: false })
    expect((await callerOf(gateway)('POST', '/v1/tokens', credentials)).status).toBe(201)
    // What was ended stays ended; a key was not.
    await vi.waitFor(async () => expect(await statuses()).toEqual([401, 200]), WITHIN_A_SECOND)
  })

  test('keeps the last admin, also when two would remove each other at once', async () => {
    expect(await admin.call('PATCH', `/v1/users/${admin.id}`, { disabled: true })).toMatchObject({
      status: 409,
      json: { code: 'last_admin' },
    })
    expect((await admin.call('PATCH', `/v1/users/${admin.id}`, { role: 'user' })).status).toBe(409)
    const second = await enter(gateway, 'admin')
    const answers = await Promise.all([
      admin.call('PATCH', `/v1/users/${second.id}`, { role: 'user' }),
      callerOf(other, second.authorization)('PATCH', `/v1/users/${admin.id}`, { disabled: true }),
    ])
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1)
    await gateway.pool.query('update users set disabled_at = null, role = $2 where id = $1', [admin.id, 'admin'])
    if (answers[1]?.status === 200) admin = { ...admin, ...(await reopened(admin)) }
  })

  test.each([
    [{}, 400],
    [{ email: 'x' }, 400],
    [{ role: 'root' }, 400],
    [{ password_hash: 'x' }, 400],
    [{ email: 'Ana@example.org' }, 409],
  ])('refuses %j', async (change, status) => {
    const user = await makeUser(gateway, 'user')
    expect((await admin.call('PATCH', `/v1/users/${user.id}`, change)).status).toBe(status)
  })
})

async function reopened(user: TestUser): Promise<Caller> {
  const authorization = `Bearer ${(await logIn(gateway, user)).access_token}`
  return { authorization, call: callerOf(gateway, authorization) }
}
