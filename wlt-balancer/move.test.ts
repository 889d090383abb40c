import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { shareGroup } from '../common/database/locks.ts'
import { openPool } from '../common/database/pool.ts'
import { createTestDatabase, type TestDatabase } from '../test/database.ts'
import { type Clock, systemClock } from './clock.ts'
import { boundsAfter, type MoveContext, makeMoves } from './move.ts'
import { groupsOf, type Moves } from './moves.ts'
import { openPools } from './pools.ts'
import { type BalancerStore, openStore } from './store.ts'
import { openTestMesh, type TestMesh } from './testing/mesh.ts'

let database: TestDatabase
let mesh: TestMesh
let pools: ReturnType<typeof openPools>
let store: BalancerStore
let rebalanceId: bigint

beforeEach(async () => {
  database = await createTestDatabase()
  mesh = openTestMesh(database)
  pools = openPools({ ...database, leaseTtlMs: 5_000 })
  store = openStore(pools, systemClock)
  await mesh.addGroups(2, 3)
  rebalanceId = await store.beginRebalance({
    windowMs: 1,
    groupsBefore: 3,
    groupsAfter: 3,
    wallets: 0,
    weight: 'count',
    operations: 0,
    loadBefore: [],
    loadAfter: [],
    spreadBefore: 0,
    spreadAfter: 0,
    maxOverMeanBefore: 1,
    maxOverMeanAfter: 1,
    maxOverMeanFloor: 1,
    hottestWalletId: null,
    movesPlanned: 0,
    loadMoved: 0,
    crossingBefore: null,
    crossingAfter: null,
    countMs: 0,
    planMs: 0,
  })
})

afterEach(async () => {
  await pools.close()
  await mesh.close()
  await database.drop()
})

function contextOf(changes: Partial<MoveContext> = {}): MoveContext {
  const signal = new AbortController().signal
  const quiet = { onChunk: () => {}, onRetry: () => {} }
  return { store, clock: systemClock, random: Math.random, chunkMax: 1000, signal, ...quiet, ...changes }
}

function movesOf(rows: readonly [id: number, from: number, to: number][]): Moves {
  return {
    ids: Float64Array.from(rows, ([id]) => id),
    from: Uint32Array.from(rows, ([, from]) => from),
    to: Uint32Array.from(rows, ([, , to]) => to),
  }
}

async function queued(): Promise<{ seq: bigint; group_id: number; wallet_id: bigint }[]> {
  return (await mesh.pool.query('select seq, group_id, wallet_id from queue order by seq')).rows
}

async function generations(): Promise<number[]> {
  const { rows } = await mesh.pool.query<{ generation: bigint }>('select generation from groups order by id')
  return rows.map((row) => Number(row.generation))
}

async function movesDone(): Promise<number> {
  const { rows } = await mesh.pool.query<{ done: bigint }>('select moves_done as done from rebalances where id = $1', [
    rebalanceId,
  ])
  return Number(rows[0]?.done)
}

/** A clock of which no time passes: sleeping ends at once. */
const hurried: Clock = { now: () => 0, sleep: async (_ms, signal) => signal.throwIfAborted() }

describe('a move', () => {
  it('takes the wallet and its queued steps to the new group, in their order, and raises both generations', async () => {
    await mesh.addWallets([1, 1, 2])
    await mesh.enqueue([1, 2, 1, 3, 1])
    const before = await queued()
    const done: number[] = []
    await makeMoves(movesOf([[1, 1, 3]]), rebalanceId, contextOf({ onChunk: ({ retagged }) => done.push(retagged) }))
    expect(await mesh.groups()).toEqual([3, 1, 2])
    expect(await queued()).toEqual(before.map((step) => (step.wallet_id === 1n ? { ...step, group_id: 3 } : step)))
    expect(await generations()).toEqual([1, 0, 1])
    expect(done).toEqual([3])
    expect(await movesDone()).toBe(1)
  })

  it('leaves alone a wallet that is somewhere else by now, and can be made twice', async () => {
    await mesh.addWallets([1, 2])
    await mesh.enqueue([1, 2])
    const moves = movesOf([
      [1, 1, 3],
      [2, 1, 3],
    ])
    await makeMoves(moves, rebalanceId, contextOf())
    await makeMoves(moves, rebalanceId, contextOf())
    expect(await mesh.groups()).toEqual([3, 2])
    expect(await mesh.strays()).toBe(0)
    expect(await movesDone()).toBe(1)
  })

  it('moves a wallet together with a credit on its way to it', async () => {
    await mesh.addWallets([1, 2])
    await mesh.pool.query(
      `insert into queue (group_id, operation_id, kind, step, origin_id, target_id, amount, currency, debit, credit)
       values (2, gen_random_uuid(), 'transfer', 'credit', 1, 2, 5, 'USD', 5, 5)`,
    )
    await makeMoves(movesOf([[2, 2, 3]]), rebalanceId, contextOf())
    expect((await queued()).map((step) => step.group_id)).toEqual([3])
  })

  it('tells gateways which groups have got work, once per transaction', async () => {
    await mesh.addWallets([1, 1, 1])
    await mesh.enqueue([1, 2, 1])
    const listener = await mesh.pool.connect()
    const heard: string[] = []
    listener.on('notification', ({ channel, payload }) => heard.push(`${channel}:${payload}`))
    await listener.query('listen walletmesh_work')
    const moves = movesOf([
      [1, 1, 2],
      [2, 1, 3],
      [3, 1, 3],
    ])
    await makeMoves(moves, rebalanceId, contextOf())
    await vi.waitFor(() => expect(heard).toEqual(['walletmesh_work:2,3']))
    await makeMoves(movesOf([[3, 3, 1]]), rebalanceId, contextOf())
    // Notifications arrive in order of commits.
    await mesh.pool.query(`select pg_notify('walletmesh_work', 'last')`)
    await vi.waitFor(() => expect(heard.at(-1)).toBe('walletmesh_work:last'))
    expect(heard).toEqual(['walletmesh_work:2,3', 'walletmesh_work:last'])
    await listener.query('unlisten *')
    listener.release()
  })
})

