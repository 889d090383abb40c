/** Micro-units of one unit of a currency. */
const UNIT = 1_000_000n
const DECIMALS = 6
const CENT = 10_000n
/** The largest amount that an operation may have, in micro-units. */
const AMOUNT_MAX = 9_223_372_036_854_775_807n
const GROUPING = /\B(?=(\d{3})+(?!\d))/g
/** Between groups of three digits. A comma would be a decimal point to many people. */
const NARROW_SPACE = '\u202f'

export type ParsedAmount = { micros: bigint; flaw?: never } | { micros?: never; flaw: string }

/**
 * Reads what people type, such as `12.50` or `1 250`, exactly.
 *
 * @returns micro-units, from 1 to 2^63 - 1, or in words why it is no amount
 */
export function parseAmount(text: string): ParsedAmount {
  const digits = text.replace(/[\s\u202f\u00a0']/g, '')
  if (digits === '') return { flaw: 'Enter an amount, such as 12.50' }
  if (digits.includes(',')) return { flaw: 'Write a point before the decimals, such as 12.50, and no commas' }
  if (digits.startsWith('-')) return { flaw: 'The amount must be more than zero' }
  const [, whole, decimals = ''] = /^(\d{1,20})?(?:\.(\d*))?$/.exec(digits) ?? []
  if (whole === undefined && decimals === '') return { flaw: 'That is not an amount: write digits, such as 12.50' }
  if (decimals.length > DECIMALS) return { flaw: `An amount has at most ${DECIMALS} decimals` }
  const micros = BigInt(whole ?? '0') * UNIT + BigInt(decimals.padEnd(DECIMALS, '0'))
  if (micros === 0n) return { flaw: 'The amount must be more than zero' }
  if (micros > AMOUNT_MAX) return { flaw: 'That is more than an operation can carry' }
  return { micros }
}

/** Parts of an amount as it is shown: two decimals or, where there are more, all of them. */
export interface AmountParts {
  /** A minus sign or nothing. */
  sign: string
  whole: string
  /** With the point. */
  decimals: string
}

export function amountParts(micros: bigint | string): AmountParts {
  const value = BigInt(micros)
  const size = value < 0n ? -value : value
  const decimals = String(size % UNIT)
    .padStart(DECIMALS, '0')
    .replace(/0{1,4}$/, '')
  return {
    sign: value < 0n ? '\u2212' : '',
    whole: String(size / UNIT).replace(GROUPING, NARROW_SPACE),
    decimals: `.${decimals}`,
  }
}

/** Such as `1 234.50`, exact. @param micros micro-units, as a number of any size or as digits */
export function formatAmount(micros: bigint | string): string {
  const { sign, whole, decimals } = amountParts(micros)
  return `${sign}${whole}${decimals}`
}

/** As somebody would type it, for `parseAmount`. */
export function plainAmount(micros: bigint | string): string {
  return formatAmount(micros).replaceAll(NARROW_SPACE, '')
}

/** Whether any of them has more than two decimals. @param amounts micro-units, as digits */
export function hasFineAmounts(amounts: readonly string[]): boolean {
  return amounts.some((amount) => BigInt(amount) % CENT !== 0n)
}

/** For charts alone, where a pixel is coarser than any rounding. @returns units of the currency */
export function approximate(micros: bigint | string): number {
  return Number(micros) / Number(UNIT)
}
