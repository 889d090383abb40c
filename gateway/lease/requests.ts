import type { HoldRequest } from '../../proto/gen/walletmesh/v1/lease.ts'
import { Refused } from '../errors.ts'
import { groupsOf, leasesOf } from './checks.ts'
import type { HoldStream } from './hold-stream.ts'
import type { LeaseStore } from './lease-store.ts'
import type { LeaseMetrics } from './metrics.ts'

/** What a stream's requests act on. */
export interface Serving {
  store: LeaseStore
  metrics: LeaseMetrics
  /** Leases may be free, or wanted by others. */
  leasesChanged(): void
  workQueued(groups: Iterable<number>): void
}

/**
 * Does what a connected processor asks, in the order in which it asks, and returns when it has ended its side. Throws
 * Refused for a malformed request.
 */
export async function serveRequests(
  stream: HoldStream,
  requests: AsyncIterator<HoldRequest>,
  serving: Serving,
): Promise<void> {
  for (let next = await requests.next(); !next.done; next = await requests.next()) {
    await serve(stream, next.value.request, serving)
  }
  await serving.store.forget(stream.processor.id)
}

async function serve(stream: HoldStream, request: HoldRequest['request'], serving: Serving): Promise<void> {
  const { store, metrics } = serving
  switch (request?.$case) {
    case 'renew':
      return renew(stream, request.value.sequence, serving)
    case 'release': {
      const leases = leasesOf(request.value.leases)
      const given = await store.release(stream.processor.id, leases)
      metrics.releases.inc(given.length)
      stream.released(leases)
      if (given.length > 0) serving.leasesChanged()
      return
    }
    case 'queued':
      return serving.workQueued(groupsOf(request.value.groups))
    case 'leave':
      await store.leave(stream.processor.id)
      return serving.leasesChanged()
    case 'hello':
      throw new Refused('invalid', 'hello was said already')
  }
}

/** Leases are renewed here and nowhere else: only because their processor says that it is alive. */
export async function renew(stream: HoldStream, sequence: number, { store, metrics }: Serving): Promise<void> {
  const before = new Map(stream.held)
  const leases = await store.heartbeat(stream.processor)
  metrics.losses.inc(stream.renewed(leases, before, sequence, store.ttlMs))
}
