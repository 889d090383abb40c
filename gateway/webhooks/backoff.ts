export interface Backoff {
  /** Attempts before a delivery is dead. */
  attempts: number
  firstRetry: number
  retryMax: number
}

/**
 * Milliseconds until the next attempt after so many that failed; null when that was the last one. Anything from 0 to twice as much as
 * before, up to the most ("full jitter", Brooker, Exponential Backoff And Jitter, 2015).
 *
 * @param random from 0 up to 1
 */
export function retryDelayMs(
  failed: number,
  { attempts, firstRetry, retryMax }: Backoff,
  random: () => number,
): number | null {
  if (failed >= attempts) return null
  return Math.round(random() * Math.min(retryMax, firstRetry * 2 ** (failed - 1)))
}
