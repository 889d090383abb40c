import type { Pool } from '../../common/database/pool.ts'
import { rfc3339Format } from '../rfc3339.ts'

const HISTORY_START = `select to_char(max(month) + interval '1 month', $1) as start from detached_months`

/** The end of the newest month that was detached, before which reports are not complete; null while all are there. */
export async function historyStart(pool: Pool): Promise<string | null> {
  const { rows } = await pool.query<{ start: string | null }>({
    name: 'history-start',
    text: HISTORY_START,
    values: [rfc3339Format('UTC')],
  })
  return rows[0]?.start ?? null
}
