import { setTimeout } from 'node:timers/promises'

/** Time as the balancer sees it. */
export interface Clock {
  /** Milliseconds from an arbitrary instant; never goes back. */
  now(): number
  /** Rejects with the signal's reason when that is aborted first. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => performance.now(),
  async sleep(ms, signal) {
    try {
      await setTimeout(ms, undefined, { signal })
    } catch {
      throw signal.reason
    }
  },
}
