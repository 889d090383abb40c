import Type from 'typebox'
import { readRateHistory } from '../../currencies/sql/rate-history.ts'
import { parseKey } from '../cursor.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor, pageOf } from '../page.ts'
import { Time } from '../time.ts'
import type { V1App, V1Context } from '../v1.ts'
import { CurrencyParams, currencyWithCode, UsdPerUnit } from './currency.ts'

const Query = Type.Object({ cursor: Cursor, limit: Limit })

const PastRate = component('PastRate', Type.Object({ usd_per_unit: UsdPerUnit, set_at: Time }))

const PastRates = component('PastRates', Type.Object({ rates: Type.Array(PastRate), next_cursor: NextCursor }))

const schema = documented({
  operationId: 'listRates',
  tags: ['currencies'],
  summary: 'The rates that a currency had',
  description: 'Newest first: the first one is the present rate. A rate that was set again is there again.',
  params: CurrencyParams,
  querystring: Query,
  response: { 200: PastRates },
  problems: ['not_found'],
})

const isKey = (key: string) => /^[1-9]\d{0,17}$/.test(key)

/** Newest first. */
export function listRatesRoute(app: V1App, { pools }: V1Context): void {
  app.get('/currencies/:code/history', { schema }, async ({ params, query: { cursor, limit = LIMIT_BY_DEFAULT } }) => {
    const before = cursor === undefined ? undefined : BigInt(parseKey(cursor, isKey))
    const { code } = await currencyWithCode(pools, params.code)
    const found = await readRateHistory(pools.reads, { code, before, limit: limit + 1 })
    const { entries, next_cursor } = pageOf(found, limit, ({ id }) => String(id))
    return { rates: entries.map(({ usd_per_unit, set_at }) => ({ usd_per_unit, set_at })), next_cursor }
  })
}
