import { ClientError, Status } from 'nice-grpc'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { SubmitStreamRequest, SubmitStreamResponse, Verdict } from '../../proto/gen/walletmesh/v1/payment.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { startDatabaseProxy } from '../test/proxy.ts'
import { seed } from '../test/server.ts'
import { openSubmitStream, REQUEST_OPERATIONS_MAX, STREAM_OPERATIONS_MAX } from './submit-stream.ts'
import { deposit, openSender, type PaymentGateway, payment, startPaymentGateway, transfer } from './test-gateway.ts'

let database: TestDatabase
let gateway: PaymentGateway

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startPaymentGateway(database)
  await seed(gateway)
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})
beforeEach(async () => {
  await gateway.pool.query('delete from queue')
})

async function queued() {
  const { rows } = await gateway.pool.query<{ operation_id: string; amount: bigint }>(
    'select operation_id, amount from queue order by seq',
  )
  return rows
}

async function* requestsOf(...requests: SubmitStreamRequest[]) {
  yield* requests
}

/** All responses, and the error that ended the stream. */
async function all(responses: AsyncIterable<SubmitStreamResponse>) {
  const received: SubmitStreamResponse[] = []
  try {
    for await (const response of responses) received.push(response)
    return { received, error: null }
  } catch (error) {
    if (!(error instanceof ClientError)) throw error
    return { received, error: [error.code, error.details] }
  }
}

function idsOf(responses: readonly SubmitStreamResponse[]): string[] {
  return responses.flatMap(({ verdicts }) =>
    verdicts.map(({ verdict }) => {
      if (verdict?.$case !== 'operationId') throw new Error(`refused: ${JSON.stringify(verdict)}`)
      return verdict.value
    }),
  )
}

const deposits = (count: number, amount = 5n) => Array.from({ length: count }, () => deposit(1n, amount))

test('each request is answered in order with a verdict for each operation, and a bad one does not end the stream', async () => {
  const { received, error } = await all(
    gateway.client.submitStream(
      requestsOf(
        { sequence: 7n, operations: [deposit(1n, 11n), transfer(1n, 2n, 12n)] },
        { sequence: 2n ** 64n - 1n, operations: [deposit(1n, 0n), transfer(1n, 99n, 5n), deposit(1n, 13n)] },
        { sequence: 7n, operations: [] },
        { sequence: 0n, operations: [{ operation: undefined }, deposit(1n, 5n, 'ABC'), transfer(2n, 2n, 5n)] },
        { sequence: 8n, operations: [deposit(2n, 2n ** 63n - 1n)] },
      ),
    ),
  )
  expect(error).toBeNull()
  expect(received.map(({ sequence }) => sequence)).toEqual([7n, 2n ** 64n - 1n, 7n, 0n, 8n])
  const id = { verdict: { $case: 'operationId', value: expect.stringMatching(/^[0-9a-f-]{36}$/) } }
  const refused = (code: Status, reason: string, message: unknown) => ({
    verdict: { $case: 'error', value: { code, reason, message } },
  })
  expect(received.map(({ verdicts }) => verdicts)).toEqual([
    [id, id],
    [
      refused(Status.INVALID_ARGUMENT, 'invalid', expect.stringContaining('amount must be')),
      refused(Status.NOT_FOUND, 'not_found', 'no wallet with id: 99'),
      id,
    ],
    [],
    [
      refused(Status.INVALID_ARGUMENT, 'invalid', 'operation must be there, such as a deposit or a transfer'),
      refused(Status.INVALID_ARGUMENT, 'invalid', 'currency is not allowed'),
      refused(Status.INVALID_ARGUMENT, 'invalid', expect.stringContaining('must be different wallets')),
    ],
    [id],
  ])
  const byId = new Map((await queued()).map(({ operation_id, amount }) => [operation_id, amount]))
  const acknowledged = received.flatMap(({ verdicts }) =>
    verdicts.flatMap(({ verdict }) => (verdict?.$case === 'operationId' ? [verdict.value] : [])),
  )
  expect(acknowledged.map((one) => byId.get(one))).toEqual([11n, 12n, 13n, 2n ** 63n - 1n])
  expect(byId.size).toBe(4)
})

