import Type from 'typebox'

/** An amount of a request: an integer, or its digits, which reach the handler as they were written. */
export function amountOf(description: string) {
  return Type.Unsafe<string | number>({ type: ['string', 'integer'], pattern: '^[0-9]{1,19}$', description })
}
