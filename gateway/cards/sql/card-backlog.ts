import type { Pool } from '../../../common/database/pool.ts'

export interface CardBacklog {
  /** Transactions and refunds whose acquirer or ledger has not said, counted up to BACKLOG_MAX each. */
  waiting: number
  /** Of the one that waits longest; 0 when none does. */
  oldestAgeSec: number
  /** Payables that were due before today, in UTC, and are not queued, counted up to BACKLOG_MAX. */
  overdue: number
}

/** Counting further would take longer than a scrape is worth. */
export const BACKLOG_MAX = 10_000

// By the indexes of what is to be done.
const CARD_BACKLOG = `
  with waiting as (
    (select created_at from card_transactions where next_attempt_at is not null limit ${BACKLOG_MAX})
    union all
    (select created_at from card_transactions where status = 'processing' and acquirer_state = 'approved' limit ${BACKLOG_MAX})
    union all
    (select created_at from card_refunds where status = 'pending' limit ${BACKLOG_MAX})
  )
  select count(*)::int as waiting, coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as "oldestAgeSec",
    (select count(*)::int from (
      select from payables
      where status = 'waiting_funds' and queued_at is null and due_on < (now() at time zone 'UTC')::date limit ${BACKLOG_MAX}
    ) due) as overdue
  from waiting`

export async function readCardBacklog(pool: Pool): Promise<CardBacklog> {
  const { rows } = await pool.query<CardBacklog>({ name: 'card-backlog', text: CARD_BACKLOG })
  return rows[0] ?? { waiting: 0, oldestAgeSec: 0, overdue: 0 }
}