test('a request may hold payments beside other operations, each with its verdict in its place', async () => {
  const operations = [
    payment([1, 'a'], [2, 'b'], 10_000n),
    deposit(1n, 11n),
    payment([1, 'a'], [77, 'b'], 10_000n),
    transfer(1n, 99n, 5n),
    payment([1, 'a'], [2, 'c'], 20_000n),
    payment([1, 'a'], [2, 'c'], 1_000_010_000n),
    deposit(1n, 12n),
  ]
  const { received, error } = await all(gateway.client.submitStream(requestsOf({ sequence: 1n, operations })))
  expect(error).toBeNull()
  const verdicts = received[0]?.verdicts.map(({ verdict }) =>
    verdict?.$case === 'error' ? verdict.value.reason : 'queued',
  )
  expect(verdicts).toEqual(['queued', 'queued', 'not_found', 'not_found', 'queued', 'payment_too_large', 'queued'])
  const byId = new Map((await queued()).map(({ operation_id, amount }) => [operation_id, amount]))
  const ids = received[0]?.verdicts.map(({ verdict }) => (verdict?.$case === 'operationId' ? verdict.value : ''))
  expect(ids?.map((id) => byId.get(id))).toEqual([10_000n, 11n, undefined, undefined, 20_000n, undefined, 12n])
})

test('a payment whose commit is not confirmed is told so by its own id, and a refused one by its reason', async () => {
  const proxy = await startDatabaseProxy(database)
  // Sessions that wait for the lock as long as the test holds it.
  const cut = await startPaymentGateway(proxy.database, { lease: { ttl: '10m' } })
  await cut.client.submit(payment([1, 'a'], [2, 'b'], 10_000n))
  await gateway.pool.query('delete from queue')
  const session = await gateway.pool.connect()
  await session.query('begin; lock table queue in share row exclusive mode')
  const operations = [
    payment([1, 'a'], [2, 'b'], 1n),
    payment([1, 'a'], [2, 'b'], 20_000n),
    payment([1, 'a'], [1, 'a'], 10_000n),
    payment([1, 'a'], [2, 'b'], 30_000n),
  ]
  const answer = all(cut.client.submitStream(requestsOf({ sequence: 1n, operations })))
  const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
  await vi.waitFor(async () => expect((await gateway.pool.query(waiting)).rowCount).toBe(1), 10_000)
  await proxy.cut()
  const { received } = await answer
  const errors = received[0]?.verdicts.map(({ verdict }) => (verdict?.$case === 'error' ? verdict.value : undefined))
  expect(errors?.map((error) => error?.reason)).toEqual(['invalid', 'outcome_unknown', 'invalid', 'outcome_unknown'])
  await session.query('rollback')
  session.release()
  // It was in the database's hands.
  await vi.waitFor(async () => expect(await queued()).toHaveLength(2), 10_000)
  const ids = (await queued()).map(({ operation_id }) => operation_id)
  expect([errors?.[1]?.message, errors?.[3]?.message]).toEqual([
    expect.stringContaining(ids[0] ?? ''),
    expect.stringContaining(ids[1] ?? ''),
  ])
  await proxy.restore()
  await cut.stop()
})

test.each([
  [1, 5_000],
  [500, 10],
  [1_000, 5],
])('5,000 operations, %i in a request, are all queued, each once', async (size, requests) => {
  async function* many() {
    for (let i = 0; i < requests; i += 1) yield { sequence: BigInt(i), operations: deposits(size) }
  }
  const { received, error } = await all(gateway.client.submitStream(many()))
  expect(error).toBeNull()
  expect(received.map(({ sequence }) => Number(sequence))).toEqual(Array.from({ length: requests }, (_, i) => i))
  const ids = idsOf(received)
  expect(new Set(ids).size).toBe(5_000)
  expect(new Set((await queued()).map(({ operation_id }) => operation_id))).toEqual(new Set(ids))
})

