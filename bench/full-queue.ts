import { type Client, openPool, type Pool } from '../common/database/pool.ts'
import { openLog } from '../common/log.ts'
import { openApplyStore } from '../op-processor/apply/store.ts'
import { type CommitObserver, createGroupWorker } from '../op-processor/group-worker.ts'
import { type BenchServer, startBenchServer } from './server.ts'

const DEPOSIT = 1_000_000_000
const FUNDING_BATCH_SIZE = 5_000
const DRAINED_MAX_MS = 180_000

export interface Transfers {
  count: number
  /** They go between the wallets 1 to this. */
  wallets: number
  /** Only between wallets whose ids differ by a multiple of this: of as many groups, within the same group. Default 1. */
  stride?: number
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
  await queueDeposits(pool)
  await pool.query('vacuum analyze wallets')
}

/** For each wallet of the ledger, so that it can pay. */
export async function queueDeposits(pool: Pool): Promise<void> {
  await pool.query(`
    insert into queue (group_id, operation_id, kind, target_id, amount, currency)
    select group_id, gen_random_uuid(), 'deposit', id, ${DEPOSIT}, 'USD' from wallets order by id`)
}

/** Queues transfers between random wallets, each for the group of its origin. */
export async function queueTransfers(pool: Pool, transfers: Transfers): Promise<void> {
  await insertTransfers(pool, transfers)
  await pool.query('vacuum analyze queue')
}

/** The same in a transaction of the caller's. */
export async function insertTransfers(client: Queryable, { count, wallets, stride = 1 }: Transfers): Promise<void> {
  await insertPairs(client, count, {
    drawn: `1 + floor(random() * ${wallets})::bigint as origin,
      ${stride} * (1 + floor(random() * (${wallets / stride} - 1))::bigint) as distance`,
    target: `1 + (origin - 1 + distance) % ${wallets}`,
  })
}

/** Queues payments of the wallets 2 to `payers` + 1, in random order, all to wallet 1. */
export async function queuePayments(pool: Pool, { count, payers }: { count: number; payers: number }): Promise<void> {
  await insertPairs(pool, count, { drawn: `2 + floor(random() * ${payers})::bigint as origin`, target: '1' })
  await pool.query('vacuum analyze queue')
}

type Queryable = Pick<Client, 'query'>

async function insertPairs(
  client: Queryable,
  count: number,
  { drawn, target }: { drawn: string; target: string },
): Promise<void> {
  await client.query(`
    insert into queue (group_id, operation_id, kind, origin_id, target_id, amount, currency)
    select group_id, uuidv7(), 'transfer', origin, ${target}, 1 + i % 1000, 'USD'
    from (select i, ${drawn} from generate_series(1, ${count}) i) pair
    join wallets on wallets.id = origin`)
}

/** On a server of its own, and `wallets` wallets with money in group 1. */
export async function onFundedWallets<Result>(
  wallets: number,
  measure: (server: BenchServer, pool: Pool) => Promise<Result>,
): Promise<Result> {
  const server = await startBenchServer()
  const pool = openPool({ ...server, connectionsMax: 8, applicationName: 'bench', pipeline: true })
  try {
    await makeWallets(pool, wallets)
    await drain(pool, FUNDING_BATCH_SIZE)
    return await measure(server, pool)
  } finally {
    await pool.end()
    await server.stop()
  }
}

/** Neither side pays for what the other one left to write. */
export async function settle(server: BenchServer): Promise<void> {
  await server.admin('checkpoint')
}

/** Applies all that is queued for group 1, in this process; returns steps per second. */
export async function drain(pool: Pool, batchSizeMax: number, observer?: CommitObserver): Promise<number> {
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
    ...(observer && { observer }),
  })
  const timer = setTimeout(() => drained.reject(new Error('the queue is not drained')), DRAINED_MAX_MS)
  const startedMs = performance.now()
  await worker.start()
  try {
    await drained.promise
    return (applied / (performance.now() - startedMs)) * 1_000
  } finally {
    clearTimeout(timer)
    await worker.stop()
  }
}
