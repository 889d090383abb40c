import type { Pool } from '../../../common/database/pool.ts'
import { utcText } from '../../../common/identity/sql/utc-text.ts'

export interface Currency {
  code: string
  /** A decimal without needless zeros. */
  usd_per_unit: string
  updated_at: string
}

const COLUMNS = `code, trim_scale(usd_per_unit)::text as usd_per_unit, ${utcText('updated_at')} as updated_at`

const LIST = `select ${COLUMNS} from currencies where code > $1 collate "C" order by code collate "C" limit $2`

/** In order of code, those after the given one. */
export async function listCurrencies(
  pool: Pool,
  { after, limit }: { after: string; limit: number },
): Promise<Currency[]> {
  const { rows } = await pool.query<Currency>({ name: 'list-currencies', text: LIST, values: [after, limit] })
  return rows
}

const READ = `select ${COLUMNS} from currencies where code = $1`

/** Null when nobody has set its rate. */
export async function readCurrency(pool: Pool, code: string): Promise<Currency | null> {
  const { rows } = await pool.query<Currency>({ name: 'read-currency', text: READ, values: [code] })
  return rows[0] ?? null
}
