import type { Pool } from '../../../common/database/pool.ts'

export interface GroupLoad {
  id: number
  /** Queued steps, counted up to BACKLOG_MAX. */
  backlog: number
  /** Age of the step at the head of the queue; null when there is none. */
  oldest_ms: number | null
  /** Operations that ended in the last APPLIED_WINDOW_SEC. */
  applied: number
}

/** Counting further would take longer than looking every second is worth. */
export const BACKLOG_MAX = 100_000

export const APPLIED_WINDOW_SEC = 5

// From the newest journal of each group back to the first one that is older: nothing but the window's journals is read, twice.
const LOADS = `
  select g.id,
    (select count(*) from (select from queue where group_id = g.id limit ${BACKLOG_MAX}) counted)::int as backlog,
    (select extract(epoch from now() - accepted_at) * 1000 from queue where group_id = g.id order by seq limit 1)::float8 as oldest_ms,
    coalesce((
      select sum(operations) from journals where group_id = g.id and seq > coalesce((
        select seq from journals
        where group_id = g.id and committed_at <= now() - interval '${APPLIED_WINDOW_SEC} seconds' order by seq desc limit 1
      ), 0)
    ), 0)::int as applied
  from groups g`

/** What every group has to do, and lately did. */
export async function readGroupLoads(pool: Pool): Promise<Map<number, GroupLoad>> {
  const { rows } = await pool.query<GroupLoad>({ name: 'group-loads', text: LOADS })
  return new Map(rows.map((row) => [row.id, row]))
}
