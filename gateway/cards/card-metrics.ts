import { Gauge, type Registry } from 'prom-client'
import type { Pool } from '../../common/database/pool.ts'
import type { Log } from '../../common/log.ts'
import { classify } from '../errors.ts'
import { keptForMetrics } from '../kept.ts'
import { BACKLOG_MAX, type CardBacklog, readCardBacklog } from './sql/card-backlog.ts'

/** Tells of what cards and merchants wait for, read from the database when somebody asks, at most once a second. */
export function measureCards(registry: Registry, pool: Pool, log: Log): void {
  const read = keptForMetrics(() =>
    readCardBacklog(pool).catch((error: unknown): CardBacklog | null => {
      log[classify(error) === null ? 'error' : 'debug']({ err: error }, 'could not read what cards wait for')
      return null
    }),
  )
  const gauge = (name: string, help: string, value: (backlog: CardBacklog) => number) =>
    new Gauge({
      name: `walletmesh_${name}`,
      help,
      registers: [registry],
      // Each of several gateway processes reports the same.
      aggregator: 'max',
      async collect() {
        const backlog = await read()
        if (backlog !== null) this.set(value(backlog))
      },
    })
  gauge('card_waiting', 'Card transactions and refunds that are not decided', ({ waiting }) => waiting)
  gauge('card_oldest_age_seconds', 'Age of the one that waits longest', ({ oldestAgeSec }) => oldestAgeSec)
  gauge(
    'payables_overdue',
    `Payables that were due before today and are not paid out, counted up to ${BACKLOG_MAX}`,
    ({ overdue }) => overdue,
  )
}
