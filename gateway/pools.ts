import { openPool, type Pool } from '../common/database/pool.ts'
import type { Settings } from '../common/settings/settings.ts'
import { FLUSHES_MAX } from './ingest/ingest.ts'

/** Where the mesh's database is. */
export interface DatabaseAddress {
  dsn: string
  schemaName: string
}

/** The gateway's connections, apart by what they do, so that no kind of work takes all of them from another. */
export interface Pools {
  /** For ingest alone. */
  ingest: Pool
  /** Short transactions that share the topology's lock. */
  writes: Pool
  /** Its sessions print times in the zone of the setting `location`. */
  reads: Pool
  /** Reports that are copied out row by row, each for as long as its client reads. */
  reports: Pool
  end(): Promise<void>
}

/** A share of the connections may sit behind slow clients of reports. */
const REPORTS_SHARE = 0.25
const WRITES_SHARE = 0.25

/**
 * Reports come out of the index in their order, whatever the planner believes of a wallet. One that it does not know to be busy
 * it takes for an average one, and reads and sorts all of its postings, a million for a page of a thousand: 5.6 s instead of 30 ms.
 */
const IN_INDEX_ORDER = { enable_sort: 'off' }

/** Together they open at most `maxPoolTasks` connections, but never fewer than one for each kind of work. */
export function openPools(settings: Settings, { dsn, schemaName }: DatabaseAddress): Pools {
  const shared = Math.max(0, settings.maxPoolTasks - FLUSHES_MAX)
  const reports = Math.max(1, Math.floor(shared * REPORTS_SHARE))
  const writes = Math.max(1, Math.floor(shared * WRITES_SHARE))
  const reads = Math.max(1, shared - reports - writes)
  const timeZone = settings.location
  const transactionTimeoutMs = transactionTimeoutOf(settings)
  const open = (
    name: string,
    options: Omit<Parameters<typeof openPool>[0], 'dsn' | 'schemaName' | 'applicationName'>,
  ) => openPool({ dsn, schemaName, applicationName: `walletmesh gateway ${name}`, ...options })
  const pools = {
    ingest: open('ingest', { connectionsMax: FLUSHES_MAX, transactionTimeoutMs }),
    writes: open('writes', { connectionsMax: writes, transactionTimeoutMs, pipeline: true }),
    reads: open('reads', { connectionsMax: reads, timeZone, settings: IN_INDEX_ORDER }),
    reports: open('reports', {
      connectionsMax: reports,
      timeZone,
      // The server ends a report when its client has gone, also while it sends nothing; not every system can tell.
      settings: { ...IN_INDEX_ORDER, client_connection_check_interval: '500ms' },
    }),
  }
  // Planned once, for look-ups by key: otherwise the sizes of the first batches decide whether every batch is planned anew
  // (100 µs), and a table that was small when the plan was made is read as a whole ever after.
  pools.ingest.on('connect', (client) => {
    client.query('set plan_cache_mode = force_generic_plan; set enable_seqscan = off').catch(() => {})
  })
  return {
    ...pools,
    async end() {
      await Promise.all(Object.values(pools).map((pool) => pool.end()))
    },
  }
}

/**
 * Well below the lease time: a gateway that is held up in the middle of a transaction must not keep the topology's lock so
 * long that a move, and with it a group, waits for a lease time.
 */
export function transactionTimeoutOf({ lease }: Settings): number {
  return Math.floor(lease.ttl / 3)
}
