import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { shareGroup } from '../common/database/locks.ts'
import { createTestDatabase, type TestDatabase } from '../test/database.ts'
import { systemClock } from './clock.ts'
import { planOnce, rebalanceOnce } from './once.ts'
import { openPools } from './pools.ts'
import { type Rebalance, type RebalanceSettings, rebalance } from './rebalance.ts'
import { type BalancerStore, openStore } from './store.ts'
import { balancerOptions, openTestMesh, type TestMesh } from './testing/mesh.ts'

let database: TestDatabase
let mesh: TestMesh
const { signal } = new AbortController()

beforeEach(async () => {
  database = await createTestDatabase()
  mesh = openTestMesh(database)
})

afterEach(async () => {
  await mesh.close()
  await database.drop()
})

function into(groupCount: number, settings: Partial<RebalanceSettings> = {}): Promise<Rebalance> {
  return rebalanceOnce({ ...balancerOptions(database, { groupCount, ...settings }), signal })
}

/** Wallet ids by group, the groups in the order of their first wallet. */
async function walletsByGroup(): Promise<number[][]> {
  const byGroup = Map.groupBy(
    (await mesh.groups()).map((group, i) => ({ group, id: i + 1 })),
    ({ group }) => group,
  )
  return [...byGroup.values()].map((wallets) => wallets.map(({ id }) => id))
}

async function expectWholeMesh(groupCount: number): Promise<void> {
  const all = Array.from({ length: groupCount }, (_, i) => i + 1)
  expect(await mesh.activeGroups()).toEqual(all)
  expect((await mesh.groups()).filter((group) => group > groupCount)).toEqual([])
  expect(await mesh.strays()).toBe(0)
}

async function history() {
  const { rows } = await mesh.pool.query(
    'select *, finished_at is not null and finished_at >= started_at as finished from rebalances order by id',
  )
  return rows
}

describe('the examples of balancing', () => {
  it('puts 4 wallets with 1234, 5678, 0 and 3456 operations into 2 groups: {1, 4} and {2, 3}', async () => {
    await mesh.addWallets([1, 1, 1, 1])
    await mesh.addOperations([1234, 5678, 0, 3456])
    const round = await into(2)
    expect(await walletsByGroup()).toEqual([
      [1, 4],
      [2, 3],
    ])
    expect(round.loadAfter.map(({ operations }) => operations).sort()).toEqual([4690, 5678])
    await expectWholeMesh(2)
  })

  it('puts 6 wallets with 1, 7, 5, 10, 9 and 3 operations into 3 groups: {3, 9}, {5, 7} and {10, 1}', async () => {
    await mesh.addWallets([1, 1, 1, 1, 1, 1])
    const counts = [1, 7, 5, 10, 9, 3]
    await mesh.addOperations(counts)
    await into(3)
    const byCount = (await walletsByGroup()).map((ids) =>
      ids.map((id) => counts[id - 1] as number).sort((a, b) => a - b),
    )
    expect(byCount.sort((a, b) => (a[0] as number) - (b[0] as number))).toEqual([
      [1, 10],
      [3, 9],
      [5, 7],
    ])
  })
})

describe('a mesh of any size', () => {
  it('without a wallet gets its groups', async () => {
    const round = await into(3)
    expect(round).toMatchObject({ wallets: 0, operations: 0, movesPlanned: 0, maxOverMeanAfter: 1 })
    await expectWholeMesh(3)
  })

  it('with one wallet keeps it in one of its groups', async () => {
    await mesh.addWallets([1])
    await mesh.addOperations([7])
    await into(2)
    await expectWholeMesh(2)
  })

  it('with fewer wallets than groups gives each a group of its own', async () => {
    await mesh.addWallets([1, 1, 1])
    await mesh.addOperations([4, 5, 6])
    await into(8)
    expect(new Set(await mesh.groups()).size).toBe(3)
    await expectWholeMesh(8)
  })
})

