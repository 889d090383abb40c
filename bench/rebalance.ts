import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { openPool, type Pool } from '../common/database/pool.ts'
import { offerLoad } from './offered-load.ts'
import { type BenchParts, prepareParts } from './parts.ts'
import type { BenchRow } from './row.ts'
import { startBenchServer } from './server.ts'
import { quantile, rounded } from './statistics.ts'
import { fillTradingMesh, nextTransfer } from './trading-mesh.ts'

const MESH = { wallets: 10_000_000, activeWallets: 1_000_000, communities: 10_000, groups: 8, transfers: 3_600_000 }
const PROCESSORS = 2
const OFFERED_PER_SECOND = 2_000
const WARM_UP_SECONDS = 10
const AFTER_SECONDS = 3
const BASELINE_SEC = 60

/**
 * Seconds of one rebalance from the start of `wlt_balancer --once` to its end: count, plan and move, on 10,000,000 wallets of
 * which 1,000,000 are active, while 2,000 transfers per second like those of the past flow through a gateway and two
 * op-processors. Generator, services and database share the machine.
 *
 * Waits are of the transfers accepted while it ran, from `accepted_at` until the commit that applied them, by the server's
 * clock (a transfer between groups until its credit); beside it from when they were due to be sent.
 */
export async function rebalanceBench(): Promise<BenchRow> {
  const server = await startBenchServer()
  const parts = await prepareParts(server, { WALLETMESH_WALLET_BALANCER_DELAY: '60m' })
  const pool = openPool({ ...server, connectionsMax: 2, applicationName: 'bench' })
  try {
    await fillTradingMesh(server, MESH)
    parts.spawn('gateway/main.ts')
    await parts.ready()
    for (let i = 0; i < PROCESSORS; i += 1) parts.spawn('op-processor/main.ts')
    await held(pool)
    const load = offerLoad(parts.grpcAddress, OFFERED_PER_SECOND, () => nextTransfer(MESH, Math.random))
    await delay(WARM_UP_SECONDS * 1_000)
    const run = await rebalanceOnce(parts)
    await delay(AFTER_SECONDS * 1_000)
    await load.stop()
    await drained(pool)
    return rowOf(run, await recordOf(pool), await waitsOf(pool, load.offeredMs, run))
  } finally {
    await parts.stop()
    await pool.end()
    await server.stop()
  }
}

interface Run {
  /** In ms since 1970. */
  startMs: number
  endMs: number
  usage: Usage
}

/** Of the balancer's process so far. */
interface Usage {
  peakMb: number
  cpuSeconds: number
}

async function rebalanceOnce(parts: BenchParts): Promise<Run> {
  const startMs = performance.timeOrigin + performance.now()
  const balancer = parts.spawn('wlt-balancer/main.ts', ['--number', String(MESH.groups), '--once'])
  let usage: Usage = { peakMb: Number.NaN, cpuSeconds: Number.NaN }
  while (balancer.exitCode === null && balancer.signalCode === null) {
    usage = usageOf(balancer) ?? usage
    await delay(20)
  }
  if (balancer.exitCode !== 0) throw new Error(`the balancer ended with exit code ${balancer.exitCode}`)
  return { startMs, endMs: performance.timeOrigin + performance.now(), usage }
}

const CLOCK_TICKS_PER_SECOND = 100

/** Null where the system does not tell, and once the process has ended. */
function usageOf({ pid }: ChildProcess): Usage | null {
  try {
    const kb = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    // The fields after the name in parentheses, the third of all being the first of these.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    if (kb === undefined) return null
    const ticks = Number(fields[11]) + Number(fields[12])
    return { peakMb: Math.round(Number(kb) / 1_024), cpuSeconds: ticks / CLOCK_TICKS_PER_SECOND }
  } catch {
    return null
  }
}

interface RebalanceRow {
  count_ms: bigint
  plan_ms: bigint
  move_ms: bigint
  moves_done: bigint
  load_share: number
  max_over_mean_before: number
  max_over_mean_after: number
  max_over_mean_floor: number
  crossing_before: number
  crossing_after: number
}

async function recordOf(pool: Pool): Promise<RebalanceRow> {
  const { rows } = await pool.query<RebalanceRow>(
    'select *, load_moved::float8 / operations as load_share from rebalances where finished_at is not null order by id desc limit 1',
  )
  if (rows[0] === undefined) throw new Error('the rebalance was not recorded')
  return rows[0]
}

