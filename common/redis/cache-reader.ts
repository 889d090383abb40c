import type { Redis } from 'ioredis'
import type { Keys } from './keys.ts'
import { AGE_MAX_MS } from './lifetimes.ts'
import { type CachedPositions, readPositions } from './lua/read-positions.ts'
import { type CachedEntry, readEntries } from './lua/read-wallets.ts'

export interface CacheReaderOptions {
  redis: Redis
  keys: Keys
  /** Monotonic. */
  nowMs: () => number
  on: {
    hit(what: Cached): void
    miss(what: Cached): void
  }
}

export type Cached = 'wallet' | 'positions'

/** What op-processors keep in Redis. Null always means: ask Postgres. */
export interface CacheReader {
  /** A balance that the wallet had at most AGE_MAX_MS ago. */
  wallet(id: number): Promise<CachedEntry | null>
  /** What each bank is owed by the journals of all these groups, each as it was at most AGE_MAX_MS ago. */
  positions(groups: readonly number[]): Promise<CachedPositions[] | null>
}

/** After a failure Redis is left alone for so long, so that a slow one costs few readers its time limit. */
const REST_MS = 500

export function createCacheReader({ redis, keys, nowMs, on }: CacheReaderOptions): CacheReader {
  let restingUntilMs = Number.NEGATIVE_INFINITY

  async function read<Found>(what: Cached, look: () => Promise<Found | null>): Promise<Found | null> {
    const found = nowMs() < restingUntilMs ? null : await look().catch(rest)
    if (found === null) on.miss(what)
    else on.hit(what)
    return found
  }

  function rest(): null {
    restingUntilMs = nowMs() + REST_MS
    return null
  }

  return {
    wallet(id) {
      return read('wallet', async () => {
        const [entry = null] = await readEntries(redis, keys, { ids: [id], ageMaxMs: AGE_MAX_MS })
        return entry
      })
    },
    positions(groups) {
      return read('positions', async () => {
        const found = await readPositions(redis, keys, { groups, ageMaxMs: AGE_MAX_MS })
        return found.every((positions) => positions !== null) ? found : null
      })
    },
  }
}
