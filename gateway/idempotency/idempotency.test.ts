import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openPool, type Pool } from '../../common/database/pool.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { startDatabaseProxy } from '../test/proxy.ts'
import { type Answer, seed, startTestGateway, type TestGateway } from '../test/server.ts'
import { claimOf } from './claim.ts'
import { Idempotency } from './idempotency.ts'

let database: TestDatabase
/** Two gateways on one database. */
let gateways: TestGateway[]

beforeAll(async () => {
  database = await createTestDatabase()
  gateways = await Promise.all([startTestGateway(database), startTestGateway(database)])
  await seed(at(0))
})
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.stop()))
  await database.drop()
})
beforeEach(async () => {
  await at(0).pool.query('delete from queue')
})

function at(gateway: number): TestGateway {
  const found = gateways[gateway]
  if (found === undefined) throw new RangeError(`no gateway ${gateway}`)
  return found
}

let keys = 0
const freshKey = () => `key-${++keys}`
const deposit = (amount: number, target = 1) => ({ kind: 'deposit', target_wallet_id: target, amount, currency: 'USD' })

function post(gateway: TestGateway, path: string, body: unknown, key: string): Promise<Answer> {
  return gateway.post(path, body, { 'content-type': 'application/json', 'idempotency-key': key })
}

/** Again until it is known what came of it, as clients do. */
async function postPatiently(gateway: () => TestGateway, path: string, body: unknown, key: string): Promise<Answer> {
  for (;;) {
    const answer = await post(gateway(), path, body, key).catch(() => null)
    if (answer !== null && answer.status < 500 && answer.status !== 409) return answer
    await delay(20)
  }
}

async function queued(): Promise<number> {
  const { rows } = await at(0).pool.query<{ count: number }>('select count(*)::int as count from queue')
  return rows[0]?.count ?? 0
}

const told = ({ status, text, headers }: Answer) => JSON.stringify([status, text, headers.get('location')])

describe('a hundred requests at once with one key', () => {
  test.each([
    ['/v1/operations', deposit(1), 1],
    ['/v1/operations/batch', { operations: [deposit(1), deposit(2, 77), deposit(3)] }, 2],
    [
      '/v1/payments',
      { from: { bank_id: 1, account: 'A' }, to: { bank_id: 2, account: 'B' }, amount: 10_000, currency: 'USD' },
      1,
    ],
  ])(
    'to two gateways, of which one is started anew: one %s, a hundred equal answers',
    async (path, body, operations) => {
      const key = freshKey()
      const answers = Array.from({ length: 100 }, async (_, i) => {
        // Some before, some while it stops, some after.
        await delay(i)
        return postPatiently(() => at(i % 2), path, body, key)
      })
      await delay(30)
      await at(1).stop()
      gateways[1] = await startTestGateway(database)
      const all = await Promise.all(answers)
      expect(new Set(all.map(told)).size).toBe(1)
      expect(all[0]?.status).toBe(202)
      expect(all.filter(({ headers }) => !headers.has('idempotency-replayed')).length).toBeLessThanOrEqual(1)
      expect(await queued()).toBe(operations)
    },
  )

  test('over a network that is cut again and again: each key has one operation, and whoever asks gets that', async () => {
    const proxy = await startDatabaseProxy(database)
    const gateway = await startTestGateway(proxy.database)
    try {
      const mine = Array.from({ length: 20 }, freshKey)
      const sent = mine.flatMap((key, i) =>
        Array.from({ length: 5 }, async () => {
          await delay(i * 20)
          return postPatiently(() => gateway, '/v1/operations', deposit(i + 1), key)
        }),
      )
      for (let cut = 0; cut < 6; cut += 1) {
        await delay(40)
        await proxy.cut()
        await proxy.restore()
      }
      const ids = (await Promise.all(sent)).map(({ json }) => (json as { id: string }).id)
      expect(new Set(ids).size).toBe(20)
      const { rows } = await at(0).pool.query<{ operation_id: string }>('select operation_id from queue')
      expect(rows.map((row) => row.operation_id).toSorted()).toEqual([...new Set(ids)].toSorted())
    } finally {
      await gateway.stop()
    }
  })
})

