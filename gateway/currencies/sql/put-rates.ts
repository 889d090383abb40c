import { arrayLiteral } from '../../../common/database/arrays.ts'
import type { Pool } from '../../../common/database/pool.ts'
import { formatRate, type Rate } from '../../../ledger/exchange.ts'

// One statement: all rates and their history, or none. In order of code, so that two updates at once cannot deadlock. The time is
// taken when the row is locked, so that the times of a currency's rates rise in the order in which they counted.
const PUT_RATES = `
  with put as (
    insert into currencies (code, usd_per_unit)
    select code, rate from unnest($1::text[], $2::numeric[]) as r (code, rate) order by code
    on conflict (code) do update set usd_per_unit = excluded.usd_per_unit, updated_at = clock_timestamp()
    returning code, usd_per_unit, updated_at)
  insert into rate_history (code, usd_per_unit, set_at) select code, usd_per_unit, updated_at from put`

/** @param rates USD per unit by currency code; unknown currencies are added */
export async function putRates(pool: Pool, rates: ReadonlyMap<string, Rate>): Promise<void> {
  await pool.query({
    name: 'put-rates',
    text: PUT_RATES,
    values: [arrayLiteral([...rates.keys()]), arrayLiteral([...rates.values()].map(formatRate))],
  })
}
