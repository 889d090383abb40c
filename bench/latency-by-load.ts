import { openPool, type Pool } from '../common/database/pool.ts'
import { nowMs, waitsOf } from './applied.ts'
import { makeWallets } from './full-queue.ts'
import { type Offered, offer, randomPair } from './offer.ts'
import { type BenchParts, prepareParts } from './parts.ts'
import type { BenchRow } from './row.ts'
import { type BenchServer, startBenchServer } from './server.ts'
import { rounded } from './statistics.ts'
import { drained, sharedOut } from './until.ts'

const OFFERED_PER_SECOND = [500, 1_000, 2_000, 3_000, 4_000, 6_000, 8_000, 10_000]
const FIRST_WARM_UP_SECONDS = 5
const WARM_UP_SECONDS = 1
const SECONDS = 4
const WALLETS = 10_000
const GROUPS = 2
const CONNECTIONS = 128

const P99_MAX_MS = 100
/** Share of what is offered that must be acknowledged in time for the mesh to keep up. */
const ACCEPTED_MIN = 0.98

/** One offered load, and what came of it. */
export interface OfferedLoad {
  offered_per_s: number
  /** Over the time until the last answer, so less than offered where the gateway does not keep up. */
  accepted_per_s: number
  overloaded: number
  /** From accepted, by the server's clock, to the commit that applied it. */
  p50_ms: number
  p90_ms: number
  p99_ms: number
  /** From when a transfer was due, by the client, to its acknowledgement. */
  answered_p50_ms: number
  answered_p99_ms: number
  /** How late the generator itself was at worst. */
  left_late_max_ms: number
}

/**
 * Time from accepted to applied by load: transfers between 10,000 wallets offered over HTTP at fixed rates (open loop), up to
 * more than the machine can take, to a gateway and two op-processors with two groups. Measured is the highest load that is
 * taken, with 99% applied within 100 ms.
 */
export async function latencyByLoadBench(): Promise<BenchRow> {
  const server = await startBenchServer()
  const parts = await prepareParts(server)
  const pool = openPool({ ...server, connectionsMax: 2, applicationName: 'bench' })
  try {
    await makeWallets(pool, WALLETS, GROUPS)
    parts.spawn('gateway/main.ts')
    await parts.ready()
    for (let i = 0; i < GROUPS; i += 1) parts.spawn('op-processor/main.ts')
    await sharedOut(pool, GROUPS)
    await drained(pool)
    const warmUp = { perSecond: 2_000, seconds: FIRST_WARM_UP_SECONDS, connections: CONNECTIONS }
    await offer({ url: parts.url, ...warmUp, pair: () => randomPair(WALLETS) })
    const loads: OfferedLoad[] = []
    for (const perSecond of OFFERED_PER_SECOND) loads.push(await under(perSecond, { server, parts, pool }))
    return rowOf(loads)
  } finally {
    await parts.stop()
    await pool.end()
    await server.stop()
  }
}

function rowOf(loads: OfferedLoad[]): BenchRow {
  const kept = loads.filter(
    (load) => load.p99_ms <= P99_MAX_MS && load.accepted_per_s >= ACCEPTED_MIN * load.offered_per_s,
  )
  return {
    name: 'latency-by-load',
    measured: Math.max(0, ...kept.map((load) => load.offered_per_s)),
    unit: `transfers/s offered at most with p99 ≤ ${P99_MAX_MS} ms, accepted → applied`,
    baseline: null,
    baseline_unit: null,
    ratio: null,
    first_mark: '4000',
    goal: '4000 with p99 25 ms',
    details: { wallets: WALLETS, groups: GROUPS, connections: CONNECTIONS, seconds: SECONDS, loads },
  }
}

interface Mesh {
  server: BenchServer
  parts: BenchParts
  pool: Pool
}

async function under(perSecond: number, { server, parts, pool }: Mesh): Promise<OfferedLoad> {
  const offerFor = (seconds: number) =>
    offer({ url: parts.url, perSecond, seconds, connections: CONNECTIONS, pair: () => randomPair(WALLETS) })
  await server.admin('checkpoint')
  await offerFor(WARM_UP_SECONDS)
  await drained(pool)
  const fromMs = nowMs()
  const offered = await offerFor(SECONDS)
  await drained(pool)
  const { p50_ms, p90_ms, p99_ms } = await waitsOf(pool, { fromMs, toMs: nowMs() })
  return {
    offered_per_s: perSecond,
    accepted_per_s: acceptedPerSecond(offered),
    overloaded: offered.overloaded + offered.dropped,
    p50_ms,
    p90_ms,
    p99_ms,
    answered_p50_ms: rounded(offered.answered.quantileMs(0.5) ?? Number.NaN),
    answered_p99_ms: rounded(offered.answered.quantileMs(0.99) ?? Number.NaN),
    left_late_max_ms: rounded(offered.lateMaxMs, 0),
  }
}

function acceptedPerSecond({ accepted, elapsedMs }: Offered): number {
  return rounded((accepted / Math.max(elapsedMs, SECONDS * 1_000)) * 1_000, 0)
}
