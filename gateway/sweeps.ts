import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '../common/log.ts'
import type { Service } from '../common/service.ts'

export interface SweepsOptions {
  /** One round. Returns whether there may be more to do at once. */
  sweep: () => Promise<boolean>
  /** After a round that found everything done. */
  pauseMs: number
  /** After one that failed; by default as long. */
  retryMs?: number
  /** What is logged of one that failed. */
  failure: string
  log: Log
}

/** Sweeps again and again, until it is stopped: what one round does not do, or fails at, is done by the next. */
export function createSweeps({ sweep, pauseMs, retryMs = pauseMs, failure, log }: SweepsOptions): Service {
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()

  async function round(): Promise<number> {
    try {
      return (await sweep()) ? 0 : pauseMs
    } catch (error) {
      log.warn({ err: error }, failure)
      return retryMs
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const waitMs = await round()
      if (waitMs > 0) await delay(waitMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  return {
    async start() {
      running = run()
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}
