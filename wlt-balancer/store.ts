import { arrayLiteral } from '../common/database/arrays.ts'
import { lockGroups, lockTopology, shareTopology } from '../common/database/locks.ts'
import type { Client, Pool } from '../common/database/pool.ts'
import { transaction } from '../common/database/transaction.ts'
import type { Clock } from './clock.ts'
import { groupsOf, type Moves } from './moves.ts'
import { activeGroups, deactivate, openGroups, raiseGenerations } from './sql/groups.ts'
import { beginRebalance, finishRebalance, lastGroupCount, type RebalanceRecord } from './sql/history.ts'
import { retagStepsOf, retagStrays } from './sql/queue.ts'
import { lastWalletId, moveWallets, walletsAbove, walletsIn } from './sql/wallets.ts'

export interface ChunkResult {
  /** Wallets that were still where they were expected to be, and have moved. */
  moved: number
  /** Queued steps that went with them. */
  retagged: number
  /** For the sum of these two nothing could be queued: waiting for holders' transactions to end, */
  waitMs: number
  /** and then moving, up to the end of the commit. */
  workMs: number
}

/** What the balancer asks of the database. Each function is one transaction: all of it happens, or nothing. */
export interface BalancerStore {
  /** Ids of the groups that are part of the partition, rising. */
  activeGroups(): Promise<number[]>
  /** For how many groups the mesh was last balanced in full; null when it never was. */
  lastGroupCount(): Promise<number | null>
  beginRebalance(record: RebalanceRecord): Promise<bigint>
  /** Returns how many wallets moved. */
  finishRebalance(id: bigint, moveMs: number): Promise<number>
  /** Makes the groups 1 to `groupCount`, or makes them active again. */
  openGroups(groupCount: number): Promise<void>
  moveChunk(chunk: Moves, rebalanceId: bigint): Promise<ChunkResult>
  /** From now on every wallet up to this id can be seen, and every wallet to come has a higher one. */
  lastWalletId(): Promise<bigint>
  /** Wallets in groups above `groupCount`, at most `limit`. Reads all wallets. */
  walletsAbove(groupCount: number, limit: number): Promise<{ ids: Float64Array; groups: Uint32Array }>
  /**
   * Makes a group inactive, after moving the wallets with an id above `afterId` out of it. False, and nothing happened, when
   * there are more than `limit`.
   */
  closeGroup(options: CloseOptions): Promise<boolean>
  /** Returns when no transaction is left that began to apply operations of the group before. */
  passGroup(group: number): Promise<void>
  /** Re-tags at most `limit` strays of groups that are not active; returns how many. */
  sweep(limit: number): Promise<number>
}

export interface CloseOptions {
  group: number
  /** Where the wallets go. */
  into: number
  afterId: bigint
  limit: number
  rebalanceId: bigint
}

// Whoever queues waits behind a move that waits for a lock. Rather than that, the move gives up and is tried again.
const LOCK_WAIT_MS = 250

export interface Pools {
  /** Its transaction timeout is well below the lease time. */
  moving: Pool
  /** For what takes no locks, and may take long. */
  reading: Pool
}

export function openStore({ moving, reading }: Pools, clock: Clock): BalancerStore {
  const run = <T>(work: (client: Client) => Promise<T>) => transaction(moving, work)
  const read = <T>(work: (client: Client) => Promise<T>) => transaction(reading, work)
  return {
    activeGroups: () => read(activeGroups),
    lastGroupCount: () => read(lastGroupCount),
    beginRebalance: (record) => run((client) => beginRebalance(client, record)),
    finishRebalance: (id, moveMs) => run((client) => finishRebalance(client, id, moveMs)),
    openGroups: (groupCount) =>
      run(async (client) => {
        await alone(client)
        await openGroups(client, groupCount)
      }),
    moveChunk: (chunk, rebalanceId) => moveChunk(moving, chunk, rebalanceId, clock),
    lastWalletId: () =>
      run(async (client) => {
        await alone(client)
        return lastWalletId(client)
      }),
    walletsAbove: (groupCount, limit) => read((client) => walletsAbove(client, groupCount, limit)),
    closeGroup: (options) => run((client) => closeGroup(client, options)),
    passGroup: (group) => run((client) => briefly(client, () => lockGroups(client, [group]))),
    sweep: (limit) =>
      run(async (client) => {
        // Shared, it excludes moves: the groups that are read stay the wallets' groups until the commit.
        await briefly(client, () => shareTopology(client))
        return retagStrays(client, limit)
      }),
  }
}

async function moveChunk(pool: Pool, chunk: Moves, rebalanceId: bigint, clock: Clock): Promise<ChunkResult> {
  let lockedAt = 0
  let startedAt = 0
  const result = await transaction(pool, async (client) => {
    await alone(client)
    lockedAt = clock.now()
    await withoutHolders(client, groupsOf(chunk).all)
    startedAt = clock.now()
    return move(client, chunk, rebalanceId)
  })
  const endedAt = clock.now()
  return { ...result, waitMs: startedAt - lockedAt, workMs: endedAt - startedAt }
}

/** Under the locks of the topology and of every group concerned: wallets and their queued steps change groups. */
async function move(client: Client, moves: Moves, rebalanceId: bigint): Promise<{ moved: number; retagged: number }> {
  const { left, all } = groupsOf(moves)
  const moved = await moveWallets(client, moves, rebalanceId)
  const retagged = await retagStepsOf(client, moves.ids, arrayLiteral(left))
  await raiseGenerations(client, arrayLiteral(all))
  return { moved, retagged }
}

async function closeGroup(client: Client, { group, into, afterId, limit, rebalanceId }: CloseOptions) {
  await alone(client)
  await withoutHolders(client, [group, into])
  const ids = await walletsIn(client, { group, afterId, limit: limit + 1 })
  if (ids.length > limit) return false
  const moves = { ids, from: new Uint32Array(ids.length).fill(group), to: new Uint32Array(ids.length).fill(into) }
  if (ids.length > 0) await move(client, moves, rebalanceId)
  await deactivate(client, group)
  return true
}

/** From here on nobody else queues, makes or moves wallets, opens or closes groups. */
async function alone(client: Client): Promise<void> {
  await briefly(client, () => lockTopology(client))
}

/** From here on nobody applies operations of these groups. */
async function withoutHolders(client: Client, groups: readonly number[]): Promise<void> {
  await briefly(client, () => lockGroups(client, groups))
}

async function briefly(client: Client, lock: () => Promise<void>): Promise<void> {
  await client.query(`set local statement_timeout = ${LOCK_WAIT_MS}`)
  await lock()
  await client.query('set local statement_timeout = 0')
}
