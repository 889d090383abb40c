export interface Backoff {
  /** After the first failure, milliseconds; it doubles with each. */
  firstMs: number
  mostMs: number
}

/** @param failures so far, 1 at least @param random from 0 up to 1: half of the pause is chance, so that what failed together does not come together */
export function pauseMs(failures: number, { firstMs, mostMs }: Backoff, random: number): number {
  const whole = Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 30))
  return whole * (0.5 + random / 2)
}
