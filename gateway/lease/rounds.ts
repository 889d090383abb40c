import type { Log } from '../../common/log.ts'
import { fairShares, type GroupView, type MeshView, type Share } from './fair-share.ts'
import type { HoldStream } from './hold-stream.ts'
import { GRANTED_TOGETHER_MAX, type LeaseStore } from './lease-store.ts'
import type { LeaseMetrics } from './metrics.ts'

export interface RoundsOptions {
  store: LeaseStore
  /** The processors that are connected to this gateway now. */
  streams: () => Iterable<HoldStream>
  log: Log
  metrics: LeaseMetrics
}

/** Looks at the mesh again and again, and gives the processors of this gateway what they should have. */
export interface Rounds {
  /** Something changed: a round begins now, or right after the present one. */
  begin(): void
  /** Returns when no round runs any more. */
  stop(): Promise<void>
}

/** Grants at the same time; each may wait for the end of a transaction, and holds a connection. */
const GRANTS_AT_ONCE = 2
/** A lease has run out when the database's clock is past its expiry, not at it. */
const PAST_EXPIRY_MS = 1

/**
 * Between changes a round runs when the next lease runs out, by the database's clock, and in any case every third of the
 * lease time: groups come and go, and notices of other gateways can be lost.
 */
export function createRounds({ store, streams, log, metrics }: RoundsOptions): Rounds {
  let stopped = false
  let running: Promise<void> | undefined
  let again = false
  let timer: NodeJS.Timeout | undefined

  const restMs = store.ttlMs / 3
  const round = async () => {
    const connected = [...streams()]
    if (connected.length === 0) return
    const mesh = await store.view()
    for (const stream of connected) tellLosses(stream, mesh.groups, metrics)
    const shares = fairShares(mesh)
    const claims = connected.flatMap((stream) => tellShare(stream, shares.get(stream.processor.id), metrics))
    timer = setTimeout(begin, Math.min(restMs, untilExpiryMs(mesh)))
    await grantAll(claims)
  }
  const grantAll = async (claims: Claim[]) => {
    const next = claims[Symbol.iterator]()
    const workers = Array.from({ length: GRANTS_AT_ONCE }, async () => {
      for (const claim of next) if (!(await grant(claim, store, metrics))) again = true
    })
    await Promise.all(workers)
  }
  const run = async () => {
    try {
      await round()
    } catch (err) {
      metrics.failures.inc()
      log.warn({ err }, 'cannot see to the leases, trying again')
      again = false
      clearTimeout(timer)
      timer = setTimeout(begin, restMs)
    }
    running = undefined
    if (again) begin()
  }
  const begin = () => {
    again = running !== undefined
    if (stopped || running !== undefined) return
    clearTimeout(timer)
    running = run()
  }
  return {
    begin,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
      clearTimeout(timer)
    },
  }
}

/** Groups that one processor should have. */
interface Claim {
  readonly stream: HoldStream
  readonly groups: readonly number[]
}

function tellLosses(stream: HoldStream, groups: readonly GroupView[], metrics: LeaseMetrics): void {
  for (const { id, epoch } of groups) if (stream.supersededBy({ group: id, epoch })) metrics.losses.inc()
}

function tellShare(stream: HoldStream, share: Share | undefined, metrics: LeaseMetrics): Claim[] {
  if (share === undefined) return []
  for (const { group, reason } of share.yield) if (stream.askBack(group, reason)) metrics.yields.inc()
  stream.waiting(share.waiting)
  const claims: Claim[] = []
  for (let from = 0; from < share.claim.length; from += GRANTED_TOGETHER_MAX) {
    claims.push({ stream, groups: share.claim.slice(from, from + GRANTED_TOGETHER_MAX) })
  }
  return claims
}

/** Whether all of it was granted; if not, the next round decides again. */
async function grant(claim: Claim, store: LeaseStore, metrics: LeaseMetrics): Promise<boolean> {
  const { stream, groups } = claim
  // A lease lasts from the heartbeat that the database had when it granted, which is this one or a later one.
  const { sequence } = stream
  const granted = await store.acquire(stream.processor.id, groups)
  if (granted === undefined && groups.length > 1) return grantOneByOne(claim, store, metrics)
  for (const { group, epoch, former } of granted ?? []) {
    metrics.grants.inc({ from: former === null ? 'free' : 'expired' })
    stream.granted({ group, epoch }, sequence, store.ttlMs)
  }
  return granted?.length === groups.length
}

/** For when one of them is locked. */
async function grantOneByOne({ stream, groups }: Claim, store: LeaseStore, metrics: LeaseMetrics): Promise<boolean> {
  let all = true
  for (const group of groups) if (!(await grant({ stream, groups: [group] }, store, metrics))) all = false
  return all
}

/** Until the next lease or processor runs out; infinite when none does. */
function untilExpiryMs({ groups, processors }: MeshView): number {
  const remaining = [...groups, ...processors].map(({ remainingMs }) => remainingMs ?? 0)
  return Math.min(...remaining.filter((ms) => ms > 0).map((ms) => ms + PAST_EXPIRY_MS), Number.POSITIVE_INFINITY)
}
