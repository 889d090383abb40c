import { openPool, type Pool } from '../common/database/pool.ts'
import { makeWallets, queueTransfers, settle } from './full-queue.ts'
import { prepareParts } from './parts.ts'
import { inTurn, ofRounds } from './rounds.ts'
import type { BenchRow } from './row.ts'
import { startBenchServer } from './server.ts'
import { drained } from './until.ts'

const WALLETS = 50_000
const TRANSFERS = 150_000
const ROUNDS = 3
const BATCH_SIZE = 5_000

/**
 * Transfers per second that two op-processors apply from full queues of two groups, half of the transfers going from one
 * group to the other, against one op-processor with all wallets in one group. Real processes with real leases on both sides,
 * in turn.
 */
export async function applyTwoBench(): Promise<BenchRow> {
  const { rounds, ...figures } = ofRounds(
    await inTurn(
      ROUNDS,
      () => transfersPerSecond(2),
      () => transfersPerSecond(1),
    ),
  )
  return {
    name: 'apply-2',
    unit: 'transfers/s by two processors',
    ...figures,
    baseline_unit: 'transfers/s by one',
    first_mark: '1.1× on 2 cores',
    goal: 'limited by cores only',
    details: { wallets: WALLETS, transfers: TRANSFERS, batch_size: BATCH_SIZE, rounds },
  }
}

/** From the first commit of a transfer to the last, by the server's clock. */
async function transfersPerSecond(groups: number): Promise<number> {
  const server = await startBenchServer()
  const pool = openPool({ ...server, connectionsMax: 2, applicationName: 'bench' })
  const parts = await prepareParts(server, { WALLETMESH_OPERATION_PROCESSOR_LIMIT: String(BATCH_SIZE) })
  try {
    await makeWallets(pool, WALLETS, groups)
    parts.spawn('gateway/main.ts')
    await parts.ready()
    const startProcessors = () =>
      Array.from({ length: groups }, (_, i) => parts.spawn('op-processor/main.ts', ['--number', String(i + 1)]))
    startProcessors()
    await drained(pool)
    await parts.stop()

    await queueTransfers(pool, { count: TRANSFERS, wallets: WALLETS })
    await settle(server)
    parts.spawn('gateway/main.ts')
    await parts.ready()
    startProcessors()
    await drained(pool)
    return TRANSFERS / (await secondsOfTransfers(pool))
  } finally {
    await parts.stop()
    await pool.end()
    await server.stop()
  }
}

/** Between the first commit that ended a transfer and the last. */
async function secondsOfTransfers(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ seconds: number }>(`
    select extract(epoch from max(at) - min(at))::float8 as seconds
    from (select pg_xact_commit_timestamp(xmin) as at from operations where kind = 'transfer') ended`)
  return rows[0]?.seconds ?? Number.NaN
}