interface Sending {
  gateway: number
  key: number
  body: number
}

/** Of few bodies, one of which is refused. */
const BODIES = [
  { path: '/v1/operations', body: deposit(1), operations: 1 },
  { path: '/v1/operations', body: deposit(2), operations: 1 },
  { path: '/v1/operations', body: deposit(3, 77), operations: 0 },
  { path: '/v1/operations/batch', body: { operations: [deposit(4), deposit(5, 77), deposit(6)] }, operations: 2 },
  { path: '/v1/operations/batch', body: { operations: [deposit(7)], all_or_nothing: true }, operations: 1 },
] as const

test('whatever requests meet, each key has the first that was accepted, and everybody is told of that', async () => {
  const sending = fc.record({
    gateway: fc.nat(1),
    key: fc.nat(2),
    body: fc.nat(BODIES.length - 1),
  })
  // Those of a group are sent at once, one group after the other.
  const groups = fc.array(fc.array(sending, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(groups, async (groups: Sending[][]) => {
      await at(0).pool.query('delete from queue')
      const own = [0, 1, 2].map(freshKey)
      const model = new Map<number, { body: number; answer: string }>()
      for (const group of groups) {
        const known = new Map(model)
        const answers = await Promise.all(
          group.map(({ gateway, key, body }) => {
            const { path, body: json } = BODIES[body] ?? BODIES[0]
            return post(at(gateway), path, json, own[key] ?? '')
          }),
        )
        group.forEach(({ key, body }, i) => {
          const answer = answers[i]
          if (answer?.status !== 202) return
          const first = model.get(key) ?? { body, answer: told(answer) }
          model.set(key, first)
          expect({ body, answer: told(answer) }).toEqual(first)
          if (known.has(key)) expect(answer.headers.get('idempotency-replayed')).toBe('true')
        })
        group.forEach(({ key, body }, i) => {
          const first = model.get(key)
          const isRefused = BODIES[body]?.operations === 0
          const possible: unknown[] = []
          if (first !== undefined && first.body !== body) possible.push(422)
          if (first?.body === body) possible.push(202)
          // Refused before the key was somebody's.
          if (isRefused && !known.has(key)) possible.push(404)
          expect(possible).toContain(answers[i]?.status)
        })
      }
      const expected = [...model.values()].reduce((sum, { body }) => sum + (BODIES[body]?.operations ?? 0), 0)
      expect(await queued()).toBe(expected)
    }),
    { numRuns: 60 },
  )
})

describe('requests that wait for one with their key in the same process', () => {
  const claim = claimOf({ caller: '', key: 'x', call: 'POST /', body: '' })
  let pool: Pool
  beforeAll(() => {
    pool = openPool({ ...database, connectionsMax: 1, applicationName: 'test' })
  })
  afterAll(() => pool.end())

  test('are told that it is in flight when it takes long, and when too many wait', async () => {
    const idempotency = new Idempotency({ reads: pool, writes: pool, waitMaxMs: 50, waitingMax: 2 })
    const work = Promise.withResolvers<string>()
    const once = () =>
      idempotency.once(
        claim,
        () => work.promise,
        () => '',
      )
    const first = once()
    const startMs = performance.now()
    const others = await Promise.allSettled([once(), once(), once()])
    expect(performance.now() - startMs).toBeGreaterThan(45)
    for (const other of others) {
      expect(other).toMatchObject({ reason: { code: 'idempotency_in_flight', retryAfterSec: 1 } })
    }
    work.resolve('done')
    expect(await first).toEqual({ answer: 'done', isReplay: false })
  })

  test('go on with it when it failed', async () => {
    const idempotency = new Idempotency({ reads: pool, writes: pool })
    let attempts = 0
    const once = () =>
      idempotency.once(
        claim,
        async () => {
          attempts += 1
          await delay(5)
          if (attempts < 3) throw new Error('failed')
          return attempts
        },
        () => 0,
      )
    const outcomes = await Promise.allSettled([once(), once(), once()])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
  })
})
