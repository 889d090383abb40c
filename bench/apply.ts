import { openPool, type Pool } from '../common/database/pool.ts'
import { drain, makeWallets, queueTransfers, settle } from './full-queue.ts'
import { preparePgbench } from './pgbench.ts'
import type { BenchRow } from './row.ts'
import { type BenchServer, startBenchServer } from './server.ts'
import { median, rounded } from './statistics.ts'

const WALLETS = 100_000
const HOT_WALLETS = 10
const TRANSFERS = 200_000
const ROUNDS = 3
const BATCH_SIZE = 5_000

/**
 * Transfers per second that one op-processor applies from a full queue, against TPC-B of pgbench on the same server. The
 * two take turns; the ratio is the median of the rounds' ratios.
 */
export async function applyBench(): Promise<BenchRow> {
  return onFundedWallets(async (server, pool) => {
    const pgbench = await preparePgbench(server)
    const rounds = await inTurn(
      () => applied(server, pool, WALLETS),
      async () => {
        await settle(server)
        return pgbench.tps()
      },
    )
    return row('apply', rounds, { baseline_unit: 'pgbench tps', first_mark: '5×', goal: '10×' })
  })
}

/** The same with all transfers among ten wallets, against transfers among all of them. */
export async function applyHotBench(): Promise<BenchRow> {
  return onFundedWallets(async (server, pool) => {
    const rounds = await inTurn(
      () => applied(server, pool, HOT_WALLETS),
      () => applied(server, pool, WALLETS),
    )
    return row('apply-hot', rounds, {
      baseline_unit: `transfers/s among ${WALLETS} wallets`,
      first_mark: '0.8×',
      goal: '1× and more',
    })
  })
}

async function onFundedWallets(measure: (server: BenchServer, pool: Pool) => Promise<BenchRow>): Promise<BenchRow> {
  const server = await startBenchServer()
  const pool = openPool({ ...server, connectionsMax: 8, applicationName: 'bench', pipeline: true })
  try {
    await makeWallets(pool, WALLETS)
    await drain(pool, BATCH_SIZE)
    return await measure(server, pool)
  } finally {
    await pool.end()
    await server.stop()
  }
}

async function applied(server: BenchServer, pool: Pool, wallets: number): Promise<number> {
  await queueTransfers(pool, { count: TRANSFERS, wallets })
  await settle(server)
  return drain(pool, BATCH_SIZE)
}

interface Round {
  measured: number
  baseline: number
}

async function inTurn(measure: () => Promise<number>, baseline: () => Promise<number>): Promise<Round[]> {
  const rounds: Round[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({ measured: await measure(), baseline: await baseline() })
  }
  return rounds
}

function row(
  name: string,
  rounds: readonly Round[],
  texts: Pick<BenchRow, 'baseline_unit' | 'first_mark' | 'goal'>,
): BenchRow {
  return {
    name,
    measured: rounded(median(rounds.map((round) => round.measured)), 0),
    unit: 'transfers/s',
    baseline: rounded(median(rounds.map((round) => round.baseline)), 0),
    ratio: rounded(median(rounds.map(({ measured, baseline }) => measured / baseline))),
    ...texts,
    details: {
      wallets: WALLETS,
      transfers: TRANSFERS,
      batch_size: BATCH_SIZE,
      rounds: rounds.map(({ measured, baseline }) => `${rounded(measured, 0)} / ${rounded(baseline, 0)}`),
    },
  }
}
