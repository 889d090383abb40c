import { execFileSync } from 'node:child_process'
import { closeSync, fdatasyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { cpus, release, tmpdir, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { VERSION } from '../common/command.ts'
import { readSettings } from '../common/settings/settings.ts'
import { startBenchServer } from './server.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

const POSTGRES_SETTINGS = [
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'wal_sync_method',
  'wal_level',
  'shared_buffers',
  'max_wal_size',
  'checkpoint_timeout',
  'max_connections',
]

/** What a figure cannot be judged without. */
export interface Environment {
  machine: { cpu: string; cores: number; memory_gib: number; system: string; fsyncs_per_s: number }
  versions: { walletmesh: string; commit: string | null; node: string; postgresql: string; pg: string }
  postgresql: Record<string, string>
  /** Where a row says nothing else. */
  walletmesh: Record<string, string | number>
}

export async function readEnvironment(): Promise<Environment> {
  const { version, settings } = await readPostgres()
  return {
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memory_gib: Math.round(totalmem() / 2 ** 30),
      system: `${type()} ${release()}`,
      fsyncs_per_s: fsyncsPerSecond(),
    },
    versions: {
      walletmesh: VERSION,
      commit: commitOf(root),
      node: process.version,
      postgresql: version,
      pg: JSON.parse(readFileSync(`${root}node_modules/pg/package.json`, 'utf8')).version,
    },
    postgresql: settings,
    walletmesh: readWalletmesh(),
  }
}

/** Asked of a server that is started as every row starts its own. */
async function readPostgres(): Promise<{ version: string; settings: Record<string, string> }> {
  const server = await startBenchServer()
  const client = new pg.Client({ connectionString: server.dsn })
  try {
    await client.connect()
    const { rows } = await client.query<{ name: string; setting: string }>(
      `select name, current_setting(name) as setting from pg_settings where name = any ($1)`,
      [[...POSTGRES_SETTINGS, 'server_version']],
    )
    const { server_version: version = 'unknown', ...settings } = Object.fromEntries(
      rows.map(({ name, setting }) => [name, setting]),
    )
    return { version, settings }
  } finally {
    await client.end()
    await server.stop()
  }
}

function readWalletmesh(): Record<string, string | number> {
  const settings = readSettings(undefined)
  return {
    operationProcessorLimit: settings.operationProcessorLimit,
    maxPoolTasks: settings.maxPoolTasks,
    'lease.ttl_ms': settings.lease.ttl,
    'limits.batchRequests': settings.limits.batchRequests,
    'limits.pendingRequests': settings.limits.pendingRequests,
    'limits.queuedOperations': settings.limits.queuedOperations,
  }
}

/** Null where this is not a checkout. */
function commitOf(folder: string): string | null {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim()
  try {
    const changed = git(
      'status',
      '--porcelain',
      '--untracked-files=no',
      '--',
      '.',
      ':!bench/results.*',
      ':!bench/plots',
    )
    return git('rev-parse', '--short', 'HEAD') + (changed === '' ? '' : ' and changes')
  } catch {
    return null
  }
}

const BLOCK = Buffer.alloc(8192)
const SYNC_MS = 1_000

/** Durable writes of a page per second, one after the other, in the folder of the rows' servers: as pg_test_fsync's fdatasync. */
function fsyncsPerSecond(): number {
  const folder = mkdtempSync(join(tmpdir(), 'walletmesh-fsync-'))
  const file = openSync(join(folder, 'page'), 'w')
  try {
    const startMs = performance.now()
    let writes = 0
    for (; performance.now() - startMs < SYNC_MS; writes += 1) {
      writeSync(file, BLOCK, 0, BLOCK.length, 0)
      fdatasyncSync(file)
    }
    return Math.round((writes / (performance.now() - startMs)) * 1_000)
  } finally {
    closeSync(file)
    rmSync(folder, { recursive: true })
  }
}
