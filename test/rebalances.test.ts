import { createChannel, createClient, Status } from 'nice-grpc'
import { Registry } from 'prom-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { lockTopology } from '../common/database/locks.ts'
import { transaction } from '../common/database/transaction.ts'
import { createGrpcServer } from '../common/grpc/server.ts'
import { stopInOrder } from '../common/service.ts'
import { formatAddress } from '../common/settings/address.ts'
import { NOBODY, startTestGateway, type TestGateway } from '../gateway/test/server.ts'
import { BalancerServiceDefinition, Weight } from '../proto/gen/walletmesh/v1/balancer.ts'
import { createBalancer } from '../wlt-balancer/balancer.ts'
import { createBalancerService, statusOf } from '../wlt-balancer/balancer-service.ts'
import { createBalancerMetrics } from '../wlt-balancer/metrics.ts'
import { balancerOptions, openTestMesh, type TestMesh } from '../wlt-balancer/testing/mesh.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

const PATIENCE = { timeout: 20_000, interval: 20 }

let database: TestDatabase
let mesh: TestMesh
const stops: (() => Promise<unknown>)[] = []

beforeEach(async () => {
  database = await createTestDatabase()
  mesh = openTestMesh(database)
})
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
  await mesh.close()
  await database.drop()
})

/** A balancer with its gRPC server. Returns where it listens. */
async function startBalancer(groupCount: number, windowMs = 1_800_000) {
  const registry = new Registry()
  const options = balancerOptions(database, { groupCount, windowMs })
  const balancer = createBalancer({ ...options, metrics: createBalancerMetrics(registry) })
  const grpc = createGrpcServer({
    address: { host: '127.0.0.1', port: 0 },
    setting: 'balancer.address',
    allowInsecure: false,
    tls: undefined,
    services: [createBalancerService({ balancer, weight: 'count' })],
    statusOf,
    log: options.log,
    metrics: registry,
    graceMs: 1_000,
  })
  await grpc.start()
  await balancer.start()
  stops.push(() => stopInOrder(balancer, grpc))
  return formatAddress(grpc.address)
}

async function startGateway(...balancers: string[]): Promise<TestGateway> {
  const gateway = await startTestGateway(database, { balancer: { balancers } })
  stops.push(() => gateway.stop())
  return gateway
}

interface Rebalance {
  id: string
  state: string
  groups_after: number
  moves_planned: number
  moves_done: number
}

async function rebalances(gateway: TestGateway): Promise<Rebalance[]> {
  return ((await gateway.get('/v1/rebalances')).json as { rebalances: Rebalance[] }).rebalances
}

/** The first round of the balancer is over. */
async function settled(gateway: TestGateway): Promise<void> {
  await vi.waitFor(async () => expect((await rebalances(gateway))[0]?.state).toBe('finished'), PATIENCE)
}

/** The worked example: 4 wallets into 2 groups. */
async function worked(): Promise<void> {
  await mesh.addWallets([1, 1, 1, 1])
  await mesh.addOperations([1234, 5678, 0, 3456])
}

describe('a dry run', () => {
  test('tells what would be done, and changes nothing', async () => {
    await worked()
    const gateway = await startGateway(await startBalancer(1))
    await settled(gateway)
    const before = await mesh.contents()
    const { status, json } = await gateway.post('/v1/groups/rebalance', { groups: 2, dry_run: true })
    expect({ status, json }).toEqual({
      status: 200,
      json: {
        groups_before: 1,
        groups_after: 2,
        weight: 'count',
        window_ms: 1_800_000,
        wallets: 4,
        load: 10_368,
        loads: [
          { group: 1, load_before: 10_368, load_after: 5_678, wallets_before: 4, wallets_after: 2 },
          { group: 2, load_before: 0, load_after: 4_690, wallets_before: 0, wallets_after: 2 },
        ],
        spread_before: 10_368,
        spread_after: 988,
        max_over_mean_before: 2,
        max_over_mean_after: expect.closeTo(1.095, 3),
        max_over_mean_floor: expect.closeTo(1.095, 3),
        hottest_wallet_id: 2,
        moves_planned: 2,
        load_moved: 4_690,
        crossing_before: null,
        crossing_after: null,
        count_ms: expect.any(Number),
        plan_ms: expect.any(Number),
      },
    })
    expect(await mesh.contents()).toBe(before)
  })
})