test('what waits for the next request is not kept from its verdict', async () => {
  const sender = openSender()
  const responses = gateway.client.submitStream(sender.requests)[Symbol.asyncIterator]()
  for (const sequence of [1n, 2n, 3n]) {
    sender.send({ sequence, operations: deposits(1) })
    expect(await responses.next()).toMatchObject({ done: false, value: { sequence } })
  }
  sender.halfClose()
  expect(await responses.next()).toEqual({ done: true, value: undefined })
})

test('a request of too many operations ends the stream, after what came before it is answered', async () => {
  const { received, error } = await all(
    gateway.client.submitStream(
      requestsOf(
        { sequence: 1n, operations: deposits(REQUEST_OPERATIONS_MAX) },
        { sequence: 2n, operations: deposits(REQUEST_OPERATIONS_MAX + 1) },
        { sequence: 3n, operations: deposits(1) },
      ),
    ),
  )
  expect(error).toEqual([Status.INVALID_ARGUMENT, 'a request holds at most 1000 operations, not 1001'])
  expect(idsOf(received)).toHaveLength(REQUEST_OPERATIONS_MAX)
  expect(await queued()).toHaveLength(REQUEST_OPERATIONS_MAX)
})

test('what a full gateway has no room for is told operation by operation, and the stream goes on', async () => {
  const narrow = await startPaymentGateway(database, { limits: { queuedOperations: 250 } })
  const { received, error } = await all(
    narrow.client.submitStream(
      requestsOf(
        { sequence: 1n, operations: deposits(200) },
        { sequence: 2n, operations: deposits(51) },
        { sequence: 3n, operations: deposits(50) },
      ),
    ),
  )
  expect(error).toBeNull()
  expect(received.map(({ sequence }) => sequence)).toEqual([1n, 2n, 3n])
  const [first, second, third] = received.map(({ verdicts }) => verdicts)
  expect(first?.concat(third ?? []).filter(({ verdict }) => verdict?.$case === 'operationId')).toHaveLength(250)
  expect(second).toHaveLength(51)
  for (const { verdict } of second ?? []) {
    expect(verdict).toMatchObject({ $case: 'error', value: { code: Status.RESOURCE_EXHAUSTED, reason: 'overloaded' } })
  }
  expect(await queued()).toHaveLength(250)
  await narrow.stop()
})

test('at most 4,000 operations are in flight; it reads on as verdicts are taken', async () => {
  const sender = openSender()
  const waiting: ((id: string) => void)[] = []
  const verdictOf = () =>
    new Promise<Verdict>((resolve) => {
      waiting.push((value) => resolve({ verdict: { $case: 'operationId', value } }))
    })
  const stream = openSubmitStream({
    requests: sender.requests,
    prepare: async (operations) => operations,
    verdictsOf: (operations) => Promise.all(operations.map(verdictOf)),
    signal: new AbortController().signal,
  })
  const received: SubmitStreamResponse[] = []
  const reading = (async () => {
    for await (const response of stream.responses) received.push(response)
  })()
  for (let i = 0; i < 20; i += 1) sender.send({ sequence: BigInt(i), operations: deposits(900) })
  sender.halfClose()
  let answered = 0
  while (answered < 20 * 900) {
    await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0))
    const [inFlight, taken] = [waiting.length, sender.taken]
    expect(inFlight).toBeLessThanOrEqual(STREAM_OPERATIONS_MAX)
    expect(taken * 900 - answered).toBeLessThanOrEqual(STREAM_OPERATIONS_MAX)
    for (const resolve of waiting.splice(0, 900)) resolve(String(answered++))
  }
  await reading
  expect(idsOf(received)).toEqual(Array.from({ length: 18_000 }, (_, i) => String(i)))
})

