import type { Redis } from 'ioredis'
import { Counter, type Registry } from 'prom-client'
import { installationId } from '../common/database/installation.ts'
import type { Pool } from '../common/database/pool.ts'
import type { Log } from '../common/log.ts'
import { type CacheReader, createCacheReader } from '../common/redis/cache-reader.ts'
import { createPublisher, type Publisher, type SubscriberOptions, subscribe } from '../common/redis/channels.ts'
import { type Keys, keysOf } from '../common/redis/keys.ts'
import { openRedis, type RedisConnection } from '../common/redis/redis.ts'
import type { Service } from '../common/service.ts'

export interface GatewayRedisOptions {
  /** Empty: there is none, and everything is read from Postgres. */
  url: string
  schemaName: string
  reads: Pool
  metrics: Registry
  log: Log
}

/** Starting throws a RedisError when the Redis cannot be used. */
export interface GatewayRedis extends Service {
  /** Finds nothing where there is no Redis. */
  readonly cache: CacheReader
  readonly rates: Publisher['rates']
  /** For what gateways count together, from the start on; undefined where there is no Redis. */
  readonly shared: { client: Redis; nameSpace: string } | undefined
  /** Returns what ends it; null where there is no Redis. */
  listen(on: SubscriberOptions['on']): (() => void) | null
}

const NOTHING: CacheReader = { wallet: async () => null, positions: async () => null }

export function createGatewayRedis({ url, schemaName, reads, metrics, log }: GatewayRedisOptions): GatewayRedis {
  const readings = new Counter({
    name: 'walletmesh_cache_reads_total',
    help: 'Balances that Redis was asked for, by what they are of and whether they were there',
    labelNames: ['of', 'result'],
    registers: [metrics],
  })
  let connection: { redis: RedisConnection; keys: Keys; cache: CacheReader; publisher: Publisher } | undefined

  return {
    cache: {
      wallet: (id) => (connection?.cache ?? NOTHING).wallet(id),
      positions: (groups) => (connection?.cache ?? NOTHING).positions(groups),
    },
    rates: (message) => connection?.publisher.rates(message),
    get shared() {
      return connection && { client: connection.redis.client, nameSpace: connection.keys.requests }
    },
    listen(on) {
      if (connection === undefined) return null
      const { redis, keys } = connection
      return subscribe({ redis: redis.client, keys, on })
    },
    async start() {
      if (url === '') return
      const keys = keysOf({ schemaName, id: await installationId(reads) })
      const redis = await openRedis({ url, keys, log })
      const cache = createCacheReader({
        redis: redis.client,
        keys,
        nowMs: () => performance.now(),
        on: {
          hit: (what) => readings.inc({ of: what, result: 'hit' }),
          miss: (what) => readings.inc({ of: what, result: 'miss' }),
        },
      })
      const publisher = createPublisher({ redis: redis.client, keys, on: { published() {}, dropped() {} } })
      connection = { redis, keys, cache, publisher }
    },
    async stop() {
      connection?.redis.close()
    },
  }
}
