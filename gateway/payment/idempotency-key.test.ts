import { ClientError, Metadata, Status } from 'nice-grpc'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DETAILS_TRAILER, errorReason } from '../../common/grpc/error-details.ts'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import type { SubmitRequest } from '../../proto/gen/walletmesh/v1/payment.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { rowCounts, seed } from '../test/server.ts'
import { deposit, openSender, type PaymentGateway, payment, startPaymentGateway } from './test-gateway.ts'

let database: TestDatabase
let gateway: PaymentGateway
let ledger: TestLedger

beforeAll(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database)
  gateway = await startPaymentGateway(database)
  await seed(gateway)
})
afterAll(async () => {
  await gateway.stop()
  await ledger.close()
  await database.drop()
})
beforeEach(async () => {
  await gateway.pool.query('delete from queue')
})

let keys = 0
const freshKey = () => `key-${++keys}`
const queued = async () => (await rowCounts(gateway.pool)).queue

interface Told {
  id?: string
  status: Status
  reason?: string | undefined
  isReplay: boolean
}

/** What a call with this metadata is told. */
async function told(
  key: string[],
  call: (options: {
    metadata: Metadata
    onHeader: (header: Metadata) => void
    onTrailer: (trailer: Metadata) => void
  }) => Promise<{ operationId: string }>,
): Promise<Told> {
  let [header, trailer] = [new Metadata(), new Metadata()]
  const options = {
    metadata: new Metadata([['idempotency-key', key]]),
    onHeader(received: Metadata) {
      header = received
    },
    onTrailer(received: Metadata) {
      trailer = received
    },
  }
  try {
    const { operationId } = await call(options)
    return { id: operationId, status: Status.OK, isReplay: header.get('idempotency-replayed') === 'true' }
  } catch (error) {
    if (!(error instanceof ClientError)) throw error
    return { status: error.code, reason: errorReason(trailer.get(DETAILS_TRAILER)), isReplay: false }
  }
}

const submit = (request: SubmitRequest, ...key: string[]) =>
  told(key, (options) => gateway.client.submit(request, options))

describe('Submit with an idempotency key', () => {
  test.each([
    ['a deposit', deposit(1n, 5n)],
    ['a payment', payment([1, 'A'], [2, 'B'], 10_000n)],
  ])('queues %s once, and answers with the same id again', async (_what, request) => {
    const key = freshKey()
    const answers = await Promise.all(Array.from({ length: 20 }, () => submit(request, key)))
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    expect(answers.filter(({ isReplay }) => !isReplay)).toHaveLength(1)
    expect(await queued()).toBe(1)
  })

  test('is told of another request with the key, and of a key that is none', async () => {
    const key = freshKey()
    const first = await submit(deposit(1n, 5n), key)
    for (const other of [deposit(1n, 6n), deposit(1n, 0n), payment([1, 'A'], [2, 'B'], 10_000n)]) {
      expect(await submit(other, key)).toMatchObject({
        status: Status.FAILED_PRECONDITION,
        reason: 'idempotency_mismatch',
      })
    }
    expect(await submit(deposit(1n, 5n), 'a b')).toMatchObject({ status: Status.INVALID_ARGUMENT, reason: 'invalid' })
    expect(await submit(deposit(1n, 5n), key, freshKey())).toMatchObject({ status: Status.INVALID_ARGUMENT })
    const named = { ...deposit(1n, 5n), idempotencyKey: key }
    expect(await submit(named, key)).toMatchObject({ id: first.id, isReplay: true })
    expect(await submit({ ...named, idempotencyKey: freshKey() }, key)).toMatchObject({
      status: Status.INVALID_ARGUMENT,
    })
    expect(await queued()).toBe(1)
  })

  test('is not remembered when it is refused', async () => {
    const key = freshKey()
    expect(await submit(deposit(77n, 5n), key)).toMatchObject({ status: Status.NOT_FOUND })
    expect(await submit(deposit(1n, 5n), key)).toMatchObject({ status: Status.OK, isReplay: false })
  })
})

