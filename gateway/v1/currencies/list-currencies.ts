import Type from 'typebox'
import { listCurrencies } from '../../currencies/sql/read-currencies.ts'
import { isCurrencyCode } from '../../currency-code.ts'
import { parseKey } from '../cursor.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor, pageOf } from '../page.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Currency } from './currency.ts'

const Query = Type.Object({ cursor: Cursor, limit: Limit })

const Currencies = component('Currencies', Type.Object({ currencies: Type.Array(Currency), next_cursor: NextCursor }))

const schema = documented({
  operationId: 'listCurrencies',
  tags: ['currencies'],
  summary: 'Currencies with their present rates',
  description: 'In order of code.',
  querystring: Query,
  response: { 200: Currencies },
  problems: [],
})

/** In order of code. */
export function listCurrenciesRoute(app: V1App, { pools }: V1Context): void {
  app.get('/currencies', { schema }, async ({ query: { cursor, limit = LIMIT_BY_DEFAULT } }) => {
    const after = cursor === undefined ? '' : parseKey(cursor, isCurrencyCode)
    const found = await listCurrencies(pools.reads, { after, limit: limit + 1 })
    const { entries, next_cursor } = pageOf(found, limit, ({ code }) => code)
    return { currencies: entries, next_cursor }
  })
}
