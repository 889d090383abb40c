import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROLES, type Role } from '../common/identity/roles.ts'
import { openAccessTokens } from '../gateway/identity/access-tokens.ts'
import { type Call, callerOf, enter, makeKey } from '../gateway/test/callers.ts'
import type { OpenApiDocument, OpenApiOperation } from '../gateway/test/conformance.ts'
import { startTestGateway, type TestGateway } from '../gateway/test/server.ts'
import { NEW_CARD_TRANSACTION } from '../gateway/v1/card-transactions/create-card-transaction.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

/** A request that would do something to what is Ana's or the mesh's, if its caller might. */
interface Attempt {
  operationId: string
  roles: readonly string[] | undefined
  method: string
  path: string
  body: unknown
}

const TOKEN_SECRET = 'a secret of at least 32 bytes for the tests of rights'
const HOUR_MS = 3_600_000

let database: TestDatabase
let gateway: TestGateway
let attempts: Attempt[]
/** What nobody else may read. */
let secrets: string[]
let callers: Record<string, Call>
const byRole = new Map<Role, Call>()

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database, {
    auth: { mode: 'required', tokenSecret: TOKEN_SECRET },
    // Who guesses so much would be told to wait.
    limits: { strangersPerMin: 0 },
  })
  for (const role of ROLES) {
    const owner = role === 'merchant' || role === 'user' ? (await enter(gateway, role)).id : null
    byRole.set(role, callerOf(gateway, `Bearer ${(await makeKey(gateway, role, owner)).text}`))
  }
  const ids = await fill()
  secrets = [ids.user, ids.email, ids.key, ids.operation, ids.walletName, ids.card]
  attempts = attemptsOf(JSON.parse(await gateway.gateway.openApi()), ids)
  callers = await strangers()
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})

type Filled = Awaited<ReturnType<typeof fill>>

/** Gives Ana wallet 1, a key, money and a card transaction, and has two banks, a payment and rates. Bank 1 is there, too. */
async function fill() {
  const made = async (call: Call | undefined, path: string, body: unknown) => {
    const { status, json, text } = (await call?.('POST', path, body)) ?? { status: 0, text: 'nobody' }
    if (status < 200 || status > 299) throw new Error(`POST ${path}: ${status} ${text}`)
    return json as { id: string }
  }
  const admin = byRole.get('admin')
  const ana = await enter(gateway, 'merchant')
  const walletName = 'The savings of Ana'
  await made(admin, '/update_currencies', { Rates: { USD: 1, EUR: 1.093809 } })
  for (const name of [walletName, 'The purse of Ana']) {
    await made(ana.call, '/v1/wallets', { name, country: 'Portugal', city: 'Porto', currency: 'USD' })
  }
  const key = await made(ana.call, '/v1/keys', { name: 'shop', role: 'merchant' })
  const deposit = { kind: 'deposit', target_wallet_id: 1, amount: '5000000', currency: 'USD' }
  const operation = await made(admin, '/v1/operations', deposit)
  const card = await made(ana.call, '/v1/card_transactions', NEW_CARD_TRANSACTION)
  const parties = { from: { bank_id: 1, account: 'A 1' }, to: { bank_id: 2, account: 'B 2' } }
  const payment = await made(admin, '/v1/payments', { ...parties, amount: '10000', currency: 'USD' })
  return {
    user: ana.id,
    email: ana.email,
    walletName,
    key: key.id,
    operation: operation.id,
    payment: payment.id,
    card: card.id,
  }
}

/** Each route of the document with each of its examples, on each thing that it could be about. */
function attemptsOf(document: OpenApiDocument, { user, key, operation, payment, card }: Filled): Attempt[] {
  const found: Attempt[] = []
  for (const [template, operations] of Object.entries(document.paths)) {
    for (const [method, route] of Object.entries(operations)) {
      for (const path of pathsOf(template, route, [user, key, operation, payment, card])) {
        for (const body of bodiesOf(route, user)) {
          const { operationId, 'x-roles': roles } = route
          found.push({ operationId, roles, method: method.toUpperCase(), path, body })
        }
      }
    }
  }
  return found
}

