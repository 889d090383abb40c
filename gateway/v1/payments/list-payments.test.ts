import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestLedger } from '../../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { startTestGateway, type TestGateway } from '../../test/server.ts'

let database: TestDatabase
let ledger: TestLedger
let gateway: TestGateway

/** In the order of their acceptance: applied, on their way, buried, waiting, and among them what is no payment. */
const ids: string[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database)
  gateway = await startTestGateway(database)
  const wallet = await ledger.addWallet({})
  for (let i = 0; i < 10; i += 1) ids.push(await pay(i))
  await ledger.queue({ to: wallet, amount: 5n })
  await ledger.drain()
  const { json } = await gateway.post(`/v1/payments/${ids[3]}/reversal`, {})
  ids.push((json as { id: string }).id)
  await ledger.drain()
  for (let i = 10; i < 13; i += 1) ids.push(await pay(i))
  for (const group of await ledger.queuedGroups()) {
    await ledger.bury(group)
    await ledger.apply(group, 1)
  }
  for (let i = 13; i < 20; i += 1) ids.push(await pay(i))
  await ledger.queue({ to: wallet, amount: 5n })
})
afterAll(async () => {
  await gateway.stop()
  await ledger.close()
  await database.drop()
})

const partyOf = (i: number) => ({ bank_id: 1 + (i % 3), account: `acc ${i % 2}` })

async function pay(i: number): Promise<string> {
  const body = { from: partyOf(i), to: { bank_id: 4, account: `to/${i % 4}` }, amount: 10_000, currency: 'USD' }
  const { json } = await gateway.post('/v1/payments', body)
  return (json as { id: string }).id
}

interface Payment {
  id: string
  kind: string
  status: string
  from: { bank_id: number; account: string }
  to: { bank_id: number; account: string }
}

/** Every page of a list. */
async function all(query: string): Promise<Payment[]> {
  const found: Payment[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { status, json } = await gateway.get(`/v1/payments?${query}${cursor === '' ? '' : `&cursor=${cursor}`}`)
    expect(status).toBe(200)
    const page = json as { payments: Payment[]; next_cursor: string | null }
    found.push(...page.payments)
    cursor = page.next_cursor
  }
  return found
}

const newestFirst = () => ids.toSorted().toReversed()

describe('GET /v1/payments', () => {
  test('lists payments and reversals newest first, wherever they are', async () => {
    const payments = await all('limit=1000')
    expect(payments.map(({ id }) => id)).toEqual(newestFirst())
    expect(new Set(payments.map(({ status }) => status))).toEqual(new Set(['new', 'processing', 'success']))
    expect(payments.filter(({ kind }) => kind === 'reversal')).toHaveLength(1)
  })

  test.each([1, 3, 20, 21, 22])('in pages of %i neither skips nor repeats', async (limit) => {
    const payments = await all(`limit=${limit}`)
    expect(payments.map(({ id }) => id)).toEqual(newestFirst())
  })

  test.each([
    [{ bank_id: 1, account: 'acc 0' }],
    [{ bank_id: 2, account: 'acc 1' }],
    [{ bank_id: 4, account: 'to/3' }],
  ])('lists those from or to the account %j', async (party) => {
    const everything = await all('limit=1000')
    const isParty = (one: Payment['from']) => one.bank_id === party.bank_id && one.account === party.account
    const own = everything.filter((one) => isParty(one.from) || isParty(one.to))
    expect(own.length).toBeGreaterThan(2)
    const query = `bank_id=${party.bank_id}&account=${encodeURIComponent(party.account)}`
    expect(await all(`${query}&limit=1000`)).toEqual(own)
    expect(await all(`${query}&limit=2`)).toEqual(own)
  })

  test.each([
    ['bank_id=1', 400, 'bank_id and account belong together: write both'],
    ['account=A', 400, 'bank_id and account belong together: write both'],
    ['bank_id=1&account=', 400, expect.stringMatching(/^account must be 1 to 34 letters/)],
    ['bank_id=0&account=A', 400, expect.stringMatching(/^querystring\/bank_id must be >= 1/)],
    ['bank_id=77&account=A', 404, 'no bank with id: 77'],
    ['bank_id=3000000000&account=A', 404, 'no bank with id: 3000000000'],
    ['bank_id=1&account=A', 404, 'bank 1 has no account A'],
    ['cursor=abc', 400, 'cursor must be the next_cursor of a page of this list'],
    ['limit=1001', 400, expect.stringMatching(/^querystring\/limit must be <= 1000/)],
    ['limit=0', 400, expect.stringMatching(/^querystring\/limit must be >= 1/)],
  ])('refuses the query %s', async (query, status, detail) => {
    expect(await gateway.get(`/v1/payments?${query}`)).toMatchObject({ status, json: { detail } })
  })
})

describe('GET /v1/payments/:id', () => {
  const time = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/)

  test('reads a payment that waits, and one that is applied', async () => {
    const waiting = await gateway.get(`/v1/payments/${ids.at(-1)}`)
    expect(waiting).toMatchObject({ status: 200 })
    expect(waiting.json).toEqual({
      id: ids.at(-1),
      kind: 'payment',
      status: 'new',
      reason: null,
      from: partyOf(19),
      to: { bank_id: 4, account: 'to/3' },
      amount: '10000',
      currency: 'USD',
      accepted_at: time,
      applied_at: null,
      reversed_by: null,
      reverses: null,
    })
    expect((await gateway.get(`/v1/payments/${ids[0]?.toUpperCase()}`)).json).toMatchObject({
      id: ids[0],
      status: 'success',
      applied_at: time,
    })
  })

  test('knows no other operations, and tells of a month that was detached', async () => {
    const { rows } = await gateway.pool.query<{ id: string }>(
      `select id from operations where kind = 'deposit' union all select operation_id from queue where kind = 'deposit'`,
    )
    expect(rows).toHaveLength(2)
    for (const { id } of rows) {
      const detail = `no payment with id: ${id}`
      expect(await gateway.get(`/v1/payments/${id}`)).toMatchObject({
        status: 404,
        json: { code: 'not_found', detail },
      })
    }
    await gateway.pool.query(`insert into detached_months (month, operations, postings) values ('2020-01-01', 1, 1)`)
    const old = uuidv7({ msecs: Date.UTC(2020, 0, 15) })
    expect(await gateway.get(`/v1/payments/${old}`)).toMatchObject({ status: 410, json: { code: 'gone' } })
    expect(await gateway.get('/v1/payments/7')).toMatchObject({ status: 400, json: { code: 'invalid' } })
  })
})
