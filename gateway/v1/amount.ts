import Type from 'typebox'
import { checkedByHandler, component } from './openapi/component.ts'

const DIGITS = '^[0-9]{1,19}$'

/** An amount of a request: an integer, or its digits, which reach the handler as they were written. */
export function amountOf(description: string) {
  return Type.Unsafe<string | number>({ type: ['string', 'integer'], pattern: DIGITS, description })
}

/** The same, under a name and with bounds, which its handler checks. @param step that it is a multiple of, a power of ten */
export function namedAmount(name: string, step: number, description: string) {
  const zeros = String(step).slice(1)
  const amount = {
    ...amountOf(description),
    pattern: `^0*[1-9][0-9]{0,${18 - zeros.length}}${zeros}$`,
    minimum: step,
    multipleOf: step,
    examples: ['200000000'],
  }
  return checkedByHandler(component(name, amount), { pattern: DIGITS })
}

/** An amount of an answer. */
export const Micros = component(
  'Micros',
  Type.String({
    pattern: '^-?[0-9]+$',
    description: 'Micro-units of the currency, as digits',
    examples: ['181847279'],
  }),
)
