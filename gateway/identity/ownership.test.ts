import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type Caller, callerOf, enter, makeKey, type TestUser } from '../test/callers.ts'
import { startTestGateway, type TestGateway } from '../test/server.ts'
import { Ownership } from './ownership.ts'
import type { Principal } from './principal.ts'

let database: TestDatabase
let gateway: TestGateway
let operator: Caller
let ana: Caller & TestUser
let ben: Caller & TestUser
/** Ana's, Ben's and nobody's wallet. */
const wallets = { ana: 0, ben: 0, nobody: 0 }
const NONE = 999

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database, { auth: { mode: 'required' } })
  ;[operator, ana, ben] = [
    await enter(gateway, 'operator'),
    await enter(gateway, 'user'),
    await enter(gateway, 'merchant'),
  ]
  const body = { name: 'Savings', country: 'Portugal', city: 'Porto', currency: 'USD' }
  wallets.ana = idOf(await ana.call('POST', '/v1/wallets', body))
  wallets.ben = idOf(await ben.call('POST', '/v1/wallets', body))
  wallets.nobody = idOf(await operator.call('POST', '/v1/wallets', { ...body, owner_id: null }))
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})

function idOf({ json }: { json: unknown }): number {
  return (json as { id: number }).id
}

const transfer = (origin: number, target: number, rest = {}) => ({
  kind: 'transfer',
  origin_wallet_id: origin,
  target_wallet_id: target,
  amount: '5',
  currency: 'USD',
  ...rest,
})
const classicTransfer = (origin: number, target: number) => ({
  OriginWalletId: origin,
  TargetWalletId: target,
  Amount: 5,
  Currency: 'USD',
})

async function queued(): Promise<number> {
  const { rows } = await gateway.pool.query('select count(*)::int as n from queue')
  return rows[0].n
}

describe('a wallet that is not one’s own', () => {
  test.each([
    '/v1/wallets/:id',
    '/v1/wallets/:id/statement',
    '/v1/wallets/:id/statement.csv',
    `/v1/wallets/:id/balance?at=${new Date().toISOString()}`,
  ])('is not there to be read: %s', async (route) => {
    const path = (id: number) => route.replace(':id', String(id))
    expect((await ana.call('GET', path(wallets.ana))).status).toBe(200)
    expect((await operator.call('GET', path(wallets.ana))).status).toBe(200)
    for (const id of [wallets.ben, wallets.nobody, NONE]) {
      const { status, json } = await ana.call('GET', path(id))
      expect({ status, json }).toMatchObject({
        status: 404,
        json: { code: 'not_found', detail: `no wallet with id: ${id}` },
      })
    }
  })

  test.each(['/operations/:id', '/operations/file/:id', '/operations/total/:id', '/operations/0:id'])(
    'is not there for classic reports: %s',
    async (route) => {
      const path = (id: number) => route.replace(':id', String(id))
      expect((await ana.call('GET', path(wallets.ana))).text).not.toContain('error')
      for (const id of [wallets.ben, wallets.nobody, NONE]) {
        expect(await ana.call('GET', path(id))).toMatchObject({
          status: 200,
          json: { payload: { error: `no wallet with id: ${id}` } },
        })
      }
    },
  )

  test.each([
    '/operations',
    '/operations/%20',
    '/operations/abc',
    '/operations/0',
    '/operations/-1',
    '/operations/1e0',
  ])('is not reached by a broken path: %s', async (path) => {
    const { json } = await ana.call('GET', path)
    expect(json).toMatchObject({ payload: { error: expect.stringMatching(/wallet/) } })
  })

  test('cannot be paid from, whether it is there or not, and nothing is queued', async () => {
    const before = await queued()
    for (const id of [wallets.ben, wallets.nobody, NONE]) {
      expect(await ana.call('POST', '/v1/operations', transfer(id, wallets.ana))).toMatchObject({
        status: 403,
        json: { code: 'forbidden', detail: `wallet ${id} is not yours to pay from` },
      })
      expect(await ana.call('POST', '/transfer_amount', classicTransfer(id, wallets.ana))).toMatchObject({
        status: 403,
        json: { payload: { error: `wallet ${id} is not yours to pay from` } },
      })
    }
    expect(await queued()).toBe(before)
  })

  test('can be paid to', async () => {
    const before = await queued()
    const v1 = await ana.call('POST', '/v1/operations', transfer(wallets.ana, wallets.ben))
    expect(v1.status).toBe(202)
    const classic = await ana.call('POST', '/transfer_amount', classicTransfer(wallets.ana, wallets.nobody))
    expect(classic.json).toEqual({ payload: { TransactionId: expect.any(String) } })
    expect(await queued()).toBe(before + 2)
  })

  test('is not among the listed ones, page by page', async () => {
    const body = { name: 'More', country: 'Portugal', city: 'Porto', currency: 'USD' }
    const more = [idOf(await ana.call('POST', '/v1/wallets', body)), idOf(await ana.call('POST', '/v1/wallets', body))]
    const ids: number[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const path: string = `/v1/wallets?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`
      const page = (await ana.call('GET', path)).json as { wallets: { id: number }[]; next_cursor: string | null }
      ids.push(...page.wallets.map(({ id }) => id))
      cursor = page.next_cursor
    }
    expect(ids).toEqual([wallets.ana, ...more])
    const all = (await operator.call('GET', '/v1/wallets')).json as { wallets: unknown[] }
    expect(all.wallets).toHaveLength(3 + more.length)
  })
})

