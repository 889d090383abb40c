import { CHANNEL_IN_SQL } from '../../common/database/channels.ts'
import type { Client } from '../../common/database/pool.ts'

/** Ids of the groups that are part of the partition, rising. */
export async function activeGroups(client: Client): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>('select id from groups where active order by id')
  return rows.map((row) => row.id)
}

// Gateways that are not told notice new groups when the next processor renews.
const OPEN_GROUPS = `
  with opened as (
    insert into groups (id) select generate_series(1, $1::int)
    on conflict (id) do update set active = true where not groups.active
    returning id)
  select pg_notify(${CHANNEL_IN_SQL.leases}, '') from opened limit 1`

/** Makes the groups 1 to `groupCount`, or active again. */
export async function openGroups(client: Client, groupCount: number): Promise<void> {
  await client.query(OPEN_GROUPS, [groupCount])
}

export async function deactivate(client: Client, group: number): Promise<void> {
  await client.query('update groups set active = false, generation = generation + 1 where id = $1', [group])
}

// In order of id, as whoever updates the rows of several groups should.
const RAISE_GENERATIONS = `
  update groups set generation = generation + 1
  where id in (select id from groups where id = any($1::int[]) order by id for no key update)`

/** @param groups array literal */
export async function raiseGenerations(client: Client, groups: string): Promise<void> {
  await client.query(RAISE_GENERATIONS, [groups])
}
