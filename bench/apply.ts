import { openPool, type Pool } from '../common/database/pool.ts'
import { openLog } from '../common/log.ts'
import { openApplyStore } from '../op-processor/apply/store.ts'
import { createGroupWorker } from '../op-processor/group-worker.ts'
import { preparePgbench } from './pgbench.ts'
import type { BenchRow } from './row.ts'
import { type BenchServer, startBenchServer } from './server.ts'
import { median, rounded } from './statistics.ts'

const WALLETS = 100_000
const TRANSFERS = 200_000
const ROUNDS = 3
const BATCH_SIZE = 5_000
const DEPOSIT = 1_000_000_000

/**
 * Transfers per second that one op-processor applies from a full queue, against TPC-B of pgbench on the same server. The
 * two take turns; the ratio is the median of the rounds' ratios.
 */
export async function applyBench(): Promise<BenchRow> {
  const server = await startBenchServer()
  const pool = openPool({ ...server, connectionsMax: 8, applicationName: 'bench', pipeline: true })
  try {
    const pgbench = await preparePgbench(server)
    await makeWallets(pool)
    await drain(pool)
    const rounds: { applied: number; tps: number }[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      await queueTransfers(pool)
      await settle(server)
      const applied = await drain(pool)
      await settle(server)
      rounds.push({ applied, tps: await pgbench.tps() })
    }
    return {
      name: 'apply',
      measured: rounded(median(rounds.map((round) => round.applied)), 0),
      unit: 'transfers/s',
      baseline: rounded(median(rounds.map((round) => round.tps)), 0),
      baseline_unit: 'pgbench tps',
      ratio: rounded(median(rounds.map(({ applied, tps }) => applied / tps))),
      first_mark: '5×',
      goal: '10×',
      details: {
        wallets: WALLETS,
        transfers: TRANSFERS,
        batch_size: BATCH_SIZE,
        rounds: rounds.map(({ applied, tps }) => `${rounded(applied, 0)} / ${rounded(tps, 0)}`),
      },
    }
  } finally {
    await pool.end()
    await server.stop()
  }
}

/** Funded through the ledger, as everything: the wallets' statements are full afterwards, too. */
async function makeWallets(pool: Pool): Promise<void> {
  await pool.query(`insert into wallets (group_id, currency) select 1, 'USD' from generate_series(1, ${WALLETS})`)
  await pool.query(`
    insert into queue (group_id, operation_id, kind, target_id, amount, currency)
    select 1, gen_random_uuid(), 'deposit', id, ${DEPOSIT}, 'USD' from wallets order by id`)
  await pool.query('vacuum analyze wallets')
}

async function queueTransfers(pool: Pool): Promise<void> {
  await pool.query(`
    insert into queue (group_id, operation_id, kind, origin_id, target_id, amount, currency)
    select 1, uuidv7(), 'transfer', origin, 1 + (origin + distance) % ${WALLETS}, 1 + i % 1000, 'USD'
    from (
      select i, 1 + floor(random() * ${WALLETS})::bigint as origin, floor(random() * (${WALLETS} - 1))::bigint as distance
      from generate_series(1, ${TRANSFERS}) i
    ) pair`)
  await pool.query('vacuum analyze queue')
}

/** Neither side pays for what the other one left to write. */
async function settle(server: BenchServer): Promise<void> {
  await server.admin('checkpoint')
}

/** Applies all that is queued; returns steps per second. */
async function drain(pool: Pool): Promise<number> {
  const queued = Number((await pool.query('select count(*) as n from queue')).rows[0].n)
  const drained = Promise.withResolvers<void>()
  let applied = 0
  const worker = createGroupWorker({
    store: openApplyStore(pool),
    lease: { group: 1, epoch: 0n, isValid: () => true },
    batchSizeMax: BATCH_SIZE,
    pollDelayMs: 1_000,
    log: openLog('bench', 'warn'),
    random: Math.random,
    on: {
      applied(result) {
        applied += result.claimed
        if (applied >= queued) drained.resolve()
      },
      retried: drained.reject,
      buried: (_, error) => drained.reject(error),
      lost: () => drained.reject(new Error('the lease was lost')),
    },
  })
  const startedMs = performance.now()
  await worker.start()
  try {
    await drained.promise
    return (applied / (performance.now() - startedMs)) * 1_000
  } finally {
    await worker.stop()
  }
}
