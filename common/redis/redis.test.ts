import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { Redis } from 'ioredis'
import { pino } from 'pino'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { startTestRedis, type TestRedis, type TestRedisOptions } from '../../test/redis.ts'
import { createCacheReader } from './cache-reader.ts'
import { createPublisher, subscribe } from './channels.ts'
import { keysOf } from './keys.ts'
import { openIncarnation } from './lua/open-incarnation.ts'
import { writeEntries } from './lua/write-entries.ts'
import { COMMAND_TIMEOUT_MS, openRedis, type RedisConnection, RedisError } from './redis.ts'
import { cacheScripts } from './scripts.ts'

const keys = keysOf({ schemaName: 'walletmesh', id: 'test' })
const WAIT = { timeout: 10_000, interval: 20 }

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** Until the client has failed to connect once more. Its errors are none of the caller's. */
const nextAttempt = (client: Redis) => new Promise((resolve) => client.once('reconnecting', resolve))

async function server(options?: TestRedisOptions): Promise<TestRedis> {
  const redis = await startTestRedis(options)
  ends.push(redis.stop)
  return redis
}

/** Connected, with the lines of its log. */
async function connection(url: string): Promise<RedisConnection & { lines: string[] }> {
  const lines: string[] = []
  const log = pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line).msg) })
  const redis = await openRedis({ url, keys, log })
  ends.push(redis.close)
  return { ...redis, lines }
}

/** The error of the start, and how long it took. */
async function refusal(url: string) {
  const startedMs = performance.now()
  const error = await connection(url).then(
    () => undefined,
    (error: unknown) => error,
  )
  return { error, tookMs: performance.now() - startedMs }
}

async function silentServer(): Promise<number> {
  const listener = createServer(() => {})
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  ends.push(() => listener.close())
  const address = listener.address()
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

describe('a Redis that cannot be used ends the start within five seconds, in one line without the password', () => {
  test.each([
    ['nobody listens', async () => 'redis://user:secret@127.0.0.1:1', 'ECONNREFUSED'],
    ['no such host', async () => 'redis://user:secret@nowhere.invalid:6379', 'nowhere.invalid'],
    ['nobody answers', async () => `redis://user:secret@127.0.0.1:${await silentServer()}`, 'it does not answer'],
    ['another password', async () => (await server({ password: 'other' })).url.replace('other', 'secret'), 'WRONGPASS'],
    ['no password', async () => (await server({ password: 'secret' })).url.replace(':secret@', ''), 'NOAUTH'],
    ['no such database', async () => `${(await server()).url}/99`, 'out of range'],
    ['no database', async () => `${(await server()).url}/walletmesh`, 'must be a number'],
    ['a replica', async () => (await server({ args: ['--replicaof', '127.0.0.1 1'] })).url, 'READONLY'],
  ])('%s', async (_, url, reason) => {
    const { error, tookMs } = await refusal(await url())
    expect(error).toBeInstanceOf(RedisError)
    const { message } = error as RedisError
    expect(message).toContain(reason)
    expect(message).toMatch(/^cannot use the Redis at redis:\/\/[^@]*: .*$/)
    expect(message).not.toContain('secret')
    expect(tookMs).toBeLessThan(5_000)
  })
})

describe('a connection', () => {
  test('is made with user, password and database', async () => {
    const { url, client } = await server({ password: 'p@ss/w:rd' })
    const redis = await connection(`${url.replace('p@ss/w:rd', encodeURIComponent('p@ss/w:rd'))}/3`)
    await redis.client.set('a', '1')
    await client.select(3)
    expect(await client.get('a')).toBe('1')
  })

  test('needs no more rights than docs/redis.md says', async () => {
    const { url, client } = await server()
    const docs = await readFile(new URL('../../docs/redis.md', import.meta.url), 'utf8')
    const [, user = ''] = /ACL SETUSER ([^`]*)```/.exec(docs) ?? []
    await client.call('ACL', 'SETUSER', ...user.trim().split(/\s+/))
    const redis = await connection(url.replace('//', '//walletmesh:password@'))
    const asOfMs = await cacheScripts(redis.client, keys).now()
    const holder = { group: 1, epoch: 1n, n: 1, asOfMs }
    const positions = new Map([[7, 5n]])
    const entries = [{ walletId: 7, balance: 5n, held: 0n, floor: 0n, state: 'open' as const, atUs: 1n }]
    await openIncarnation(redis.client, keys, { ...holder, positions })
    await writeEntries(redis.client, keys, { ...holder, writes: 0, positions, entries })
    const reader = createCacheReader({ redis: redis.client, keys, nowMs: () => 0, on: { hit() {}, miss() {} } })
    expect(await reader.wallet(7)).toMatchObject({ balance: 5n })
    expect(await reader.positions([1])).toMatchObject([{ balances: positions }])
    expect(await redis.client.scan(0, 'MATCH', `${keys.wallets}*`)).toEqual(['0', [keys.wallet(7)]])

    const heard: unknown[] = []
    const on = {
      listening: () => void heard.push('listening'),
      feed() {},
      rates: (message: unknown) => void heard.push(message),
    }
    ends.push(subscribe({ redis: redis.client, keys, on }))
    await vi.waitUntil(() => heard.length === 1, WAIT)
    createPublisher({ redis: redis.client, keys, on: { published() {}, dropped() {} } }).rates({ rates: {} })
    await vi.waitUntil(() => heard.length === 2, WAIT)
    await expect(redis.client.get('of somebody else')).rejects.toThrow('NOPERM')
  })

  test('that is lost fails commands at once, and comes back by itself: one line in the log each', async () => {
    const redis = await server()
    const { client, lines } = await connection(redis.url)
    await redis.kill()
    await vi.waitUntil(() => client.status !== 'ready', WAIT)
    for (let attempts = 0; attempts < 4; attempts++) {
      await nextAttempt(client)
      const startedMs = performance.now()
      await expect(client.get('a')).rejects.toThrow()
      expect(performance.now() - startedMs).toBeLessThan(COMMAND_TIMEOUT_MS)
    }
    expect(lines).toEqual([expect.stringMatching(/^lost the Redis at redis:\/\/127\.0\.0\.1:\d+: /)])

    await redis.restart()
    await vi.waitUntil(() => client.get('a').then(() => true, () => false), WAIT) // biome-ignore format: short
    expect(lines).toHaveLength(2)
    expect(lines[1]).toMatch(/^the Redis at redis:\/\/127\.0\.0\.1:\d+ is back$/)
  })

  test('to a server that answers nothing any more fails commands in time, and is given up', async () => {
    const redis = await server()
    const { client, lines } = await connection(redis.url)
    redis.pause()
    const startedMs = performance.now()
    await expect(client.get('a')).rejects.toThrow()
    expect(performance.now() - startedMs).toBeLessThan(COMMAND_TIMEOUT_MS + 200)
    await vi.waitUntil(() => lines.length > 0, WAIT)
    // The next attempts find it silent, too.
    for (let attempts = 0; attempts < 2; attempts++) await nextAttempt(client)
    expect(lines).toHaveLength(1)
    redis.resume()
    await vi.waitUntil(() => client.get('a').then(() => true, () => false), WAIT) // biome-ignore format: short
    expect(lines).toHaveLength(2)
  })
})
