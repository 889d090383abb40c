import pg from 'pg'

export type Pool = pg.Pool
export type Client = pg.ClientBase

const INT8 = 20
const NUMERIC = 1700
const TIMESTAMPTZ = 1184

const parsers = new Map<number, (text: string) => unknown>([
  [INT8, BigInt],
  // Kept as Postgres prints them: a Date would drop the microseconds, a number the digits.
  [NUMERIC, String],
  [TIMESTAMPTZ, String],
])

/** bigint arrives as `bigint`; numeric and timestamptz as text, exact. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) || pg.types.getTypeParser(oid, format),
} as pg.CustomTypesConfig

export interface PoolOptions {
  dsn: string
  schemaName: string
  /** Connections at most. */
  connectionsMax: number
  /** For `pg_stat_activity`. */
  applicationName: string
  /**
   * A transaction that lasts longer, or idles longer between statements, is ended by the server together with its
   * session and all its locks. What holds a group's or the topology's lock sets it well below the lease time.
   */
  transactionTimeoutMs?: number
  /** IANA zone of times printed by the server; default UTC. */
  timeZone?: string
  /**
   * Statements are written without waiting for the answer to the one before. A transaction costs one round trip per
   * decision instead of one per statement.
   */
  pipeline?: boolean
  /** Further settings of its sessions, by name; values without spaces. */
  settings?: Readonly<Record<string, string>>
}

/**
 * Opens a pool whose sessions live in the mesh's schema. It connects lazily; `errors` of idle connections are swallowed
 * because the next query reports them.
 */
export function openPool(options: PoolOptions): Pool {
  const timeout = options.transactionTimeoutMs
  const settings = {
    search_path: options.schemaName,
    timezone: options.timeZone ?? 'UTC',
    // What is read and hashed as text must not depend on the server's defaults.
    datestyle: 'ISO',
    bytea_output: 'hex',
    // Locks rely on every statement having a snapshot of its own.
    default_transaction_isolation: 'read committed',
    ...(timeout === undefined ? {} : { transaction_timeout: timeout, idle_in_transaction_session_timeout: timeout }),
    ...options.settings,
  }
  const pool = new pg.Pool({
    connectionString: options.dsn,
    max: options.connectionsMax,
    application_name: options.applicationName,
    types,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    pipeline: options.pipeline ?? false,
    options: Object.entries(settings)
      .map(([key, value]) => `-c ${key}=${String(value).replaceAll(' ', '\\ ')}`)
      .join(' '),
  } as pg.PoolConfig)
  pool.on('error', () => {})
  return pool
}

/** The database cannot be used; the message says why in one line. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
}

const OLDEST_SERVER = 170_000

/** Throws a DatabaseError when the server cannot be reached or is older than PostgreSQL 17 (`transaction_timeout`). */
export async function assertServerUsable(dsn: string): Promise<void> {
  const client = new pg.Client({ connectionString: dsn, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num')
    const version = Number(rows[0]?.server_version_num)
    if (version < OLDEST_SERVER) {
      throw new Error(`it runs PostgreSQL ${Math.trunc(version / 10_000)}; walletmesh needs 17 or newer`)
    }
  } catch (error) {
    throw new DatabaseError(`cannot use the database at ${withoutPassword(dsn)}: ${reasonOf(error)}`)
  } finally {
    await client.end().catch(() => {})
  }
}

function withoutPassword(dsn: string): string {
  const url = URL.parse(dsn)
  if (url === null) return 'the given dsn'
  url.password = ''
  url.search = ''
  return url.href
}

/** An AggregateError (several addresses tried) has an empty message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}
