export interface Backoff {
  /** After the first failure, milliseconds; it doubles with each. */
  firstMs: number
  mostMs: number
}

/**
 * Milliseconds to wait after so many failures: at least half of what doubles with each, so that what failed together does not come
 * together ("equal jitter", Brooker, Exponential Backoff And Jitter, 2015).
 *
 * @param failures so far, 1 at least
 * @param random from 0 up to 1
 */
export function pauseMs(failures: number, backoff: Backoff, random: number): number {
  return wholeMs(failures, backoff) * (0.5 + random / 2)
}

/** The same, from 0 on ("full jitter"): for what many come with at once, and nobody waits for. */
export function spreadPauseMs(failures: number, backoff: Backoff, random: number): number {
  return Math.round(random * wholeMs(failures, backoff))
}

function wholeMs(failures: number, { firstMs, mostMs }: Backoff): number {
  return Math.min(mostMs, firstMs * 2 ** (failures - 1))
}
