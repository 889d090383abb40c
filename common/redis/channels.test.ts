import type { Redis } from 'ioredis'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startTestRedis, type TestRedis } from '../../test/redis.ts'
import { createPublisher, type Publisher, subscribe } from './channels.ts'
import { keysOf } from './keys.ts'
import type { FeedMessage } from './messages.ts'
import { openRedis, type RedisConnection } from './redis.ts'

const keys = keysOf({ schemaName: 'walletmesh', id: 'test' })
const WAIT = { timeout: 10_000, interval: 20 }

let server: TestRedis
let redis: RedisConnection
let publisher: Publisher
let counts: { published: number; dropped: number }
let heard: { feed: FeedMessage[]; rates: unknown[]; listening: number }
/** The connection that listens. */
let listener: Redis
let unsubscribe: () => void
beforeEach(async () => {
  server = await startTestRedis()
  redis = await openRedis({ url: server.url, keys, log: pino({ level: 'silent' }) })
  counts = { published: 0, dropped: 0 }
  const on = { published: () => count('published'), dropped: () => count('dropped') }
  publisher = createPublisher({ redis: redis.client, keys, on })
  heard = { feed: [], rates: [], listening: 0 }
  const duplicated = vi.spyOn(redis.client, 'duplicate')
  unsubscribe = subscribe({
    redis: redis.client,
    keys,
    on: {
      listening() {
        heard.listening += 1
      },
      feed: (message) => heard.feed.push(message),
      rates: (message) => heard.rates.push(message),
    },
  })
  listener = duplicated.mock.results[0]?.value
  await vi.waitUntil(() => heard.listening === 1, WAIT)
})
afterEach(async () => {
  unsubscribe()
  redis.close()
  await server.stop()
})

function count(what: keyof typeof counts): void {
  counts[what] += 1
}

function messageOf(journal: number): FeedMessage {
  return {
    group: 1,
    journal: String(journal),
    at: '2026-01-02 03:04:05.678901+00',
    count: 1,
    operations: [
      {
        id: '0196b4a4-0000-7000-8000-000000000001',
        kind: 'transfer',
        status: 'decline',
        reason: 'insufficient_funds',
        amount: '9223372036854775807',
        currency: 'USD',
        origin: 1,
        target: 2,
      },
    ],
  }
}

describe('what is published', () => {
  test('is heard, in order, on its channel', async () => {
    for (let i = 1; i <= 50; i++) publisher.feed(messageOf(i))
    publisher.rates({ rates: { EUR: '1.093809' } })
    await vi.waitUntil(() => heard.rates.length === 1, WAIT)
    expect(heard.feed).toEqual(Array.from({ length: 50 }, (_, i) => messageOf(i + 1)))
    expect(heard.rates).toEqual([{ rates: { EUR: '1.093809' } }])
    expect(counts).toEqual({ published: 51, dropped: 0 })
  })

  test('by somebody else and is no message is not heard', async () => {
    const { operations, ...rest } = messageOf(1)
    for (const text of ['', '{', 'null', '{}', JSON.stringify(rest), JSON.stringify({ ...rest, operations: [{}] })]) {
      await server.client.publish(keys.channels.feed, text)
    }
    publisher.feed({ ...rest, operations })
    await vi.waitUntil(() => heard.feed.length > 0, WAIT)
    expect(heard.feed).toEqual([messageOf(1)])
  })

  test('faster than Redis takes it is dropped, and nobody waits', async () => {
    server.pause()
    const startedMs = performance.now()
    for (let i = 1; i <= 1_000; i++) publisher.feed(messageOf(i))
    expect(performance.now() - startedMs).toBeLessThan(200)
    expect(counts.dropped).toBeGreaterThan(900)
    server.resume()
  })
})

describe('a listener', () => {
  test.each([
    ['is killed', () => server.kill().then(() => server.restart())],
    [
      'hangs',
      async () => {
        server.pause()
        await new Promise((resolve) => listener.once('close', resolve))
        server.resume()
      },
    ],
  ])('listens again after Redis %s, and learns that it may have missed something', async (_, fault) => {
    await fault()
    await vi.waitUntil(() => heard.listening > 1 && redis.client.status === 'ready', WAIT)
    publisher.feed(messageOf(1))
    await vi.waitUntil(() => heard.feed.length === 1, WAIT)
  })
})