test('checks come in this order: body, owner, not to oneself, then what exists', async () => {
  const own = transfer(wallets.ana, NONE)
  const cases: [body: object, status: number][] = [
    [{ ...transfer(wallets.ben, wallets.ben), amount: '0' }, 400],
    [transfer(wallets.ben, wallets.ben), 403],
    [transfer(wallets.ana, wallets.ana), 400],
    [own, 404],
  ]
  for (const [body, status] of cases) {
    expect({ body, status: (await ana.call('POST', '/v1/operations', body)).status }).toEqual({ body, status })
  }
  expect((await ana.call('POST', '/transfer_amount', classicTransfer(wallets.ben, wallets.ben))).status).toBe(403)
  expect((await ana.call('POST', '/transfer_amount', classicTransfer(wallets.ana, wallets.ana))).json).toEqual({
    payload: { error: 'OriginWalletId and TargetWalletId must be different wallets' },
  })
})

test('money from outside is for operators', async () => {
  const deposit = { kind: 'deposit', target_wallet_id: wallets.ana, amount: '5', currency: 'USD' }
  expect(await ana.call('POST', '/v1/operations', deposit)).toMatchObject({ status: 403, json: { code: 'forbidden' } })
  const classic = { WalletId: wallets.ana, Amount: 5, Currency: 'USD' }
  expect((await ana.call('POST', '/receive_amount', classic)).status).toBe(403)
  expect((await operator.call('POST', '/v1/operations', deposit)).status).toBe(202)
  expect((await operator.call('POST', '/receive_amount', classic)).status).toBe(200)
})

test('money is held and goes outside by whose it is; what others count on is for operators', async () => {
  const before = await queued()
  const sum = { amount: '5', currency: 'USD' }
  const hold = { kind: 'hold', ...sum }
  const withdrawal = { kind: 'withdrawal', ...sum }
  for (const operation of [hold, withdrawal]) {
    const answer = await ana.call('POST', '/v1/operations', { ...operation, origin_wallet_id: wallets.ben })
    expect(answer).toMatchObject({
      status: 403,
      json: { code: 'forbidden', detail: `wallet ${wallets.ben} is not yours to pay from` },
    })
  }
  expect(await queued()).toBe(before)
  expect((await ana.call('POST', '/v1/operations', { ...withdrawal, origin_wallet_id: wallets.ana })).status).toBe(202)
  const held = await ana.call('POST', '/v1/operations', { ...hold, origin_wallet_id: wallets.ana })
  expect(held.status).toBe(202)
  const { id } = held.json as { id: string }
  const ends = [
    { kind: 'capture', hold_id: id, target_wallet_id: wallets.ana },
    { kind: 'release', hold_id: id },
    { kind: 'reversal', operation_id: id },
  ]
  for (const operation of ends) {
    expect(await ana.call('POST', '/v1/operations', operation)).toMatchObject({
      status: 403,
      json: { code: 'forbidden', detail: `only an operator or an admin may ask for a ${operation.kind}` },
    })
  }
  expect(await queued()).toBe(before + 2)
  expect((await operator.call('POST', '/v1/operations', { kind: 'release', hold_id: id })).status).toBe(202)
})

