import type { Redis } from 'ioredis'
import type { CacheScripts } from './group-cache.ts'
import type { Keys } from './keys.ts'
import { openIncarnation } from './lua/open-incarnation.ts'
import { writeEntries } from './lua/write-entries.ts'

export function cacheScripts(redis: Redis, keys: Keys): CacheScripts {
  return {
    async now() {
      const [seconds, micros] = await redis.time()
      return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000)
    },
    open: (opening) => openIncarnation(redis, keys, opening),
    write: (write) => writeEntries(redis, keys, write),
  }
}