describe('a rebalance', () => {
  test('by request moves at once, is in the history, and holds from then on', async () => {
    await worked()
    const gateway = await startGateway(await startBalancer(1, 300))
    await settled(gateway)
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'one' }
    // A round of its own may be under way.
    const answer = await vi.waitFor(async () => {
      const begun = await gateway.post('/v1/groups/rebalance', { groups: 2 }, headers)
      expect(begun.status).toBe(202)
      return begun
    }, PATIENCE)
    const { id } = answer.json as Rebalance
    expect(answer.json).toMatchObject({ groups_before: 1, groups_after: 2, moves_planned: 2 })
    expect(answer.headers.get('location')).toBe(`/v1/rebalances/${id}`)
    await vi.waitFor(
      async () =>
        expect((await gateway.get(`/v1/rebalances/${id}`)).json).toMatchObject({
          id,
          state: 'finished',
          finished_at: expect.any(String),
          moves_done: 2,
          move_ms: expect.any(Number),
        }),
      PATIENCE,
    )
    expect(new Set(await mesh.groups())).toEqual(new Set([1, 2]))
    await vi.waitFor(async () => {
      const later = (await rebalances(gateway)).filter((one) => Number(one.id) > Number(id))
      expect(later.length).toBeGreaterThan(1)
      expect(new Set(later.map(({ groups_after }) => groups_after))).toEqual(new Set([2]))
    }, PATIENCE)
    expect((await rebalances(gateway)).map((one) => Number(one.id))).toEqual(
      (await rebalances(gateway)).map((one) => Number(one.id)).toSorted((a, b) => b - a),
    )

    const replayed = await gateway.post('/v1/groups/rebalance', { groups: 2 }, headers)
    expect(replayed).toMatchObject({ status: 202, text: answer.text })
    expect(replayed.headers.get('idempotency-replayed')).toBe('true')
    const { rows } = await gateway.pool.query("select outcome from audit where action = 'groups.rebalance' order by id")
    expect(rows.filter(({ outcome }) => outcome === 'done')).toHaveLength(2)
  })

  test('is refused while one is under way, with a code of its own', async () => {
    await worked()
    const gateway = await startGateway(await startBalancer(1))
    await settled(gateway)
    // Without the topology's lock nothing moves.
    await transaction(mesh.pool, async (client) => {
      await lockTopology(client)
      const { status, json } = await gateway.post('/v1/groups/rebalance', { groups: 2 })
      expect({ status, json }).toMatchObject({ status: 202, json: { state: 'running', moves_done: 0, move_ms: null } })
      expect(await gateway.post('/v1/groups/rebalance', { groups: 3 })).toMatchObject({
        status: 409,
        json: { code: 'rebalance_running' },
      })
      expect((await gateway.post('/v1/groups/rebalance', { groups: 3, dry_run: true })).status).toBe(200)
    })
    await settled(gateway)
    expect(await mesh.activeGroups()).toEqual([1, 2])
  })

  test('of which several are asked for at once begins once', async () => {
    await worked()
    const gateway = await startGateway(await startBalancer(1))
    await settled(gateway)
    const before = (await rebalances(gateway)).length
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => gateway.post('/v1/groups/rebalance', { groups: 2 })),
    )
    const begun = answers.filter(({ status }) => status === 202).length
    expect(begun).toBeGreaterThan(0)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(6 - begun)
    expect((await rebalances(gateway)).length).toBe(before + begun)
  })

  test('that was broken off is told as interrupted, and not as running', async () => {
    const gateway = await startGateway(await startBalancer(1))
    await settled(gateway)
    await mesh.pool.query('update rebalances set finished_at = null, move_ms = null')
    expect((await rebalances(gateway))[0]?.state).toBe('running')
    await stops.shift()?.()
    await vi.waitFor(async () => expect((await rebalances(gateway))[0]?.state).toBe('interrupted'), PATIENCE)
  })
})

