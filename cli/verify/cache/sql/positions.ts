import type { Pool } from '../../../../common/database/pool.ts'

export interface PositionsNow {
  group: number
  /** Micro-units by bank, in order of bank, without banks that are even. */
  balances: string
  /** Another one after each change. */
  version: string
}

// One statement, so that balances and journal are of one moment.
const POSITIONS = `
  select g.id as group,
    coalesce((select seq from journals where group_id = g.id order by seq desc limit 1), 0)::text as version,
    coalesce((
      select string_agg(bank_id || ':' || balance, ' ' order by bank_id)
      from bank_positions where group_id = g.id and balance <> 0
    ), '') as balances
  from groups g where g.active order by g.id`

export async function readPositionsNow(pool: Pool): Promise<Map<number, PositionsNow>> {
  const { rows } = await pool.query<PositionsNow>(POSITIONS)
  return new Map(rows.map((row) => [row.group, row]))
}
