import { createServer as createTcpServer, type Server as TcpServer } from 'node:net'
import { fromBinary } from '@bufbuild/protobuf'
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt'
import type { ServiceDefinition } from '@grpc/grpc-js'
import { ReflectionService } from '@grpc/reflection'
import { type CallContext, type Channel, ClientError, createClient, ServerError, Status } from 'nice-grpc'
import { HealthDefinition } from 'nice-grpc-server-health'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterEach, expect, test } from 'vitest'
import { type HoldRequest, type HoldResponse, LeaseServiceDefinition } from '../../proto/gen/walletmesh/v1/lease.ts'
import { CommandError } from '../command.ts'
import type { Address } from '../settings/address.ts'
import { openChannel } from './channel.ts'
import { createGrpcServer, type GrpcServer, type GrpcServerOptions, grpcService } from './server.ts'

type Hold = (requests: AsyncIterable<HoldRequest>, context: CallContext) => AsyncIterable<HoldResponse>

const LOOPBACK: Address = { host: '127.0.0.1', port: 0 }
const RENEW: HoldRequest = { request: { $case: 'renew', value: { sequence: 1 } } }

const running: { stop(): unknown }[] = []
afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.stop()
})

class Unwanted extends Error {}

function serverOf(hold: Hold, options: Partial<GrpcServerOptions> = {}): GrpcServer {
  const server = createGrpcServer({
    address: LOOPBACK,
    setting: 'grpc.address',
    allowInsecure: false,
    tls: undefined,
    services: [grpcService(LeaseServiceDefinition, { hold })],
    statusOf: (error) => (error instanceof Unwanted ? new ServerError(Status.INVALID_ARGUMENT, error.message) : null),
    log: pino({ level: 'silent' }),
    metrics: new Registry(),
    graceMs: 10_000,
    ...options,
  })
  running.push(server)
  return server
}

function channelTo({ address }: GrpcServer): Channel {
  const channel = openChannel(address, 2_000, undefined)
  running.push({ stop: () => channel.close() })
  return channel
}

async function* endless(): AsyncGenerator<HoldRequest> {
  yield RENEW
  await new Promise(() => {})
}

async function* quiet(): AsyncGenerator<HoldResponse> {}

async function statusOf(server: GrpcServer): Promise<unknown> {
  const client = createClient(LeaseServiceDefinition, channelTo(server))
  try {
    for await (const _ of client.hold(endless())) break
    return 'no error'
  } catch (error) {
    return error instanceof ClientError ? [error.code, error.details] : error
  }
}

const failing = (error: unknown): Hold =>
  async function* hold(): AsyncGenerator<HoldResponse> {
    yield await Promise.reject(error)
  }

test('port 0 takes a free port, which the address then names', async () => {
  const server = serverOf(quiet)
  expect(server.address.port).toBe(0)
  await server.start()
  expect(server.address).toEqual({ host: '127.0.0.1', port: expect.any(Number) })
  expect(server.address.port).toBeGreaterThan(0)
})

test('a taken port is an error of one line that names the setting and the process', async () => {
  const other: TcpServer = createTcpServer()
  running.push({ stop: () => other.close() })
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port))
  })
  const starting = serverOf(quiet, { address: { host: '127.0.0.1', port } }).start()
  await expect(starting).rejects.toThrow(CommandError)
  await expect(starting).rejects.toThrow(
    new RegExp(`^cannot listen on grpc.address 127.0.0.1:${port}: it is taken by .*pid ${process.pid}`),
  )
  await expect(starting).rejects.not.toThrow(/\n/)
})

test('an address that other machines can reach is refused, unless that is allowed', async () => {
  const address = { host: '0.0.0.0', port: 0 }
  await expect(serverOf(quiet, { address }).start()).rejects.toThrow(
    /^grpc.address 0.0.0.0:0 can be reached .* allowInsecure$/,
  )
  await serverOf(quiet, { address, allowInsecure: true }).start()
})

test('errors become canonical codes: known classes, faults of the moment, bugs', async () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  const cases = [
    [new Unwanted('not this'), [Status.INVALID_ARGUMENT, 'not this']],
    [new ServerError(Status.NOT_FOUND, 'no such thing'), [Status.NOT_FOUND, 'no such thing']],
    [refused, [Status.UNAVAILABLE, 'the database does not answer, try again']],
    [new TypeError('secret'), [Status.INTERNAL, 'internal error']],
  ] as const
  for (const [thrown, expected] of cases) {
    const server = serverOf(failing(thrown))
    await server.start()
    expect(await statusOf(server)).toEqual(expected)
  }
})

