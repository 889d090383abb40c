import { type Coalescer, createCoalescer } from '../../common/grpc/coalescer.ts'
import { createOutbox } from '../../common/grpc/outbox.ts'
import type { HoldResponse } from '../../proto/gen/walletmesh/v1/lease.ts'
import { Retryable } from '../errors.ts'
import type { Waiting } from './fair-share.ts'
import type { Lease, Processor } from './lease-store.ts'

/**
 * A processor is woken at once, and then at most so often: it looks again by itself after every batch that was not empty,
 * and two messages within less than the time of a commit tell it nothing new.
 */
const WAKE_INTERVAL_MS = 2

/** A connected processor reads; one that has left so many messages unread does not. */
const UNREAD_MAX = 10_000

type Event = NonNullable<HoldResponse['event']>

/** One connected processor: what it was told, and what waits to be told. */
export interface HoldStream {
  readonly processor: Processor
  /** What it holds under which epoch, as far as this gateway knows. */
  readonly held: ReadonlyMap<number, bigint>
  /** The last hello or renewal that was written to the database and answered. */
  readonly sequence: number
  readonly responses: AsyncIterable<HoldResponse>
  /** The processor holds these and, of what it held when `before` was taken, nothing else. Returns what it lost. */
  renewed(leases: readonly Lease[], before: ReadonlyMap<number, bigint>, sequence: number, ttlMs: number): number
  granted(lease: Lease, sequence: number, ttlMs: number): void
  /** Tells a loss, unless the stream holds the group under this epoch. */
  supersededBy(lease: Lease): boolean
  released(leases: readonly Lease[]): void
  /** Asks for the group, unless that was done. */
  askBack(group: number, reason: string): boolean
  /** Tells why the processor has nothing, if that is new; undefined: it has something. */
  waiting(waiting: Waiting | undefined): void
  /** Tells that operations were queued for a group that it holds. */
  wake(group: number): void
  end(): void
  fail(error: unknown): void
}

export function openHoldStream(processor: Processor): HoldStream {
  const held = new Map<number, bigint>()
  const askedBack = new Set<number>()
  const outbox = createOutbox<HoldResponse>(
    UNREAD_MAX,
    () => new Retryable('overloaded', 'the processor reads nothing'),
  )
  const send = (event: Event) => outbox.push({ event })
  let sequence = 0
  let toldWaiting: string | undefined

  // The next wake-up waits until this one is on its way: a processor that reads nothing has one of them unread.
  const wakeUps: Coalescer = createCoalescer({
    intervalMs: WAKE_INTERVAL_MS,
    flush: async (groups) => {
      const present = groups.filter((group) => held.has(group))
      if (present.length > 0) await send({ $case: 'workAvailable', value: { groups: present } })
    },
  })
  const forget = (group: number) => {
    askedBack.delete(group)
    return held.delete(group)
  }
  const lose = (group: number) => {
    forget(group)
    send({ $case: 'revoked', value: { group, lost: true, reason: 'the lease is no longer this processor’s' } })
  }

  return {
    processor,
    held,
    get sequence() {
      return sequence
    },
    responses: outbox.messages,
    renewed(leases, before, newSequence, ttlMs) {
      const present = new Map(leases.map(({ group, epoch }) => [group, epoch]))
      const lost = [...before].filter(([group, epoch]) => present.get(group) !== epoch && held.get(group) === epoch)
      for (const [group] of lost) lose(group)
      for (const [group, epoch] of present) if (epoch >= (held.get(group) ?? 0n)) held.set(group, epoch)
      sequence = newSequence
      send({ $case: 'renewed', value: { leases: [...leases], sequence, ttlMs } })
      return lost.length
    },
    granted(lease, answered, ttlMs) {
      forget(lease.group)
      held.set(lease.group, lease.epoch)
      send({ $case: 'granted', value: { lease, sequence: answered, ttlMs } })
    },
    supersededBy({ group, epoch }) {
      const known = held.get(group)
      if (known === undefined || known >= epoch) return false
      lose(group)
      return true
    },
    released(leases) {
      for (const { group, epoch } of leases) if (held.get(group) === epoch) forget(group)
      send({ $case: 'released', value: { leases: [...leases] } })
    },
    askBack(group, reason) {
      if (askedBack.has(group) || !held.has(group)) return false
      askedBack.add(group)
      send({ $case: 'revoked', value: { group, lost: false, reason } })
      return true
    },
    waiting(waiting) {
      const reason = waiting?.reason
      if (waiting !== undefined && reason !== toldWaiting) send({ $case: 'waiting', value: { ...waiting } })
      toldWaiting = reason
    },
    wake: (group) => wakeUps.add(group),
    end() {
      wakeUps.close()
      outbox.end()
    },
    fail(error) {
      wakeUps.close()
      outbox.fail(error)
    },
  }
}
