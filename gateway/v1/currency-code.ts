import Type from 'typebox'
import { component } from './openapi/component.ts'

/** Of an answer; a request's is looked at by hand. */
export const CurrencyCode = component(
  'CurrencyCode',
  Type.String({ pattern: '^[A-Z][A-Z0-9]{2,9}$', description: 'A currency’s code', examples: ['EUR'] }),
)
