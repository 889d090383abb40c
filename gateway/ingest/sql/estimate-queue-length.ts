import type { Pool } from '../../../common/database/pool.ts'

// Exact up to 10,000 rows, about 1 ms; beyond that the server's running statistics, which lag by some seconds. Of transfers that wait for a
// verdict it has those of the last vacuum of their index.
const ESTIMATE = `
  select
    case when queued < 10000 then queued else greatest(queued, pg_stat_get_live_tuples('queue'::regclass)) end
    + case when checks < 10000 then checks
      else greatest(checks, (select reltuples from pg_class where oid = 'fraud_checks_waiting'::regclass)::bigint) end as operations
  from (select count(*) as queued from (select from queue limit 10000) head) q,
    (select count(*) as checks from (select from fraud_checks where state in ('pending', 'review') limit 10000) waiting) c`

/** How many operations wait in the queue or for a verdict, about. */
export async function estimateQueueLength(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ operations: bigint }>({ name: 'estimate-queue-length', text: ESTIMATE })
  return Number(rows[0]?.operations ?? 0)
}