test('an owner closes a wallet; freezing and credit limits are for operators', async () => {
  const body = { name: 'Old', country: 'Portugal', city: 'Porto', currency: 'USD' }
  const old = idOf(await ana.call('POST', '/v1/wallets', body))
  for (const [method, path, change] of [
    ['PATCH', '', { credit_limit: '5' }],
    ['POST', '/freeze', undefined],
    ['POST', '/unfreeze', undefined],
  ] as const) {
    expect((await ana.call(method, `/v1/wallets/${old}${path}`, change)).status).toBe(403)
    expect((await operator.call(method, `/v1/wallets/${old}${path}`, change)).status).toBe(200)
  }
  expect((await ben.call('POST', `/v1/wallets/${old}/close`)).status).toBe(404)
  expect(await ana.call('POST', `/v1/wallets/${old}/close`)).toMatchObject({ status: 200, json: { state: 'closed' } })
})

test('an operation is there for those who have part in it', async () => {
  const { id } = (await ana.call('POST', '/v1/operations', transfer(wallets.ana, wallets.nobody))).json as {
    id: string
  }
  expect((await ana.call('GET', `/v1/operations/${id}`)).status).toBe(200)
  expect((await operator.call('GET', `/v1/operations/${id}`)).status).toBe(200)
  expect(await ben.call('GET', `/v1/operations/${id}`)).toMatchObject({
    status: 404,
    json: { detail: `no operation with id: ${id}` },
  })
})

describe('a batch', () => {
  const batch = (...operations: object[]) => ({ operations })

  test('has a verdict on what is not the caller’s, and queues the rest', async () => {
    const before = await queued()
    const body = batch(
      transfer(wallets.ben, wallets.ana),
      transfer(wallets.ana, wallets.ben),
      { kind: 'deposit', target_wallet_id: wallets.ana, amount: '5', currency: 'USD' },
      transfer(wallets.ana, NONE),
    )
    const { status, json } = await ana.call('POST', '/v1/operations/batch', body)
    expect({ status, json }).toMatchObject({
      status: 202,
      json: {
        queued: 1,
        refused: 3,
        operations: [
          { errors: [{ pointer: '/operations/0/origin_wallet_id', code: 'forbidden' }] },
          { status: 'new' },
          { errors: [{ pointer: '/operations/2/kind', code: 'forbidden' }] },
          { errors: [{ pointer: '/operations/3/target_wallet_id', code: 'not_found' }] },
        ],
      },
    })
    expect(await queued()).toBe(before + 1)
  })

  test('that is all or nothing is nothing with one that is not the caller’s', async () => {
    const before = await queued()
    const body = batch(transfer(wallets.ana, wallets.ben), transfer(wallets.ben, wallets.ana))
    const { status, json } = await ana.call('POST', '/v1/operations/batch', { ...body, all_or_nothing: true })
    expect({ status, json }).toMatchObject({
      status: 422,
      json: { code: 'batch_refused', errors: [{ pointer: '/operations/1/origin_wallet_id', code: 'forbidden' }] },
    })
    expect(await queued()).toBe(before)
  })
})