describe('Reverse with an idempotency key', () => {
  test('is queued once, and answers with the same id again', async () => {
    const { id: paymentId = '' } = await submit(payment([1, 'A'], [2, 'B'], 10_000n), freshKey())
    await ledger.drain()
    const key = freshKey()
    const reverse = (...key: string[]) => told(key, (options) => gateway.client.reverse({ paymentId }, options))
    const first = await reverse(key)
    expect(first).toMatchObject({ status: Status.OK, isReplay: false })
    expect(await reverse(key)).toEqual({ ...first, isReplay: true })
    expect(await reverse(freshKey())).toMatchObject({ reason: 'already_reversed' })
    expect(await queued()).toBe(1)
  })
})

describe('a stream whose operations have idempotency keys', () => {
  async function verdictsOf(operations: SubmitRequest[]) {
    const sender = openSender()
    sender.send({ sequence: 1n, operations })
    sender.halfClose()
    for await (const { verdicts } of gateway.client.submitStream(sender.requests)) return verdicts
    return []
  }

  test('queues each once, beside operations without a key, and tells in their order', async () => {
    const keyed = (request: SubmitRequest, key: string) => ({ ...request, idempotencyKey: key })
    const [one, two, three] = [freshKey(), freshKey(), freshKey()]
    const operations = [
      deposit(1n, 1n),
      keyed(deposit(1n, 2n), one),
      keyed(payment([1, 'A'], [2, 'B'], 10_000n), two),
      keyed(deposit(1n, 2n), one),
      keyed(deposit(1n, 3n), one),
      keyed(deposit(77n, 4n), three),
      keyed(deposit(1n, 4n), ''),
      deposit(2n, 5n),
    ]
    const verdicts = await verdictsOf(operations)
    const shown = verdicts.map(({ verdict }) => (verdict?.$case === 'error' ? verdict.value.reason : 'queued'))
    expect(shown).toEqual([
      'queued',
      'queued',
      'queued',
      'queued',
      'idempotency_mismatch',
      'not_found',
      'invalid',
      'queued',
    ])
    expect(verdicts[3]).toEqual({ ...verdicts[1], idempotencyReplayed: true })
    expect(await queued()).toBe(4)
    const again = await verdictsOf(operations.slice(1, 3))
    expect(again).toEqual(verdicts.slice(1, 3).map((verdict) => ({ ...verdict, idempotencyReplayed: true })))
    // By itself it is the same request.
    expect(await submit(deposit(1n, 2n), one)).toMatchObject({ id: verdicts[1]?.verdict?.value, isReplay: true })
    expect(await queued()).toBe(4)
  })

  test('takes no reversal, and tells of one that was sent by itself under the key', async () => {
    const { id: operationId = '' } = await submit(deposit(1n, 5n), freshKey())
    await ledger.drain()
    const reversal: SubmitRequest = { operation: { $case: 'reversal', value: { operationId } }, message: 'sorry' }
    const idempotencyKey = freshKey()
    const [refused] = await verdictsOf([{ ...reversal, idempotencyKey }])
    expect(refused?.verdict).toMatchObject({ $case: 'error', value: { reason: 'invalid' } })
    const { id } = await submit(reversal, idempotencyKey)
    expect(await submit({ ...reversal, message: 'other' }, idempotencyKey)).toMatchObject({
      reason: 'idempotency_mismatch',
    })
    const [replayed] = await verdictsOf([{ ...reversal, idempotencyKey }])
    expect(replayed).toMatchObject({ verdict: { value: id }, idempotencyReplayed: true })
    expect(await queued()).toBe(1)
  })

  test('of 1,000 operations each', async () => {
    const operations = Array.from({ length: 1_000 }, () => ({ ...deposit(1n, 1n), idempotencyKey: freshKey() }))
    const first = await verdictsOf(operations)
    const again = await verdictsOf(operations)
    expect(again.map(({ verdict }) => verdict)).toEqual(first.map(({ verdict }) => verdict))
    expect(again.every(({ idempotencyReplayed }) => idempotencyReplayed === true)).toBe(true)
    expect(await queued()).toBe(1_000)
  })
})
