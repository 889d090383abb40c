import type { Client } from '../../../common/database/pool.ts'

export interface ClearingRow {
  /** Micro-units of USD that are owed to banks and that banks owe, in digits; payments on their way count for both banks. */
  owed_to_banks: string
  owed_by_banks: string
  /** Of the newest snapshot; null when none was taken. */
  snapshot_id: string | null
  taken_at: string | null
  /** Expired and superseded ones are open, and can no longer be approved. */
  state: 'open' | 'expired' | 'superseded' | 'approved' | 'settled' | 'cancelled' | null
}

/** Null where no bank has an account. */
export async function readClearing(client: Client): Promise<ClearingRow | null> {
  const { rows } = await client.query<ClearingRow>(`
    with positions as (
      select sum(balance) as amount from bank_positions group by bank_id
    ), newest as (
      select s.id, to_char(s.taken_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as taken_at,
        case
          when s.state <> 'open' then s.state
          when exists (select from snapshots o where o.approved_at is not null and o.follows_id is not distinct from s.follows_id)
            then 'superseded'
          when s.expires_at <= now() then 'expired'
          else 'open'
        end as state
      from snapshots s order by s.taken_at desc, s.id limit 1
    )
    select coalesce(p.owed_to_banks, 0) as owed_to_banks, coalesce(p.owed_by_banks, 0) as owed_by_banks,
      n.id as snapshot_id, n.taken_at, n.state
    from (
      select sum(amount) filter (where amount > 0) as owed_to_banks, -sum(amount) filter (where amount < 0) as owed_by_banks
      from positions
    ) p left join newest n on true
    where exists (select from clearing_accounts)`)
  return rows[0] ?? null
}