describe('a balancer', () => {
  test('that does not act is passed over for the one that does', async () => {
    await worked()
    const leader = await startBalancer(1)
    const gateway = await startGateway(leader)
    await settled(gateway)
    const standby = await startBalancer(1)
    const asking = await startGateway(NOBODY, standby, leader)
    expect((await asking.post('/v1/groups/rebalance', { groups: 2 })).status).toBe(202)
    const onlyStandby = await startGateway(standby)
    expect(await onlyStandby.post('/v1/groups/rebalance', { groups: 2 })).toMatchObject({
      status: 503,
      json: { code: 'no_balancer', detail: expect.stringContaining('another balancer acts') },
    })
    expect((await onlyStandby.post('/v1/groups/rebalance', { groups: 2, dry_run: true })).status).toBe(200)
  })

  test('whose round failed lets nobody wait until it tries again', async () => {
    const gateway = await startGateway(await startBalancer(1))
    await settled(gateway)
    await mesh.pool.query('alter table rebalances rename column plan_ms to lost')
    expect((await gateway.post('/v1/groups/rebalance', { groups: 2 })).status).toBe(500)
    const failedAt = performance.now()
    expect(await gateway.post('/v1/groups/rebalance', { groups: 2 })).toMatchObject({
      status: 503,
      json: { code: 'no_balancer' },
    })
    // It pauses for 2.5 to 5 s.
    expect(performance.now() - failedAt).toBeLessThan(2_000)
    await mesh.pool.query('alter table rebalances rename column lost to plan_ms')
    await vi.waitFor(
      async () => expect((await gateway.post('/v1/groups/rebalance', { groups: 2 })).status).toBe(202),
      PATIENCE,
    )
  })

  test('refuses over gRPC what cannot be, and answers its health', async () => {
    const address = await startBalancer(1)
    const channel = createChannel(address)
    stops.push(async () => channel.close())
    const client = createClient(BalancerServiceDefinition, channel)
    for (const groups of [0, -1, 1025]) {
      const request = { groups, weight: Weight.WEIGHT_UNSPECIFIED }
      await expect(client.rebalance(request)).rejects.toMatchObject({ code: Status.INVALID_ARGUMENT })
      await expect(client.plan(request)).rejects.toMatchObject({ code: Status.INVALID_ARGUMENT })
    }
  })
})

describe('without a balancer', () => {
  let without: TestGateway
  let other: TestDatabase
  beforeAll(async () => {
    other = await createTestDatabase()
    without = await startTestGateway(other)
  })
  afterAll(async () => {
    await without.stop()
    await other.drop()
  })

  test('one is told so', async () => {
    for (const body of [{ groups: 2 }, { groups: 2, dry_run: true }]) {
      const { status, headers, json } = await without.post('/v1/groups/rebalance', body)
      expect({ status, json }).toMatchObject({ status: 503, json: { code: 'no_balancer' } })
      expect(headers.get('retry-after')).toBe('1')
    }
    expect((await without.get('/v1/rebalances')).json).toEqual({ rebalances: [], next_cursor: null })
    expect(await without.get('/v1/rebalances/7')).toMatchObject({
      status: 404,
      json: { code: 'not_found', detail: 'no rebalance with id: 7' },
    })
  })

  test.each([
    [{}, '/groups', 'is missing'],
    [{ groups: 0 }, '/groups', 'must be >= 1'],
    [{ groups: 1025 }, '/groups', 'must be <= 1024'],
    [{ groups: 1.5 }, '/groups', expect.any(String)],
    [{ groups: '2' }, '/groups', 'must be integer'],
    [{ groups: 2, weight: 'size' }, '/weight', expect.any(String)],
    [{ groups: 2, dry: true }, '/dry', 'is not known here'],
  ])('%j is refused', async (body, pointer, detail) => {
    const { status, json } = await without.post('/v1/groups/rebalance', body)
    expect({ status, json }).toMatchObject({
      status: 400,
      json: { code: 'invalid', errors: [{ pointer, code: 'invalid', detail }] },
    })
  })
})
