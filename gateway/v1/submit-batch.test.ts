import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { startDatabaseProxy } from '../test/proxy.ts'
import { rowCounts, seed, startTestGateway, type TestGateway } from '../test/server.ts'

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
beforeEach(async () => {
  await gateway.pool.query('delete from queue')
})

const deposit = (amount: number | string, target_wallet_id = 1) => ({
  kind: 'deposit',
  target_wallet_id,
  amount,
  currency: 'USD',
})
const submit = (body: unknown) => gateway.post('/v1/operations/batch', body)

interface Batch {
  queued: number
  refused: number
  operations: { status: string; id?: string; errors?: unknown[] }[]
}

async function queue() {
  const { rows } = await gateway.pool.query('select operation_id, amount, accepted_at from queue order by seq')
  return rows
}

const BAD_LINES = [deposit(1), deposit(0), deposit(3, 7), { kind: 'gift' }, deposit(5)]
const REFUSALS = [
  { pointer: '/operations/1/amount', code: 'invalid', detail: expect.stringMatching(/^must be a whole number/) },
  {
    pointer: '/operations/3/kind',
    code: 'invalid',
    detail: 'must be deposit, transfer, withdrawal, hold, capture, release or reversal',
  },
]
const NO_WALLET = { pointer: '/operations/2/target_wallet_id', code: 'not_found', detail: 'no wallet with id: 7' }

describe('POST /v1/operations/batch', () => {
  test('queues up to 10,000 operations in one commit, in their order, and answers with their ids', async () => {
    // As long as they get.
    const operations = Array.from({ length: 10_000 }, (_, i) => ({
      kind: 'transfer',
      origin_wallet_id: 1,
      target_wallet_id: 2,
      amount: String(9_000_000_000_000_000_000n + BigInt(i)),
      currency: 'EUR',
    }))
    const { status, json } = await submit(JSON.stringify({ operations }, null, 4))
    expect(status).toBe(202)
    const batch = json as Batch
    expect(batch).toMatchObject({ queued: 10_000, refused: 0 })
    const rows = await queue()
    expect(batch.operations).toEqual(rows.map((row) => ({ status: 'new', id: row.operation_id })))
    expect(rows.map((row) => String(row.amount))).toEqual(operations.map(({ amount }) => amount))
    // The time of the transaction.
    expect(new Set(rows.map((row) => row.accepted_at)).size).toBe(1)
  })

  test('judges each by itself, in order, and queues what is sound', async () => {
    const { status, json } = await submit({ operations: BAD_LINES })
    const rows = await queue()
    expect(rows.map((row) => row.amount)).toEqual([1n, 5n])
    expect({ status, json }).toEqual({
      status: 202,
      json: {
        queued: 2,
        refused: 3,
        operations: [
          { status: 'new', id: rows[0]?.operation_id },
          { status: 'refused', errors: [REFUSALS[0]] },
          { status: 'refused', errors: [NO_WALLET] },
          { status: 'refused', errors: [REFUSALS[1]] },
          { status: 'new', id: rows[1]?.operation_id },
        ],
      },
    })
  })

  test('with all_or_nothing queues all of them', async () => {
    const { status, json } = await submit({ all_or_nothing: true, operations: [deposit(1), deposit(2)] })
    expect({ status, json }).toMatchObject({ status: 202, json: { queued: 2, refused: 0 } })
    expect(await queue()).toHaveLength(2)
  })

  test.each([
    ['not as it must be', BAD_LINES, REFUSALS],
    ['names no wallet', [deposit(1), deposit(2), deposit(3, 7)], [NO_WALLET]],
    [
      'names no currency',
      [deposit(1), { ...deposit(2), currency: 'ABC' }],
      [{ pointer: '/operations/1/currency', code: 'invalid', detail: 'currency is not allowed' }],
    ],
  ])('with all_or_nothing leaves nothing when one is %s', async (_what, operations, errors) => {
    const before = await rowCounts(gateway.pool)
    const { status, json } = await submit({ all_or_nothing: true, operations })
    expect({ status, json }).toMatchObject({ status: 422, json: { status: 422, code: 'batch_refused', errors } })
    expect(await rowCounts(gateway.pool)).toEqual(before)
  })

  test('that is all or nothing does not take others down with it', async () => {
    const answers = await Promise.all([
      submit({ all_or_nothing: true, operations: [deposit(1), deposit(2, 7)] }),
      submit({ operations: [deposit(3), deposit(4, 7)] }),
      submit({ all_or_nothing: true, operations: [deposit(5), deposit(6)] }),
      gateway.post('/v1/operations', deposit(7)),
    ])
    expect(answers.map(({ status }) => status)).toEqual([422, 202, 202, 202])
    expect((await queue()).map((row) => row.amount).toSorted()).toEqual([3n, 5n, 6n, 7n])
  })

  test.each([
    ['[]', '', 'must be object'],
    ['{}', '/operations', 'is missing'],
    [{ operations: [] }, '/operations', 'must not have fewer than 1 items'],
    [{ operations: {} }, '/operations', 'must be array'],
    [{ operations: [deposit(1)], all_or_nothing: 1 }, '/all_or_nothing', 'must be boolean'],
    [{ operations: [deposit(1)], atomic: true }, '/atomic', 'is not known here'],
    [{ operations: Array(10_001).fill(deposit(1)) }, '/operations', 'must not have more than 10000 items'],
  ])('refuses case %#, a body that is no batch, and points to %s', async (body, pointer, detail) => {
    const { status, json } = await submit(body)
    expect({ status, json }).toMatchObject({
      status: 400,
      json: { code: 'invalid', errors: [{ pointer, code: 'invalid', detail }] },
    })
    expect(await queue()).toEqual([])
  })

  test('tells of a hundred bad parts at most', async () => {
    const operations = Array(500).fill({ kind: 'gift' })
    const { json } = await submit({ all_or_nothing: true, operations })
    expect((json as { errors: unknown[] }).errors).toHaveLength(100)
  })
})

