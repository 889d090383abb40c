import { setTimeout as delay } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { openPool, type Pool } from '../common/database/pool.ts'
import { prepareParts } from './parts.ts'
import type { BenchRow } from './row.ts'
import { startBenchServer } from './server.ts'
import { quantile, rounded } from './statistics.ts'

const OFFERED_PER_SECOND = 1_000
const WARM_UP_SECONDS = 3
const SECONDS = 15
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
    await pool.query(`
      insert into queue (group_id, operation_id, kind, target_id, amount, currency)
      select 1, gen_random_uuid(), 'deposit', id, 1000000000, 'USD' from wallets`)
    parts.spawn('gateway/main.ts')
    await parts.ready()
    parts.spawn('op-processor/main.ts')
    await drained(pool)
    await offer(parts.url, WARM_UP_SECONDS)
    const acknowledged = await offer(parts.url, SECONDS)
    await drained(pool)
    const waits = await waitsMs(pool, acknowledged)
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
      },
    }
  } finally {
    await parts.stop()
    await pool.end()
    await server.stop()
  }
}

/** Returns when each transfer was acknowledged, in ms since 1970, by its id. */
async function offer(url: string, seconds: number): Promise<Map<string, number>> {
  const agent = new Agent({ connections: CONNECTIONS })
  const acknowledged = new Map<string, number>()
  const answers: Promise<void>[] = []
  const count = OFFERED_PER_SECOND * seconds
  const startMs = performance.now()
  for (let sent = 0; sent < count; ) {
    const due = Math.min(count, Math.floor(((performance.now() - startMs) / 1_000) * OFFERED_PER_SECOND))
    for (; sent < due; sent += 1) answers.push(transfer(url, agent, sent, acknowledged))
    await delay(1)
  }
  await Promise.all(answers)
  await agent.close()
  return acknowledged
}

async function transfer(url: string, agent: Agent, i: number, acknowledged: Map<string, number>): Promise<void> {
  const OriginWalletId = 1 + ((i * 7919) % WALLETS)
  const TargetWalletId = 1 + ((OriginWalletId + 1 + (i % (WALLETS - 2))) % WALLETS)
  const { body } = await request(`${url}/transfer_amount`, {
    dispatcher: agent,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ OriginWalletId, TargetWalletId, Amount: 1, Currency: 'USD' }),
  })
  const { payload } = (await body.json()) as { payload: { TransactionId?: string } }
  if (payload.TransactionId === undefined) throw new Error(`not accepted: ${JSON.stringify(payload)}`)
  acknowledged.set(payload.TransactionId, performance.timeOrigin + performance.now())
}

async function drained(pool: Pool): Promise<void> {
  for (;;) {
    const { rows } = await pool.query('select count(*) as n from queue')
    if (rows[0].n === 0n) return
    await delay(20)
  }
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