test('a caller that does not read its verdicts is not read any further', async () => {
  const sender = openSender()
  const responses = gateway.client.submitStream(sender.requests)[Symbol.asyncIterator]()
  const operations = deposits(REQUEST_OPERATIONS_MAX)
  for (let i = 0; i < 100; i += 1) sender.send({ sequence: BigInt(i), operations })
  sender.halfClose()
  let [count, still] = [-1, 0]
  await vi.waitFor(async () => {
    const now = (await queued()).length
    still = now === count ? still + 1 : 0
    count = now
    expect(still).toBeGreaterThan(20)
  }, 30_000)
  // Beside what is in flight, the connection holds some responses and requests that are on their way.
  expect(count).toBeLessThan(50_000)
  const received = []
  for (let next = await responses.next(); !next.done; next = await responses.next()) received.push(next.value)
  expect(idsOf(received)).toHaveLength(100_000)
  expect(await queued()).toHaveLength(100_000)
})

test('stopping the gateway answers what was queued, and what has no answer was not queued', async () => {
  const stopped = await startPaymentGateway(database)
  const sender = openSender()
  const stream = all(stopped.client.submitStream(sender.requests))
  let sending = true
  const producer = (async () => {
    for (let i = 0; sending; i += 1) {
      sender.send({ sequence: BigInt(i), operations: deposits(50) })
      await new Promise(setImmediate)
    }
  })()
  await vi.waitFor(async () => expect((await queued()).length).toBeGreaterThan(500))
  const stop = stopped.stop()
  const { received, error } = await stream
  sending = false
  await Promise.all([producer, stop])
  expect(error).toEqual([Status.UNAVAILABLE, 'the gateway stops, try another'])
  const verdicts = received.flatMap((response) => response.verdicts)
  const ids = verdicts.flatMap(({ verdict }) => (verdict?.$case === 'operationId' ? [verdict.value] : []))
  expect(new Set((await queued()).map(({ operation_id }) => operation_id))).toEqual(new Set(ids))
  expect(received.map(({ sequence }) => Number(sequence))).toEqual(received.map((_, i) => i))
})

test('an idle stream does not keep the gateway from stopping', async () => {
  const idle = await startPaymentGateway(database)
  const sender = openSender()
  const responses = idle.client.submitStream(sender.requests)[Symbol.asyncIterator]()
  sender.send({ sequence: 1n, operations: deposits(1) })
  await responses.next()
  const next = responses.next()
  const stop = idle.stop()
  await expect(next).rejects.toMatchObject({ code: Status.UNAVAILABLE })
  await stop
})

test('a caller that goes away without reading ends its stream, and the gateway serves on', async () => {
  const cancel = new AbortController()
  const sender = openSender()
  const responses = gateway.client.submitStream(sender.requests, { signal: cancel.signal })[Symbol.asyncIterator]()
  for (let i = 0; i < 50; i += 1) sender.send({ sequence: BigInt(i), operations: deposits(REQUEST_OPERATIONS_MAX) })
  await responses.next()
  cancel.abort()
  await expect(responses.next()).rejects.toThrow(/aborted/)
  await vi.waitFor(async () => {
    const [started, handled] = await Promise.all(['started', 'handled'].map(streamsCounted))
    expect(handled).toBe(started)
  }, 10_000)
  await gateway.client.submit(deposit(1n, 5n))
})

async function streamsCounted(what: string): Promise<number> {
  const { values } = (await gateway.metrics.getSingleMetric(`grpc_server_${what}_total`)?.get()) ?? { values: [] }
  return values.filter(({ labels }) => labels.grpc_method === 'SubmitStream').reduce((sum, { value }) => sum + value, 0)
}
