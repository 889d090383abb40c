import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from '../common/database/pool.ts'
import { queueLength } from './sql/post-lines.ts'

/** With so many operations waiting, those of others would wait long behind what a settler queues: it goes on when there are fewer. */
const QUEUE_MAX = 10_000
const PACE_MS = 20
/** Goes on after it all the same: what waits may wait for reasons of its own. */
const PACE_MAX_MS = 1_000

/** Waits for room in the queue, a while. Throws the signal's reason when it is aborted. */
export async function pace(pool: Pool, signal: AbortSignal): Promise<void> {
  for (let waitedMs = 0; waitedMs < PACE_MAX_MS; waitedMs += PACE_MS) {
    signal.throwIfAborted()
    if ((await queueLength(pool, QUEUE_MAX)) < QUEUE_MAX) return
    await delay(PACE_MS)
  }
}
