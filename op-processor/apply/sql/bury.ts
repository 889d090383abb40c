import type { Pool } from '../../../common/database/pool.ts'
import type { Fence } from '../store.ts'
import { fenced } from './commit.ts'

const BURY = `
  with head as (
    delete from queue
    where group_id = $1 and seq = (select seq from queue where group_id = $1 order by seq limit 1)
    returning *)
  insert into dead_letters (operation_id, group_id, step, error, attempts)
  select operation_id, group_id, to_jsonb(head), $2, $3 from head
  returning operation_id`

/** Moves the group's oldest step to the dead letters and returns its operation's id; null when the queue is empty. */
export async function bury(pool: Pool, fence: Fence, error: string, attempts: number): Promise<string | null> {
  const statement = { name: 'bury', text: BURY, values: [fence.group, error, attempts] }
  const [result] = await fenced<{ operation_id: string }>(pool, fence, [statement])
  return result?.rows[0]?.operation_id ?? null
}
