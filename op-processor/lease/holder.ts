import { type Coalescer, createCoalescer } from '../../common/grpc/coalescer.ts'
import type { Log } from '../../common/log.ts'
import type { Service } from '../../common/service.ts'
import type { Address } from '../../common/settings/address.ts'
import type { Tls } from '../../common/tls/tls.ts'
import type { HoldResponse_Waiting } from '../../proto/gen/walletmesh/v1/lease.ts'
import { type Clock, systemClock } from './clock.ts'
import { createConnection } from './connection.ts'
import { createHeldLeases, type HeldLeases, type Lease, type LeaseEvents, type LeaseKey } from './held-leases.ts'
import { type Event, openSession } from './session.ts'

export type { Lease, LeaseEvents } from './held-leases.ts'

export interface LeaseHolderOptions {
  /** Tried in this order, one after the other. */
  gateways: readonly Address[]
  /** What it proves itself with to gateways; undefined where they speak in plain. */
  tls: Tls | undefined
  /** UUID, new at every start of the process. */
  processorId: string
  /** For people: host and process id. */
  name: string
  /** The one group that is wanted; absent: any fair share. */
  number?: number | undefined
  /** Where the processor serves /metrics; empty when nowhere. */
  metricsAddress: string
  /** The lease time of the settings. What a gateway says instead counts. */
  ttlMs: number
  on: LeaseEvents
  log: Log
  clock?: Clock
  /** From 0 up to 1; spreads attempts to reconnect. */
  random?: () => number
}

/** Keeps this processor's leases. `start` does not wait for a gateway: there may be none yet. */
export interface LeaseHolder extends Service {
  /**
   * Asks for nothing more and lets others have what is released from now on. What is held stays held and renewed. What a
   * gateway that does not know it yet still grants is given back, and nobody here is told.
   */
  leave(): void
  /**
   * Gives drained groups back: nothing of them may be committed any more. They are not held from this call on; resolves
   * when the gateway knows it or their leases have run out.
   */
  release(groups: Iterable<number>): Promise<void>
  /** Operations were committed to the queues of these groups, which may be ours or others': wakes who holds them. */
  queued(groups: Iterable<number>): void
  held(): Lease[]
  /** Releases what is still held and disconnects. The processor has drained before. */
  stop(): Promise<void>
}

/** Kept back from the lease time, for clocks that do not run equally fast. */
const MARGIN_SHARE = 0.1
/** Others are told of work for them at most so often. */
const WAKE_INTERVAL_MS = 2

export function createLeaseHolder(options: LeaseHolderOptions): LeaseHolder {
  const { clock = systemClock, random = Math.random, on, log, ttlMs, gateways } = options
  let leaving = false
  let stopped = false
  let closed: Promise<void> | undefined
  const leases = createHeldLeases(clock, {
    granted: on.granted,
    revoked: (group, lost) => stopped || on.revoked(group, lost),
  })
  const watch = createExpiryWatch(leases, clock)
  const connection = createConnection({
    gateways,
    open(gateway) {
      const session = openSession({ ...options, clock, gateway, number: options.number, onEvent })
      if (leaving) session.send({ $case: 'leave', value: {} })
      return session
    },
    ttlMs,
    clock,
    random,
    log,
  })

  function onEvent(event: Event, sentMs: number): void {
    leases.expire()
    if (event.$case === 'workAvailable') wakeOwn(event.value.groups)
    else if (event.$case === 'waiting') tellWaiting(event.value)
    else giveBack(applyTo(leases, event, sentMs))
    watch.reset()
  }
  const tellWaiting = ({ group, holderName, reason }: HoldResponse_Waiting) => {
    if (!stopped) on.waiting(group, holderName, reason)
  }
  /** It was granted too late, or its release got lost with the connection that it was sent on. */
  const giveBack = (keys: LeaseKey[]) => {
    if (keys.length > 0) connection.send({ $case: 'release', value: { leases: keys } })
  }
  /** Returns the groups that are not ours. */
  const wakeOwn = (groups: readonly number[]) => {
    const own = new Set(leases.valid().map(({ group }) => group))
    const woken = groups.filter((group) => own.has(group))
    if (woken.length > 0 && !stopped) on.workAvailable(woken)
    return groups.filter((group) => !own.has(group))
  }
  const queued: Coalescer = createCoalescer({
    intervalMs: WAKE_INTERVAL_MS,
    async flush(groups) {
      const others = wakeOwn(groups)
      if (others.length > 0) connection.send({ $case: 'queued', value: { groups: others } })
    },
  })

  const release = async (groups: Iterable<number>) => {
    const { keys, answered } = leases.release(groups)
    if (keys.length === 0) return
    connection.send({ $case: 'release', value: { leases: keys } })
    watch.reset()
    await answered
  }
  const leave = () => {
    if (leaving) return
    leaving = true
    leases.takeNoMore()
    connection.send({ $case: 'leave', value: {} })
  }
  const close = async () => {
    stopped = true
    connection.stopRetrying()
    queued.close()
    leave()
    connection.sessionEnded().then(() => leases.settle())
    // Whatever happens, a lease does not outlast its time.
    if (connection.isOpen()) await release(leases.valid().map(({ group }) => group))
    await connection.close(ttlMs / 3)
    watch.stop()
    leases.settle()
  }

  return {
    async start() {
      connection.start()
    },
    leave,
    release,
    queued(groups) {
      for (const group of groups) queued.add(group)
    },
    held: () => leases.valid(),
    stop() {
      closed ??= close()
      return closed
    },
  }
}

type LeaseEvent = Exclude<Event, { $case: 'workAvailable' | 'waiting' }>

/** Returns what is ours in the database and is to be released. */
function applyTo(leases: HeldLeases, event: LeaseEvent, sentMs: number): LeaseKey[] {
  switch (event.$case) {
    case 'granted':
      if (event.value.lease === undefined) return []
      return leases.granted(event.value.lease, untilMs(sentMs, event.value.ttlMs))
    case 'renewed':
      return leases.renewed(event.value.leases, untilMs(sentMs, event.value.ttlMs))
    case 'revoked':
      if (event.value.lost) leases.lost(event.value.group)
      else leases.askedBack(event.value.group)
      return []
    case 'released':
      leases.released(event.value.leases)
      return []
  }
}

function untilMs(sentMs: number, ttlMs: number): number {
  return sentMs + ttlMs * (1 - MARGIN_SHARE)
}

/** Lets leases run out in time, though nothing else happens. */
function createExpiryWatch(leases: HeldLeases, clock: Clock) {
  let cancel = () => {}
  const reset = () => {
    cancel()
    const nextMs = leases.nextExpiryMs()
    if (nextMs === undefined) return
    cancel = clock.after(nextMs - clock.nowMs(), () => {
      leases.expire()
      reset()
    })
  }
  return { reset, stop: () => cancel() }
}
