import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { commandLineOf } from '../port-owner.ts'
import type { Passwords } from './access.ts'
import { dsnOf } from './access.ts'
import type { Binaries } from './binaries.ts'
import { EmbeddedError, errorCode } from './embedded-error.ts'
import type { Folder } from './folder.ts'
import { run } from './run.ts'

/** `changing`: it starts, recovers or stops just now. */
export type ServerState = { is: 'ready'; port: number } | { is: 'changing' } | { is: 'down' }

/** Asks the server of the folder itself: a process id on file proves nothing. */
async function serverState(folder: Folder, passwords: Passwords): Promise<ServerState> {
  const port = Number((await pidFileLines(folder))[PORT_LINE])
  if (!(port > 0)) return { is: 'down' }
  const client = new Client({
    connectionString: dsnOf('postgres', passwords, port),
    ssl: false,
    connectionTimeoutMillis: 5_000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory')
    // A copy of a data folder has the same passwords, and a copied file names the port of the original.
    return rows[0]?.data_directory === folder.cluster ? { is: 'ready', port } : { is: 'down' }
  } catch (error) {
    const code = errorCode(error)
    if (code === CANNOT_CONNECT_NOW) return { is: 'changing' }
    if (code === TOO_MANY_CONNECTIONS) return { is: 'ready', port }
    return { is: 'down' }
  } finally {
    await client.end().catch(() => {})
  }
}

/** Waits while the server starts or stops, which it also does on its own when who asked for it was killed. */
export async function settledState(folder: Folder, passwords: Passwords, signal?: AbortSignal): Promise<ServerState> {
  for (let waitedMs = 0; waitedMs < START_MAX_SEC * 1000; waitedMs += SETTLE_RETRY_MS) {
    const state = await serverState(folder, passwords)
    if (state.is !== 'changing') return state
    await delay(SETTLE_RETRY_MS, undefined, { signal })
  }
  throw new EmbeddedError(
    `the embedded PostgreSQL of ${folder.dataFolder} neither starts nor stops: see ${folder.logs}`,
  )
}

/**
 * Starts the server in a session of its own, so that it outlives us, and returns when it takes connections.
 * Returns 'port taken' when somebody was faster with the port. Throws EmbeddedError with Postgres' own reason.
 */
export async function startServer(folder: Folder, binaries: Binaries, port: number): Promise<'started' | 'port taken'> {
  const startLog = join(folder.logs, 'start.log')
  await rm(startLog, { force: true })
  await disownPid(folder)
  const args = ['start', '--pgdata', folder.cluster, '--log', startLog, '--silent', '--wait']
  args.push('--timeout', String(START_MAX_SEC), '--options', `-p ${port}`)
  for (let attempt = 1; ; attempt++) {
    const { exitCode } = await run(binaries.pgCtl, args, { user: folder.user, cwd: folder.home })
    if (exitCode === 0) return 'started'
    const reason = await lastFault(folder)
    if (reason.includes('could not create any TCP/IP sockets')) return 'port taken'
    // The children of a server that was killed end by themselves a moment later.
    if (!reason.includes('pre-existing shared memory block') || attempt === ORPHANS_ATTEMPTS_MAX) {
      throw new EmbeddedError(`the embedded PostgreSQL of ${folder.dataFolder} does not start: ${reason}`)
    }
    await delay(ORPHANS_RETRY_MS)
  }
}

/** Ends all sessions, and returns when the server is gone. Nothing happens when none runs. */
export async function stopServer(folder: Folder, binaries: Binaries): Promise<void> {
  if (!(await serverLives(folder))) return
  const args = [
    'stop',
    '--pgdata',
    folder.cluster,
    '--mode=fast',
    '--silent',
    '--wait',
    '--timeout',
    String(STOP_MAX_SEC),
  ]
  const { exitCode, output } = await run(binaries.pgCtl, args, { user: folder.user, cwd: folder.home })
  if (exitCode === 0 || !(await serverLives(folder))) return
  const reason = output.trim().split('\n')[0] ?? ''
  throw new EmbeddedError(`the embedded PostgreSQL of ${folder.dataFolder} does not stop: ${reason}`)
}

/** Whether the process on file is alive and is the server of this folder. */
async function serverLives(folder: Folder): Promise<boolean> {
  const [pid] = await pidFileLines(folder)
  return (await commandLineOf(Number(pid)))?.includes(folder.cluster) ?? false
}

/**
 * After a crash of the machine, or in a container that was started again, the process id on file may be another
 * program's by now, and Postgres would not start beside it. It is replaced by one that no process can have; the rest of
 * the file stays, as Postgres finds by it whether children of the old server are still alive.
 */
async function disownPid(folder: Folder): Promise<void> {
  const [pid, ...rest] = await pidFileLines(folder)
  const isAnothers = (await commandLineOf(Number(pid))) !== undefined && !(await serverLives(folder))
  if (isAnothers) await writeFile(pidFile(folder), [IMPOSSIBLE_PID, ...rest].join('\n'))
}

function pidFile(folder: Folder): string {
  return join(folder.cluster, 'postmaster.pid')
}

async function pidFileLines(folder: Folder): Promise<string[]> {
  return readFile(pidFile(folder), 'utf8').then(
    (text) => text.split('\n'),
    () => [],
  )
}

/** Why the server gave up, in its own words. */
async function lastFault({ logs }: Folder): Promise<string> {
  const names = await readdir(logs)
  const files = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(logs, name))).mtimeMs })))
  for (const { name } of files.sort((a, b) => b.at - a.at)) {
    const lines = (await readFile(join(logs, name), 'utf8')).match(/(?:LOG|FATAL|PANIC): .*/g) ?? []
    const last = lines.findLastIndex((line) => !line.startsWith('LOG'))
    // A wrong setting is told in the line before the one that gives up.
    const told = lines[last]?.includes('contains errors') ? lines[last - 1] : lines[last]
    if (told !== undefined) return told.replace(/^[A-Z]+: +/, '')
  }
  return `it gave no reason in ${logs}`
}

const PORT_LINE = 3
const IMPOSSIBLE_PID = '2147483647'
const CANNOT_CONNECT_NOW = '57P03'
const TOO_MANY_CONNECTIONS = '53300'

// Recovery after a crash replays up to max_wal_size.
const START_MAX_SEC = 300
const STOP_MAX_SEC = 120
const SETTLE_RETRY_MS = 50
const ORPHANS_RETRY_MS = 200
const ORPHANS_ATTEMPTS_MAX = 50
