import type { Pool } from '../../../common/database/pool.ts'
import { rfc3339Format } from '../../rfc3339.ts'

export interface Bank {
  id: number
  name: string
  /** ISO 9362. */
  bic: string | null
  /** Micro-units, as digits: positive is owed to the bank. */
  position: string
  created_at: string
}

const FORMAT = rfc3339Format('UTC')

// One statement, so that all positions are of one instant: those of all banks sum to zero.
const READ_BANKS = `
  select b.id, b.name, b.bic, coalesce(p.balance, 0)::text as position, to_char(b.created_at at time zone 'UTC', $3) as created_at
  from banks b left join (select bank_id, sum(balance) as balance from bank_positions group by bank_id) p on p.bank_id = b.id
  where b.id > $1
  order by b.id limit $2`

/** In order of id, those after the given one. */
export async function readBanks(pool: Pool, { after, limit }: { after: number; limit: number }): Promise<Bank[]> {
  const { rows } = await pool.query<Bank>({ name: 'read-banks', text: READ_BANKS, values: [after, limit, FORMAT] })
  return rows
}