describe('a change of the number of groups', () => {
  it('keeps every wallet in exactly one active group, with all that is queued for it, while n goes 1, 2, 4, 3, 1', async () => {
    const wallets = await mesh.addWallets(Array.from({ length: 200 }, () => 1))
    await mesh.addOperations(wallets.map((id) => id % 17))
    await mesh.enqueue([...wallets, ...wallets])
    for (const groupCount of [1, 2, 4, 3, 1]) {
      const round = await into(groupCount, { chunkMax: 16 })
      await expectWholeMesh(groupCount)
      expect(round.maxOverMeanAfter).toBeLessThanOrEqual(1.05)
      const loads = new Array<number>(groupCount).fill(0)
      for (const [i, group] of (await mesh.groups()).entries()) {
        loads[group - 1] = (loads[group - 1] as number) + ((i + 1) % 17)
      }
      expect(round.loadAfter.map(({ operations }) => operations)).toEqual(loads)
    }
    const { rows } = await mesh.pool.query(
      'select wallet_id from queue group by wallet_id having count(*) <> 2 union all select null where (select count(*) from queue) <> 400',
    )
    expect(rows).toEqual([])
    expect((await history()).map((row) => [row.groups_after, row.finished])).toEqual(
      [1, 2, 4, 3, 1].map((n) => [n, true]),
    )
  })

  it('takes back a group that was inactive', async () => {
    await mesh.addWallets([1, 1, 1, 1])
    await mesh.addOperations([5, 5, 5, 5])
    for (const groupCount of [2, 1, 2]) {
      await into(groupCount)
      await expectWholeMesh(groupCount)
    }
    expect(new Set(await mesh.groups())).toEqual(new Set([1, 2]))
  })

  it('strands no wallet that is created in a vanishing group meanwhile', async () => {
    await mesh.addGroups(2, 3, 4)
    await mesh.addWallets(Array.from({ length: 100 }, (_, i) => (i % 4) + 1))
    let creating = true
    const creators = [0, 1, 2].map(async () => {
      while (creating) await mesh.createWallet()
    })
    await into(1, { chunkMax: 10 })
    const inTheEnd = await mesh.groups()
    creating = false
    await Promise.all(creators)
    expect(inTheEnd.length).toBeGreaterThan(100)
    await expectWholeMesh(1)
  })

  it('waits for a transaction that queues a credit for a wallet of a vanishing group, and re-tags it', async () => {
    await mesh.addGroups(2, 3)
    await mesh.addWallets([1, 2, 3])
    await mesh.addOperations([9, 8, 1])
    const holder = await mesh.pool.connect()
    await holder.query('begin')
    await shareGroup(holder, 1)
    await holder.query(
      `insert into queue (group_id, operation_id, kind, step, origin_id, target_id, amount, currency, debit, credit)
       select group_id, gen_random_uuid(), 'transfer', 'credit', 1, id, 5, 'USD', 5, 5 from wallets where id = 3`,
    )
    const rebalancing = into(2)
    await vi.waitFor(async () => expect(await mesh.activeGroups()).toEqual([1, 2]), { timeout: 20_000 })
    expect(await mesh.strays()).toBe(0)
    await holder.query('commit')
    holder.release()
    await rebalancing
    await expectWholeMesh(2)
    const { rows } = await mesh.pool.query('select group_id from queue')
    expect(rows).toEqual([{ group_id: 2 }])
  })

  it('re-tags strays that were queued for a vanishing group', async () => {
    await mesh.addGroups(2)
    await mesh.addWallets([1, 2])
    await mesh.enqueueStray(1, 2)
    await into(1)
    await expectWholeMesh(1)
  })
})

describe('a balanced mesh', () => {
  it('moves nothing, and says so in the history', async () => {
    await mesh.addWallets([1, 1, 1, 1])
    await mesh.addOperations([10, 10, 10, 10])
    await into(2)
    const before = await mesh.groups()
    expect(await into(2)).toMatchObject({ movesPlanned: 0, spreadBefore: 0, maxOverMeanBefore: 1 })
    expect(await mesh.groups()).toEqual(before)
    expect((await history()).map((row) => row.moves_planned)).toEqual([2n, 0n])
  })
})

