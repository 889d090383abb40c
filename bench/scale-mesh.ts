import { CHANNEL_IN_SQL } from '../common/database/channels.ts'
import { openPool, type Pool } from '../common/database/pool.ts'
import { transaction } from '../common/database/transaction.ts'
import { insertTransfers, makeWallets, type Transfers } from './full-queue.ts'
import { type BenchParts, prepareParts } from './parts.ts'
import { type BenchServer, startBenchServer } from './server.ts'
import { drained, sharedOut } from './until.ts'

/** Sessions of op-processor number i are named so at the server, and ` i`. */
export const SESSION_NAME = 'processor'

/** A server of its own with funded wallets, dealt over groups, for any number of op-processors. */
export interface ScaleMesh {
  server: BenchServer
  pool: Pool
  /** Starts a gateway and so many op-processors, and waits until they have shared the groups out. */
  start(processors: number): Promise<void>
  /** From the commit that queues the transfers to the one that applies the last of them. */
  appliedPerSecond(transfers: Transfers): Promise<number>
  /** Stops what was started. */
  rest(): Promise<void>
  stop(): Promise<void>
}

export interface ScaleMeshOptions {
  groups: number
  wallets: number
  batchSize: number
  /** Lines of postgresql.conf. */
  conf?: readonly string[]
}

export async function startScaleMesh({ groups, wallets, batchSize, conf = [] }: ScaleMeshOptions): Promise<ScaleMesh> {
  const server = await startBenchServer(conf)
  const pool = openPool({ ...server, connectionsMax: 2, applicationName: 'bench' })
  const parts = await prepareParts(server, { WALLETMESH_OPERATION_PROCESSOR_LIMIT: String(batchSize) })
  const mesh: ScaleMesh = {
    server,
    pool,
    start: (processors) => start(server, pool, parts, processors),
    async appliedPerSecond(transfers) {
      await pool.query('vacuum queue')
      await server.admin('checkpoint')
      const queueing = await queueAtOnce(pool, transfers)
      await drained(pool)
      return transfers.count / (await secondsSince(pool, queueing, transfers.count))
    },
    rest: () => parts.stop(),
    async stop() {
      await parts.stop()
      await pool.end()
      await server.stop()
    },
  }
  try {
    await makeWallets(pool, wallets, groups)
    await mesh.start(groups)
    await drained(pool)
    await mesh.rest()
    return mesh
  } catch (error) {
    await mesh.stop()
    throw error
  }
}

async function start(server: BenchServer, pool: Pool, parts: BenchParts, processors: number): Promise<void> {
  parts.spawn('gateway/main.ts')
  await parts.ready()
  for (let i = 1; i <= processors; i += 1) {
    const dsn = new URL(server.dsn)
    dsn.searchParams.set('application_name', `${SESSION_NAME} ${i}`)
    parts.spawn('op-processor/main.ts', [], { WALLETMESH_DSN: dsn.href })
  }
  await sharedOut(pool, processors)
}

/** All transfers, and the word to all groups that there are some, in one commit. Returns its transaction's id. */
async function queueAtOnce(pool: Pool, transfers: Transfers): Promise<string> {
  return transaction(pool, async (client) => {
    await insertTransfers(client, transfers)
    await client.query('analyze queue')
    await client.query(`select pg_notify(${CHANNEL_IN_SQL.work}, string_agg(id::text, ',')) from groups`)
    const { rows } = await client.query<{ xid: string }>('select pg_current_xact_id()::text as xid')
    return String(rows[0]?.xid)
  })
}

async function secondsSince(pool: Pool, xid: string, transfers: number): Promise<number> {
  const { rows } = await pool.query<{ seconds: number; transfers: number }>(
    `select count(*)::int as transfers,
       extract(epoch from max(pg_xact_commit_timestamp(xmin)) - pg_xact_commit_timestamp($1::xid))::float8 as seconds
     from operations
     where kind = 'transfer' and pg_xact_commit_timestamp(xmin) > pg_xact_commit_timestamp($1::xid)`,
    [xid],
  )
  if (rows[0]?.transfers !== transfers) throw new Error(`${rows[0]?.transfers} of ${transfers} transfers were applied`)
  return rows[0].seconds
}
