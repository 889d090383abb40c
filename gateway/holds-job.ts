import type { Pool } from '../common/database/pool.ts'
import type { Log } from '../common/log.ts'
import type { Service } from '../common/service.ts'
import { operationIds } from './ingest/operation-ids.ts'
import { queueExpiries } from './sql/queue-expiries.ts'
import { createSweeps } from './sweeps.ts'
import type { WorkListener } from './work-listener.ts'

export interface HoldsJobOptions {
  /** A pipelined one. */
  pool: Pool
  delayMs: number
  listener: WorkListener
  log: Log
}

/** Holds that one statement ends at most. */
const HOLDS_MAX = 1_000

/**
 * Queues the expiry of holds whose time is over. Every gateway has the job, and of several one queues each: the row of a hold
 * names its expiry. It is an operation like any other, so that nothing but the queue's order decides between it and a capture.
 */
export function createHoldsJob({ pool, delayMs, listener, log }: HoldsJobOptions): Service {
  const nextId = operationIds()

  /** Returns whether there may be more. */
  async function sweep(): Promise<boolean> {
    const { queued, groups } = await queueExpiries(pool, { nextId, holdsMax: HOLDS_MAX })
    if (groups.length > 0) listener.workQueued(groups)
    return queued === HOLDS_MAX
  }

  return createSweeps({
    sweep,
    pauseMs: delayMs,
    failure: 'holds that are over were not given back, it is tried again',
    log,
  })
}
