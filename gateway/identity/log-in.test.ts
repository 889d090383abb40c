import { createHmac } from 'node:crypto'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { callerOf, enter, logIn, makeUser, PASSWORD, type Tokens } from '../test/callers.ts'
import { startTestGateway, type TestGateway } from '../test/server.ts'

const verified: string[] = []
vi.mock('../../common/identity/passwords.ts', async (original) => {
  const passwords = await original<typeof import('../../common/identity/passwords.ts')>()
  return {
    ...passwords,
    verifyPassword(hash: string, password: string) {
      verified.push(hash)
      return passwords.verifyPassword(hash, password)
    },
  }
})

const SECRET = 'a secret of the mesh, as long as it has to be'

let database: TestDatabase
let gateway: TestGateway
let other: TestGateway

beforeAll(async () => {
  database = await createTestDatabase()
  const auth = { mode: 'required', tokenSecret: SECRET } as const
  gateway = await startTestGateway(database, { auth })
  other = await startTestGateway(database, { auth })
})
afterAll(async () => {
  await Promise.all([gateway.stop(), other.stop()])
  await database.drop()
})

const ask = (at: TestGateway, token: string) => callerOf(at, `Bearer ${token}`)('GET', '/v1/users/me')
const open = (body: object, at = gateway) => callerOf(at)('POST', '/v1/tokens', body)
const refresh = (token: string, at = gateway) => callerOf(at)('POST', '/v1/tokens/refresh', { refresh_token: token })
const forget = () => gateway.pool.query('delete from login_attempts')
const WITHIN_A_SECOND = { timeout: 1000, interval: 10 }

/** The only one of its kind. */
async function lockOf(kind: 'account' | 'address') {
  const { rows } = await gateway.pool.query(
    'select failures, extract(epoch from locked_until - failed_at)::int as seconds from login_attempts where kind = $1',
    [kind],
  )
  return rows[0]
}

function setLock(until: string) {
  return gateway.pool.query(`update login_attempts set locked_until = ${until} where locked_until is not null`)
}

