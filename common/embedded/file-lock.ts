import { stat } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { EmbeddedError } from './embedded-error.ts'

/** A lock on a file that lasts until it is released or its process is gone, however that ended. */
export interface FileLock {
  release(): void
}

export interface PatientOptions {
  /** Called once when the lock is not to be had within a second. */
  onWait: () => void
  signal?: AbortSignal | undefined
}

/**
 * The lock itself is the operating system's (fcntl), reached through SQLite, as Node has no call of its own for it. The
 * kernel drops it when the process dies, so there is no stale lock to recognise, and no process id to compare.
 * SQLite also keeps two holders within one process apart, which fcntl alone does not. The file stays empty.
 * Nothing else in the process may open and close the file: that would drop the lock (a rule of POSIX).
 */
function tryLock(path: string, kind: 'shared' | 'exclusive'): FileLock | undefined {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { timeout: 0 })
    database.exec('PRAGMA journal_mode = OFF')
    database.exec(kind === 'exclusive' ? 'BEGIN EXCLUSIVE' : 'BEGIN; SELECT 1 FROM sqlite_schema')
  } catch (error) {
    database?.close()
    if (isOf(error, SQLITE_BUSY) || isOf(error, SQLITE_CANTOPEN)) return undefined
    throw error
  }
  held.add(database)
  return {
    release() {
      if (held.delete(database)) database.close()
    },
  }
}

// Without this a lock whose holder keeps no reference to it would go with the next garbage collection.
const held = new Set<DatabaseSync>()

/** Joins the holders of a lock that many may hold; undefined while someone holds it alone. */
export function tryShare(path: string): FileLock | undefined {
  return tryLock(path, 'shared')
}

/** Takes a lock alone; undefined while anybody else, in this process or another, holds it or shares it. */
export function tryHold(path: string): FileLock | undefined {
  return tryLock(path, 'exclusive')
}

/**
 * Takes a lock alone, waiting for its holder.
 * Returns undefined when the file was removed meanwhile (its folder went with the last member): prepare it again.
 * Throws EmbeddedError when it is not to be had within WAIT_MAX_MS.
 */
export async function hold(path: string, { onWait, signal }: PatientOptions): Promise<FileLock | undefined> {
  let waitedMs = 0
  for (;;) {
    const before = await inodeOf(path)
    const lock = tryHold(path)
    const after = await inodeOf(path)
    // Only the file that is there under this name counts: one that was removed can still be locked.
    if (lock !== undefined && after !== undefined && after === before) return lock
    lock?.release()
    if (after === undefined) return undefined
    if (lock !== undefined) continue
    if (waitedMs === TELL_AFTER_MS) onWait()
    if (waitedMs >= WAIT_MAX_MS) throw new EmbeddedError(`another process has held ${path} for ${WAIT_MAX_MS / 1000} s`)
    await delay(RETRY_MS, undefined, { signal })
    waitedMs += RETRY_MS
  }
}

const RETRY_MS = 25
const TELL_AFTER_MS = 1_000
// Longer than the longest start (see START_MAX_SEC), as that is what a holder may be busy with.
const WAIT_MAX_MS = 330_000

async function inodeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ ino }) => ino,
    () => undefined,
  )
}

function isOf(error: unknown, sqliteCode: number): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteCode
}

const SQLITE_BUSY = 5
const SQLITE_CANTOPEN = 14
