import type { Client } from '../../../common/database/pool.ts'

export interface ClearingRow {
  /** Micro-units of USD that are owed to banks and that banks owe, in digits; payments on their way count for both banks. */
  owed_to_banks: string
  owed_by_banks: string
  /** Of the newest snapshot; null when none was taken. */
  snapshot_id: string | null
  taken_at: string | null
  state: 'open' | 'approved' | 'settled' | 'cancelled' | null
}

/** Null where no bank has an account. */
export async function readClearing(client: Client): Promise<ClearingRow | null> {
  const { rows } = await client.query<ClearingRow>(`
    with positions as (
      select sum(balance) as amount from bank_positions group by bank_id
    ), newest as (
      select id, to_char(taken_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as taken_at, state
      from snapshots order by snapshots.taken_at desc, id limit 1
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
