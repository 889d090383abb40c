import { arrayLiteral } from '../../../common/database/arrays.ts'
import type { Pool } from '../../../common/database/pool.ts'
import type { Look } from '../../../common/redis/group-cache.ts'

// One statement, so that all it tells of a group is of one moment.
const LOOK = `
  select g.id, g.epoch, g.generation,
    coalesce((select seq from journals where group_id = g.id order by seq desc limit 1), 0) as head,
    case when g.id = any($2::int[]) then
      array(select array[bank_id::text, balance::text] from bank_positions where group_id = g.id)
    end as positions
  from groups g
  where g.id = any($1::int[])`

interface Row {
  id: number
  epoch: bigint
  generation: bigint
  head: bigint
  positions: [bank: string, balance: string][] | null
}

/** What Postgres has of the groups, with the positions of those in `withPositions`. */
export async function lookAt(
  pool: Pool,
  { groups, withPositions }: { groups: readonly number[]; withPositions: readonly number[] },
): Promise<Map<number, Omit<Look, 'beganMs'>>> {
  const values = [arrayLiteral(groups), arrayLiteral(withPositions)]
  const { rows } = await pool.query<Row>({ name: 'look', text: LOOK, values })
  return new Map(
    rows.map(({ id, positions, ...found }) => [id, { ...found, ...(positions !== null && balancesOf(positions)) }]),
  )
}

function balancesOf(positions: [bank: string, balance: string][]) {
  return { positions: new Map(positions.map(([bank, balance]) => [Number(bank), BigInt(balance)])) }
}
