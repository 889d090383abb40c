import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Currency, CurrencyParams, currencyWithCode } from './currency.ts'

const schema = documented({
  operationId: 'readCurrency',
  tags: ['currencies'],
  summary: 'A currency with its present rate',
  description: 'From the database: a new rate counts at once.',
  params: CurrencyParams,
  response: { 200: Currency },
  problems: ['not_found'],
})

export function readCurrencyRoute(app: V1App, { pools }: V1Context): void {
  app.get('/currencies/:code', { schema }, async ({ params: { code } }) => currencyWithCode(pools, code))
}
