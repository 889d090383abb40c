/** The largest amount and balance, in micro-units: what Postgres' `bigint` holds. */
export const AMOUNT_MAX = 2n ** 63n - 1n
export const AMOUNT_MIN = -(2n ** 63n)

/** Whether the sum or amount can be stored as a balance. */
export function fitsBalance(amount: bigint): boolean {
  return amount <= AMOUNT_MAX && amount >= AMOUNT_MIN
}

/** Whether it can be the amount of an operation: 1 to 2^63 − 1 micro-units. */
export function isOperationAmount(amount: bigint): boolean {
  return amount > 0n && amount <= AMOUNT_MAX
}

/** What banks clear and settle in. */
export const CLEARING_CURRENCY = 'USD'

/** Of the clearing currency: money between banks is whole cents. */
export const MICROS_PER_CENT = 10_000n
