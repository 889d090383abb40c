import { setTimeout as delay } from 'node:timers/promises'
import { logVerbosity, type ServerCredentials, setLogVerbosity } from '@grpc/grpc-js'
import {
  createServer,
  type Server,
  type ServerMiddleware,
  type ServiceImplementation,
  Status,
  type TsProtoServiceDefinition,
} from 'nice-grpc'
import { prometheusServerMiddleware } from 'nice-grpc-prometheus'
import { HealthDefinition, HealthServiceImpl, HealthState } from 'nice-grpc-server-health'
import { Counter } from 'prom-client'
import { CommandError } from '../command.ts'
import type { Log } from '../log.ts'
import { assertMayListen } from '../may-listen.ts'
import type { Registry } from '../metrics.ts'
import { describePortOwner } from '../port-owner.ts'
import type { Service } from '../service.ts'
import { type Address, formatAddress } from '../settings/address.ts'
import type { Tls } from '../tls/tls.ts'
import { mutualServerCredentials, type Refused } from './mutual-tls.ts'
import { addReflection } from './reflection.ts'
import { type StatusOf, serverErrorOf } from './status.ts'

export interface GrpcServerOptions {
  /** Port 0 takes any free one. */
  address: Address
  /** The setting that names the address, for messages. */
  setting: string
  /** Whether an address that other machines can reach is allowed without TLS: callers are not asked who they are then. */
  allowInsecure: boolean
  /** With it every caller must show a certificate, and the services take those calls that callers.ts lets them. */
  tls: Tls | undefined
  services: readonly GrpcService[]
  /** What callers are told of the errors of these services. */
  statusOf: StatusOf
  log: Log
  metrics: Registry
  /** How long calls in flight may take to end when the server stops. */
  graceMs: number
}

export interface GrpcServer extends Service {
  /** Where it listens; before `start`, where it was told to. */
  readonly address: Address
}

/** A service of a server, with its implementation. */
export interface GrpcService {
  readonly name: string
  addTo(server: Server): void
}

export function grpcService<Definition extends TsProtoServiceDefinition>(
  definition: Definition,
  implementation: ServiceImplementation<Definition>,
): GrpcService {
  return { name: definition.fullName, addTo: (server) => server.add(definition, implementation) }
}

/** A connection without calls or answers to pings is closed, so that a vanished client's streams end. */
const KEEPALIVE = { 'grpc.keepalive_time_ms': 10_000, 'grpc.keepalive_timeout_ms': 10_000 }

/**
 * Serves gRPC with the standard health and reflection services. `start` throws a CommandError when the address is taken,
 * or can be reached from other machines without being allowed to. `stop` takes no new calls, lets those in flight end
 * within the grace, then ends them.
 */
export function createGrpcServer(options: GrpcServerOptions): GrpcServer {
  const { address, setting, allowInsecure, tls, services, log, graceMs } = options
  const stopping = new AbortController()
  const health = HealthState()
  let running: { server: Server; port: number; unfollow: () => void } | undefined
  return {
    get address() {
      return running === undefined ? address : { host: address.host, port: running.port }
    },
    async start() {
      const isMutual = tls !== undefined
      assertMayListen({ address, setting, allowInsecure, has: { tls: isMutual, auth: isMutual } }, log)
      // The library prints what it throws, too.
      setLogVerbosity(logVerbosity.NONE)
      const server = createServer(KEEPALIVE).use(countCalls(options.metrics)).use(withStatus(options))
      for (const service of services) service.addTo(server)
      server.with(untilAborted(stopping.signal)).add(HealthDefinition, HealthServiceImpl(health))
      addReflection(
        server,
        services.map(({ name }) => name),
      )
      const onRefused = refusedOf(options)
      const secured = tls === undefined ? undefined : mutualServerCredentials(tls, onRefused)
      const port = await listen(server, options, secured?.credentials)
      running = { server, port, unfollow: secured?.unfollow ?? (() => {}) }
      for (const { name } of services) health.setStatus('healthy', name)
      log.info(
        { address: formatAddress({ host: address.host, port }) },
        `serving gRPC${tls === undefined ? '' : ' with mutual TLS'}`,
      )
    },
    async stop() {
      const { server, unfollow } = running ?? {}
      running = undefined
      unfollow?.()
      if (server === undefined) return
      for (const name of ['', ...services.map(({ name }) => name)]) health.setStatus('unhealthy', name)
      stopping.abort()
      const graceOver = new AbortController()
      await Promise.race([server.shutdown(), delay(graceMs, undefined, { signal: graceOver.signal }).catch(() => {})])
      graceOver.abort()
      server.forceShutdown()
    },
  }
}

/** Tells of calls that are turned away: they never reach the methods, so nothing else counts them. */
function refusedOf({ log, metrics }: GrpcServerOptions): (refused: Refused) => void {
  const refusals = new Counter({
    name: 'grpc_server_refused_total',
    help: 'gRPC calls turned away because of what their certificate is for',
    labelNames: ['grpc_service'],
    registers: [metrics],
  })
  return ({ service, peer, reason }) => {
    refusals.inc({ grpc_service: service })
    log.warn({ peer }, `a call was refused: ${reason}`)
  }
}

async function listen(
  server: Server,
  { address, setting }: GrpcServerOptions,
  credentials: ServerCredentials | undefined,
): Promise<number> {
  try {
    return await server.listen(formatAddress(address), credentials)
  } catch (error) {
    const owner = address.port === 0 ? null : await describePortOwner(address.port)
    const reason = owner === null ? reasonOf(error) : `it is taken by ${owner}`
    throw new CommandError(`cannot listen on ${setting} ${formatAddress(address)}: ${reason}`)
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Turns what a method throws into what its caller is told; a bug is logged. */
function withStatus({ statusOf, log }: GrpcServerOptions): ServerMiddleware {
  return async function* withStatus(call, context) {
    try {
      return yield* call.next(call.request, context)
    } catch (error) {
      if (error instanceof Error && error.name === 'AbortError') throw error
      const told = serverErrorOf(error, statusOf)
      if (told.code === Status.INTERNAL) log.error({ err: error, method: call.method.path }, 'a gRPC method failed')
      throw told
    }
  }
}

/** Ends calls that would last for ever, such as watching the health. */
function untilAborted(signal: AbortSignal): ServerMiddleware {
  return async function* untilAborted(call, context) {
    return yield* call.next(call.request, { ...context, signal: AbortSignal.any([context.signal, signal]) })
  }
}

function countCalls(metrics: Registry): ServerMiddleware {
  const labels = ['grpc_type', 'grpc_service', 'grpc_method', 'grpc_path'] as const
  const registers = [metrics]
  return prometheusServerMiddleware({
    serverStartedMetric: new Counter({
      name: 'grpc_server_started_total',
      help: 'gRPC calls that began',
      labelNames: labels,
      registers,
    }),
    serverHandledMetric: new Counter({
      name: 'grpc_server_handled_total',
      help: 'gRPC calls that ended, by their status',
      labelNames: [...labels, 'grpc_code'],
      registers,
    }),
  })
}
