import type { Pool } from '../common/database/pool.ts'
import { drain, onFundedWallets, queueTransfers, settle } from './full-queue.ts'
import type { BenchRow } from './row.ts'
import type { BenchServer } from './server.ts'
import { median, rounded } from './statistics.ts'

const WALLETS = 100_000
const ROUNDS = 2
const DEFAULT_SIZE = 1_000

/** Each with enough transfers for about two seconds. */
const SIZES: readonly { size: number; transfers: number }[] = [
  { size: 1, transfers: 2_000 },
  { size: 10, transfers: 15_000 },
  { size: 100, transfers: 40_000 },
  { size: 500, transfers: 50_000 },
  { size: DEFAULT_SIZE, transfers: 50_000 },
  { size: 2_000, transfers: 60_000 },
  { size: 5_000, transfers: 100_000 },
  { size: 10_000, transfers: 100_000 },
]

export interface BatchSize {
  batch_size: number
  transfers_per_s: number
  rounds: string
}

/**
 * Transfers per second that one op-processor applies from a full queue by the size of its batches: that of the default size
 * against one transfer at a time. All sizes take turns; the figures are medians.
 */
export async function batchSizesBench(): Promise<BenchRow> {
  return onFundedWallets(WALLETS, async (server, pool) => {
    const rates = new Map<number, number[]>(SIZES.map(({ size }) => [size, []]))
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const one of SIZES) rates.get(one.size)?.push(await applied(server, pool, one))
    }
    return rowOf(rates)
  })
}

async function applied(
  server: BenchServer,
  pool: Pool,
  { size, transfers }: { size: number; transfers: number },
): Promise<number> {
  await queueTransfers(pool, { count: transfers, wallets: WALLETS })
  await settle(server)
  return drain(pool, size)
}

function rowOf(rates: ReadonlyMap<number, readonly number[]>): BenchRow {
  const of = (size: number) => rounded(median(rates.get(size) ?? []), 0)
  const batchSizes: BatchSize[] = [...rates].map(([size, rounds]) => ({
    batch_size: size,
    transfers_per_s: of(size),
    rounds: rounds.map((rate) => rounded(rate, 0)).join(' / '),
  }))
  return {
    name: 'batch-sizes',
    measured: of(DEFAULT_SIZE),
    unit: `transfers/s in batches of ${DEFAULT_SIZE}`,
    baseline: of(1),
    baseline_unit: 'transfers/s one by one',
    ratio: rounded(of(DEFAULT_SIZE) / of(1)),
    first_mark: '10×',
    goal: '20×',
    details: { wallets: WALLETS, batch_sizes: batchSizes },
  }
}
