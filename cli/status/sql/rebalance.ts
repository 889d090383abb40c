import type { Client } from '../../../common/database/pool.ts'

export interface RebalanceRow {
  started_at: string
  /** Null while it goes on, or when it was broken off. */
  finished_at: string | null
  groups_before: number
  groups_after: number
  moves_planned: bigint
  moves_done: bigint
  max_over_mean_before: number
  max_over_mean_after: number
  hottest_wallet_id: bigint | null
}

/** Undefined when there was none. */
export async function readLastRebalance(client: Client): Promise<RebalanceRow | undefined> {
  const { rows } = await client.query<RebalanceRow>(`
    select to_char(started_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as started_at,
      to_char(finished_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as finished_at,
      groups_before, groups_after, moves_planned, moves_done, max_over_mean_before, max_over_mean_after, hottest_wallet_id
    from rebalances order by id desc limit 1`)
  return rows[0]
}
