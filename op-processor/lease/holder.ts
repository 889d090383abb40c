import { type Coalescer, createCoalescer } from '../../common/grpc/coalescer.ts'
import type { Log } from '../../common/log.ts'
import type { Service } from '../../common/service.ts'
import { type Address, formatAddress } from '../../common/settings/address.ts'
import type { HoldResponse } from '../../proto/gen/walletmesh/v1/lease.ts'
import { type Clock, systemClock } from './clock.ts'
import { createHeldLeases, type Lease, type LeaseEvents } from './held-leases.ts'
import { openSession, type Session, type SessionEnd } from './session.ts'

export type { Lease, LeaseEvents } from './held-leases.ts'

export interface LeaseHolderOptions {
  /** Tried in this order, one after the other. */
  gateways: readonly Address[]
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
  /** Asks for nothing more and lets others have what is released from now on. What is held stays held and renewed. */
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
const WAKE_INTERVAL_MS = 2
const RETRY_MS = { first: 100, most: 1_000 }

export function createLeaseHolder(options: LeaseHolderOptions): LeaseHolder {
  const { clock = systemClock, random = Math.random, on, log, ttlMs } = options
  const stopping = Promise.withResolvers<void>()
  let stopped = false
  let leaving = false
  let session: Session | undefined
  let running: Promise<void> | undefined
  let closed: Promise<void> | undefined
  let cancelExpiry = () => {}
  const leases = createHeldLeases(clock, {
    granted: (lease) => stopped || on.granted(lease),
    revoked: (group, lost) => stopped || on.revoked(group, lost),
  })

  /** After every change: the next expiry is told in time. */
  const watchExpiry = () => {
    cancelExpiry()
    const nextMs = leases.nextExpiryMs()
    if (nextMs === undefined) return
    cancelExpiry = clock.after(nextMs - clock.nowMs(), () => {
      leases.expire()
      watchExpiry()
    })
  }
  const onEvent = (event: NonNullable<HoldResponse['event']>, sentMs: number) => {
    leases.expire()
    switch (event.$case) {
      case 'granted': {
        const { lease, ttlMs } = event.value
        if (lease !== undefined) leases.granted(lease, untilMs(sentMs, ttlMs))
        break
      }
      case 'renewed': {
        const again = leases.renewed(event.value.leases, untilMs(sentMs, event.value.ttlMs))
        if (again.length > 0) session?.send({ $case: 'release', value: { leases: again } })
        break
      }
      case 'revoked':
        if (event.value.lost) leases.lost(event.value.group)
        else leases.askedBack(event.value.group)
        break
      case 'released':
        leases.released(event.value.leases)
        break
      case 'workAvailable':
        wakeOwn(event.value.groups)
        break
      case 'waiting':
        on.waiting(event.value.group, event.value.holderName, event.value.reason)
        break
    }
    watchExpiry()
  }
  const wakeOwn = (groups: readonly number[]) => {
    const own = new Set(leases.valid().map(({ group }) => group))
    const woken = groups.filter((group) => own.has(group))
    if (woken.length > 0) on.workAvailable(woken)
    return groups.filter((group) => !own.has(group))
  }
  const queued: Coalescer = createCoalescer({
    intervalMs: WAKE_INTERVAL_MS,
    async flush(groups) {
      const others = wakeOwn(groups)
      if (others.length > 0) session?.send({ $case: 'queued', value: { groups: others } })
    },
  })

  const pause = (ms: number) => {
    const elapsed = Promise.withResolvers<void>()
    const cancel = clock.after(ms, elapsed.resolve)
    return Promise.race([elapsed.promise, stopping.promise]).finally(cancel)
  }
  const connect = (gateway: Address) => {
    const { processorId, name, number, metricsAddress } = options
    const opened = openSession({ gateway, processorId, name, number, metricsAddress, ttlMs, clock, onEvent })
    if (leaving) opened.send({ $case: 'leave', value: {} })
    return opened
  }
  /** One session after the other, until stopped. */
  const stayConnected = async () => {
    let failures = 0
    for (let turn = 0; !stopped; turn += 1) {
      const gateway = options.gateways[turn % options.gateways.length]
      if (gateway === undefined) throw new Error('no gateway is given')
      session = connect(gateway)
      const end = await session.ended
      session = undefined
      failures = end.answeredMs < ttlMs / 3 ? failures + 1 : 0
      if (stopped) return
      tellEnd(log, gateway, end, failures)
      await pause(retryPauseMs(failures, options.gateways.length, ttlMs) * (0.5 + random() / 2))
    }
  }

  const release = async (groups: Iterable<number>) => {
    const { keys, answered } = leases.release(groups)
    if (keys.length === 0) return
    session?.send({ $case: 'release', value: { leases: keys } })
    watchExpiry()
    await answered
  }
  const leave = () => {
    if (leaving) return
    leaving = true
    session?.send({ $case: 'leave', value: {} })
  }
  const close = async () => {
    stopped = true
    stopping.resolve()
    queued.close()
    leave()
    const closing = session
    const cancel = clock.after(ttlMs / 3, () => closing?.abort())
    closing?.ended.then(() => leases.settle())
    // What was granted in the meantime is released, too.
    for (let held = leases.valid(); session !== undefined && held.length > 0; held = leases.valid()) {
      await release(held.map(({ group }) => group))
    }
    closing?.end()
    await running
    cancel()
    cancelExpiry()
    leases.settle()
  }

  return {
    async start() {
      if (!stopped) running ??= stayConnected()
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

function untilMs(sentMs: number, ttlMs: number): number {
  return sentMs + ttlMs * (1 - MARGIN_SHARE)
}

/** None while there are gateways that were not tried since the last that answered; then more and more, up to a cap. */
function retryPauseMs(failures: number, gateways: number, ttlMs: number): number {
  const rounds = Math.floor(failures / gateways)
  if (rounds === 0 || failures % gateways !== 0) return 0
  return Math.min(RETRY_MS.first * 2 ** (rounds - 1), RETRY_MS.most, ttlMs / 3)
}

function tellEnd(log: Log, gateway: Address, { error }: SessionEnd, failures: number): void {
  const reason = error instanceof Error ? error.message : 'it ended the stream'
  const message = `gateway ${formatAddress(gateway)} is lost: ${reason}`
  if (failures <= 1) log.warn(message)
  else log.debug(message)
}