function pathsOf(template: string, { parameters = [] }: OpenApiOperation, ids: readonly string[]): string[] {
  const query = new URLSearchParams()
  for (const { name, in: where, required, schema } of parameters) {
    if (where === 'query' && required) query.set(name, String((schema as { enum?: unknown[] }).enum?.[0] ?? ''))
  }
  const id = parameters.find(({ name, in: where }) => where === 'path' && name === 'id')
  const isUuid = JSON.stringify(id?.schema ?? {}).includes('Uuid')
  const paths = (isUuid ? ids : ['1']).map((one) =>
    template.replace('{id}', one).replace('{account}', 'A%201').replace('{code}', 'EUR'),
  )
  return [...new Set(paths)].map((path) => (query.size === 0 ? path : `${path}?${query}`))
}

/** What could be somebody's is Ana's. */
function bodiesOf({ requestBody }: OpenApiOperation, ownerId: string): unknown[] {
  const media = requestBody?.content['application/json']
  if (media === undefined) return [undefined]
  const examples = Object.values(media.examples ?? {}).map(({ value }) => value as object)
  const { $ref = '' } = media.schema as { $ref?: string }
  if (!/\/New(Wallet|Key)$/.test($ref)) return examples
  return examples.map((example) => ({ ...example, owner_id: ownerId, ...('role' in example ? { role: 'user' } : {}) }))
}

/** Callers by what is wrong with what they show: none of them is anybody. */
async function strangers(): Promise<Record<string, Call>> {
  const as = (credential: string) => callerOf(gateway, `Bearer ${credential}`)
  const { call, id: adminId, authorization } = await enter(gateway, 'admin')
  const token = authorization.replace('Bearer ', '')
  const [head = '', claims = '', signature = ''] = token.split('.')
  const { sid } = JSON.parse(Buffer.from(claims, 'base64url').toString())
  const user = await enter(gateway, 'user')
  const [userHead, userClaims = '', userSignature] = user.authorization.replace('Bearer ', '').split('.')
  const promoted = { ...JSON.parse(Buffer.from(userClaims, 'base64url').toString()), sub: adminId, sid, role: 'admin' }
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signedWith = async (secret: string, nowMs: () => number) => {
    const tokens = await openAccessTokens({ secret: Buffer.from(secret), ttlMs: HOUR_MS, nowMs })
    return tokens.sign({ userId: adminId, sessionId: sid, name: 'admin', role: 'admin' })
  }
  const revoked = await makeKey(gateway, 'admin')
  await call('DELETE', `/v1/keys/${revoked.id}`)
  const disabled = await enter(gateway, 'admin')
  await call('PATCH', `/v1/users/${disabled.id}`, { disabled: true })
  const loggedOut = await enter(gateway, 'admin')
  await loggedOut.call('DELETE', '/v1/tokens')
  expect((await as(await signedWith(TOKEN_SECRET, Date.now))('GET', '/v1/users')).status).toBe(200)
  return {
    nobody: callerOf(gateway),
    'a revoked key': as(revoked.text),
    'a key that was never made': as(`${revoked.text.slice(0, -4)}0000`),
    'an expired token': as(await signedWith(TOKEN_SECRET, () => Date.now() - 2 * HOUR_MS)),
    'a token that somebody else signed': as(await signedWith(TOKEN_SECRET.toUpperCase(), Date.now)),
    'a token with another’s claims': as([userHead, encoded(promoted), userSignature].join('.')),
    'a token without an algorithm': as([encoded({ alg: 'none', typ: 'JWT' }), claims, ''].join('.')),
    'a token cut short': as([head, claims, signature.slice(0, -4)].join('.')),
    'the token of a disabled admin': disabled.call,
    'the token of who logged out': loggedOut.call,
  }
}

/** Every row that is there, but for what tells of attempts and of uses. */
async function everything(): Promise<Record<string, string>> {
  const { rows: tables } = await gateway.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = $1 and table_type = 'BASE TABLE' and table_name not in ('audit', 'login_attempts')`,
    [database.schemaName],
  )
  const rows: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows: found } = await gateway.pool.query<{ hash: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(row, ',' order by row)), '') as hash
       from (select (to_jsonb(t) - 'last_used_at')::text as row from ${database.schemaName}."${name}" t) rows`,
    )
    rows[name] = found[0]?.hash ?? ''
  }
  return rows
}

