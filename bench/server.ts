import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
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
  /** All that the server wrote to its log so far. */
  log(): string
  /** Makes another database on the server and returns its dsn. */
  database(name: string): Promise<string>
  stop(): Promise<void>
}

/**
 * A PostgreSQL of its own with the settings that users get, fsync and synchronous_commit on, and a migrated mesh in it.
 * Commit times are tracked, for latencies.
 *
 * @param conf lines of postgresql.conf beside these settings
 */
export async function startBenchServer(conf: readonly string[] = []): Promise<BenchServer> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'walletmesh-bench-'))
  // As root, the server runs as another user.
  chmodSync(dataFolder, 0o755)
  mkdirSync(join(dataFolder, 'postgres'))
  writeFileSync(join(dataFolder, 'postgres', 'custom.conf'), ['track_commit_timestamp = on', ...conf, ''].join('\n'))
  const server = await joinEmbedded({ dataFolder, port: 0, ephemeral: true, log: openLog('bench', 'warn') })
  const schemaName = 'walletmesh'
  await migrate({ dsn: server.dsn, schemaName })
  return {
    dsn: server.dsn,
    schemaName,
    admin: (statement) => run(server.adminDsn, statement),
    log: () => readLog(join(dataFolder, 'postgres', 'log')),
    async database(name) {
      await run(server.dsn, `create database ${name}`)
      const url = new URL(server.dsn)
      url.pathname = name
      return url.href
    },
    stop: () => server.leave(),
  }
}

/** Of every day that the server has run. */
function readLog(folder: string): string {
  const files = readdirSync(folder).map((name) => join(folder, name))
  const byAge = files.sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs)
  return byAge.map((file) => readFileSync(file, 'utf8')).join('')
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
