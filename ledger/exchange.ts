/** Digits after the point that a rate keeps. */
const RATE_DECIMALS = 12
const RATE_SCALE = 10n ** BigInt(RATE_DECIMALS)
/** Digits before the point that a rate may have. */
const RATE_WHOLE_DIGITS = 18

/** An exact rate: USD per unit of a currency, times 10^12. */
export type Rate = bigint

/** Rate of each currency by its code. `USD` is 1. */
export type Rates = ReadonlyMap<string, Rate>

export const ONE: Rate = RATE_SCALE

/**
 * Reads a positive decimal such as `1.093809` or `5e-7`, up to 18 digits before the point and 12 after it.
 * Returns null for anything else: zero, a sign, more digits than that.
 */
export function parseRate(text: string): Rate | null {
  const match = /^(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,2}))?$/.exec(text)
  if (match === null) return null
  const [, whole = '', fraction = '', exponent = '0'] = match
  const shift = RATE_DECIMALS - fraction.length + Number(exponent)
  const digits = BigInt(whole + fraction)
  const scale = 10n ** BigInt(Math.abs(shift))
  if (shift < 0 && digits % scale !== 0n) return null
  const rate = shift < 0 ? digits / scale : digits * scale
  return rate > 0n && rate < 10n ** BigInt(RATE_WHOLE_DIGITS + RATE_DECIMALS) ? rate : null
}

/** As Postgres prints `numeric(30, 12)`: always twelve decimals. */
export function formatRate(rate: Rate): string {
  const fraction = (rate % RATE_SCALE).toString().padStart(RATE_DECIMALS, '0')
  return `${rate / RATE_SCALE}.${fraction}`
}

/**
 * Converts micro-units of one currency to another with one division at the end, rounded toward zero. A positive amount
 * can become zero, and the result can exceed 64 bits: whoever books it refuses both.
 */
export function convert(amountMicros: bigint, from: Rate, to: Rate): bigint {
  return from === to ? amountMicros : (amountMicros * from) / to
}
