import type { Pool } from '../../../common/database/pool.ts'

// Exact up to 10,000 rows, about 1 ms; beyond that the server's running statistics, which lag by some seconds.
const ESTIMATE = `
  select case when counted < 10000 then counted
    else greatest(counted, pg_stat_get_live_tuples('queue'::regclass)) end as operations
  from (select count(*) as counted from (select from queue limit 10000) head) c`

/** How many operations wait in the queue, about. */
export async function estimateQueueLength(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ operations: bigint }>({ name: 'estimate-queue-length', text: ESTIMATE })
  return Number(rows[0]?.operations ?? 0)
}
