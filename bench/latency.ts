import { openPool, type Pool } from '../common/database/pool.ts'
import { queueDeposits } from './full-queue.ts'
import { type Offered, offer } from './offer.ts'
import { prepareParts } from './parts.ts'
import type { BenchRow } from './row.ts'
import { startBenchServer } from './server.ts'
import { quantile, rounded } from './statistics.ts'
import { drained } from './until.ts'

const OFFERED_PER_SECOND = 1_000
const WARM_UP_SECONDS = 3
const SECONDS = 12
const WALLETS = 1_000
const CONNECTIONS = 64

/**
 * From the acknowledgement of a transfer until it is applied, at 1,000 transfers per second offered regardless of how fast
 * they are answered. Applied is when its commit happened by the server's clock (pg_xact_commit_timestamp); acknowledged is
 * when the client had the answer, on the same machine's clock. A transfer can be applied before its answer arrives: that
 * counts as 0.
 */
export async function latencyBench(): Promise<BenchRow> {
  const server = await startBenchServer()
  const parts = await prepareParts(server)
  const pool = openPool({ ...server, connectionsMax: 2, applicationName: 'bench' })
  try {
    await pool.query(`insert into wallets (group_id, currency) select 1, 'USD' from generate_series(1, ${WALLETS})`)
    await queueDeposits(pool)
    parts.spawn('gateway/main.ts')
    await parts.ready()
    parts.spawn('op-processor/main.ts')
    await drained(pool)
    const acknowledged = new Map<string, number>()
    await offerFor(parts.url, WARM_UP_SECONDS, () => {})
    const offered = await offerFor(parts.url, SECONDS, (id, atMs) => acknowledged.set(id, atMs))
    await drained(pool)
    return rowOf(offered, await waitsMs(pool, acknowledged))
  } finally {
    await parts.stop()
    await pool.end()
    await server.stop()
  }
}

function rowOf(offered: Offered, waits: readonly number[]): BenchRow {
  const [p50, p90, p99, max] = [0.5, 0.9, 0.99, 1].map((share) => rounded(quantile(waits, share)))
  return {
    name: 'latency',
    measured: p99 ?? Number.NaN,
    unit: 'ms (p99, acknowledged → applied)',
    baseline: null,
    baseline_unit: null,
    ratio: null,
    first_mark: 'p99 100 ms',
    goal: 'p50 5 ms, p99 25 ms',
    details: {
      offered_per_s: OFFERED_PER_SECOND,
      transfers: waits.length,
      p50_ms: p50,
      p90_ms: p90,
      p99_ms: p99,
      max_ms: max,
      answered_p99_ms: offered.answered.quantileMs(0.99),
      left_late_max_ms: rounded(offered.lateMaxMs),
    },
  }
}

async function offerFor(
  url: string,
  seconds: number,
  onAccepted: (id: string, atMs: number) => void,
): Promise<Offered> {
  const load = { perSecond: OFFERED_PER_SECOND, connections: CONNECTIONS, pair: pairOf, onAccepted }
  const offered = await offer({ url, seconds, ...load })
  if (offered.overloaded + offered.dropped > 0) throw new Error('the gateway did not take all that was offered')
  return offered
}

function pairOf(i: number): { origin: number; target: number } {
  const origin = 1 + ((i * 7919) % WALLETS)
  return { origin, target: 1 + ((origin + 1 + (i % (WALLETS - 2))) % WALLETS) }
}

async function waitsMs(pool: Pool, acknowledged: ReadonlyMap<string, number>): Promise<number[]> {
  const { rows } = await pool.query<{ id: string; ms: number }>(
    `select id, (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as ms from operations`,
  )
  const applied = new Map(rows.map(({ id, ms }) => [id, ms]))
  return [...acknowledged].map(([id, acknowledgedMs]) => {
    const appliedMs = applied.get(id)
    if (appliedMs === undefined) throw new Error(`transfer ${id} was acknowledged and not applied`)
    return Math.max(0, appliedMs - acknowledgedMs)
  })
}
