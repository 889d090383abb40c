import type { Pool } from '../../common/database/pool.ts'
import { rfc3339Format } from '../rfc3339.ts'

export interface PastBalance {
  at: string
  currency: string
  /** Micro-units as digits: of what was applied by then. Null where months that are detached would have to be known. */
  balance: string | null
  /** What was accepted by then and applied later, if it was; signed. */
  accepted_later_applied: string | null
  /** The end of the newest month that is detached; null while all are there. */
  history_starts_at: string | null
}

// A posting counts from the time of its journal on, which is the database's time at which its batch was decided. Those of detached
// months are known by their sum alone, so that the balance is known again from the end of the newest of them on.
const BALANCE_AT = `
  with detached as (
    select (max(month) + interval '1 month') at time zone 'UTC' as until from detached_months
  ), forward as (
    select coalesce((select amount from brought_forward where wallet_id = $1), 0) as amount
  ), posted as (
    select coalesce(sum(p.amount) filter (where j.committed_at <= $2::timestamptz), 0) as applied,
      coalesce(sum(p.amount) filter (where j.committed_at > $2::timestamptz), 0) as later
    from postings p join journals j on j.group_id = p.group_id and j.seq = p.journal_seq
    where p.wallet_id = $1 and p.accepted_at <= $2::timestamptz
  )
  select w.currency, to_char($2::timestamptz at time zone 'UTC', $3) as at,
    case when d.until is null or d.until <= $2::timestamptz then (f.amount + p.applied)::text end as balance,
    case when d.until is null or d.until <= $2::timestamptz then p.later::text end as accepted_later_applied,
    to_char(d.until at time zone 'UTC', $3) as history_starts_at
  from wallets w, detached d, forward f, posted p
  where w.id = $1`

/** A wallet's balance at a past instant; null when there is no such wallet. Reads all of its postings up to then. */
export async function readBalanceAt(pool: Pool, walletId: number, at: string): Promise<PastBalance | null> {
  const { rows } = await pool.query<PastBalance>({
    name: 'balance-at',
    text: BALANCE_AT,
    values: [walletId, at, rfc3339Format('UTC')],
  })
  return rows[0] ?? null
}
