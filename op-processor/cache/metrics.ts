import { Counter, Histogram, type Registry } from 'prom-client'

export interface CacheMetrics {
  written(entries: number, lagMs: number): void
  dropped(entries: number): void
  published(): void
  notPublished(): void
}

export function cacheMetrics(registry: Registry): CacheMetrics {
  const registers = [registry]
  const writes = new Counter({
    name: 'walletmesh_cache_writes_total',
    help: 'Balances written to Redis',
    registers,
  })
  const dropped = new Counter({
    name: 'walletmesh_cache_dropped_total',
    help: 'Committed balances that were not written to Redis',
    registers,
  })
  const lag = new Histogram({
    name: 'walletmesh_cache_lag_seconds',
    help: 'From the sending of a commit until its balances were in Redis',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2],
    registers,
  })
  const messages = new Counter({
    name: 'walletmesh_feed_messages_total',
    help: 'Journals that listeners were to be told of, by result',
    labelNames: ['result'],
    registers,
  })
  return {
    written(entries, lagMs) {
      writes.inc(entries)
      lag.observe(lagMs / 1000)
    },
    dropped: (entries) => dropped.inc(entries),
    published: () => messages.inc({ result: 'published' }),
    notPublished: () => messages.inc({ result: 'dropped' }),
  }
}
