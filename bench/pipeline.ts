import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { openPool, type Pool } from '../common/database/pool.ts'
import { type BenchParts, prepareParts } from './parts.ts'
import { preparePgbench } from './pgbench.ts'
import type { BenchRow } from './row.ts'
import { type BenchServer, startBenchServer } from './server.ts'
import { median, rounded } from './statistics.ts'

const TRANSFERS = 60_000
const WORKERS = 64
const GROUPS = 2
const ROUNDS = 3

/**
 * Transfers per second from the load generator over HTTP until applied: generator, gateway, two op-processors on two groups
 * and PostgreSQL on one machine, against TPC-B of pgbench on the same server. The two take turns.
 */
export async function pipelineBench(): Promise<BenchRow> {
  const server = await startBenchServer()
  const pool = openPool({ ...server, connectionsMax: 2, applicationName: 'bench' })
  try {
    const pgbench = await preparePgbench(server)
    await pool.query(`insert into groups (id) select generate_series(2, ${GROUPS})`)
    const rounds: { applied: number; tps: number }[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      await server.admin('checkpoint')
      const applied = await appliedPerSecond(server, pool)
      await server.admin('checkpoint')
      rounds.push({ applied, tps: await pgbench.tps() })
    }
    return {
      name: 'pipeline',
      measured: rounded(median(rounds.map((round) => round.applied)), 0),
      unit: 'transfers/s applied',
      baseline: rounded(median(rounds.map((round) => round.tps)), 0),
      baseline_unit: 'pgbench tps',
      ratio: rounded(median(rounds.map(({ applied, tps }) => applied / tps))),
      first_mark: '1×',
      goal: '2×',
      details: {
        transfers: TRANSFERS,
        workers: WORKERS,
        rounds: rounds.map(({ applied, tps }) => `${rounded(applied, 0)} / ${rounded(tps, 0)}`),
      },
    }
  } finally {
    await pool.end()
    await server.stop()
  }
}

async function appliedPerSecond(server: BenchServer, pool: Pool): Promise<number> {
  const parts = await prepareParts(server)
  try {
    parts.spawn('gateway/main.ts')
    await parts.ready()
    for (let group = 1; group <= GROUPS; group += 1) parts.spawn('op-processor/main.ts', ['--number', String(group)])
    await held(pool)
    await load(parts)
    return TRANSFERS / (await secondsOfNewest(pool))
  } finally {
    await parts.stop()
  }
}

async function held(pool: Pool): Promise<void> {
  for (;;) {
    const { rows } = await pool.query('select count(*) as n from groups where expires_at > now()')
    if (rows[0].n === BigInt(GROUPS)) return
    await delay(50)
  }
}

/** Ends when every transfer is applied, which the generator checks. */
async function load({ url, spawn }: BenchParts): Promise<void> {
  const numbers = [`--workers=${WORKERS}`, `--transactions=${TRANSFERS}`]
  const [code] = await once(spawn('cli/main.ts', ['load', `--url=${url}`, ...numbers, '--json']), 'exit')
  if (code !== 0) throw new Error(`the load generator ended with exit code ${code}`)
}

/** From when the first of the newest transfers was accepted until the last one's commit. */
async function secondsOfNewest(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ seconds: number; transfers: bigint }>(`
    select extract(epoch from max(pg_xact_commit_timestamp(xmin)) - min(accepted_at))::float8 as seconds, count(*) as transfers
    from (select xmin, accepted_at from operations where kind = 'transfer' order by id desc limit ${TRANSFERS}) newest`)
  if (rows[0]?.transfers !== BigInt(TRANSFERS)) throw new Error(`${rows[0]?.transfers} transfers were applied`)
  return rows[0].seconds
}