describe('a log-in', () => {
  test('gives a token that tells who it is for, and that every gateway takes', async () => {
    const user = await makeUser(gateway, 'merchant')
    const { status, headers, json } = await open({ email: user.email, password: PASSWORD })
    expect({ status, json }).toEqual({
      status: 201,
      json: {
        access_token: expect.any(String),
        token_type: 'Bearer',
        expires_in: 3600,
        refresh_token: expect.stringMatching(/^wmr_/),
        refresh_expires_in: 2_592_000,
      },
    })
    expect(headers.get('cache-control')).toBe('no-store')
    const { access_token } = json as Tokens
    const [header, claims] = access_token.split('.').map((part) => tryJson(Buffer.from(part, 'base64url').toString()))
    expect(header).toEqual({ alg: 'HS256', typ: 'JWT' })
    expect(claims).toEqual({
      iss: 'walletmesh',
      aud: 'walletmesh-api',
      sub: user.id,
      sid: expect.any(String),
      name: 'merchant',
      role: 'merchant',
      iat: expect.any(Number),
      exp: expect.any(Number),
    })
    for (const at of [gateway, other]) {
      expect(await ask(at, access_token)).toMatchObject({ status: 200, json: { id: user.id, email: user.email } })
    }
  })

  test('takes the address in any letter case', async () => {
    const { email } = await makeUser(gateway, 'user')
    expect((await open({ email: email.toUpperCase(), password: PASSWORD })).status).toBe(201)
  })

  test('does not tell which addresses have accounts: same answer, and a password is verified either way', async () => {
    const { email, id } = await makeUser(gateway, 'user')
    const disabled = await makeUser(gateway, 'user')
    await gateway.pool.query('update users set disabled_at = now() where id = $1', [disabled.id])
    const answers = []
    verified.length = 0
    for (const body of [
      { email, password: 'wrong password' },
      { email: 'nobody@example.org', password: 'wrong password' },
      { email: disabled.email, password: PASSWORD },
      { email: '', password: '' },
    ]) {
      const { status, json } = await open(body, gateway)
      answers.push({ status, ...(json as object), request_id: null })
    }
    expect(answers).toEqual(
      answers.map(() => ({
        type: 'about:blank',
        title: 'Unauthorized',
        status: 401,
        detail: 'the e-mail address or the password is wrong',
        code: 'unauthenticated',
        request_id: null,
      })),
    )
    expect(verified).toHaveLength(4)
    const costs = verified.map((hash) => /^\$argon2id\$v=19\$(m=19456,t=2,p=1)\$/.exec(hash)?.[1])
    expect(costs).toEqual(Array(4).fill('m=19456,t=2,p=1'))
    const { rows } = await gateway.pool.query(
      `select reason, target_id from audit where action = 'session.open' and outcome = 'refused' order by id desc limit 4`,
    )
    expect(rows.reverse()).toEqual([
      { reason: 'wrong_password', target_id: id },
      { reason: 'unknown', target_id: null },
      { reason: 'disabled', target_id: disabled.id },
      { reason: 'unknown', target_id: null },
    ])
    await forget()
  })

  test('locks an account after the fifth failure, for longer each time, at every gateway, be there one or not', async () => {
    for (const email of [(await makeUser(gateway, 'user')).email, 'never@example.org']) {
      const fail = () => open({ email, password: 'wrong password' })
      for (let i = 0; i < 5; i += 1) expect((await fail()).status).toBe(401)
      expect(await lockOf('account')).toEqual({ failures: 5, seconds: 1 })
      for (const [failures, seconds] of [
        [6, 2],
        [7, 4],
        [8, 8],
      ]) {
        await setLock(`now()`)
        expect((await fail()).status).toBe(401)
        expect(await lockOf('account')).toEqual({ failures, seconds })
      }
      await gateway.pool.query('update login_attempts set failures = 999')
      await setLock('now()')
      await fail()
      expect((await lockOf('account')).seconds).toBe(900)
      const { status, headers, json } = await open({ email: email.toUpperCase(), password: PASSWORD }, other)
      expect({ status, json }).toMatchObject({ status: 429, json: { code: 'locked' } })
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(800)
      await forget()
    }
  })

  test('that succeeds forgets the failures before it', async () => {
    const { email } = await makeUser(gateway, 'user')
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 4; i += 1) expect((await open({ email, password: 'wrong password' })).status).toBe(401)
      expect((await open({ email, password: PASSWORD })).status).toBe(201)
    }
    await forget()
  })

  test('of many guesses at once, no more are looked at than one after the other', async () => {
    const { email } = await makeUser(gateway, 'user')
    await open({ email, password: 'wrong password' })
    // The next failure locks for minutes.
    await gateway.pool.query(`update login_attempts set failures = 13 where kind = 'account'`)
    verified.length = 0
    const guesses = Array.from({ length: 30 }, (_, i) =>
      open({ email, password: `guess number ${i}` }, i % 2 ? gateway : other),
    )
    const statuses = (await Promise.all(guesses)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(1)
    expect(verified).toHaveLength(1)
    expect(new Set(statuses)).toEqual(new Set([401, 429]))
    await forget()
  })

  test('an address is locked after thirty failures, whoever it tries to be', async () => {
    for (let i = 0; i < 30; i += 1) await open({ email: `victim-${i}@example.org`, password: 'wrong password' })
    expect(await lockOf('address')).toEqual({ failures: 30, seconds: 1 })
    await setLock(`now() + interval '1 hour'`)
    expect(await open({ email: 'another@example.org', password: 'x' }, other)).toMatchObject({
      status: 429,
      json: { code: 'locked' },
    })
    await forget()
  })

  test('100 at once are bounded: each is served or turned away, and the gateway answers meanwhile', async () => {
    const users = await Promise.all(Array.from({ length: 100 }, () => makeUser(gateway, 'user')))
    const logIns = users.map(({ email }) => open({ email, password: PASSWORD }))
    expect((await gateway.get('/health')).status).toBe(200)
    const answers = await Promise.all(logIns)
    const served = answers.filter(({ status }) => status === 201).length
    const turnedAway = answers.filter(({ status, json, headers }) => {
      return status === 429 && (json as { code: string }).code === 'overloaded' && headers.get('retry-after') === '1'
    }).length
    expect(served).toBeGreaterThanOrEqual(52)
    expect(served + turnedAway).toBe(100)
    const { rows } = await gateway.pool.query(`select count(*)::int as n from login_attempts where kind = 'account'`)
    expect(rows).toEqual([{ n: 0 }])
  })

  test.each([
    {},
    { email: 'a@example.org' },
    { email: 5, password: 'x' },
    { email: 'a', password: 'x', code: 1 },
    'x',
    [],
    { email: '\0', password: PASSWORD },
  ])('refuses the body %j', async (body) => {
    expect(await open(body as object)).toMatchObject({ status: 400, json: { code: 'invalid' } })
  })

  test('opens at most a hundred sessions of a user', async () => {
    const user = await makeUser(gateway, 'user')
    const { access_token } = await logIn(gateway, user)
    await gateway.pool.query(
      `insert into sessions (id, user_id, expires_at)
       select ('ffffffff-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, $1, now() + interval '1 day' from generate_series(1, 99) n`,
      [user.id],
    )
    expect((await ask(gateway, access_token)).status).toBe(200)
    await gateway.pool.query(`update users set name = 'x' where id = $1`, [user.id])
    await logIn(gateway, user)
    await vi.waitFor(async () => expect((await ask(other, access_token)).status).toBe(401), WITHIN_A_SECOND)
  })
})

