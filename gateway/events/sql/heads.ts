import type { Pool } from '../../../common/database/pool.ts'
import type { Cursor } from '../cursor.ts'

const HEADS = `
  select id, coalesce((select seq from journals where group_id = id order by seq desc limit 1), 0) as seq
  from groups order by id`

/** The newest journal of each group; 0 where there is none. */
export async function readHeads(pool: Pool): Promise<Cursor> {
  const { rows } = await pool.query<{ id: number; seq: bigint }>({ name: 'heads', text: HEADS })
  return new Map(rows.map(({ id, seq }) => [id, seq]))
}
