import type { Client } from '../../common/database/pool.ts'
import type { Weight } from './activity.ts'

export interface GroupLoad {
  group: number
  operations: number
  wallets: number
}

/** What a rebalance starts with; loads are in units of the weight, times in milliseconds. */
export interface RebalanceRecord {
  windowMs: number
  groupsBefore: number
  groupsAfter: number
  wallets: number
  weight: Weight
  operations: number
  loadBefore: readonly GroupLoad[]
  loadAfter: readonly GroupLoad[]
  spreadBefore: number
  spreadAfter: number
  maxOverMeanBefore: number
  maxOverMeanAfter: number
  maxOverMeanFloor: number
  hottestWalletId: number | null
  movesPlanned: number
  loadMoved: number
  /** Shares of the transfers; null when there was none. */
  crossingBefore: number | null
  crossingAfter: number | null
  countMs: number
  planMs: number
}

const BEGIN = `
  insert into rebalances (
    started_at, window_ms, groups_before, groups_after, wallets, operations, load_before, load_after,
    spread_before, spread_after, max_over_mean_before, max_over_mean_after, max_over_mean_floor,
    hottest_wallet_id, moves_planned, load_moved, count_ms, plan_ms, weight, crossing_before, crossing_after)
  select now() - make_interval(secs => ($16::bigint + $17::bigint) / 1000.0), $1, $2, $3, $4, $5, $6, $7,
    $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20
  returning id`

/** Records that a planned rebalance begins to move wallets; returns its id. */
export async function beginRebalance(client: Client, record: RebalanceRecord): Promise<bigint> {
  const { rows } = await client.query<{ id: bigint }>(BEGIN, [
    record.windowMs,
    record.groupsBefore,
    record.groupsAfter,
    record.wallets,
    record.operations,
    JSON.stringify(record.loadBefore),
    JSON.stringify(record.loadAfter),
    record.spreadBefore,
    record.spreadAfter,
    record.maxOverMeanBefore,
    record.maxOverMeanAfter,
    record.maxOverMeanFloor,
    record.hottestWalletId,
    record.movesPlanned,
    record.loadMoved,
    record.countMs,
    record.planMs,
    record.weight,
    record.crossingBefore,
    record.crossingAfter,
  ])
  const id = rows[0]?.id
  if (id === undefined) throw new Error('a rebalance was not recorded')
  return id
}

/** Records that everything was moved. Returns how many wallets were, over all attempts. */
export async function finishRebalance(client: Client, id: bigint, moveMs: number): Promise<number> {
  const { rows } = await client.query<{ moved: bigint }>(
    'update rebalances set finished_at = now(), move_ms = $2 where id = $1 returning moves_done as moved',
    [id, moveMs],
  )
  return Number(rows[0]?.moved ?? 0n)
}

/** For how many groups the mesh was last balanced in full; null when it never was. */
export async function lastGroupCount(client: Client): Promise<number | null> {
  const { rows } = await client.query<{ groups: number }>(
    'select groups_after as groups from rebalances where finished_at is not null order by id desc limit 1',
  )
  return rows[0]?.groups ?? null
}