describe('POST /v1/wallets', () => {
  const body = { name: 'Savings', country: 'Portugal', city: 'Porto', currency: 'USD' }

  test('creates a wallet of the caller, also by their key', async () => {
    const made = await ben.call('POST', '/v1/wallets', body)
    expect(made).toMatchObject({ status: 201, json: { ...body, balance: '0', state: 'open' } })
    expect(made.headers.get('location')).toBe(`/v1/wallets/${idOf(made)}`)
    const key = await makeKey(gateway, 'merchant', ben.id)
    const byKey = callerOf(gateway, `Bearer ${key.text}`)
    const second = idOf(await byKey('POST', '/v1/wallets', body))
    expect((await ben.call('GET', `/v1/wallets/${second}`)).status).toBe(200)
    const classic = await ben.call('POST', '/wallet', { Name: 'a', Country: 'b', City: 'c', Currency: 'USD' })
    const { WalletID } = (classic.json as { payload: { WalletID: number } }).payload
    expect((await ben.call('GET', `/v1/wallets/${WalletID}`)).status).toBe(200)
    expect((await ana.call('GET', `/v1/wallets/${WalletID}`)).status).toBe(404)
  })

  test('creates one wallet for an idempotency key of its caller', async () => {
    const headers = { 'idempotency-key': 'wallet-1' }
    const make = (by: Caller, changes = {}) => by.call('POST', '/v1/wallets', { ...body, ...changes }, headers)
    const [first, ...more] = await Promise.all([make(ana), make(ana), make(ana)])
    for (const answer of more) expect(answer).toMatchObject({ status: 201, json: first?.json })
    expect((await make(ana)).headers.get('idempotency-replayed')).toBe('true')
    expect((await make(ana, { name: 'Another' })).status).toBe(422)
    // The keys of others are others.
    expect(idOf(await make(ben))).not.toBe(idOf(first ?? { json: {} }))
  })

  test('lets operators make wallets of others, and nobody else', async () => {
    const theirs = idOf(await operator.call('POST', '/v1/wallets', { ...body, owner_id: ana.id }))
    expect((await ana.call('GET', `/v1/wallets/${theirs}`)).status).toBe(200)
    expect((await ben.call('POST', '/v1/wallets', { ...body, owner_id: ana.id })).status).toBe(403)
    expect((await ben.call('POST', '/v1/wallets', { ...body, owner_id: null })).status).toBe(403)
    const unknown = '01a20e45-d84a-766b-8572-238235365605'
    for (const owner_id of [unknown, 'x']) {
      expect(await operator.call('POST', '/v1/wallets', { ...body, owner_id })).toMatchObject({
        status: 400,
        json: { errors: [{ pointer: '/owner_id' }] },
      })
    }
  })

  test.each([
    [{ ...body, name: '' }, '/name'],
    [{ ...body, name: ' ' }, '/name'],
    [{ ...body, name: 'a\u0000' }, '/name'],
    [{ ...body, city: undefined }, '/city'],
    [{ ...body, currency: 'usd' }, '/currency'],
    [{ ...body, currency: 'ZZZ' }, '/currency'],
    [{ ...body, balance: 5 }, '/balance'],
  ])('refuses case %#, and makes nothing', async (wrong, pointer) => {
    const count = async () => (await gateway.pool.query('select from wallets')).rowCount
    const before = await count()
    expect(await ana.call('POST', '/v1/wallets', wrong)).toMatchObject({
      status: 400,
      json: { code: 'invalid', errors: [{ pointer }] },
    })
    expect(await count()).toBe(before)
  })
})

test('an owner is for ever', async () => {
  await expect(
    gateway.pool.query('update wallet_owners set user_id = $2 where wallet_id = $1', [wallets.ana, ben.id]),
  ).rejects.toThrow(/append-only/)
  await expect(gateway.pool.query('delete from wallet_owners')).rejects.toThrow(/append-only/)
})

test('owners are read once, those of one moment together, and that a wallet is nobody’s each time', async () => {
  const asked: bigint[][] = []
  const ownership = new Ownership(async (ids) => {
    asked.push([...ids])
    return new Map(ids.filter((id) => id < 10n).map((id) => [id, 'ana']))
  })
  const caller: Principal = { kind: 'user', id: 'ana', role: 'user', userId: 'ana', sessionId: null, caller: 'ana' }
  const ask = (...ids: bigint[]) => Promise.all(ids.map((id) => ownership.mayUse(caller, id)))
  expect(await ask(1n, 2n, 11n, 1n)).toEqual([true, true, false, true])
  expect(await ask(1n, 2n, 11n, 3n)).toEqual([true, true, false, true])
  expect(asked).toEqual([
    [1n, 2n, 11n],
    [11n, 3n],
  ])
})