describe('a group in use', () => {
  it('delays a move without breaking it, and meanwhile operations are still queued', async () => {
    await mesh.addWallets([1, 1])
    const holder = await mesh.pool.connect()
    await holder.query('begin')
    await shareGroup(holder, 1)
    const retried = Promise.withResolvers<void>()
    const making = makeMoves(movesOf([[1, 1, 2]]), rebalanceId, contextOf({ onRetry: () => retried.resolve() }))
    await retried.promise
    await mesh.enqueue([1, 2])
    expect(await mesh.groups()).toEqual([1, 1])
    await holder.query('commit')
    holder.release()
    await making
    expect(await mesh.groups()).toEqual([2, 1])
    expect(await mesh.strays()).toBe(0)
  })

  it('is freed by the transaction timeout of a holder that is stuck', async () => {
    await mesh.addWallets([1])
    const stuck = openPool({ ...database, applicationName: 'stuck', connectionsMax: 1, transactionTimeoutMs: 1_000 })
    const holder = await stuck.connect()
    const ended = new Promise((resolve) => holder.on('error', resolve))
    await holder.query('begin')
    await shareGroup(holder, 1)
    const retries: number[] = []
    await makeMoves(movesOf([[1, 1, 2]]), rebalanceId, contextOf({ onRetry: (_error, n) => retries.push(n) }))
    expect(await mesh.groups()).toEqual([2])
    expect(retries.length).toBeGreaterThan(0)
    await ended
    holder.release(true)
    await stuck.end()
  })
})

describe('a chunk that fails', () => {
  function failing(code: string, whenLargerThan: number): { store: BalancerStore; sizes: number[] } {
    const sizes: number[] = []
    return {
      sizes,
      store: {
        ...store,
        async moveChunk(chunk, id) {
          sizes.push(chunk.ids.length)
          if (chunk.ids.length > whenLargerThan) throw Object.assign(new Error('fault'), { code })
          return store.moveChunk(chunk, id)
        },
      },
    }
  }

  it('is made smaller when the transaction took too long', async () => {
    await mesh.addWallets(Array.from({ length: 8 }, () => 1))
    const moves = movesOf(Array.from({ length: 8 }, (_, i) => [i + 1, 1, 2]))
    const { store: slow, sizes } = failing('25P04', 2)
    await makeMoves(moves, rebalanceId, contextOf({ store: slow, clock: hurried, chunkMax: 8 }))
    expect(await mesh.groups()).toEqual(Array.from({ length: 8 }, () => 2))
    expect(sizes.slice(0, 3)).toEqual([8, 4, 2])
    expect(await movesDone()).toBe(8)
  })

  it('touches fewer groups when the holders of so many could not be waited for', async () => {
    await mesh.addGroups(4, 5, 6)
    await mesh.addWallets([1, 1, 1, 1, 1])
    const groupsOfChunks: number[] = []
    const busy: BalancerStore = {
      ...store,
      async moveChunk(chunk, id) {
        const { all } = groupsOf(chunk)
        groupsOfChunks.push(all.length)
        if (all.length > 3) throw Object.assign(new Error('canceling statement'), { code: '57014' })
        return store.moveChunk(chunk, id)
      },
    }
    const moves = movesOf([2, 3, 4, 5, 6].map((group, i) => [i + 1, 1, group]))
    await makeMoves(moves, rebalanceId, contextOf({ store: busy, clock: hurried }))
    expect(groupsOfChunks.slice(0, 3)).toEqual([6, 4, 2])
    expect(await mesh.groups()).toEqual([2, 3, 4, 5, 6])
  })

  it('is tried again a bounded number of times', async () => {
    await mesh.addWallets([1])
    const { store: deadlocked, sizes } = failing('40P01', 0)
    const making = makeMoves(movesOf([[1, 1, 2]]), rebalanceId, contextOf({ store: deadlocked, clock: hurried }))
    await expect(making).rejects.toMatchObject({ code: '40P01' })
    expect(sizes).toEqual(Array.from({ length: 24 }, () => 1))
    expect(await mesh.groups()).toEqual([1])
  })

  it('is not tried again when that would not help', async () => {
    await mesh.addWallets([1])
    const { store: broken, sizes } = failing('42601', 0)
    const making = makeMoves(movesOf([[1, 1, 2]]), rebalanceId, contextOf({ store: broken, clock: hurried }))
    await expect(making).rejects.toMatchObject({ code: '42601' })
    expect(sizes).toEqual([1])
  })

  it('waits longer each time, by a random share, and never longer than a second', async () => {
    const pauses: number[] = []
    const clock: Clock = {
      now: () => 0,
      async sleep(ms) {
        pauses.push(ms)
      },
    }
    const { store: down } = failing('57P03', 0)
    const context = contextOf({ store: down, clock, random: () => 0.999999 })
    await expect(makeMoves(movesOf([[1, 1, 2]]), rebalanceId, context)).rejects.toThrow('fault')
    expect(pauses.map(Math.round)).toEqual([50, 100, 200, 400, 800, ...Array.from({ length: 18 }, () => 1000)])
  })
})

