import { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import type { Log } from '../log.ts'

export interface KeeperOptions {
  dsn: string
  log: Pick<Log, 'info' | 'warn'>
  /** Starts the server unless it runs. */
  revive: (signal: AbortSignal) => Promise<void>
}

export interface Keeper {
  /** Returns when nothing is started any more. */
  stop(): Promise<void>
}

/**
 * Has the server started again when it ends while we use it: killed for want of memory, or stopped by hand. One idle
 * session tells; nothing is polled. It does not keep our process alive.
 */
export function keepRunning({ dsn, log, revive }: KeeperOptions): Keeper {
  const stopping = new AbortController()
  const { signal } = stopping
  const watching = watch()
  return {
    async stop() {
      stopping.abort()
      await watching
    },
  }

  async function watch(): Promise<void> {
    while (!signal.aborted) {
      const watched = await sessionEnds(dsn, signal)
      try {
        if (!watched) await delay(RETRY_MS, undefined, { signal, ref: false })
        if (!signal.aborted) await revive(signal)
      } catch (error) {
        if (signal.aborted) return
        log.warn({ err: error }, 'the embedded PostgreSQL ended and could not be started again: trying on')
        await delay(RETRY_MS, undefined, { signal, ref: false }).catch(() => {})
      }
    }
  }
}

/** Returns when a session that was opened for it ends, or we stop: true, or false when none could be opened. */
async function sessionEnds(dsn: string, signal: AbortSignal): Promise<boolean> {
  const socket = new Socket()
  const client = new Client({
    connectionString: dsn,
    ssl: false,
    application_name: 'walletmesh member',
    connectionTimeoutMillis: 5_000,
    stream: () => socket,
  })
  const ended = Promise.withResolvers<void>()
  const end = () => ended.resolve()
  client.once('end', end)
  client.on('error', () => {})
  try {
    await client.connect()
  } catch {
    await client.end().catch(() => {})
    return false
  }
  socket.unref()
  signal.addEventListener('abort', end)
  if (!signal.aborted) await ended.promise
  signal.removeEventListener('abort', end)
  socket.ref()
  await client.end().catch(() => {})
  return true
}

const RETRY_MS = 1_000
