import type { Pool } from '../../common/database/pool.ts'

const MONTH_DETACHED = `
  select to_char(month, 'YYYY-MM') as month from detached_months
  where first_id(month::timestamp at time zone 'UTC') <= $1::uuid
    and first_id((month + interval '1 month') at time zone 'UTC') > $1::uuid`

/** The month that the operation's id is of, when that was detached: then nobody can tell whether there was one. */
export async function monthDetached(pool: Pool, id: string): Promise<string | null> {
  const { rows } = await pool.query<{ month: string }>({ name: 'month-detached', text: MONTH_DETACHED, values: [id] })
  return rows[0]?.month ?? null
}
