import { setTimeout as delay } from 'node:timers/promises'
import { type CallContext, ServerError, Status } from 'nice-grpc'
import { type GrpcService, grpcService } from '../../common/grpc/server.ts'
import type { Log } from '../../common/log.ts'
import type { Registry } from '../../common/metrics.ts'
import type { Service } from '../../common/service.ts'
import { type HoldRequest, type HoldResponse, LeaseServiceDefinition } from '../../proto/gen/walletmesh/v1/lease.ts'
import { Retryable } from '../errors.ts'
import { helloOf, processorOf } from './checks.ts'
import { type HoldStream, openHoldStream } from './hold-stream.ts'
import type { LeaseStore } from './lease-store.ts'
import { leaseMetrics } from './metrics.ts'
import { createNotices } from './notices.ts'
import { renew, type Serving, serveRequests } from './requests.ts'
import { createRounds } from './rounds.ts'

export interface LeaseServiceOptions {
  store: LeaseStore
  /** Where gateways tell each other of work and leases. */
  dsn: string
  schemaName: string
  notify: (channel: string, payload: string) => Promise<void>
  /** From 0 up to 1. */
  random: () => number
  log: Log
  metrics: Registry
}

export interface LeaseService extends Service {
  readonly grpc: GrpcService
  /**
   * Operations were committed to the queues of these groups: wakes who holds them, here or through another gateway. May
   * be called any number of times a second.
   */
  workQueued(groups: Iterable<number>): void
}

/** Serves LeaseService: takes what processors say to the database, and tells them what is theirs. */
export function createLeaseService(options: LeaseServiceOptions): LeaseService {
  const { store, log } = options
  const metrics = leaseMetrics(options.metrics)
  const streams = new Map<string, HoldStream>()
  let stopped = false

  const wakeHere = (group: number) => {
    let known = false
    for (const stream of streams.values()) {
      if (!stream.held.has(group)) continue
      stream.wake(group)
      known = true
    }
    return known
  }
  const workQueued = (groups: Iterable<number>) => {
    for (const group of groups) if (!wakeHere(group)) notices.tellWork(group)
  }
  const rounds = createRounds({ store, streams: () => streams.values(), log, metrics })
  const notices = createNotices({
    ...options,
    onWork: (groups) => groups.forEach(wakeHere),
    onLeases: () => rounds.begin(),
    onGap() {
      rounds.begin()
      for (const stream of streams.values()) for (const group of stream.held.keys()) stream.wake(group)
    },
  })
  const leasesChanged = () => {
    rounds.begin()
    notices.tellLeases()
  }
  const serving: Serving = { store, metrics, leasesChanged, workQueued }

  async function* hold(
    requests: AsyncIterable<HoldRequest>,
    { signal }: CallContext,
  ): AsyncGenerator<HoldResponse, void> {
    const iterator = requests[Symbol.asyncIterator]()
    const hello = helloOf(await firstOf(iterator))
    const stream = openHoldStream(processorOf(hello))
    const { id, name, number } = stream.processor
    await store.sweep()
    await renew(stream, hello.sequence, serving)
    if (stopped) throw stopping()
    streams.get(id)?.fail(new ServerError(Status.ABORTED, 'the processor opened another stream'))
    streams.set(id, stream)
    metrics.streams.set(streams.size)
    log.info({ processor: name, number, groups: [...stream.held.keys()] }, 'op-processor connected')
    leasesChanged()
    serveRequests(stream, iterator, serving).then(
      () => stream.end(),
      (error: unknown) => stream.fail(error),
    )
    const onAbort = () => stream.fail(signal.reason)
    signal.addEventListener('abort', onAbort)
    if (signal.aborted) onAbort()
    try {
      yield* stream.responses
    } finally {
      signal.removeEventListener('abort', onAbort)
      stream.end()
      if (streams.get(id) === stream) streams.delete(id)
      metrics.streams.set(streams.size)
      log.info({ processor: name, number }, 'op-processor disconnected')
    }
  }

  return {
    grpc: grpcService(LeaseServiceDefinition, { hold }),
    workQueued,
    start: () => notices.start(),
    async stop() {
      stopped = true
      for (const stream of streams.values()) stream.fail(stopping())
      await rounds.stop()
      await notices.stop()
    },
  }
}

function stopping(): Error {
  return new Retryable('unavailable', 'the gateway stops, try another')
}

/** The first request; undefined when the processor sends none within the time that it has for it. */
async function firstOf(requests: AsyncIterator<HoldRequest>): Promise<HoldRequest | undefined> {
  const timeout = new AbortController()
  const late = delay(HELLO_TIMEOUT_MS, undefined, { signal: timeout.signal }).catch(() => undefined)
  try {
    const first = await Promise.race([requests.next(), late])
    return first === undefined || first.done ? undefined : first.value
  } finally {
    timeout.abort()
  }
}

const HELLO_TIMEOUT_MS = 10_000
