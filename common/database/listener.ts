import pg from 'pg'
import type { Log } from '../log.ts'
import type { Service } from '../service.ts'

export interface ListenerOptions {
  dsn: string
  /** For `pg_stat_activity`. */
  applicationName: string
  channels: readonly string[]
  onNotice: (channel: string, payload: string) => void
  /** It listens, again: notices may have been missed. */
  onGap: () => void
  /** From 0 up to 1; spreads the attempts to reconnect. */
  random: () => number
  log: Log
}

const RECONNECT_MS = { first: 100, most: 5_000 }

/** Listens for notices on a connection of its own, which it opens again whenever it is lost. `start` throws nothing. */
export function createListener(options: ListenerOptions): Service {
  const { dsn, applicationName, channels, random, log, onNotice, onGap } = options
  let stopped = false
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let pauseMs = RECONNECT_MS.first

  const connect = async () => {
    const connecting = new pg.Client({
      connectionString: dsn,
      application_name: applicationName,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: 5_000,
    })
    client = connecting
    connecting.on('notification', ({ channel, payload = '' }) => onNotice(channel, payload))
    // After an error comes the end.
    connecting.on('error', (err) => log.debug({ err }, 'the connection for notices failed'))
    connecting.on('end', () => {
      if (client === connecting) later()
    })
    try {
      await connecting.connect()
      for (const channel of channels) await connecting.query(`listen ${pg.escapeIdentifier(channel)}`)
      pauseMs = RECONNECT_MS.first
      onGap()
    } catch (err) {
      log.warn({ err }, 'cannot listen for notices of other gateways')
      if (client === connecting) later()
      await connecting.end().catch(() => {})
    }
  }
  const later = () => {
    client = undefined
    if (stopped) return
    timer = setTimeout(connect, pauseMs * (0.5 + random() / 2))
    pauseMs = Math.min(2 * pauseMs, RECONNECT_MS.most)
  }

  return {
    start: connect,
    async stop() {
      stopped = true
      clearTimeout(timer)
      const closing = client
      client = undefined
      await closing?.end().catch(() => {})
    },
  }
}
