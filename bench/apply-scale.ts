import { CHANNEL_IN_SQL } from '../common/database/channels.ts'
import { openPool, type Pool } from '../common/database/pool.ts'
import { transaction } from '../common/database/transaction.ts'
import { insertTransfers, makeWallets } from './full-queue.ts'
import { LOG_LOCK_WAITS, loggedWaits, watchLocks } from './lock-waits.ts'
import { type BenchParts, prepareParts } from './parts.ts'
import type { BenchRow } from './row.ts'
import { type BenchServer, startBenchServer } from './server.ts'
import { median, rounded } from './statistics.ts'
import { drained, sharedOut } from './until.ts'

const GROUPS = 4
const PROCESSORS = [1, 2, 4]
const WALLETS = 100_000
const TRANSFERS = 80_000
const ROUNDS = 3
const BATCH_SIZE = 5_000
const LOOK_EVERY_MS = 3

/** Between which wallets the transfers go: any two, of which 3 of 4 are in different groups, or two of the same group. */
const WORKLOADS = { 'any wallets': 1, 'within groups': GROUPS } as const
type Workload = keyof typeof WORKLOADS

/** One drain of the queue. */
interface Run {
  processors: number
  workload: Workload
  perSecond: number
  looks: number
  active: number
  lock: number
  lwlock: number
  foreignRowLocks: number
  rowWaits: number
  rowWaitsMs: number
  otherWaits: number
  otherWaitsMs: number
}

/**
 * Transfers per second that 4 op-processors apply from the full queues of 4 groups, against 1 that holds all of them. Real
 * processes, which share the groups out by their leases. While they work, their sessions are looked at every few
 * milliseconds, and the server logs each wait for a lock above 1 ms.
 */
export async function applyScaleBench(): Promise<BenchRow> {
  const server = await startBenchServer(LOG_LOCK_WAITS)
  const pool = openPool({ ...server, connectionsMax: 2, applicationName: 'bench' })
  const parts = await prepareParts(server, { WALLETMESH_OPERATION_PROCESSOR_LIMIT: String(BATCH_SIZE) })
  const mesh = { server, pool, parts }
  try {
    await makeWallets(pool, WALLETS, GROUPS)
    await withProcessors(mesh, GROUPS, () => drained(pool))
    const runs: Run[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const processors of PROCESSORS) {
        await withProcessors(mesh, processors, async () => {
          for (const workload of Object.keys(WORKLOADS) as Workload[]) {
            runs.push(await applied(mesh, processors, workload))
          }
        })
      }
    }
    return rowOf(runs)
  } finally {
    await parts.stop()
    await pool.end()
    await server.stop()
  }
}

interface Mesh {
  server: BenchServer
  pool: Pool
  parts: BenchParts
}

/** Each of the processors has a name of its own at the server. */
async function withProcessors(
  { server, pool, parts }: Mesh,
  processors: number,
  work: () => Promise<void>,
): Promise<void> {
  parts.spawn('gateway/main.ts')
  await parts.ready()
  for (let i = 1; i <= processors; i += 1) {
    const dsn = new URL(server.dsn)
    dsn.searchParams.set('application_name', `${PREFIX} ${i}`)
    parts.spawn('op-processor/main.ts', [], { WALLETMESH_DSN: dsn.href })
  }
  await sharedOut(pool, processors)
  await work()
  await parts.stop()
}

const PREFIX = 'processor'

/** From the commit that queued the transfers to the one that applied the last of them. */
async function applied({ server, pool }: Mesh, processors: number, workload: Workload): Promise<Run> {
  await pool.query('vacuum queue')
  await server.admin('checkpoint')
  const logged = server.log().length
  const watch = await watchLocks(server.dsn, PREFIX, LOOK_EVERY_MS)
  const queueing = await queueAtOnce(pool, workload)
  await drained(pool)
  const samples = await watch.stop()
  const waits = Object.entries(loggedWaits(server.log().slice(logged), PREFIX))
  const rows = waits.filter(([kind]) => kind === 'transaction' || kind === 'tuple').map(([, wait]) => wait)
  const others = waits.filter(([kind]) => kind !== 'transaction' && kind !== 'tuple').map(([, wait]) => wait)
  return {
    processors,
    workload,
    perSecond: TRANSFERS / (await secondsSince(pool, queueing)),
    looks: samples.looks,
    active: samples.active,
    lock: samples.waiting.Lock ?? 0,
    lwlock: samples.waiting.LWLock ?? 0,
    foreignRowLocks: samples.foreignRowLocks,
    rowWaits: sum(rows.map((wait) => wait.waits)),
    rowWaitsMs: sum(rows.map((wait) => wait.ms)),
    otherWaits: sum(others.map((wait) => wait.waits)),
    otherWaitsMs: sum(others.map((wait) => wait.ms)),
  }
}

