import type { PoolClient } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { type Client, openPool, type Pool } from './pool.ts'

/** The database as it is at one instant, seen by several sessions, none of which can change anything. */
export interface Snapshot {
  /** The session for whatever is not a stream. */
  client: Client
  /** Runs a query on a session of its own and streams its rows as lines of `copy … to stdout`. One at a time per session. */
  stream(query: string): Promise<AsyncIterable<Buffer>>
  /** Ends every session, also those whose stream was not read to its end. */
  close(): Promise<void>
}

export interface SnapshotOptions {
  dsn: string
  schemaName: string
  /** Streams that may be open at a time. */
  streamsMax: number
  /** For `pg_stat_activity`. */
  applicationName: string
}

// Sorting by the journal is most of the work; each sort spills to disk beyond this. Times must be printed as they were
// when they were hashed.
const SESSION = `
  set local work_mem = '64MB';
  set local datestyle = 'ISO';
  set local jit = off`

export async function openSnapshot({ streamsMax, ...options }: SnapshotOptions): Promise<Snapshot> {
  const pool = openPool({
    ...options,
    connectionsMax: 1 + streamsMax,
    // None: it lasts as long as the ledger is large.
    transactionTimeoutMs: 0,
  })
  const clients: PoolClient[] = []
  const close = async () => {
    // Broken off: a stream that was not read to its end would keep its session busy.
    for (const client of clients) client.release(true)
    await pool.end()
  }
  try {
    const client = await begin(pool, clients)
    const { rows } = await client.query<{ id: string }>('select pg_export_snapshot() as id')
    const stream = async (query: string) => {
      const session = await begin(pool, clients, rows[0]?.id)
      return session.query(copyTo(`copy (${query}) to stdout`))
    }
    return { client, stream, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function begin(pool: Pool, clients: PoolClient[], snapshotId?: string): Promise<PoolClient> {
  const client = await pool.connect()
  clients.push(client)
  await client.query('begin isolation level repeatable read read only')
  if (snapshotId !== undefined) await client.query(`set transaction snapshot '${snapshotId}'`)
  await client.query(SESSION)
  return client
}
