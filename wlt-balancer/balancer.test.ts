import { Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CommandError } from '../common/command.ts'
import { createTestDatabase, type TestDatabase } from '../test/database.ts'
import { type Balancer, createBalancer } from './balancer.ts'
import { createBalancerMetrics } from './metrics.ts'
import { planOnce, rebalanceOnce } from './once.ts'
import { balancerOptions, openTestMesh, type TestMesh } from './testing/mesh.ts'

let database: TestDatabase
let mesh: TestMesh
let running: Balancer[]

beforeEach(async () => {
  database = await createTestDatabase()
  mesh = openTestMesh(database)
  running = []
})

afterEach(async () => {
  for (const balancer of running) await balancer.stop()
  await mesh.close()
  await database.drop()
})

async function start(groupCount: number, windowMs = 1_800_000) {
  const registry = new Registry()
  const metrics = createBalancerMetrics(registry)
  const options = balancerOptions(database, { groupCount, windowMs })
  const said: unknown[] = []
  const log = options.log.child({})
  log.info = ((...words: unknown[]) => said.push(words.at(-1))) as typeof log.info
  const balancer = createBalancer({ ...options, log, random: () => 0, metrics })
  running.push(balancer)
  await balancer.start()
  const value = async (name: string) =>
    (await registry.getSingleMetric(`walletmesh_balancer_${name}`)?.get())?.values[0]?.value ?? 0
  return { balancer, registry, said, value }
}

async function rounds(): Promise<number> {
  const { rows } = await mesh.pool.query<{ count: bigint }>(
    'select count(*) as count from rebalances where finished_at is not null',
  )
  return Number(rows[0]?.count)
}

describe('a balancer', () => {
  it('rebalances when it starts and again after every window', async () => {
    await mesh.addWallets([1, 1])
    await mesh.addOperations([5, 5])
    await start(2, 20)
    await vi.waitFor(async () => expect(await rounds()).toBeGreaterThanOrEqual(3), { timeout: 20_000 })
    expect(await mesh.groups()).toEqual([1, 2])
  })

  it('tells in its metrics what it did', async () => {
    await mesh.addWallets([1, 1])
    await mesh.addOperations([30, 10])
    const { registry, value, balancer } = await start(2)
    expect(await balancer.ready()).toBe(true)
    await vi.waitFor(async () => expect(await value('sweeps_total')).toBe(1), { timeout: 20_000 })
    expect(await value('leading')).toBe(1)
    expect(await value('moved_wallets_total')).toBe(1)
    expect(await value('max_over_mean')).toBe(1.5)
    expect(await value('max_over_mean_floor')).toBe(1.5)
    const text = await registry.metrics()
    expect(text).toContain('walletmesh_balancer_group_load{group="1"} 30')
    expect(text).toContain('walletmesh_balancer_group_load{group="2"} 10')
    expect(text).toContain('walletmesh_balancer_rebalances_total{outcome="done"} 1')
  })

  it('sweeps strays of inactive groups', async () => {
    await mesh.addGroups(2)
    await mesh.addWallets([1])
    await mesh.pool.query('update groups set active = false where id = 2')
    await mesh.enqueueStray(1, 2)
    await start(1)
    await vi.waitFor(async () => expect(await mesh.strays()).toBe(0), { timeout: 20_000 })
  })

  it('stops at any time, twice, and before it is started', async () => {
    const { balancer } = await start(2, 1)
    await balancer.stop()
    await balancer.stop()
    await vi.waitFor(async () => {
      const { rows } = await mesh.pool.query(
        "select from pg_stat_activity where application_name = 'wlt_balancer' and datname = current_database()",
      )
      expect(rows).toEqual([])
    })
    const options = balancerOptions(database, { groupCount: 2 })
    await createBalancer({ ...options, metrics: createBalancerMetrics(new Registry()) }).stop()
  })

  it('goes on after its sessions were ended by the server', async () => {
    await mesh.addWallets([1, 1])
    await start(2, 50)
    await vi.waitFor(async () => expect(await rounds()).toBeGreaterThanOrEqual(1), { timeout: 20_000 })
    await mesh.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'wlt_balancer' and datname = current_database()",
    )
    const before = await rounds()
    await vi.waitFor(async () => expect(await rounds()).toBeGreaterThan(before + 1), { timeout: 20_000 })
  })
})

describe('of several balancers', () => {
  it('one acts; another waits, says so, and takes over when the first is gone', async () => {
    const first = await start(2)
    await vi.waitFor(async () => expect(await rounds()).toBe(1), { timeout: 20_000 })
    const second = await start(2)
    await vi.waitFor(() => expect(second.said).toContain('another balancer is at work: waiting until it is gone'))
    expect(await second.value('leading')).toBe(0)
    expect(await first.value('leading')).toBe(1)
    expect(await second.balancer.ready()).toBe(true)
    expect(await rounds()).toBe(1)
    await first.balancer.stop()
    await vi.waitFor(async () => expect(await second.value('leading')).toBe(1), { timeout: 20_000 })
    await vi.waitFor(async () => expect(await rounds()).toBe(2), { timeout: 20_000 })
  })

  it('a single run does nothing beside another, and says so; a dry run works', async () => {
    await mesh.addWallets([1, 1])
    const first = await start(2)
    await vi.waitFor(async () => expect(await first.value('sweeps_total')).toBe(1), { timeout: 20_000 })
    const { signal } = new AbortController()
    const options = { ...balancerOptions(database, { groupCount: 4 }), signal }
    const before = await mesh.contents()
    await expect(rebalanceOnce(options)).rejects.toThrow(CommandError)
    expect((await planOnce(options)).loadAfter).toHaveLength(4)
    expect(await mesh.contents()).toBe(before)
  })
})
