import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../common/database/migrate.ts'
import { joinEmbedded } from '../common/embedded/embedded.ts'
import { openLog } from '../common/log.ts'

export interface BenchServer {
  dsn: string
  schemaName: string
  /** Runs a statement as the superuser. */
  admin(statement: string): Promise<void>
  /** Makes another database on the server and returns its dsn. */
  database(name: string): Promise<string>
  stop(): Promise<void>
}

/**
 * A PostgreSQL of its own with the settings that users get, fsync and synchronous_commit on, and a migrated mesh in it.
 * Commit times are tracked, for latencies.
 */
export async function startBenchServer(): Promise<BenchServer> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'walletmesh-bench-'))
  // As root, the server runs as another user.
  chmodSync(dataFolder, 0o755)
  mkdirSync(join(dataFolder, 'postgres'))
  writeFileSync(join(dataFolder, 'postgres', 'custom.conf'), 'track_commit_timestamp = on\n')
  const server = await joinEmbedded({ dataFolder, port: 0, ephemeral: true, log: openLog('bench', 'warn') })
  const schemaName = 'walletmesh'
  await migrate({ dsn: server.dsn, schemaName })
  return {
    dsn: server.dsn,
    schemaName,
    admin: (statement) => run(server.adminDsn, statement),
    async database(name) {
      await run(server.dsn, `create database ${name}`)
      const url = new URL(server.dsn)
      url.pathname = name
      return url.href
    },
    stop: () => server.leave(),
  }
}

async function run(dsn: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: dsn })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