describe('a batch that there is no room for', () => {
  test('is refused as too large when it can never be queued', async () => {
    const narrow = await startTestGateway(database, { limits: { pendingRequests: 2 } })
    const post = (count: number) =>
      narrow.post('/v1/operations/batch', { operations: Array.from({ length: count }, () => deposit(1)) })
    expect(await post(3)).toMatchObject({ status: 413, json: { code: 'too_large' } })
    expect(await post(2)).toMatchObject({ status: 202 })
    await narrow.stop()
  })

  test('is answered 429 with Retry-After while the queue is full, and changes nothing', async () => {
    const narrow = await startTestGateway(database, { limits: { queuedOperations: 5 } })
    const operations = [deposit(1), deposit(2), deposit(3)]
    expect(await narrow.post('/v1/operations/batch', { operations })).toMatchObject({ status: 202 })
    const { status, headers, json } = await narrow.post('/v1/operations/batch', { operations })
    expect(status).toBe(429)
    expect(headers.get('retry-after')).toBe('1')
    expect(json).toMatchObject({ code: 'overloaded', detail: 'too many operations are queued, try again' })
    expect(await queue()).toHaveLength(3)
    expect(await narrow.post('/v1/operations', deposit(1))).toMatchObject({ status: 202 })
    await narrow.stop()
  })
})

test('a batch whose commit is not confirmed is told so, with every id to look for', async () => {
  const proxy = await startDatabaseProxy(database)
  // Sessions that wait for the lock as long as the test holds it.
  const cut = await startTestGateway(proxy.database, { lease: { ttl: '10m' } })
  const session = await gateway.pool.connect()
  await session.query('begin; lock table queue in share row exclusive mode')
  const answer = cut.post('/v1/operations/batch', { operations: [deposit(1), deposit(2)] })
  const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
  await vi.waitFor(async () => expect((await gateway.pool.query(waiting)).rowCount).toBe(1), 10_000)
  await proxy.cut()
  const { status, json } = await answer
  expect({ status, json }).toMatchObject({
    status: 503,
    json: {
      code: 'outcome_unknown',
      detail: 'the database went away during the commit: look for its operations before you try again',
      operation_ids: [expect.any(String), expect.any(String)],
    },
  })
  await session.query('rollback')
  session.release()
  // It was in the database's hands.
  const { operation_ids } = json as { operation_ids: string[] }
  await vi.waitFor(async () => expect((await queue()).map((row) => row.operation_id)).toEqual(operation_ids), 10_000)
  await proxy.restore()
  await cut.stop()
})
