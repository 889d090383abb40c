import { Gauge, type Registry } from 'prom-client'
import type { Pool } from '../common/database/pool.ts'
import type { Log } from '../common/log.ts'
import { classify } from './errors.ts'
import { keptForMetrics } from './kept.ts'
import { COUNTED_MAX, type QueueDepth, readQueueDepth } from './sql/queue-depth.ts'

/** Tells of every group's queue, read from the database when somebody asks, at most once a second. */
export function measureQueue(registry: Registry, pool: Pool, log: Log): void {
  const read = keptForMetrics(() =>
    readQueueDepth(pool).catch((error: unknown): QueueDepth[] => {
      log[classify(error) === null ? 'error' : 'debug']({ err: error }, 'could not read the depth of the queue')
      return []
    }),
  )
  const gauge = (name: string, help: string, value: (depth: QueueDepth) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['group'],
      registers: [registry],
      // Each of several gateway processes reports the same queue.
      aggregator: 'max',
      async collect() {
        const depths = await read()
        this.reset()
        for (const depth of depths) this.set({ group: depth.group }, value(depth))
      },
    })
  gauge(
    'walletmesh_queue_operations',
    `Operations that wait, counted up to ${COUNTED_MAX}`,
    (depth) => depth.operations,
  )
  gauge('walletmesh_queue_oldest_age_seconds', 'Age of the operation that waits longest', (depth) => depth.oldestAgeSec)
  gauge('walletmesh_queue_unattended', '1 when operations wait and no op-processor holds the group', (depth) =>
    depth.operations > 0 && !depth.held ? 1 : 0,
  )
}
