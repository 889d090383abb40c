import { inArray } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { Pool } from '../../../common/database/pool.ts'
import { currencies } from '../../../common/database/schema.ts'
import { parseRate, type Rates } from '../../../ledger/exchange.ts'

/** The present rates of those currencies that exist, from the database: a new rate counts at once. */
export async function readRates(pool: Pool, codes: readonly string[]): Promise<Rates> {
  const rows = await drizzle(pool)
    .select()
    .from(currencies)
    .where(inArray(currencies.code, [...codes]))
  return new Map(
    rows.map(({ code, usdPerUnit }) => {
      const rate = parseRate(usdPerUnit)
      if (rate === null) throw new Error(`the stored rate ${usdPerUnit} of ${code} is not a positive decimal`)
      return [code, rate]
    }),
  )
}
