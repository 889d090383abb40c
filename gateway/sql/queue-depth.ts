import type { Pool } from '../../common/database/pool.ts'

export interface QueueDepth {
  group: number
  /** Counted up to COUNTED_MAX. */
  operations: number
  /** Of the operation at the head of the queue; 0 when there is none. */
  oldestAgeSec: number
  /** Whether an op-processor holds the group's lease. */
  held: boolean
}

/** Counting further would take longer than a scrape is worth. */
export const COUNTED_MAX = 100_000

const QUEUE_DEPTH = `
  select g.id as group_id, g.holder_id is not null and g.expires_at > now() as held,
    (select count(*) from (select from queue where group_id = g.id limit ${COUNTED_MAX}) counted)::int as operations,
    coalesce(extract(epoch from now() - (select accepted_at from queue where group_id = g.id order by seq limit 1)), 0)::float8
      as oldest_age_sec
  from groups g`

export async function readQueueDepth(pool: Pool): Promise<QueueDepth[]> {
  const { rows } = await pool.query<{ group_id: number; held: boolean; operations: number; oldest_age_sec: number }>({
    name: 'queue-depth',
    text: QUEUE_DEPTH,
  })
  return rows.map(({ group_id, held, operations, oldest_age_sec }) => ({
    group: group_id,
    operations,
    oldestAgeSec: oldest_age_sec,
    held,
  }))
}