describe('the bounds of chunks', () => {
  it('shrink after a chunk that took too long, grow after a quick one, and have limits', () => {
    const size = fc.integer({ min: 1, max: 10_000 })
    const ms = fc.double({ min: 0, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(size, size, fc.integer({ min: 2, max: 2048 }), ms, ms, (a, b, groupsMax, waitMs, workMs) => {
        const [walletsMax, chunkMax] = a < b ? [a, b] : [b, a]
        const next = boundsAfter({ walletsMax, groupsMax }, { waitMs, workMs }, chunkMax)
        expect(Number.isInteger(next.walletsMax) && Number.isInteger(next.groupsMax)).toBe(true)
        expect(next.walletsMax).toBeGreaterThanOrEqual(1)
        expect(next.walletsMax).toBeLessThanOrEqual(chunkMax)
        expect(next.groupsMax).toBeGreaterThanOrEqual(2)
        if (workMs >= 100) expect(next.walletsMax).toBeLessThanOrEqual(walletsMax)
        if (workMs <= 50) expect(next.walletsMax).toBe(Math.min(chunkMax, walletsMax * 2))
        if (waitMs >= 100) expect(next.groupsMax).toBeLessThanOrEqual(groupsMax)
        if (waitMs <= 50) expect(next.groupsMax).toBe(Math.min(2048, groupsMax * 2))
      }),
    )
    const bounds = { walletsMax: 1000, groupsMax: 8 }
    expect(boundsAfter(bounds, { waitMs: 200, workMs: 400 }, 1000)).toEqual({ walletsMax: 250, groupsMax: 4 })
    expect(boundsAfter(bounds, { waitMs: 9_000, workMs: 40_000 }, 1000)).toEqual({ walletsMax: 100, groupsMax: 2 })
  })
})

describe('moving while operations are queued', () => {
  const OPERATIONS = 200

  it("leaves no step tagged with a group that is not its wallet's, and keeps the order of each wallet", async () => {
    const wallets = await mesh.addWallets(Array.from({ length: 20 }, (_, i) => (i % 3) + 1))
    let queueing = 4
    // Each of these callers queues for its own wallets, one operation after the other is acknowledged.
    const callers = [0, 1, 2, 3].map(async (caller) => {
      const own = wallets.filter((wallet) => wallet % 4 === caller)
      for (let n = 1; n <= OPERATIONS; n += 1) await mesh.enqueue(own, n)
      queueing -= 1
    })
    let moved = 0
    for (let round = 0; queueing > 0; round += 1) {
      const groups = await mesh.groups()
      const rows = wallets.map((id, i): [number, number, number] => {
        const from = groups[i] as number
        return [id, from, ((from + round) % 3) + 1]
      })
      const moves = movesOf(rows.filter(([, from, to]) => from !== to))
      const onChunk = (result: { moved: number }) => {
        moved += result.moved
      }
      await makeMoves(moves, rebalanceId, contextOf({ chunkMax: 7, onChunk }))
    }
    await Promise.all(callers)
    expect(moved).toBeGreaterThan(wallets.length)
    expect(await mesh.strays()).toBe(0)
    const { rows } = await mesh.pool.query<{ bad: bigint; steps: bigint }>(
      `select count(*) filter (where amount <> n) as bad, count(*) as steps
       from (select amount, row_number() over (partition by wallet_id order by seq) as n from queue) t`,
    )
    expect(rows[0]?.bad).toBe(0n)
    expect(rows[0]?.steps).toBe(BigInt(OPERATIONS * wallets.length))
  })
})
