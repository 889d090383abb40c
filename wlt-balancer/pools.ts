import { openPool } from '../common/database/pool.ts'
import type { Pools } from './store.ts'

export interface PoolsOptions {
  dsn: string
  schemaName: string
  leaseTtlMs: number
}

export function openPools({ dsn, schemaName, leaseTtlMs }: PoolsOptions): Pools & { close(): Promise<void> } {
  const applicationName = 'wlt_balancer'
  // One to move or sweep, one to lead and count, one to read beside it.
  const moving = openPool({
    dsn,
    schemaName,
    applicationName,
    connectionsMax: 1,
    transactionTimeoutMs: Math.floor(leaseTtlMs / 2),
  })
  const reading = openPool({ dsn, schemaName, applicationName, connectionsMax: 2 })
  return {
    moving,
    reading,
    async close() {
      await Promise.all([moving.end(), reading.end()])
    },
  }
}
