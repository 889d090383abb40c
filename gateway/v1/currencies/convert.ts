import Type from 'typebox'
import { AMOUNT_MAX, isOperationAmount } from '../../../ledger/money.ts'
import { Refused } from '../../errors.ts'
import { Micros } from '../amount.ts'
import { CurrencyCode } from '../currency-code.ts'
import { component, described } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'

const Query = Type.Object({
  amount: Type.String({
    pattern: '^[0-9]{1,19}$',
    description: 'Micro-units of `from`, from 1 on',
    examples: ['1000000'],
  }),
  from: described(CurrencyCode, 'The currency of the amount'),
  to: described(CurrencyCode, 'What it is converted to'),
})

const Converted = component(
  'Converted',
  Type.Object({
    amount: described(Micros, 'Micro-units of the currency, as digits; it may be more than an operation can move'),
    currency: CurrencyCode,
  }),
)

const schema = documented({
  operationId: 'convertAmount',
  tags: ['currencies'],
  summary: 'Convert an amount by the present rates',
  description: 'Exact, and rounded toward zero once, as an operation converts it.',
  querystring: Query,
  response: { 200: Converted },
  problems: [],
})

export function convertRoute(app: V1App, { currencies }: V1Context): void {
  app.get('/currencies/convert', { schema }, async ({ query: { amount, from, to } }) => {
    if (!isOperationAmount(BigInt(amount))) throw new Refused('invalid', `amount must be from 1 to ${AMOUNT_MAX}`)
    return { amount: String(await currencies.convert(BigInt(amount), from, to)), currency: to }
  })
}
