/** The middle value; of an even number of values, the lower one of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
}

/** The smallest value that the share (0 to 1) of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export function rounded(value: number, decimals = 2): number {
  return Number(value.toFixed(decimals))
}

/** A line through values at equal distances, by least squares. */
export interface Trend {
  /** From the first value to the last, as a share of the mean. */
  growth: number
  /** Standard error of the growth. */
  error: number
}

/** Throws a RangeError for fewer than 3 values. */
export function trendOf(values: readonly number[]): Trend {
  const n = values.length
  if (n < 3) throw new RangeError(`${n} values have no trend`)
  const mean = values.reduce((total, value) => total + value, 0) / n
  if (mean === 0) return { growth: 0, error: 0 }
  const middle = (n - 1) / 2
  const width = values.reduce((total, _, i) => total + (i - middle) ** 2, 0)
  const slope = values.reduce((total, value, i) => total + (i - middle) * (value - mean), 0) / width
  const rest = values.reduce((total, value, i) => total + (value - mean - slope * (i - middle)) ** 2, 0)
  return { growth: (slope * (n - 1)) / mean, error: (Math.sqrt(rest / (n - 2) / width) * (n - 1)) / mean }
}

const FLAT_GROWTH_MAX = 0.1

/** Grows by no more than a tenth, or by no more than chance explains (two standard errors). */
export function isFlat({ growth, error }: Trend): boolean {
  return growth <= FLAT_GROWTH_MAX || growth <= 2 * error
}
