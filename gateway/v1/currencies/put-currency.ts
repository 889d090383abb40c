import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { Rate } from '../../../ledger/exchange.ts'
import { checkedRate } from '../../currencies/currencies.ts'
import { Refused } from '../../errors.ts'
import { NumberText } from '../../json.ts'
import { checkedBody, readByHandler } from '../body-parts.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Currency, CurrencyParams, currencyWithCode, DECIMAL } from './currency.ts'

const GivenRate = component(
  'GivenRate',
  Type.Unsafe<string | number>({
    type: ['string', 'number'],
    pattern: DECIMAL,
    exclusiveMinimum: 0,
    description:
      'USD per unit: a positive decimal with up to 18 digits before the point and 12 after it, as a text or as a number; both arrive to the last digit. That of USD is 1',
    examples: ['1.093809'],
  }),
)

const Body = component('NewRate', Type.Object({ usd_per_unit: GivenRate }, { additionalProperties: false }))

/** Numbers come as they were written, and are read by hand. */
const validator = Compile(Type.Object({ usd_per_unit: Type.Unknown() }, { additionalProperties: false }))

const schema = documented({
  operationId: 'putCurrency',
  tags: ['currencies'],
  summary: 'Set a currency’s rate',
  description: 'It counts at once, for every process. A currency that is not known is added.',
  params: CurrencyParams,
  body: Body,
  bodyExamples: { rate: { usd_per_unit: '1.093809' } },
  response: { 200: Currency },
  // A code that is far too long belongs to no path.
  problems: ['not_found'],
})

export function putCurrencyRoute(app: V1App, { currencies, pools }: V1Context): void {
  app.put('/currencies/:code', { schema, validatorCompiler: readByHandler }, async ({ params: { code }, body }) => {
    await currencies.put(new Map([[code, rateOf(code, checkedBody(validator, body).usd_per_unit)]]))
    return currencyWithCode(pools, code)
  })
}

const TEXT = new RegExp(DECIMAL)

function rateOf(code: string, given: unknown): Rate {
  const rate = checkedRate(code, decimalOf(given))
  if (typeof rate === 'bigint') return rate
  const part = { pointer: '/usd_per_unit', code: 'invalid', detail: rate.refusal } as const
  throw new Refused('invalid', `${part.pointer} ${part.detail}`, [part])
}

/** Null for what is no decimal. */
function decimalOf(given: unknown): string | null {
  if (given instanceof NumberText) return given.text
  if (typeof given === 'number') return String(given)
  return typeof given === 'string' && TEXT.test(given) ? given : null
}
