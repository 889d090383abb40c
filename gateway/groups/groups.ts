import { type GroupLease, readGroupLeases } from '../../common/mesh/sql/group-leases.ts'
import { type LiveProcessor, readLiveProcessors } from '../../common/mesh/sql/live-processors.ts'
import { countWallets } from '../../common/mesh/sql/wallet-counts.ts'
import { kept } from '../kept.ts'
import type { Pools } from '../pools.ts'
import { APPLIED_WINDOW_SEC, readGroupLoads } from './sql/group-loads.ts'

export interface GroupState extends GroupLease {
  wallets: number
  /** Queued steps, counted up to BACKLOG_MAX. */
  backlog: number
  /** Age of the step at the head of the queue; null when there is none. */
  oldestMs: number | null
  appliedPerSecond: number
}

/** The groups in order of number and the live processors in order of start, as they were lately. */
export interface MeshState {
  /** Without closed groups that have nothing left. */
  groups: GroupState[]
  processors: (LiveProcessor & { groups: number[] })[]
  /** Milliseconds since 1970: when they were read, and when the wallets were counted. */
  asOfMs: number
  walletsAsOfMs: number
}

export interface Groups {
  /** For who asks often: at most STATE_KEPT_MS old, and read once for all who ask. */
  state(): Promise<MeshState>
}

const STATE_KEPT_MS = 500
const WALLETS_KEPT_MS = 1_000
/** Counts are handed out while new ones are made: whoever asks every second never waits for them. */
const WALLETS_STALE_MS = 600_000
/** Of the time, what reading may take: the queue is counted faster than wallets, of which there are millions. */
const STATE_SHARE = 0.1
const WALLETS_SHARE = 0.02

export function createGroups({ pools: { reads } }: { pools: Pick<Pools, 'reads'> }): Groups {
  const nowMs = () => performance.now()
  const wallets = kept({
    read: async () => ({ asOfMs: Date.now(), counts: await countWallets(reads) }),
    keptMs: WALLETS_KEPT_MS,
    timeShareMax: WALLETS_SHARE,
    staleMs: WALLETS_STALE_MS,
    nowMs,
  })

  async function read(): Promise<MeshState> {
    const { counts, asOfMs: walletsAsOfMs } = await wallets()
    const asOfMs = Date.now()
    const [leases, loads, processors] = await Promise.all([
      readGroupLeases(reads),
      readGroupLoads(reads),
      readLiveProcessors(reads),
    ])
    const groups = leases.map((lease) => {
      const { backlog = 0, oldest_ms = null, applied = 0 } = loads.get(lease.id) ?? {}
      return {
        ...lease,
        wallets: Number(counts.get(lease.id) ?? 0n),
        backlog,
        oldestMs: oldest_ms,
        appliedPerSecond: applied / APPLIED_WINDOW_SEC,
      }
    })
    return {
      groups: groups.filter(
        ({ active, holder_id, wallets, backlog }) => active || holder_id !== null || wallets + backlog > 0,
      ),
      processors: processors.map((processor) => ({
        ...processor,
        groups: leases.filter(({ holder_id }) => holder_id === processor.id).map(({ id }) => id),
      })),
      asOfMs,
      walletsAsOfMs,
    }
  }

  return { state: kept({ read, keptMs: STATE_KEPT_MS, timeShareMax: STATE_SHARE, staleMs: 0, nowMs }) }
}
