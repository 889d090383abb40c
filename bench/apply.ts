import type { Pool } from '../common/database/pool.ts'
import { drain, onFundedWallets, queueTransfers, settle } from './full-queue.ts'
import { preparePgbench } from './pgbench.ts'
import { inTurn, ofRounds, type Round } from './rounds.ts'
import type { BenchRow } from './row.ts'
import type { BenchServer } from './server.ts'

const WALLETS = 100_000
const HOT_WALLETS = 10
const TRANSFERS = 150_000
const ROUNDS = 3
const BATCH_SIZE = 5_000

/**
 * Transfers per second that one op-processor applies from a full queue, against TPC-B of pgbench on the same server. The
 * two take turns; the ratio is the median of the rounds' ratios.
 */
export async function applyBench(): Promise<BenchRow> {
  return onFundedWallets(WALLETS, async (server, pool) => {
    const pgbench = await preparePgbench(server)
    const rounds = await inTurn(
      ROUNDS,
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
  return onFundedWallets(WALLETS, async (server, pool) => {
    const rounds = await inTurn(
      ROUNDS,
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

async function applied(server: BenchServer, pool: Pool, wallets: number): Promise<number> {
  await queueTransfers(pool, { count: TRANSFERS, wallets })
  await settle(server)
  return drain(pool, BATCH_SIZE)
}

function row(
  name: string,
  measured: readonly Round[],
  texts: Pick<BenchRow, 'baseline_unit' | 'first_mark' | 'goal'>,
): BenchRow {
  const { rounds, ...figures } = ofRounds(measured)
  return {
    name,
    unit: 'transfers/s',
    ...figures,
    ...texts,
    details: { wallets: WALLETS, transfers: TRANSFERS, batch_size: BATCH_SIZE, rounds },
  }
}
