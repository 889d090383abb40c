import type { Pool } from '../../../common/database/pool.ts'
import { utcText } from '../../../common/identity/sql/utc-text.ts'

export interface PastRate {
  /** Rises with every rate. */
  id: bigint
  /** A decimal without needless zeros. */
  usd_per_unit: string
  set_at: string
}

const HISTORY = `
  select id, trim_scale(usd_per_unit)::text as usd_per_unit, ${utcText('set_at')} as set_at
  from rate_history where code = $1 and id < $2 order by id desc limit $3`

const AFTER_ALL = 2n ** 63n - 1n

export interface HistoryPage {
  code: string
  /** Undefined: from the newest on. */
  before: bigint | undefined
  limit: number
}

/** Rates of a currency, newest first. */
export async function readRateHistory(pool: Pool, { code, before, limit }: HistoryPage): Promise<PastRate[]> {
  const values = [code, before ?? AFTER_ALL, limit]
  const { rows } = await pool.query<PastRate>({ name: 'rate-history', text: HISTORY, values })
  return rows
}
