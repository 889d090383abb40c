import { setTimeout as delay } from 'node:timers/promises'
import type { PayablePlace } from '../../common/cards/sql/queue-payouts.ts'
import type { Pool } from '../../common/database/pool.ts'
import { pace } from '../pace.ts'
import { countDue, queueDue } from './sql/due.ts'

export interface PayDueOptions {
  pool: Pool
  /** YYYY-MM-DD: all that is due on or before that day, in UTC. */
  until: string
  signal: AbortSignal
  /** Told after every batch. @param queued so far, of `due` that there were */
  onProgress?: (queued: number, due: number) => void
  /** Payouts that are queued in one transaction. */
  batchSizeMax?: number
}

export interface PaidDue {
  queued: number
  /** Due, and not queued: their charges wait for the ledger, or somebody else is at it. */
  left: number
}

const BATCH_SIZE_MAX = 1_000
/** What others have locked is looked for again, so often at most. */
const PASSES_MAX = 20
const PASS_PAUSE_MS = 100

/**
 * Queues the payouts of all that is due, batch by batch, each with its marks in one transaction. May be broken off anywhere, run again, and
 * run by several at once: a payable is marked once, and its payout has one id.
 *
 * Throws the signal's reason when it is aborted.
 */
export async function payDue(options: PayDueOptions): Promise<PaidDue> {
  const { pool, until, signal, onProgress = () => {}, batchSizeMax = BATCH_SIZE_MAX } = options
  const due = await countDue(pool, until)
  let queued = 0
  for (let pass = 1; ; pass += 1) {
    let after: PayablePlace | null = null
    do {
      await pace(pool, signal)
      const batch: Awaited<ReturnType<typeof queueDue>> = await queueDue(pool, { until, after, most: batchSizeMax })
      after = batch.last
      queued += batch.queued
      if (batch.queued > 0) onProgress(queued, Math.max(due, queued))
    } while (after !== null)
    const left = await countDue(pool, until)
    if (left === 0 || pass === PASSES_MAX) return { queued, left }
    await delay(PASS_PAUSE_MS, undefined, { signal })
  }
}
