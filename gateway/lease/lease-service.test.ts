import { randomUUID } from 'node:crypto'
import { ClientError, createClient, Status } from 'nice-grpc'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openChannel } from '../../common/grpc/channel.ts'
import { createOutbox } from '../../common/grpc/outbox.ts'
import { type HoldRequest, type HoldResponse, LeaseServiceDefinition } from '../../proto/gen/walletmesh/v1/lease.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type Wire, wireTo } from '../../test/wire.ts'
import { createGrpcServer, type GatewayGrpcServer } from '../grpc.ts'

const TTL_MS = 60_000

let database: TestDatabase
let gateway: GatewayGrpcServer
/** Between the gateway and its database. */
let cable: Wire
let running: { stop(): unknown }[]

beforeEach(async () => {
  database = await createTestDatabase()
  running = []
  const dsn = new URL(database.dsn)
  cable = await wireTo({ host: dsn.hostname, port: Number(dsn.port) })
  dsn.port = String(cable.address.port)
  gateway = createGrpcServer({
    tls: undefined,
    settings: {
      grpc: { address: { host: '127.0.0.1', port: 0 }, gateways: [] },
      lease: { ttl: TTL_MS },
      allowInsecure: false,
      shutdownTimeoutSec: 4,
    },
    database: { dsn: dsn.href, schemaName: database.schemaName },
    log: pino({ level: 'silent' }),
    metrics: new Registry(),
  })
  await gateway.start()
})
afterEach(async () => {
  for (const one of running) one.stop()
  await gateway.stop()
  cable.stop()
  await database.drop()
})

type Request = NonNullable<HoldRequest['request']>
type Event = NonNullable<HoldResponse['event']>

/** A stream as a client in any language would open it. */
function hold() {
  const requests = createOutbox<HoldRequest>(100, () => new Error('full'))
  const channel = openChannel(gateway.address, 2_000, undefined)
  const aborted = new AbortController()
  const responses = createClient(LeaseServiceDefinition, channel).hold(requests.messages, { signal: aborted.signal })
  const iterator = responses[Symbol.asyncIterator]()
  running.push({
    stop() {
      aborted.abort()
      channel.close()
    },
  })
  return {
    send: (request: Request) => void requests.push({ request }),
    end: () => requests.end(),
    /** The next event of this kind; others are skipped. */
    async next(kind: Event['$case']): Promise<Event['value']> {
      for (let one = await iterator.next(); !one.done; one = await iterator.next()) {
        if (one.value.event?.$case === kind) return one.value.event.value
      }
      throw new Error(`the stream ended without ${kind}`)
    },
    /** The code and text with which it ends. */
    async failure(): Promise<unknown> {
      try {
        for (let one = await iterator.next(); !one.done; one = await iterator.next());
        return 'ended in peace'
      } catch (error) {
        return error instanceof ClientError ? [error.code, error.details] : error
      }
    },
  }
}

function hello(fields: Partial<Extract<Request, { $case: 'hello' }>['value']> = {}): Request {
  return {
    $case: 'hello',
    value: { processorId: randomUUID(), name: 'host:1', metricsAddress: '', sequence: 7, ...fields },
  }
}

test('hello is answered with what the processor holds, then come its grants, counted from its hello', async () => {
  const processorId = randomUUID()
  const stream = hold()
  stream.send(hello({ processorId }))
  expect(await stream.next('renewed')).toEqual({ leases: [], sequence: 7, ttlMs: TTL_MS })
  const lease = { group: 1, epoch: 1n }
  expect(await stream.next('granted')).toEqual({ lease, sequence: 7, ttlMs: TTL_MS })
  stream.send({ $case: 'renew', value: { sequence: 8 } })
  expect(await stream.next('renewed')).toEqual({ leases: [lease], sequence: 8, ttlMs: TTL_MS })

  const again = hold()
  again.send(hello({ processorId, sequence: 1 }))
  expect(await again.next('renewed')).toEqual({ leases: [lease], sequence: 1, ttlMs: TTL_MS })
  expect(await stream.failure()).toEqual([Status.ABORTED, 'the processor opened another stream'])
})

test('a release is answered whether or not the lease was the processor’s', async () => {
  const stream = hold()
  stream.send(hello())
  await stream.next('granted')
  stream.send({ $case: 'leave', value: {} })
  const leases = [
    { group: 1, epoch: 1n },
    { group: 9, epoch: 4n },
  ]
  stream.send({ $case: 'release', value: { leases } })
  expect(await stream.next('released')).toEqual({ leases })
  stream.end()
  expect(await stream.failure()).toBe('ended in peace')
})

test('what is malformed is refused with INVALID_ARGUMENT', async () => {
  const cases: [Request[], RegExp][] = [
    [[{ $case: 'renew', value: { sequence: 1 } }], /first request .* is hello/],
    [[hello({ processorId: 'me' })], /processor_id must be a UUID/],
    [[hello({ name: '' })], /name must be/],
    [[hello({ name: 'a\u0000b' })], /name must be/],
    [[hello({ metricsAddress: 'x'.repeat(201) })], /metrics_address/],
    [[hello({ number: 0 })], /number must be from 1 to 65535/],
    [[hello({ number: 70_000 })], /number must be from 1 to 65535/],
    [[hello(), hello()], /hello was said already/],
    [[hello(), { $case: 'queued', value: { groups: [70_000] } }], /group must be from 1 to 65535/],
    [[hello(), { $case: 'release', value: { leases: [{ group: 1, epoch: 2n ** 63n }] } }], /epoch is out of range/],
  ]
  for (const [requests, text] of cases) {
    const stream = hold()
    for (const request of requests) stream.send(request)
    expect(await stream.failure()).toEqual([Status.INVALID_ARGUMENT, expect.stringMatching(text)])
  }
})

test('a stream that ends without a word is refused', async () => {
  const stream = hold()
  stream.end()
  expect(await stream.failure()).toMatchObject([Status.INVALID_ARGUMENT, expect.stringMatching(/hello/)])
})

test('a database that does not answer is UNAVAILABLE', async () => {
  const stream = hold()
  stream.send(hello())
  await stream.next('renewed')
  cable.stop()
  stream.send({ $case: 'renew', value: { sequence: 8 } })
  expect(await stream.failure()).toMatchObject([Status.UNAVAILABLE, expect.any(String)])
})

test('a gateway that stops says so at once, keeps what was granted, and takes nobody new', async () => {
  const processorId = randomUUID()
  const stream = hold()
  stream.send(hello({ processorId }))
  await stream.next('granted')
  const failure = stream.failure()
  await gateway.stop()
  expect(await failure).toEqual([Status.UNAVAILABLE, 'the gateway stops, try another'])
  const late = hold()
  late.send(hello({ processorId }))
  expect(await late.failure()).toMatchObject([Status.UNAVAILABLE, expect.any(String)])
})
