import { pendingMigrations } from '../common/database/migrate.ts'
import type { Pool } from '../common/database/pool.ts'
import type { Log } from '../common/log.ts'
import { withinMs } from './deadline.ts'
import type { DatabaseAddress } from './pools.ts'

/** Tells whether the gateway can serve. */
export interface Readiness {
  /** Null when it can, or why it cannot, in words that may be shown. */
  check(): Promise<string | null>
}

const ANSWER_TIMEOUT_MS = 2_000

export function createReadiness(database: DatabaseAddress, reads: Pool, log: Log): Readiness {
  // Migrations only go forward: a database that has them all keeps them.
  let migrated = false
  const look = async (): Promise<string | null> => {
    await reads.query('select')
    if (!migrated) migrated = (await pendingMigrations(database)).length === 0
    return migrated ? null : 'the database lacks migrations'
  }
  return {
    async check() {
      try {
        return await withinMs(ANSWER_TIMEOUT_MS, look(), () => new Error('no answer in time'))
      } catch (error) {
        log.debug({ err: error }, 'not ready')
        return 'the database cannot be reached'
      }
    },
  }
}
