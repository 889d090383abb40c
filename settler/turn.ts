import { setTimeout as delay } from 'node:timers/promises'
import { tryToLead } from '../common/database/leadership.ts'
import type { Pool } from '../common/database/pool.ts'
import { SettlerBusy } from './errors.ts'

/** Pause between attempts. */
const TRY_EVERY_MS = 25

/**
 * Does the work while no other settler, nor another request of this one, acts. What must not happen twice does not rely on
 * this: constraints of the database see to it. The turn keeps settlers from doing the same work side by side.
 *
 * Throws SettlerBusy when others act all the time for `waitMs`.
 */
export async function takeTurn<T>(pool: Pool, waitMs: number, work: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + waitMs
  for (;;) {
    const leadership = await tryToLead(pool, 'settler')
    if (leadership !== undefined) {
      try {
        return await work()
      } finally {
        leadership.release()
      }
    }
    if (performance.now() >= giveUpAt) throw new SettlerBusy('another settler is at work: try again')
    await delay(TRY_EVERY_MS)
  }
}