/** Makes all attempts, and returns those that were answered otherwise than expected. */
async function outcomes(call: Call, some: readonly Attempt[], isExpected: (status: number) => boolean) {
  const wrong: string[] = []
  for (const { method, path, body } of some) {
    const { status, text } = await call(method, path, body)
    const told = secrets.filter((secret) => text.includes(secret) && !path.includes(secret))
    if (isExpected(status) && told.length === 0) continue
    wrong.push(`${method} ${path} ${JSON.stringify(body)}: ${status} ${text.slice(0, 200)}`)
  }
  return wrong
}

describe('whoever is not known', () => {
  test.each([
    'nobody',
    'a revoked key',
    'a key that was never made',
    'an expired token',
    'a token that somebody else signed',
    'a token with another’s claims',
    'a token without an algorithm',
    'a token cut short',
    'the token of a disabled admin',
    'the token of who logged out',
  ])('gets 401 from every route, and changes nothing: %s', async (who) => {
    const call = callers[who] ?? expect.fail(`${who} is no caller`)
    const before = await everything()
    const asked = attempts.filter(({ roles }) => roles !== undefined)
    expect(asked.length).toBeGreaterThan(50)
    expect(await outcomes(call, asked, (status) => status === 401)).toEqual([])
    expect(await everything()).toEqual(before)
  })

  test('gets 401 for made-up credentials', async () => {
    const before = await everything()
    const open = attempts.filter(({ roles }) => roles === undefined)
    expect(open.map(({ operationId }) => operationId).sort()).toEqual(['logIn', 'refreshTokens'])
    expect(await outcomes(callerOf(gateway), open, (status) => status === 401)).toEqual([])
    expect(await everything()).toEqual(before)
  })
})

test.each(ROLES)('gets 403 from every route that is for other roles, and changes nothing: %s', async (role) => {
  const call = byRole.get(role) ?? expect.fail(`${role} is no caller`)
  const before = await everything()
  const forbidden = attempts.filter(({ roles }) => roles !== undefined && !roles.includes(role))
  expect(forbidden.length > 0).toBe(role !== 'admin')
  expect(await outcomes(call, forbidden, (status) => status === 403)).toEqual([])
  expect(await everything()).toEqual(before)
})

/** What is answered of the caller's own, and so to everybody. */
const OWN = ['listWallets', 'listKeys', 'readMe', 'listCardTransactions', 'listPayables']
/** What is nobody's. */
const COMMON = ['listCurrencies', 'readCurrency', 'listRates', 'convertAmount']

describe.each(['merchant', 'user'] as const)('another %s', (role) => {
  let call: Call
  let open: Attempt[]

  beforeAll(async () => {
    call = (await enter(gateway, role)).call
    // Logging out ends the caller's own session.
    open = attempts.filter(({ roles, operationId }) => roles?.includes(role) && operationId !== 'logOut')
  })

  test('gets 403 or 404 for what is Ana’s, and changes nothing', async () => {
    const before = await everything()
    const hers = open.filter(({ operationId }) => ![...OWN, ...COMMON, 'submitOperations'].includes(operationId))
    expect(hers.length).toBeGreaterThan(10)
    expect(await outcomes(call, hers, (status) => status === 403 || status === 404)).toEqual([])
    expect(await everything()).toEqual(before)
  })

  test('finds nothing of hers among their own', async () => {
    const own = open.filter(({ operationId }) => OWN.includes(operationId))
    expect(own).toHaveLength(OWN.length)
    expect(await outcomes(call, own, (status) => status === 200)).toEqual([])
  })

  test('has every one of a batch refused', async () => {
    const before = await everything()
    const [batch] = open.filter(({ operationId }) => operationId === 'submitOperations')
    const body = batch?.body as object
    expect((await call('POST', '/v1/operations/batch', body)).json).toMatchObject({ queued: 0 })
    expect((await call('POST', '/v1/operations/batch', { ...body, all_or_nothing: true })).status).toBe(422)
    expect(await everything()).toEqual(before)
  })
})