describe('an access token', () => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = (claims: object, secret = SECRET, header: object = { alg: 'HS256', typ: 'JWT' }) => {
    const content = `${encode(header)}.${encode(claims)}`
    return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`
  }

  test('that was tampered with, is expired, or is of another issuer, audience, key or algorithm is refused', async () => {
    const user = await makeUser(gateway, 'user')
    const { access_token } = await logIn(gateway, user)
    const [header = '', body = '', signature = ''] = access_token.split('.')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
    expect((await ask(gateway, signed(claims))).status).toBe(200)
    const past = Math.floor(Date.now() / 1000) - 1
    const wrong = {
      'another role in it': `${header}.${encode({ ...claims, role: 'admin' })}.${signature}`,
      'another signature': `${header}.${body}.${signature.slice(0, -4)}AAAA`,
      'no signature': `${header}.${body}.`,
      'no algorithm': `${encode({ alg: 'none' })}.${body}.`,
      expired: signed({ ...claims, exp: past }),
      'without an end': signed({ ...claims, exp: undefined }),
      'not yet': signed({ ...claims, nbf: past + 3600 }),
      'another issuer': signed({ ...claims, iss: 'elsewhere' }),
      'no issuer': signed({ ...claims, iss: undefined }),
      'another audience': signed({ ...claims, aud: 'elsewhere' }),
      'another secret': signed(claims, 'another secret that is long enough too'),
      'another algorithm': await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS512' })
        .sign(Buffer.from(SECRET.padEnd(64))),
      'another user': signed({ ...claims, sub: '01a20e45-d84a-766b-8572-238235365605' }),
      'another session': signed({ ...claims, sid: '01a20e45-d84a-766b-8572-238235365605' }),
      'no session': signed({ ...claims, sid: undefined }),
      'no token': 'x',
      'a long text': 'x'.repeat(5000),
    }
    for (const [what, token] of Object.entries(wrong)) {
      expect({ what, status: (await ask(gateway, token)).status }).toEqual({ what, status: 401 })
    }
    for (const authorization of ['', 'Bearer', 'Bearer ', 'Basic YTpi', access_token, `Bearer ${access_token} x`]) {
      expect((await callerOf(gateway, authorization)('GET', '/v1/users/me')).status).toBe(401)
    }
    expect((await callerOf(gateway, `bearer ${access_token}`)('GET', '/v1/users/me')).status).toBe(200)
  })

  test('ends when it says so, also where it is remembered', async () => {
    const short = await startTestGateway(database, { auth: { mode: 'required', tokenSecret: SECRET, tokenTtl: '1s' } })
    const { access_token } = await logIn(short, await makeUser(gateway, 'user'))
    expect((await ask(short, access_token)).status).toBe(200)
    await vi.waitFor(async () => expect((await ask(short, access_token)).status).toBe(401), {
      timeout: 2500,
      interval: 50,
    })
    await short.stop()
  })

  test('carries no right: what its user may is read from the database', async () => {
    const user = await enter(gateway, 'user')
    const users = () => callerOf(other, user.authorization)('GET', '/v1/users')
    expect((await users()).status).toBe(403)
    const admin = await enter(gateway, 'admin')
    await admin.call('PATCH', `/v1/users/${user.id}`, { role: 'admin' })
    await vi.waitFor(async () => expect((await users()).status).toBe(200), WITHIN_A_SECOND)
    await admin.call('PATCH', `/v1/users/${user.id}`, { role: 'user' })
    await vi.waitFor(async () => expect((await users()).status).toBe(403), WITHIN_A_SECOND)
  })

  test('is signed with a secret of the database where the settings name none, the same for all gateways', async () => {
    const [one, two] = await Promise.all([startTestGateway(database), startTestGateway(database)])
    const { access_token } = await logIn(one, await makeUser(gateway, 'user'))
    expect((await ask(two, access_token)).status).toBe(200)
    expect((await ask(gateway, access_token)).status).toBe(401)
    await Promise.all([one.stop(), two.stop()])
  })
})

describe('a refresh token', () => {
  test('is changed for a new pair, once', async () => {
    const first = await logIn(gateway, await makeUser(gateway, 'user'))
    const { status, json } = await refresh(first.refresh_token, other)
    expect(status).toBe(201)
    const second = json as Tokens
    expect(second.refresh_token).not.toBe(first.refresh_token)
    for (const token of [first.access_token, second.access_token]) expect((await ask(gateway, token)).status).toBe(200)
    expect((await refresh(second.refresh_token)).status).toBe(201)
  })

  test('that comes again ends everything that came of its log-in, and is recorded', async () => {
    const user = await makeUser(gateway, 'user')
    const [first, elsewhere] = [await logIn(gateway, user), await logIn(gateway, user)]
    const second = (await refresh(first.refresh_token)).json as Tokens
    expect(await refresh(first.refresh_token)).toMatchObject({ status: 401, json: { code: 'unauthenticated' } })
    expect((await refresh(second.refresh_token)).status).toBe(401)
    for (const at of [gateway, other]) {
      for (const token of [first.access_token, second.access_token]) {
        await vi.waitFor(async () => expect((await ask(at, token)).status).toBe(401), WITHIN_A_SECOND)
      }
      expect((await ask(at, elsewhere.access_token)).status).toBe(200)
    }
    const { rows } = await gateway.pool.query(
      `select reason, details from audit where action = 'session.refresh' order by id desc limit 1`,
    )
    expect(rows).toEqual([{ reason: 'token_reused', details: { user_id: user.id } }])
  })

  test('of two who come with it at once, one gets a pair at most', async () => {
    const { refresh_token } = await logIn(gateway, await makeUser(gateway, 'user'))
    const answers = await Promise.all([refresh(refresh_token), refresh(refresh_token, other), refresh(refresh_token)])
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  })

  test('that is expired, unknown or none is refused', async () => {
    const { refresh_token } = await logIn(gateway, await makeUser(gateway, 'user'))
    await gateway.pool.query(
      `update refresh_tokens set issued_at = now() - interval '2 hours', expires_at = now() - interval '1 hour'`,
    )
    for (const token of [refresh_token, `wmr_${'A'.repeat(43)}`, 'x', ''])
      expect((await refresh(token)).status).toBe(401)
  })
})

describe('a log-out', () => {
  test('ends the session at every gateway within a second, and its refresh token', async () => {
    const user = await makeUser(gateway, 'user')
    const [mine, elsewhere] = [await logIn(gateway, user), await logIn(gateway, user)]
    expect((await ask(other, mine.access_token)).status).toBe(200)
    const out = await callerOf(gateway, `Bearer ${mine.access_token}`)('DELETE', '/v1/tokens')
    expect(out).toMatchObject({ status: 204, text: '' })
    expect((await ask(gateway, mine.access_token)).status).toBe(401)
    await vi.waitFor(async () => expect((await ask(other, mine.access_token)).status).toBe(401), WITHIN_A_SECOND)
    expect((await refresh(mine.refresh_token)).status).toBe(401)
    expect((await ask(gateway, elsewhere.access_token)).status).toBe(200)
  })

  test('ends all sessions of the user where that is asked for', async () => {
    const user = await makeUser(gateway, 'user')
    const tokens = [await logIn(gateway, user), await logIn(other, user)]
    await callerOf(gateway, `Bearer ${tokens[0]?.access_token}`)('DELETE', '/v1/tokens?all=true')
    for (const { access_token, refresh_token } of tokens) {
      await vi.waitFor(async () => expect((await ask(other, access_token)).status).toBe(401), WITHIN_A_SECOND)
      expect((await refresh(refresh_token)).status).toBe(401)
    }
  })
})

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
