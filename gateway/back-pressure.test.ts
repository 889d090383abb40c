import { ClientError, Status } from 'nice-grpc'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../test/database.ts'
import { deposit, type PaymentGateway, payment, startPaymentGateway } from './payment/test-gateway.ts'
import { seed } from './test/server.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

let gateway: PaymentGateway
const start = async (limits: { pendingRequests?: number; queuedOperations?: number }) => {
  gateway = await startPaymentGateway(database, { limits })
  await seed(gateway)
}
beforeEach(() => async () => {
  await gateway.pool.query('delete from queue')
  await gateway.stop()
})

/** The ids of what was accepted, and how often the way in said that there is too much work. */
interface Outcome {
  ids: string[]
  turnedAway: number
}

const TOO_MUCH = /^too many (requests wait for their commit|operations are queued), try again$/
const NOBODY: Outcome = { ids: [], turnedAway: 1 }

async function classic(): Promise<Outcome> {
  const answer = await gateway.post('/receive_amount', { WalletId: 1, Amount: 5, Currency: 'USD' })
  const { payload } = answer.json as { payload: { TransactionId?: string; error?: string } }
  if (payload.TransactionId !== undefined) return { ids: [payload.TransactionId], turnedAway: 0 }
  expect({ ...answer, retryAfter: answer.headers.get('retry-after') }).toMatchObject({ status: 429, retryAfter: '1' })
  expect(payload).toEqual({ error: expect.stringMatching(TOO_MUCH) })
  return NOBODY
}

const V1_DEPOSIT = { kind: 'deposit', target_wallet_id: 1, amount: '5', currency: 'USD' }

async function v1(path: string, body: unknown): Promise<unknown> {
  const answer = await gateway.post(path, body)
  if (answer.status === 202) return answer.json
  expect({ ...answer, retryAfter: answer.headers.get('retry-after') }).toMatchObject({
    status: 429,
    retryAfter: '1',
    json: { code: 'overloaded', detail: expect.stringMatching(TOO_MUCH) },
  })
  return null
}

const V1_PAYMENT = {
  from: { bank_id: 1, account: 'A' },
  to: { bank_id: 2, account: 'B' },
  amount: '10000',
  currency: 'USD',
}

async function v1Single(path = '/v1/operations', body: unknown = V1_DEPOSIT): Promise<Outcome> {
  const json = (await v1(path, body)) as { id: string } | null
  return json === null ? NOBODY : { ids: [json.id], turnedAway: 0 }
}

async function v1Payments(): Promise<Outcome> {
  const body = { payments: Array(5).fill(V1_PAYMENT) }
  const json = (await v1('/v1/payments/batch', body)) as { payments: { id: string }[] } | null
  return json === null ? NOBODY : { ids: json.payments.map(({ id }) => id), turnedAway: 0 }
}

async function v1Batch(allOrNothing: boolean): Promise<Outcome> {
  const body = { all_or_nothing: allOrNothing, operations: Array(5).fill(V1_DEPOSIT) }
  const json = (await v1('/v1/operations/batch', body)) as { operations: { id: string }[] } | null
  return json === null ? NOBODY : { ids: json.operations.map(({ id }) => id), turnedAway: 0 }
}

async function unary(): Promise<Outcome> {
  try {
    const { operationId } = await gateway.client.submit(deposit(1n, 5n))
    return { ids: [operationId], turnedAway: 0 }
  } catch (error) {
    if (!(error instanceof ClientError)) throw error
    expect([error.code, error.details]).toEqual([Status.RESOURCE_EXHAUSTED, expect.stringMatching(TOO_MUCH)])
    return NOBODY
  }
}

const STREAMED = [deposit(1n, 5n), payment([1, 'A'], [2, 'B'], 10_000n), deposit(1n, 5n)]

async function stream(): Promise<Outcome> {
  async function* requests() {
    for (let i = 0n; i < 10n; i += 1n) yield { sequence: i, operations: STREAMED }
  }
  const outcome: Outcome = { ids: [], turnedAway: 0 }
  for await (const { verdicts } of gateway.client.submitStream(requests())) {
    for (const { verdict } of verdicts) {
      if (verdict?.$case === 'operationId') outcome.ids.push(verdict.value)
      else outcome.turnedAway += 1
      if (verdict?.$case === 'error') expect(verdict.value.code).toBe(Status.RESOURCE_EXHAUSTED)
    }
  }
  return outcome
}

const WAYS = {
  classic,
  v1Single: () => v1Single(),
  v1Batch: () => v1Batch(false),
  v1Atomic: () => v1Batch(true),
  v1Payment: () => v1Single('/v1/payments', V1_PAYMENT),
  v1Payments,
  unary,
  stream,
}

async function everyWayAtOnce(times: number): Promise<Record<string, Outcome>> {
  const sums = Object.entries(WAYS).map(async ([way, send]) => {
    const outcomes = await Promise.all(Array.from({ length: times }, send))
    const ids = outcomes.flatMap((outcome) => outcome.ids)
    const turnedAway = outcomes.reduce((sum, outcome) => sum + outcome.turnedAway, 0)
    return [way, { ids, turnedAway }] as const
  })
  return Object.fromEntries(await Promise.all(sums))
}

async function queuedIds(): Promise<string[]> {
  const { rows } = await gateway.pool.query('select operation_id from queue')
  return rows.map((row) => row.operation_id)
}

test('beyond what may wait in memory every way in says so, and exactly what was accepted is queued', async () => {
  await start({ pendingRequests: 20 })
  const outcomes = await everyWayAtOnce(60)
  const accepted = Object.values(outcomes).flatMap(({ ids }) => ids)
  expect((await queuedIds()).toSorted()).toEqual(accepted.toSorted())
  expect(accepted.length).toBeGreaterThan(20)
  expect(Object.values(outcomes).reduce((sum, { turnedAway }) => sum + turnedAway, 0)).toBeGreaterThan(0)
})

test('beyond what may be queued every way in says so, nothing more is queued, and room is used again', async () => {
  await start({ queuedOperations: 100 })
  const first = await everyWayAtOnce(30)
  const accepted = Object.values(first).flatMap(({ ids }) => ids)
  const inQueue = await queuedIds()
  expect(inQueue.toSorted()).toEqual(accepted.toSorted())
  expect(inQueue.length).toBeGreaterThan(90)
  expect(inQueue.length).toBeLessThanOrEqual(100)
  // Batches of five may find no room where one operation does.
  await vi.waitFor(async () => expect(await classic()).toEqual(NOBODY), 10_000)
  const full = (await queuedIds()).length
  const second = await everyWayAtOnce(3)
  for (const [way, { ids, turnedAway }] of Object.entries(second)) {
    expect([way, ids]).toEqual([way, []])
    expect(turnedAway).toBeGreaterThan(0)
  }
  expect(await queuedIds()).toHaveLength(full)

  await gateway.pool.query('delete from queue where seq in (select seq from queue limit 50)')
  await vi.waitFor(async () => expect((await v1Batch(true)).ids).toHaveLength(5), 10_000)
  expect(await queuedIds()).toHaveLength(full - 50 + 5)
})
