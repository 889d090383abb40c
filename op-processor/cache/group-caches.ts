import type { Pool } from '../../common/database/pool.ts'
import type { Log } from '../../common/log.ts'
import { createPublisher, type Publisher } from '../../common/redis/channels.ts'
import { GroupCache } from '../../common/redis/group-cache.ts'
import type { Keys } from '../../common/redis/keys.ts'
import { openRedis, type RedisConnection } from '../../common/redis/redis.ts'
import { cacheScripts } from '../../common/redis/scripts.ts'
import type { Service } from '../../common/service.ts'
import type { CommitObserver } from '../group-worker.ts'
import type { CacheMetrics } from './metrics.ts'
import { lookAt } from './sql/look.ts'
import { cachedJournal, feedMessage } from './tell.ts'

export interface GroupCachesOptions {
  /** Of the Redis; empty: none, and nothing is kept or told. */
  url: string
  keys: () => Promise<Keys>
  pool: Pool
  metrics: CacheMetrics
  log: Log
}

export interface GroupCaches extends Service {
  /** From now on the group is held under this epoch; what it was held under before is over. */
  hold(lease: { group: number; epoch: bigint }): HeldCache
}

export interface HeldCache extends CommitObserver {
  release(): void
}

/** Idle groups are looked at this often; what is in Redis of them is believed for 2 s. */
const LOOK_MS = 500
/** Nobody waits for an answer. One that came while a large batch was decided must not count as missing. */
const COMMAND_TIMEOUT_MS = 1_000

const NOBODY: HeldCache = { committing() {}, committed() {}, failed() {}, release() {} }

/**
 * Keeps the balances of the held groups in Redis, and tells there what was committed. Starting throws a RedisError when the
 * Redis cannot be used; from then on nothing of it is ever in the way of applying.
 */
export function createGroupCaches(options: GroupCachesOptions): GroupCaches {
  const { pool, log, metrics } = options
  const caches = new Map<number, GroupCache>()
  let connection: { redis: RedisConnection; keys: Keys; publisher: Publisher } | undefined
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()
  let stopped = false

  async function look(): Promise<void> {
    const wanting = [...caches].map(([group, cache]) => ({ group, wants: cache.wants() }))
    const groups = wanting.filter(({ wants }) => wants !== 'nothing').map(({ group }) => group)
    const withPositions = wanting.filter(({ wants }) => wants === 'look with positions').map(({ group }) => group)
    if (groups.length === 0) return
    const beganMs = performance.now()
    for (const [group, found] of await lookAt(pool, { groups, withPositions })) {
      caches.get(group)?.seen({ beganMs, ...found })
    }
  }

  function lookLater(delayMs: number): void {
    clearTimeout(timer)
    if (stopped) return
    timer = setTimeout(() => {
      // Without the database nothing is applied either, which others tell of.
      looking = look().catch((error: unknown) => log.debug({ err: error }, 'could not look at the groups'))
      looking.finally(() => lookLater(LOOK_MS))
    }, delayMs)
  }

  function held(group: number, cache: GroupCache, publisher: Publisher): HeldCache {
    return {
      committing: () => cache.committing(),
      failed: () => cache.failed(),
      committed({ journal, fence }, { wallets }) {
        try {
          cache.committed(journal && cachedJournal(journal, { generation: fence.generation, wallets }))
          if (journal !== null) publisher.feed(feedMessage(journal))
        } catch (error) {
          // Whatever is wrong with it: the batch is committed. The cache notices that a journal is missing.
          cache.failed()
          log.error({ group, err: error }, 'could not tell Redis of a journal')
        }
      },
      release() {
        void cache.close()
        if (caches.get(group) === cache) caches.delete(group)
      },
    }
  }

  return {
    async start() {
      if (options.url === '') return
      const keys = await options.keys()
      const redis = await openRedis({ url: options.url, keys, log, commandTimeoutMs: COMMAND_TIMEOUT_MS })
      const on = { published: metrics.published, dropped: metrics.notPublished }
      connection = { redis, keys, publisher: createPublisher({ redis: redis.client, keys, on }) }
      lookLater(LOOK_MS)
    },
    hold({ group, epoch }) {
      if (connection === undefined) return NOBODY
      const { redis, keys, publisher } = connection
      void caches.get(group)?.close()
      const scripts = cacheScripts(redis.client, keys)
      const on = { written: metrics.written, dropped: metrics.dropped }
      const cache = new GroupCache({ group, epoch, scripts, log, nowMs: () => performance.now(), on })
      caches.set(group, cache)
      lookLater(0)
      return held(group, cache, publisher)
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await looking
      await Promise.all([...caches.values()].map((cache) => cache.close()))
      connection?.redis.close()
    },
  }
}
