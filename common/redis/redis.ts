import { type RedisOptions as ClientOptions, Redis } from 'ioredis'
import { pauseMs } from '../backoff.ts'
import type { Log } from '../log.ts'
import type { Keys } from './keys.ts'

/** Redis cannot be used; the message says why in one line, without the password. */
export class RedisError extends Error {
  override readonly name = 'RedisError'
}

export interface RedisOptions {
  /** redis: or rediss: */
  url: string
  keys: Keys
  log: Log
  /** Default COMMAND_TIMEOUT_MS, for who lets somebody wait. */
  commandTimeoutMs?: number
  /** From 0 up to 1; spreads attempts to reconnect. */
  random?: () => number
}

export interface RedisConnection {
  /** Its commands fail at once while there is no connection, and after their time limit when no answer comes. */
  readonly client: Redis
  close(): void
}

/** A command without an answer for so long has failed, though Redis may still carry it out. */
export const COMMAND_TIMEOUT_MS = 250
/** A connection on which an answer is due for so long is given up for a new one. */
const SILENCE_MAX_MS = 2_000
const CONNECT_TIMEOUT_MS = 2_000
const START_TIMEOUT_MS = 4_500
const RECONNECT = { firstMs: 50, mostMs: 2_000 }

/**
 * Connects to the Redis of the settings. Throws a RedisError within five seconds when it cannot be used. Once it is
 * connected, losing it stops nothing: commands fail at once and it reconnects for ever, with one line in the log when it
 * goes and one when it is back.
 */
export async function openRedis(options: RedisOptions): Promise<RedisConnection> {
  const { url, log } = options
  const where = withoutPassword(url)
  const deadlineMs = performance.now() + START_TIMEOUT_MS
  while (true) {
    try {
      const client = await connect(options)
      watch(client, where, log)
      return { client, close: () => client.disconnect() }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const worthAnother = reason === TIMED_OUT && performance.now() + CONNECT_TIMEOUT_MS < deadlineMs
      if (!worthAnother) throw new RedisError(`cannot use the Redis at ${where}: ${reason}`)
    }
  }
}

const TIMED_OUT = 'it does not answer'

/** A connection that answered and takes scripts that write. */
async function connect(options: RedisOptions): Promise<Redis> {
  const { url, keys, commandTimeoutMs = COMMAND_TIMEOUT_MS, random = Math.random } = options
  let started = false
  const client = new Redis({
    ...optionsOf(url),
    commandTimeout: commandTimeoutMs,
    retryStrategy: (times: number) => (started ? pauseMs(times, RECONNECT, random()) : null),
  })
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => {})
  client.on('error', (error) => failed.reject(error))
  const timer = setTimeout(() => failed.reject(new Error(TIMED_OUT)), CONNECT_TIMEOUT_MS)
  try {
    // The reason is that of the event: the promise of `connect` knows no more than that the connection was closed.
    await Promise.race([failed.promise, client.connect().catch(() => failed.promise)])
    await Promise.race([failed.promise, client.eval(PROBE, 1, keys.probe)])
    started = true
    return client
  } catch (error) {
    client.disconnect()
    throw named(error)
  } finally {
    clearTimeout(timer)
  }
}

/** Whether scripts may run, and write: a replica refuses, and so does a user without the right to. */
const PROBE = `redis.call('SET', KEYS[1], '', 'PX', 1000) return redis.call('DEL', KEYS[1])`

function optionsOf(url: string): ClientOptions & { replyMapping: 'legacy' } {
  const { protocol, hostname, port, username, password, pathname } = new URL(url)
  const db = pathname.replace(/^\//, '')
  if (!/^\d*$/.test(db)) throw new Error(`the database must be a number, as in redis://host:6379/0, not ${db}`)
  return {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port || 6379),
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' && { tls: {} }),
    db: Number(db),
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_MAX_MS,
    // Nothing waits for a connection, and nothing is sent twice.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    // Its failure would be nobody's to catch.
    autoResubscribe: false,
    protocol: 2,
    replyMapping: 'legacy',
    connectionName: 'walletmesh',
  }
}

function watch(client: Redis, where: string, log: Log): void {
  let gone = false
  let reason = 'the connection was closed'
  client.removeAllListeners('error')
  client.on('error', (error) => {
    reason = named(error).message
  })
  client.on('close', () => {
    if (gone || client.status === 'end') return
    gone = true
    log.warn(`lost the Redis at ${where}: ${reason}`)
  })
  client.on('ready', () => {
    if (!gone) return
    gone = false
    reason = 'the connection was closed'
    log.info(`the Redis at ${where} is back`)
  })
}

function named(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error))
  // Several addresses tried: its own message is empty.
  if (error instanceof AggregateError) return named(error.errors[0])
  return /timed out|ETIMEDOUT/i.test(error.message) ? new Error(TIMED_OUT) : error
}

function withoutPassword(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}
