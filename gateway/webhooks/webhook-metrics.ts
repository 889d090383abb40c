import { Counter, Gauge, type Registry } from 'prom-client'
import type { Pool } from '../../common/database/pool.ts'
import type { Log } from '../../common/log.ts'
import { keptForMetrics } from '../kept.ts'
import { COUNTED_MAX, type DeliveryDepth, readDeliveryDepth } from './sql/depth.ts'

export interface WebhookMetrics {
  attempt(outcome: 'delivered' | 'failed' | 'dead'): void
  fannedOut(operations: number): void
}

const NONE: DeliveryDepth = { pending: 0, dead: 0, oldestAgeSec: 0 }

/** What waits is read from the database when somebody asks, at most once a second. */
export function webhookMetrics(registry: Registry, pool: Pool, log: Log): WebhookMetrics {
  const read = keptForMetrics(() =>
    readDeliveryDepth(pool).catch((error: unknown) => {
      log.debug({ err: error }, 'could not read how many deliveries wait')
      return NONE
    }),
  )
  const gauge = (name: string, help: string, value: (depth: DeliveryDepth) => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      // Each of several gateway processes reports the same deliveries.
      aggregator: 'max',
      async collect() {
        this.set(value(await read()))
      },
    })
  gauge('walletmesh_webhook_pending', `Deliveries that wait, counted up to ${COUNTED_MAX}`, ({ pending }) => pending)
  gauge('walletmesh_webhook_dead', `Deliveries that were given up, up to ${COUNTED_MAX}`, ({ dead }) => dead)
  gauge(
    'walletmesh_webhook_oldest_age_seconds',
    'Age of the delivery that waits longest',
    ({ oldestAgeSec }) => oldestAgeSec,
  )
  const attempts = new Counter({
    name: 'walletmesh_webhook_attempts_total',
    help: 'Attempts to deliver, by what came of them',
    labelNames: ['outcome'],
    registers: [registry],
  })
  for (const outcome of ['delivered', 'failed', 'dead']) attempts.inc({ outcome }, 0)
  const operations = new Counter({
    name: 'walletmesh_webhook_operations_total',
    help: 'Ended operations that were looked at for webhooks',
    registers: [registry],
  })
  return {
    attempt: (outcome) => attempts.inc({ outcome }),
    fannedOut: (count) => operations.inc(count),
  }
}
