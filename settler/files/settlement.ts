import type { Netting } from '../netting/netting.ts'

/** What the files of a settlement tell. */
export interface Settlement {
  /** UUID version 7. */
  readonly settlementId: string
  readonly currency: 'USD'
  /** RFC 3339: of the cut that is settled, and of the file. */
  readonly takenAt: string
  readonly createdAt: string
  /** `YYYY-MM-DD`: when the money moves. */
  readonly settlementDate: string
  readonly clearingHouse: {
    readonly name: string
    /** ISO 9362, where known. */
    readonly bic: string | null
  }
  readonly netting: Netting
}

export const MICROS_PER_CENT = 10_000n
const CENTS_PER_DOLLAR = 100n

/**
 * Micro-units of 0 or more as a decimal with two digits, exact.
 *
 * @param what names the amount in the error
 * @throws RangeError when it is not a whole number of cents: a file must not round what is owed
 */
export function dollars(amount: bigint, what: string): string {
  if (amount < 0n || amount % MICROS_PER_CENT !== 0n) {
    throw new RangeError(`${what} is ${amount} micro-units, not a whole number of cents`)
  }
  const cents = amount / MICROS_PER_CENT
  return `${cents / CENTS_PER_DOLLAR}.${(cents % CENTS_PER_DOLLAR).toString().padStart(2, '0')}`
}
