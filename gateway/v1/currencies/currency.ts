import Type from 'typebox'
import { readCurrency, type Currency as StoredCurrency } from '../../currencies/sql/read-currencies.ts'
import { Refused } from '../../errors.ts'
import type { Pools } from '../../pools.ts'
import { CurrencyCode } from '../currency-code.ts'
import { component, described } from '../openapi/component.ts'
import { Time } from '../time.ts'

export const DECIMAL = '^[0-9]{1,18}(\\.[0-9]{1,12})?$'

export const UsdPerUnit = component(
  'UsdPerUnit',
  Type.String({
    pattern: DECIMAL,
    description: 'What a unit of the currency is worth in USD: an exact decimal',
    examples: ['1.093809'],
  }),
)

export const Currency = component(
  'Currency',
  Type.Object({
    code: CurrencyCode,
    usd_per_unit: UsdPerUnit,
    updated_at: described(Time, 'When the rate was set'),
  }),
)

/** Of a path that names a currency. */
export const CurrencyParams = Type.Object({ code: CurrencyCode })

/** Refused when nobody has set a rate of it. */
export async function currencyWithCode({ reads }: Pick<Pools, 'reads'>, code: string): Promise<StoredCurrency> {
  const currency = await readCurrency(reads, code)
  if (currency === null) throw new Refused('not_found', `no currency with code: ${code}`)
  return currency
}