test('health tells that the server and its services serve', async () => {
  const server = serverOf(quiet)
  await server.start()
  const health = createClient(HealthDefinition, channelTo(server))
  for (const service of ['', 'walletmesh.v1.LeaseService']) {
    expect(await health.check({ service })).toMatchObject({ status: 1 })
  }
  await expect(health.check({ service: 'walletmesh.v1.Nothing' })).rejects.toMatchObject({ code: Status.NOT_FOUND })
})

/** The reflection service in its versions, as its library defines them. */
function reflectionDefinitions(): ServiceDefinition[] {
  const definitions: ServiceDefinition[] = []
  new ReflectionService({}).addToServer({ addService: (definition) => definitions.push(definition) })
  return definitions
}

interface ReflectionClient {
  ServerReflectionInfo(questions: AsyncIterable<object>): AsyncIterable<ReflectionAnswer>
}

interface ReflectionAnswer {
  listServicesResponse?: object
  fileDescriptorResponse?: { fileDescriptorProto: number[][] }
  errorResponse?: object
}

async function* questions() {
  yield { listServices: '*' }
  yield { fileContainingSymbol: 'walletmesh.v1.LeaseService' }
  yield { fileContainingSymbol: 'walletmesh.v1.Nothing' }
}

test('reflection, in both of its versions, lists the services and describes their messages', async () => {
  const server = serverOf(quiet)
  await server.start()
  const channel = channelTo(server)
  const versions = reflectionDefinitions()
  expect(versions).toHaveLength(2)
  for (const definition of versions) {
    const client = createClient(definition, channel) as unknown as ReflectionClient
    const answers = []
    for await (const answer of client.ServerReflectionInfo(questions())) answers.push(answer)
    expect(answers[0]).toMatchObject({ listServicesResponse: { service: [{ name: 'walletmesh.v1.LeaseService' }] } })
    const file = fromBinary(
      FileDescriptorProtoSchema,
      Uint8Array.from(answers[1]?.fileDescriptorResponse?.fileDescriptorProto[0] ?? []),
    )
    expect(file.service.map(({ name }) => name)).toEqual(['LeaseService'])
    expect(file.messageType.map(({ name }) => name)).toContain('HoldRequest')
    expect(answers[2]).toMatchObject({ errorResponse: { errorCode: Status.NOT_FOUND } })
  }
})

test('calls are counted by status', async () => {
  const metrics = new Registry()
  const server = serverOf(failing(new Unwanted('no')), { metrics })
  await server.start()
  await statusOf(server)
  expect(await metrics.metrics()).toMatch(
    /grpc_server_handled_total\{.*grpc_method="Hold".*grpc_code="INVALID_ARGUMENT".*\} 1/,
  )
})

test('stopping lets a call in flight end, and a watched health end at once', async () => {
  const finish = Promise.withResolvers<void>()
  const called = Promise.withResolvers<void>()
  const server = serverOf(async function* hold() {
    called.resolve()
    await finish.promise
    yield { event: { $case: 'released', value: { leases: [] } } }
  })
  await server.start()
  const channel = channelTo(server)
  const watched = Promise.withResolvers<void>()
  const watching = (async () => {
    for await (const _ of createClient(HealthDefinition, channel).watch({ service: '' })) watched.resolve()
  })().catch((error: unknown) => error)
  const answers = (async () => {
    const all: HoldResponse[] = []
    for await (const one of createClient(LeaseServiceDefinition, channel).hold(endless())) all.push(one)
    return all
  })()
  await Promise.all([called.promise, watched.promise])
  const stopped = server.stop()
  await watching
  finish.resolve()
  expect(await answers).toHaveLength(1)
  await stopped
})

test('stopping ends a call that does not end by itself when the grace is over', async () => {
  const called = Promise.withResolvers<void>()
  const server = serverOf(
    async function* hold(_requests, { signal }) {
      called.resolve()
      yield await new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
      })
    },
    { graceMs: 20 },
  )
  await server.start()
  const status = statusOf(server)
  await called.promise
  await server.stop()
  await expect(status).resolves.toMatchObject([expect.any(Number), expect.any(String)])
})

test('stop may come twice, or before start', async () => {
  const server = serverOf(quiet)
  await server.stop()
  await server.start()
  await server.stop()
  await server.stop()
})

test('a call to a server that is not there fails at once', async () => {
  const server = serverOf(quiet)
  await server.start()
  const { address } = server
  await server.stop()
  expect(await statusOf({ ...server, address })).toMatchObject([Status.UNAVAILABLE, expect.any(String)])
})
