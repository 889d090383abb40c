import { once } from 'node:events'
import { openPool, type Pool } from '../common/database/pool.ts'
import { type BenchParts, prepareParts } from './parts.ts'
import { preparePgbench } from './pgbench.ts'
import { inTurn, ofRounds } from './rounds.ts'
import type { BenchRow } from './row.ts'
import { type BenchServer, startBenchServer } from './server.ts'
import { sharedOut } from './until.ts'

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
    const { rounds, ...figures } = ofRounds(
      await inTurn(
        ROUNDS,
        async () => {
          await server.admin('checkpoint')
          return appliedPerSecond(server, pool)
        },
        async () => {
          await server.admin('checkpoint')
          return pgbench.tps()
        },
      ),
    )
    return {
      name: 'pipeline',
      unit: 'transfers/s applied',
      ...figures,
      baseline_unit: 'pgbench tps',
      first_mark: '1×',
      goal: '2×',
      details: { transfers: TRANSFERS, workers: WORKERS, groups: GROUPS, rounds },
    }
  } finally {
    await pool.end()
    await server.stop()
  }
}

/** On a database with two groups, by processes of its own. */
export async function appliedPerSecond(server: BenchServer, pool: Pool): Promise<number> {
  const parts = await prepareParts(server)
  try {
    parts.spawn('gateway/main.ts')
    await parts.ready()
    for (let group = 1; group <= GROUPS; group += 1) parts.spawn('op-processor/main.ts', ['--number', String(group)])
    await sharedOut(pool, GROUPS)
    await load(parts)
    return TRANSFERS / (await secondsOfNewest(pool))
  } finally {
    await parts.stop()
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
