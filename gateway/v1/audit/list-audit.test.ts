import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLog } from '../../../common/log.ts'
import { loadSettings } from '../../../common/settings/settings.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { createGateway } from '../../gateway.ts'
import { type Caller, callerOf, enter, logIn, makeUser, PASSWORD, type TestUser } from '../../test/callers.ts'
import { startTestGateway, type TestGateway } from '../../test/server.ts'

let database: TestDatabase
let gateway: TestGateway
let admin: Caller & TestUser

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database, { auth: { mode: 'required' } })
  admin = await enter(gateway, 'admin')
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})

interface Entry {
  id: string
  actor_kind: string
  actor_id: string | null
  action: string
  target_kind: string | null
  target_id: string | null
  outcome: string
  reason: string | null
}

async function entries(): Promise<Entry[]> {
  const { json } = await admin.call('GET', '/v1/audit?limit=1000')
  return (json as { entries: Entry[] }).entries.reverse()
}

/** What is recorded while the work is done, in short. */
async function recorded(work: () => Promise<unknown>): Promise<string[]> {
  const before = (await entries()).length
  await work()
  const after = (await entries()).slice(before)
  return after.map(({ actor_kind, action, target_kind, outcome, reason }) =>
    [actor_kind, action, target_kind ?? '-', reason ?? outcome].join(' '),
  )
}

describe('the audit', () => {
  test('has an entry for every change, by whom, from where and for which request', async () => {
    const rates = { Rates: { USD: 1, EUR: 1.1 } }
    const lines = await recorded(async () => {
      const made = await admin.call('POST', '/v1/users', { email: 'a@example.org', name: 'A', password: PASSWORD })
      const user = made.json as TestUser
      const { access_token } = await logIn(gateway, user)
      const call = callerOf(gateway, `Bearer ${access_token}`)
      await call('POST', '/v1/wallets', { name: 'a', country: 'b', city: 'c', currency: 'USD' })
      const key = (await call('POST', '/v1/keys', { name: 'a', role: 'user' })).json as { id: string }
      await call('POST', `/v1/keys/${key.id}/rotate`)
      await call('DELETE', `/v1/keys/${key.id}`)
      await call('PATCH', `/v1/users/${user.id}`, { name: 'B' })
      await call('DELETE', '/v1/tokens')
      await admin.call('PATCH', `/v1/users/${user.id}`, { disabled: true })
      await callerOf(gateway)('POST', '/v1/tokens', { email: user.email, password: PASSWORD })
      await admin.call('POST', '/update_currencies', rates, { 'x-request-id': 'rates-1' })
      await admin.call('POST', '/v1/banks', { name: 'Bank of Test' })
    })
    expect(lines).toEqual([
      'user user.create user done',
      'user session.open session done',
      'user wallet.create wallet done',
      'user key.create key done',
      'user key.rotate key done',
      'user key.revoke key done',
      'user user.change user done',
      'user session.end session done',
      'user user.change user done',
      'nobody session.open user disabled',
      'user rates.put - done',
      'user bank.create - done',
    ])
    const [, last] = (await entries()).reverse()
    expect(last).toEqual({
      id: expect.stringMatching(/^\d+$/),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      actor_kind: 'user',
      actor_id: admin.id,
      action: 'rates.put',
      target_kind: null,
      target_id: null,
      outcome: 'done',
      reason: null,
      details: null,
      request_id: 'rates-1',
      address: '127.0.0.1',
    })
  })

  test('has an entry for what was refused to somebody known, and none for strangers', async () => {
    const user = await enter(gateway, 'user')
    const lines = await recorded(async () => {
      await user.call('POST', '/update_currencies', {})
      await user.call('POST', '/v1/banks', { name: 'Mine' })
      await admin.call('POST', '/update_currencies', { Rates: { EUR: -1 } })
      await callerOf(gateway)('POST', '/update_currencies', {})
    })
    expect(lines).toEqual(['user rates.put - forbidden', 'user bank.create - forbidden', 'user rates.put - invalid'])
  })

  test('is read by admins alone, newest first, page by page', async () => {
    const all = await entries()
    const ids: string[] = []
    let path: string | null = '/v1/audit?limit=4'
    while (path !== null) {
      const page = (await admin.call('GET', path)).json as { entries: Entry[]; next_cursor: string | null }
      ids.push(...page.entries.map(({ id }) => id))
      path = page.next_cursor === null ? null : `/v1/audit?limit=4&cursor=${page.next_cursor}`
    }
    expect(ids.reverse()).toEqual(all.map(({ id }) => id))
    expect((await admin.call('GET', '/v1/audit?cursor=x')).status).toBe(400)
    expect((await (await enter(gateway, 'operator')).call('GET', '/v1/audit')).status).toBe(403)
  })

  test.each(['update audit set action = action', 'delete from audit', 'truncate audit'])(
    'is append-only: %s is refused',
    async (statement) => {
      await expect(gateway.pool.query(statement)).rejects.toThrow(/permission denied|append-only/)
    },
  )
})

