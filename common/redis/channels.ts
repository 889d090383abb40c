import type { Redis } from 'ioredis'
import type { Keys } from './keys.ts'
import { type FeedMessage, parseFeed, parseRates, type RatesMessage } from './messages.ts'

export interface Publisher {
  /** Never throws and never waits. What cannot be told at once is not told. */
  feed(message: FeedMessage): void
  rates(message: RatesMessage): void
}

export interface PublisherOptions {
  redis: Redis
  keys: Keys
  on: { published(): void; dropped(): void }
}

/** Messages whose arrival Redis has not yet confirmed. */
const UNDER_WAY_MAX = 64

export function createPublisher({ redis, keys: { channels }, on }: PublisherOptions): Publisher {
  let underWay = 0

  async function publish(channel: string, message: unknown): Promise<void> {
    if (redis.status !== 'ready' || underWay >= UNDER_WAY_MAX) return on.dropped()
    underWay += 1
    try {
      await redis.publish(channel, JSON.stringify(message))
      on.published()
    } catch {
      on.dropped()
    } finally {
      underWay -= 1
    }
  }

  return {
    feed: (message) => void publish(channels.feed, message),
    rates: (message) => void publish(channels.rates, message),
  }
}

export interface SubscriberOptions {
  /** Another connection to the same server is opened. */
  redis: Redis
  keys: Keys
  on: {
    /** From now on every message arrives, until the next time that this is called: in between some may have been missed. */
    listening(): void
    feed(message: FeedMessage): void
    rates(message: RatesMessage): void
  }
}

/** On a connection that is silent for longer an answer is asked for. */
const PING_MS = 1_000

/** Listens to what is published, on a connection that comes back by itself. Returns what ends it. */
export function subscribe({ redis, keys: { channels }, on }: SubscriberOptions): () => void {
  const client = redis.duplicate({ lazyConnect: false })
  // Told by the connection that it is a copy of.
  client.on('error', () => {})
  client.on('ready', () => {
    client.subscribe(channels.feed, channels.rates).then(
      () => on.listening(),
      () => client.disconnect(true),
    )
  })
  client.on('message', (channel: string, text: string) => {
    const feed = channel === channels.feed ? parseFeed(text) : null
    const rates = channel === channels.rates ? parseRates(text) : null
    if (feed !== null) on.feed(feed)
    if (rates !== null) on.rates(rates)
  })
  const ping = setInterval(() => {
    if (client.status === 'ready') client.ping().catch(() => {})
  }, PING_MS)
  return () => {
    clearInterval(ping)
    client.disconnect()
  }
}
