import type { Pool } from '../../../common/database/pool.ts'
import { rfc3339Format } from '../../rfc3339.ts'
import type { Bank } from './read-banks.ts'

const FORMAT = rfc3339Format('UTC')

const READ_BANK = `
  select id, name, bic, (select coalesce(sum(balance), 0) from bank_positions where bank_id = $1)::text as position,
    to_char(created_at at time zone 'UTC', $2) as created_at
  from banks where id = $1`

/** Null when there is none with that id. */
export async function readBank(pool: Pool, id: number): Promise<Bank | null> {
  const { rows } = await pool.query<Bank>({ name: 'read-bank', text: READ_BANK, values: [id, FORMAT] })
  return rows[0] ?? null
}