describe('the history', () => {
  it('tells the loads, the spread, the moves and the hot wallet of a rebalance', async () => {
    await mesh.addWallets([1, 1, 1])
    await mesh.addOperations([70, 20, 10])
    const round = await into(2)
    const [row] = await history()
    expect(row).toMatchObject({
      finished: true,
      window_ms: 1_800_000n,
      groups_before: 1,
      groups_after: 2,
      wallets: 3n,
      operations: 100n,
      load_before: [
        { group: 1, operations: 100, wallets: 3 },
        { group: 2, operations: 0, wallets: 0 },
      ],
      spread_before: 100n,
      spread_after: 40n,
      max_over_mean_before: 2,
      max_over_mean_after: 1.4,
      max_over_mean_floor: 1.4,
      hottest_wallet_id: 1n,
      moves_planned: BigInt(round.movesPlanned),
      moves_done: BigInt(round.movesPlanned),
    })
    expect(row.load_after).toEqual(round.loadAfter)
    expect(round.hottestOperations).toBe(70)
  })
})

describe('a dry run', () => {
  it('plans the same and changes nothing', async () => {
    await mesh.addGroups(5)
    await mesh.addWallets([1, 1, 5, 1])
    await mesh.addOperations([1234, 5678, 0, 3456])
    await mesh.enqueue([1, 2, 3, 4])
    await mesh.enqueueStray(1, 5)
    const before = await mesh.contents()
    const planned = await planOnce({ ...balancerOptions(database, { groupCount: 2 }), signal })
    expect(await mesh.contents()).toBe(before)
    expect(planned.moved).toBeNull()
    const done = await into(2)
    expect(planned.loadAfter).toEqual(done.loadAfter)
    expect(planned.movesPlanned).toBe(done.movesPlanned)
  })
})

describe('a balancer that stops half way', () => {
  /** Runs until so many chunks are moved, then is stopped as by SIGTERM, or fails as by a crash. */
  async function halfWay(groupCount: number, chunks: number, end: 'stop' | 'crash'): Promise<void> {
    const pools = openPools({ ...database, leaseTtlMs: 5_000 })
    const client = await pools.reading.connect()
    const stopping = new AbortController()
    const store = openStore(pools, systemClock)
    let done = 0
    const interrupted: BalancerStore = {
      ...store,
      async moveChunk(chunk, id) {
        if (done === chunks) throw new Error('crashed')
        const result = await store.moveChunk(chunk, id)
        done += 1
        if (done === chunks && end === 'stop') stopping.abort(new Error('stopped'))
        return result
      },
    }
    const options = balancerOptions(database, { groupCount, chunkMax: 4 })
    const running = rebalance({ ...options, store: interrupted, client, signal: stopping.signal })
    await expect(running).rejects.toThrow(end === 'stop' ? 'stopped' : 'crashed')
    client.release()
    await pools.close()
    expect(done).toBe(chunks)
  }

  for (const end of ['stop', 'crash'] as const) {
    for (const [from, to] of [
      [1, 4],
      [4, 1],
    ] as const) {
      it(`strands nothing on the way from ${from} to ${to} groups (${end}), and the next run finishes`, async () => {
        await mesh.addGroups(2, 3, 4)
        const wallets = await mesh.addWallets(Array.from({ length: 60 }, (_, i) => (i % from) + 1))
        await mesh.addOperations(wallets.map((id) => id % 7))
        await mesh.enqueue([...wallets, ...wallets])
        await halfWay(to, 3, end)
        expect((await history()).map((row) => [row.moves_done, row.finished])).toEqual([[12n, false]])
        // Whatever group a wallet is in, someone can hold it.
        const active = new Set(await mesh.activeGroups())
        expect((await mesh.groups()).filter((group) => !active.has(group))).toEqual([])
        expect(await mesh.strays()).toBe(0)

        await into(to)
        await expectWholeMesh(to)
        expect((await history()).map((row) => row.finished)).toEqual([false, true])
        const { rows } = await mesh.pool.query('select count(*) as steps from queue')
        expect(rows).toEqual([{ steps: 120n }])
      })
    }
  }
})
