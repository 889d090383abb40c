import Type from 'typebox'
import { component } from './openapi/component.ts'

/** An amount of a request: an integer, or its digits, which reach the handler as they were written. */
export function amountOf(description: string) {
  return Type.Unsafe<string | number>({ type: ['string', 'integer'], pattern: '^[0-9]{1,19}$', description })
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
