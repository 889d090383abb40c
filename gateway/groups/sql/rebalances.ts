import { leadsInSql } from '../../../common/database/leadership.ts'
import type { Pool } from '../../../common/database/pool.ts'
import { utcText } from '../../../common/identity/sql/utc-text.ts'

/** Load and wallets of a group, as the balancer wrote them. */
export interface StoredLoad {
  group: number
  operations: number
  wallets: number
}

/** What a rebalance is to do. Loads are in units of the weight. */
export interface Plan {
  window_ms: bigint
  groups_before: number
  groups_after: number
  wallets: bigint
  weight: 'count' | 'cost'
  /** The load of all wallets. */
  operations: bigint
  load_before: StoredLoad[]
  load_after: StoredLoad[]
  spread_before: bigint
  spread_after: bigint
  max_over_mean_before: number
  max_over_mean_after: number
  max_over_mean_floor: number
  hottest_wallet_id: bigint | null
  moves_planned: bigint
  load_moved: bigint
  crossing_before: number | null
  crossing_after: number | null
  count_ms: bigint
  plan_ms: bigint
}

export interface Rebalance extends Plan {
  id: bigint
  /** `interrupted`: it was broken off, and the next one went or goes on from there. */
  state: 'running' | 'finished' | 'interrupted'
  started_at: string
  finished_at: string | null
  moves_done: bigint
  move_ms: bigint | null
}

/** A balancer begins a new one whenever it begins to lead, so that one without a leader, or before another one, does not go on. */
export const REBALANCE_STATE = `
  case
    when r.finished_at is not null then 'finished'
    when r.id = (select max(id) from rebalances) and ${leadsInSql('balancer')} then 'running'
    else 'interrupted'
  end`

const COLUMNS = `
  r.id, ${REBALANCE_STATE} as state, ${utcText('r.started_at')} as started_at, ${utcText('r.finished_at')} as finished_at,
  r.window_ms, r.groups_before, r.groups_after, r.wallets, r.weight, r.operations, r.load_before, r.load_after,
  r.spread_before, r.spread_after, r.max_over_mean_before, r.max_over_mean_after, r.max_over_mean_floor, r.hottest_wallet_id,
  r.moves_planned, r.moves_done, r.load_moved, r.crossing_before, r.crossing_after, r.count_ms, r.plan_ms, r.move_ms`

const LIST = `select ${COLUMNS} from rebalances r where r.id < $1 order by r.id desc limit $2`

const AFTER_ALL = 2n ** 63n - 1n

/** Newest first. @param before undefined: from the newest on */
export async function listRebalances(pool: Pool, before: bigint | undefined, limit: number): Promise<Rebalance[]> {
  const values = [before ?? AFTER_ALL, limit]
  const { rows } = await pool.query<Rebalance>({ name: 'list-rebalances', text: LIST, values })
  return rows
}

const READ = `select ${COLUMNS} from rebalances r where r.id = $1`

/** Null when there is none with the id. */
export async function readRebalance(pool: Pool, id: bigint): Promise<Rebalance | null> {
  const { rows } = await pool.query<Rebalance>({ name: 'read-rebalance', text: READ, values: [id] })
  return rows[0] ?? null
}
