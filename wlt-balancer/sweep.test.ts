import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { shareTopology } from '../common/database/locks.ts'
import { transaction } from '../common/database/transaction.ts'
import { createTestDatabase, type TestDatabase } from '../test/database.ts'
import { systemClock } from './clock.ts'
import { openPools } from './pools.ts'
import { retagStrays } from './sql/queue.ts'
import { type BalancerStore, openStore } from './store.ts'
import { sweep } from './sweep.ts'
import { openTestMesh, type TestMesh } from './testing/mesh.ts'

let database: TestDatabase
let mesh: TestMesh
let pools: ReturnType<typeof openPools>
let store: BalancerStore
const { signal } = new AbortController()

beforeEach(async () => {
  database = await createTestDatabase()
  mesh = openTestMesh(database)
  pools = openPools({ ...database, leaseTtlMs: 5_000 })
  store = openStore(pools, systemClock)
  await mesh.addGroups(2, 3)
  await mesh.addWallets([1, 2])
})

afterEach(async () => {
  await pools.close()
  await mesh.close()
  await database.drop()
})

async function queued() {
  return (await mesh.pool.query('select seq, group_id, wallet_id from queue order by seq')).rows
}

describe('a sweep', () => {
  it('re-tags strays of groups that are not active, in their order, and tells the gateways', async () => {
    await mesh.pool.query('update groups set active = false where id = 3')
    await mesh.enqueueStray(1, 3)
    await mesh.enqueueStray(2, 3)
    await mesh.enqueueStray(1, 3)
    const before = await queued()
    const listener = await mesh.pool.connect()
    const heard: (string | undefined)[] = []
    listener.on('notification', ({ payload }) => heard.push(payload))
    await listener.query('listen walletmesh_work')
    expect(await sweep(store, signal)).toBe(3)
    expect(await queued()).toEqual(before.map((step) => ({ ...step, group_id: Number(step.wallet_id) })))
    await vi.waitFor(() => expect(heard).toEqual(['1,2']))
    await listener.query('unlisten *')
    listener.release()
    expect(await sweep(store, signal)).toBe(0)
  })

  it('leaves those of active groups to their holders', async () => {
    await mesh.enqueueStray(1, 3)
    expect(await sweep(store, signal)).toBe(0)
    expect(await mesh.strays()).toBe(1)
  })

  it('goes on until none is left, so many at a time', async () => {
    await mesh.pool.query('update groups set active = false where id = 3')
    await mesh.pool.query(
      `insert into queue (group_id, operation_id, kind, target_id, amount, currency)
       select 3, gen_random_uuid(), 'deposit', 1 + i % 2, 1, 'USD' from generate_series(1, 25000) i`,
    )
    const sizes: number[] = []
    const counting: BalancerStore = {
      ...store,
      async sweep(limit) {
        const steps = await store.sweep(limit)
        sizes.push(steps)
        return steps
      },
    }
    expect(await sweep(counting, signal)).toBe(25_000)
    expect(sizes).toEqual([10_000, 10_000, 5_000])
    expect(await mesh.strays()).toBe(0)
  })

  it('goes on while operations are queued', async () => {
    await mesh.pool.query('update groups set active = false where id = 3')
    await mesh.enqueueStray(1, 3)
    const gateway = await mesh.pool.connect()
    await gateway.query('begin')
    await shareTopology(gateway)
    expect(await sweep(store, signal)).toBe(1)
    await gateway.query('commit')
    gateway.release()
  })

  it('does not read the queues of active groups', async () => {
    await mesh.pool.query(
      `insert into queue (group_id, operation_id, kind, target_id, amount, currency)
       select 1 + i % 2, gen_random_uuid(), 'deposit', 1 + i % 2, 1, 'USD' from generate_series(1, 20000) i`,
    )
    await mesh.pool.query('update groups set active = false where id = 3')
    await mesh.pool.query('vacuum analyze queue')
    await mesh.enqueueStray(1, 3)
    const { rows } = await transaction(mesh.pool, async (client) => {
      await shareTopology(client)
      expect(await retagStrays(client, 10_000)).toBe(1)
      return client.query<{ read: bigint }>(
        `select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) as read
         from pg_stat_xact_user_tables where relname = 'queue'`,
      )
    })
    expect(Number(rows[0]?.read)).toBeLessThan(10)
  })
})