test('no secret is in the audit, in a log or in a later answer', async () => {
  const own = await createTestDatabase()
  const lines: string[] = []
  const log = openLog('test', 'trace')
  for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const) {
    log[level] = (...parts: unknown[]) => lines.push(JSON.stringify(parts, errorsToo))
  }
  const tokenSecret = 'the secret that signs the tokens of this mesh'
  const settings = loadSettings({
    cwd: '/',
    env: {},
    overrides: { ip: '127.0.0.1:0', logLevel: 'trace', auth: { mode: 'required', register: true, tokenSecret } },
  })
  const server = createGateway({ settings, tls: undefined, database: own, log })
  await server.start()
  const url = `http://127.0.0.1:${server.address.port}`
  const tested = await startTestGateway(own, { auth: { mode: 'required' } })
  const password = 'my very own password'
  const anybody = callerOf({ url })
  await anybody('POST', '/v1/users', { email: 'a@example.org', name: 'A', password })
  await anybody('POST', '/v1/tokens', { email: 'a@example.org', password: 'a wrong password' })
  // An address field is where people type their password by mistake.
  await anybody('POST', '/v1/tokens', { email: 'typed in the wrong field', password })
  const tokens = (await anybody('POST', '/v1/tokens', { email: 'a@example.org', password })).json as {
    access_token: string
    refresh_token: string
  }
  const call = callerOf({ url }, `Bearer ${tokens.access_token}`)
  const { key } = (await call('POST', '/v1/keys', { name: 'a', role: 'user' })).json as { key: string }
  await callerOf({ url }, `Bearer ${key}`)('GET', '/v1/wallets')
  await callerOf({ url }, `Bearer ${key}x`)('GET', '/v1/wallets')
  await makeUser(tested, 'admin')
  const second = await enter(tested, 'admin')
  const audit = (await second.call('GET', '/v1/audit')).text
  const { rows } = await tested.pool.query<{ all: string }>(`
    select string_agg(t::text, ' ') as all from (
      select a::text as t from audit a union all select u::text from users u union all select k::text from api_keys k
      union all select l::text from login_attempts l union all select r::text from refresh_tokens r) rows`)
  await server.stop()
  await tested.stop()
  await own.drop()
  expect(lines.length).toBeGreaterThan(5)
  const secrets = {
    password,
    wrong: 'a wrong password',
    mistyped: 'typed in the wrong field',
    access: tokens.access_token.split('.')[2] ?? '',
    refresh: tokens.refresh_token.slice(4),
    key: key.slice(12),
    tokenSecret,
  }
  for (const [what, secret] of Object.entries(secrets)) {
    for (const [where, text] of Object.entries({ audit, rows: rows[0]?.all ?? '', log: lines.join('\n') })) {
      expect({ what, where, is: text.includes(secret) }).toEqual({ what, where, is: false })
    }
  }
})

function errorsToo(_key: string, value: unknown): unknown {
  return value instanceof Error ? `${value.message} ${value.stack}` : value
}
