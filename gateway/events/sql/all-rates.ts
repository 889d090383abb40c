import type { Pool } from '../../../common/database/pool.ts'

/** USD per unit by currency, as decimals. */
export async function readAllRates(pool: Pool): Promise<Map<string, string>> {
  const text = 'select code, trim_scale(usd_per_unit)::text as rate from currencies order by code'
  const { rows } = await pool.query<{ code: string; rate: string }>({ name: 'all-rates', text })
  return new Map(rows.map(({ code, rate }) => [code, rate]))
}
