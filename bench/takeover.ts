import type { ChildProcess } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { openPool, type Pool } from '../common/database/pool.ts'
import { prepareParts } from './parts.ts'
import type { BenchRow } from './row.ts'
import { startBenchServer } from './server.ts'
import { median, rounded } from './statistics.ts'
import { until } from './until.ts'

const TTL_SEC = 5
const ROUNDS = 3
const DEPOSIT_EVERY_MS = 10

/**
 * From kill -9 of a group's holder until the first commit of the next one, with work queued all the time, against the
 * lease time; and the same when the holder is stopped in good order. Commits are dated by the server
 * (pg_xact_commit_timestamp), on the same machine's clock.
 */
export async function takeoverBench(): Promise<BenchRow> {
  const server = await startBenchServer()
  const parts = await prepareParts(server, { WALLETMESH_LEASE__TTL: `${TTL_SEC}s` })
  const pool = openPool({ ...server, connectionsMax: 2, applicationName: 'bench' })
  const stopping = new AbortController()
  let depositing: Promise<void> | undefined
  try {
    await pool.query(`insert into wallets (group_id, currency) values (1, 'USD')`)
    parts.spawn('gateway/main.ts')
    await parts.ready()
    let holder = parts.spawn('op-processor/main.ts')
    depositing = keepDepositing(pool, stopping.signal)
    await newEpoch(pool, 0n)
    const seconds: Record<'SIGKILL' | 'SIGTERM', number[]> = { SIGKILL: [], SIGTERM: [] }
    for (const signal of Array.from({ length: ROUNDS }, () => ['SIGKILL', 'SIGTERM'] as const).flat()) {
      const next = parts.spawn('op-processor/main.ts')
      await waiting(pool)
      seconds[signal].push(await takeover(pool, holder, signal))
      holder = next
    }
    const measured = median(seconds.SIGKILL)
    return {
      name: 'takeover',
      measured: rounded(measured),
      unit: 's after kill -9',
      baseline: TTL_SEC,
      baseline_unit: 's lease time',
      ratio: rounded(TTL_SEC / measured),
      first_mark: 'TTL + 1 s',
      goal: 'TTL + 0.2 s; graceful 100 ms',
      details: {
        kill_s: seconds.SIGKILL.map((value) => rounded(value, 3)),
        graceful_s: seconds.SIGTERM.map((value) => rounded(value, 3)),
      },
    }
  } finally {
    stopping.abort()
    await depositing
    await parts.stop()
    await pool.end()
    await server.stop()
  }
}

async function takeover(pool: Pool, holder: ChildProcess, signal: NodeJS.Signals): Promise<number> {
  const epoch = await epochOf(pool)
  const signalledMs = performance.timeOrigin + performance.now()
  holder.kill(signal)
  const firstMs = await newEpoch(pool, epoch)
  return (firstMs - signalledMs) / 1_000
}

async function epochOf(pool: Pool): Promise<bigint> {
  const { rows } = await pool.query<{ epoch: bigint }>('select epoch from groups where id = 1')
  return rows[0]?.epoch ?? 0n
}

/** Waits for the first commit of a later epoch, and returns when it happened, in ms since 1970. */
async function newEpoch(pool: Pool, epoch: bigint): Promise<number> {
  let firstMs = Number.NaN
  await until(`an op-processor committed under an epoch after ${epoch}`, async () => {
    const { rows } = await pool.query<{ ms: number }>(
      `select (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as ms
       from journals where group_id = 1 and epoch > $1 order by seq limit 1`,
      [epoch],
    )
    firstMs = rows[0]?.ms ?? Number.NaN
    return rows[0] !== undefined
  })
  return firstMs
}

/** Until a second processor is there to take over. */
async function waiting(pool: Pool): Promise<void> {
  await until('a second op-processor was there', async () => {
    const { rows } = await pool.query(`select count(*) as n from processors where not leaving and expires_at > now()`)
    return rows[0].n >= 2n
  })
}

async function keepDepositing(pool: Pool, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pool.query(
      `insert into queue (group_id, operation_id, kind, target_id, amount, currency)
       values (1, gen_random_uuid(), 'deposit', 1, 1, 'USD')`,
    )
    await delay(DEPOSIT_EVERY_MS)
  }
}