/** All transfers, and the word to all groups that there are some, in one commit. Returns its transaction's id. */
async function queueAtOnce(pool: Pool, workload: Workload): Promise<string> {
  return transaction(pool, async (client) => {
    await insertTransfers(client, { count: TRANSFERS, wallets: WALLETS, stride: WORKLOADS[workload] })
    await client.query('analyze queue')
    await client.query(`select pg_notify(${CHANNEL_IN_SQL.work}, string_agg(id::text, ',')) from groups`)
    const { rows } = await client.query<{ xid: string }>('select pg_current_xact_id()::text as xid')
    return String(rows[0]?.xid)
  })
}

async function secondsSince(pool: Pool, xid: string): Promise<number> {
  const { rows } = await pool.query<{ seconds: number; transfers: number }>(
    `select count(*)::int as transfers,
       extract(epoch from max(pg_xact_commit_timestamp(xmin)) - pg_xact_commit_timestamp($1::xid))::float8 as seconds
     from operations
     where kind = 'transfer' and pg_xact_commit_timestamp(xmin) > pg_xact_commit_timestamp($1::xid)`,
    [xid],
  )
  if (rows[0]?.transfers !== TRANSFERS) throw new Error(`${rows[0]?.transfers} of ${TRANSFERS} transfers were applied`)
  return rows[0].seconds
}

function rowOf(runs: readonly Run[]): BenchRow {
  const of = (processors: number, workload: Workload) =>
    runs.filter((run) => run.processors === processors && run.workload === workload)
  const rate = (processors: number, workload: Workload) =>
    rounded(median(of(processors, workload).map((run) => run.perSecond)), 0)
  const [most, least] = [rate(GROUPS, 'any wallets'), rate(1, 'any wallets')]
  const workloads = Object.keys(WORKLOADS) as Workload[]
  return {
    name: 'apply-scale',
    measured: most,
    unit: `transfers/s by ${GROUPS} processors on ${GROUPS} groups`,
    baseline: least,
    baseline_unit: 'transfers/s by one on all of them',
    ratio: rounded(most / least),
    first_mark: '1.1× on 2 cores, no wait for a row of another processor',
    goal: 'limited by cores only',
    details: {
      wallets: WALLETS,
      transfers: TRANSFERS,
      batch_size: BATCH_SIZE,
      looked_every_ms: LOOK_EVERY_MS,
      looks: sum(runs.map((run) => run.looks)),
      sessions_at_work_seen: sum(runs.map((run) => run.active)),
      foreign_row_locks_seen: sum(runs.map((run) => run.foreignRowLocks)),
      row_lock_waits_above_1_ms: sum(runs.map((run) => run.rowWaits)),
      by_processors: workloads.flatMap((workload) => PROCESSORS.map((n) => lineOf(of(n, workload), rate(n, workload)))),
    },
  }
}

function lineOf(runs: readonly Run[], perSecond: number): Record<string, unknown> {
  const all = (of: (run: Run) => number) => sum(runs.map(of))
  const share = (of: (run: Run) => number) => rounded((100 * all(of)) / all((run) => run.active), 1)
  return {
    transfers: runs[0]?.workload,
    processors: runs[0]?.processors,
    transfers_per_s: perSecond,
    rounds: runs.map((run) => rounded(run.perSecond, 0)).join(' / '),
    sessions_at_work_seen: all((run) => run.active),
    in_lock_percent: share((run) => run.lock),
    in_lwlock_percent: share((run) => run.lwlock),
    foreign_row_locks_seen: all((run) => run.foreignRowLocks),
    row_waits_above_1_ms: all((run) => run.rowWaits),
    row_waits_ms: rounded(
      all((run) => run.rowWaitsMs),
      0,
    ),
    other_waits_above_1_ms: all((run) => run.otherWaits),
    other_waits_ms: rounded(
      all((run) => run.otherWaitsMs),
      0,
    ),
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