interface Waits {
  transfers: number
  longestMs: number
  p99Ms: number
  longestFromDueMs: number
  /** The same of the transfers accepted before. */
  before: { transfers: number; longestMs: number; p99Ms: number }
  perSecond: number
}

async function waitsOf(pool: Pool, offeredMs: ReadonlyMap<string, number>, run: Run): Promise<Waits> {
  const { rows } = await pool.query<{ id: string; accepted_ms: number; applied_ms: number }>(
    `select id, (extract(epoch from accepted_at) * 1000)::float8 as accepted_ms,
       (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as applied_ms
     from operations where applied_at > now() - interval '10 minutes' and journal_seq > 0`,
  )
  if (rows.length !== offeredMs.size) throw new Error(`of ${offeredMs.size} transfers ${rows.length} were applied`)
  const during = rows.filter(({ accepted_ms }) => accepted_ms >= run.startMs && accepted_ms <= run.endMs)
  // The first seconds are those of cold caches.
  const warmMs = run.startMs - (WARM_UP_SECONDS * 1_000) / 2
  const before = rows.filter(({ accepted_ms }) => accepted_ms >= warmMs && accepted_ms < run.startMs)
  const waits = (some: typeof rows) => some.map((row) => row.applied_ms - row.accepted_ms)
  const statistics = (some: typeof rows) => ({
    transfers: some.length,
    longestMs: quantile(waits(some), 1),
    p99Ms: quantile(waits(some), 0.99),
  })
  return {
    ...statistics(during),
    longestFromDueMs: quantile(
      during.map((row) => row.applied_ms - (offeredMs.get(row.id) ?? Number.NaN)),
      1,
    ),
    before: statistics(before),
    perSecond: during.length / ((run.endMs - run.startMs) / 1_000),
  }
}

function rowOf({ startMs, endMs, usage }: Run, record: RebalanceRow, waits: Waits): BenchRow {
  const seconds = (endMs - startMs) / 1_000
  return {
    name: 'rebalance',
    measured: rounded(seconds),
    unit: 's',
    baseline: BASELINE_SEC,
    baseline_unit: 's',
    ratio: rounded(BASELINE_SEC / seconds),
    first_mark: '60 s, ≤ 1% of wallets moved, max/mean ≤ 1.05, no operation waits > 1 s',
    goal: '15 s, 250 ms',
    details: {
      ...MESH,
      filled_by: 'SQL past the triggers; what flows during the bench goes through gateway and op-processors',
      processors: PROCESSORS,
      offered_per_s: OFFERED_PER_SECOND,
      accepted_per_s: rounded(waits.perSecond, 0),
      count_s: Number(record.count_ms) / 1_000,
      plan_s: Number(record.plan_ms) / 1_000,
      move_s: Number(record.move_ms) / 1_000,
      moved: Number(record.moves_done),
      moved_share: rounded(Number(record.moves_done) / MESH.wallets, 4),
      load_moved_share: rounded(record.load_share, 3),
      max_over_mean: `${rounded(record.max_over_mean_before, 3)} → ${rounded(record.max_over_mean_after, 3)}`,
      max_over_mean_floor: rounded(record.max_over_mean_floor, 3),
      crossing_share: `${rounded(record.crossing_before, 3)} → ${rounded(record.crossing_after, 3)}`,
      longest_wait_ms: rounded(waits.longestMs, 0),
      longest_wait_from_due_ms: rounded(waits.longestFromDueMs, 0),
      p99_wait_ms: rounded(waits.p99Ms, 0),
      longest_wait_before_ms: rounded(waits.before.longestMs, 0),
      p99_wait_before_ms: rounded(waits.before.p99Ms, 0),
      balancer_peak_mb: usage.peakMb,
      balancer_cpu_s: usage.cpuSeconds,
      load_average: rounded(loadavg()[0] ?? Number.NaN, 1),
    },
  }
}

async function held(pool: Pool): Promise<void> {
  for (;;) {
    const { rows } = await pool.query('select count(*) as n from groups where expires_at > now()')
    if (rows[0].n === BigInt(MESH.groups)) return
    await delay(50)
  }
}

async function drained(pool: Pool): Promise<void> {
  for (;;) {
    const { rows } = await pool.query('select count(*) as n from queue')
    if (rows[0].n === 0n) return
    await delay(20)
  }
}
