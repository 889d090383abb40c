import { openPool } from '../common/database/pool.ts'
import { transaction } from '../common/database/transaction.ts'
import type { BenchServer } from './server.ts'

/** Wallets that trade mostly within communities, some of them far more than others. */
export interface TradingMesh {
  wallets: number
  /** Wallets that have traded; a divisor of `wallets`. */
  activeWallets: number
  /** A divisor of `activeWallets`. */
  communities: number
  groups: number
  /** Transfers in the past. */
  transfers: number
}

// Origins by a power law over ranks: the hottest of 1,000,000 wallets starts 1% of all transfers. Targets likewise, among
// the members of the origin's community but for one transfer in six.
const ORIGIN_EXPONENT = 3
const TARGET_EXPONENT = 2
const WITHIN_COMMUNITY = 5 / 6
const PAST = '20 minutes'
const BALANCE = 1_000_000_000

/**
 * Fills a migrated database with the mesh, past all triggers: balances come from nowhere and the past has no journals.
 * Wallets are dealt over the groups at random, without regard to communities; then a share of those of every fourth
 * community was put into group 1, which is too full since.
 */
export async function fillTradingMesh(server: BenchServer, mesh: TradingMesh): Promise<void> {
  const { wallets, activeWallets, communities, groups, transfers } = mesh
  const pool = openPool({ ...server, connectionsMax: 1, applicationName: 'bench' })
  const user = (await pool.query('select current_user as name')).rows[0].name
  await server.admin(`grant set on parameter session_replication_role to ${user}`)
  await transaction(pool, async (client) => {
    await client.query('set local session_replication_role = replica')
    await client.query('select setseed(0.5)')
    await client.query(`insert into groups (id) select generate_series(2, ${groups})`)
    await client.query(`
      insert into wallets (group_id, currency, balance)
      select case when (i - 1) / ${wallets / activeWallets} % ${communities} % 4 = 0 and random() < 0.2 then 1
        else 1 + floor(random() * ${groups}) end, 'USD', ${BALANCE}
      from generate_series(1, ${wallets}) i`)
    await client.query(`
      insert into operations (id, group_id, journal_seq, line, kind, status, origin_id, target_id, amount, currency, debit,
        credit, accepted_at, applied_at)
      select uuidv7(), 1, 0, i, 'transfer', 'success', ${walletOfRank(mesh, 'origin')}, ${walletOfRank(mesh, 'target')},
        1, 'USD', 1, 1, at, at
      from (
        select i, origin, at, case when random() < ${WITHIN_COMMUNITY}
          then origin % ${communities} + ${communities} * floor(${activeWallets / communities} * random() ^ ${TARGET_EXPONENT})::bigint
          else floor(${activeWallets} * random())::bigint end as target
        from (
          select i, floor(${activeWallets} * random() ^ ${ORIGIN_EXPONENT})::bigint as origin,
            now() - interval '${PAST}' * (1 - i::float8 / ${transfers}) as at
          from generate_series(1, ${transfers}) i) origins
      ) pairs
      where origin <> target`)
    // It was balanced for these groups once, so that it is not partitioned anew.
    await client.query(`
      insert into rebalances (finished_at, window_ms, groups_before, groups_after, wallets, operations, load_before,
        load_after, spread_before, spread_after, max_over_mean_before, max_over_mean_after, max_over_mean_floor,
        moves_planned, load_moved, count_ms, plan_ms)
      values (now(), 1, 1, ${groups}, ${wallets}, 0, '[]', '[]', 0, 0, 1, 1, 1, 0, 0, 0, 0)`)
  })
  await pool.query('vacuum analyze wallets, operations')
  await server.admin('checkpoint')
  await pool.end()
}

function walletOfRank({ wallets, activeWallets }: TradingMesh, rank: string): string {
  return `${rank} * ${wallets / activeWallets} + 1`
}

/** Ids of the two wallets of a transfer like those of the past. */
export function nextTransfer(mesh: TradingMesh, random: () => number): { origin: bigint; target: bigint } {
  const { wallets, activeWallets, communities } = mesh
  const members = activeWallets / communities
  for (;;) {
    const origin = Math.floor(activeWallets * random() ** ORIGIN_EXPONENT)
    const target =
      random() < WITHIN_COMMUNITY
        ? (origin % communities) + communities * Math.floor(members * random() ** TARGET_EXPONENT)
        : Math.floor(activeWallets * random())
    if (origin === target) continue
    const idOf = (rank: number) => BigInt((rank * wallets) / activeWallets + 1)
    return { origin: idOf(origin), target: idOf(target) }
  }
}
