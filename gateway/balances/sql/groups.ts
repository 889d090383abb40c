import type { Pool } from '../../../common/database/pool.ts'

export interface GroupsView {
  /** Whose positions change. */
  active: number[]
  /** What the groups that are no longer part of the partition add to what each bank is owed: micro-units by bank. */
  others: Map<number, bigint>
}

const GROUPS = `
  select array(select id from groups where active order by id) as active,
    array(
      select array[bank_id::text, sum(balance)::text]
      from bank_positions where group_id in (select id from groups where not active)
      group by bank_id
    ) as others`

export async function readGroups(pool: Pool): Promise<GroupsView> {
  const { rows } = await pool.query<{ active: number[]; others: [string, string][] }>({ name: 'groups', text: GROUPS })
  const { active = [], others = [] } = rows[0] ?? {}
  return { active, others: new Map(others.map(([bank, balance]) => [Number(bank), BigInt(balance)])) }
}
