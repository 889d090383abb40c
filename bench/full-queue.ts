import type { Pool } from '../common/database/pool.ts'
import { openLog } from '../common/log.ts'
import { openApplyStore } from '../op-processor/apply/store.ts'
import { createGroupWorker } from '../op-processor/group-worker.ts'
import type { BenchServer } from './server.ts'

const DEPOSIT = 1_000_000_000

export interface Transfers {
  count: number
  /** They go between the wallets 1 to this. */
  wallets: number
}

/**
 * Makes wallets 1 to `count`, dealt over the groups 1 to `groups`, and queues a deposit for each: funded through the
 * ledger, as everything.
 */
export async function makeWallets(pool: Pool, count: number, groups = 1): Promise<void> {
  await pool.query(`insert into groups (id) select generate_series(2, ${groups})`)
  await pool.query(
    `insert into wallets (group_id, currency) select 1 + i % ${groups}, 'USD' from generate_series(1, ${count}) i`,
  )
  await pool.query(`
    insert into queue (group_id, operation_id, kind, target_id, amount, currency)
    select group_id, gen_random_uuid(), 'deposit', id, ${DEPOSIT}, 'USD' from wallets order by id`)
  await pool.query('vacuum analyze wallets')
}

/** Queues transfers between random wallets, each for the group of its origin. */
export async function queueTransfers(pool: Pool, { count, wallets }: Transfers): Promise<void> {
  await pool.query(`
    insert into queue (group_id, operation_id, kind, origin_id, target_id, amount, currency)
    select group_id, uuidv7(), 'transfer', origin, 1 + (origin + distance) % ${wallets}, 1 + i % 1000, 'USD'
    from (
      select i, 1 + floor(random() * ${wallets})::bigint as origin, floor(random() * (${wallets} - 1))::bigint as distance
      from generate_series(1, ${count}) i
    ) pair
    join wallets on wallets.id = origin`)
  await pool.query('vacuum analyze queue')
}

/** Neither side pays for what the other one left to write. */
export async function settle(server: BenchServer): Promise<void> {
  await server.admin('checkpoint')
}

/** Applies all that is queued for group 1, in this process; returns steps per second. */
export async function drain(pool: Pool, batchSizeMax: number): Promise<number> {
  const queued = Number((await pool.query('select count(*) as n from queue')).rows[0].n)
  const drained = Promise.withResolvers<void>()
  let applied = 0
  const worker = createGroupWorker({
    store: openApplyStore(pool),
    lease: { group: 1, epoch: 0n, isValid: () => true },
    batchSizeMax,
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
