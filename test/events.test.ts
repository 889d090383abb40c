import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { lockTopology } from '../common/database/locks.ts'
import { transaction } from '../common/database/transaction.ts'
import { type EventSource, openEvents } from './event-source.ts'
import { kill, startTestMesh, type TestMesh } from './mesh.ts'
import { startTestRedis, type TestRedis } from './redis.ts'

const SNAPSHOT = '01a20e45-d84a-766b-8572-238235365605'
const WAIT = { timeout: 20_000, interval: 20 }

describe.each(['Postgres alone', 'Redis'])('events from %s', (source) => {
  let redis: TestRedis | undefined
  let mesh: TestMesh
  let wallets: number[]
  let processor: ChildProcess
  beforeAll(async () => {
    redis = source === 'Redis' ? await startTestRedis() : undefined
    mesh = await startTestMesh({
      environment: { WALLETMESH_REDIS__URL: redis?.url ?? '', WALLETMESH_WRITE_TIMEOUT_SEC: '1' },
    })
    mesh.spawn('wlt-balancer', ['--number', '2'])
    processor = mesh.spawn('op-processor')
    const groups = async () => (await mesh.pool.query('select id from groups where active')).rows.length
    await vi.waitUntil(async () => (await groups()) === 2, WAIT)
    await mesh.allHeld()
    wallets = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const wallet = await mesh.call('/wallet', { Name: 'w', Country: 'Peru', City: 'Lima', Currency: 'USD' })
        return Number(wallet.WalletID)
      }),
    )
  })
  afterAll(async () => {
    await mesh?.stop()
    await redis?.stop()
  })

  async function deposit(count: number): Promise<string[]> {
    const answers = await Promise.all(
      Array.from({ length: count }, (_, i) =>
        mesh.call('/receive_amount', { WalletId: wallets[i % 6], Amount: 1_000 + i, Currency: 'USD' }),
      ),
    )
    return answers.map(({ TransactionId }) => String(TransactionId))
  }

  let rate = 1
  /**
   * Until what Postgres had was read for the client, whatever it was told by then: a reading tells of rates first, and the next
   * one begins when it is over.
   */
  async function postgresRead(client: EventSource): Promise<void> {
    for (let readings = 0; readings < 2; readings++) {
      rate += 1
      await mesh.call('/update_currencies', { Rates: { EUR: rate } })
      const rates = { USD: '1', EUR: String(rate) }
      await vi.waitUntil(() => client.events.some(({ data }) => isDeepStrictEqual(data.rates, rates)), WAIT)
    }
  }

  const operationsOf = ({ events }: EventSource) => events.filter(({ type }) => type === 'operation')
  const idsOf = (client: EventSource) => operationsOf(client).map(({ data }) => data.id)

  test('tell of each operation once, with all that there is to tell', async () => {
    const client = await openEvents(mesh.url)
    const [id] = await deposit(1)
    const transfer = { OriginWalletId: wallets[0], TargetWalletId: wallets[1], Amount: 999_999, Currency: 'USD' }
    const { TransactionId } = await mesh.call('/transfer_amount', transfer)
    await vi.waitUntil(() => operationsOf(client).length >= 2, WAIT)
    const byId = new Map(operationsOf(client).map(({ data }) => [data.id, data]))
    expect(byId.get(id)).toEqual({
      id,
      kind: 'deposit',
      status: 'success',
      reason: null,
      amount: '1000',
      currency: 'USD',
      origin_wallet_id: null,
      target_wallet_id: wallets[0],
      group: expect.any(Number),
      journal: expect.stringMatching(/^\d+$/),
      applied_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
    })
    expect(byId.get(TransactionId)).toMatchObject({ status: 'decline', reason: 'insufficient_funds' })

    const many = await deposit(500)
    const told = () => operationsOf(client).length + omittedOf(client)
    await vi.waitUntil(() => told() >= 502, WAIT)
    await postgresRead(client)
    expect(told()).toBe(502)
    const ids = idsOf(client)
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set([id, TransactionId, ...many])).toEqual(new Set([...ids, ...many]))
    client.close()
  })

  const omittedOf = ({ events }: EventSource) =>
    events.filter(({ type }) => type === 'omitted').reduce((sum, { data }) => sum + Number(data.operations), 0)

  test('tell what the last id missed, over and over, and lose nothing', async () => {
    let client = await openEvents(mesh.url)
    const seen = new Set<unknown>()
    const expected = new Set<string>()
    for (let round = 0; round < 5; round++) {
      for (const id of await deposit(7)) expected.add(id)
      await delay(Math.random() * 150)
      for (const id of idsOf(client)) seen.add(id)
      const lastId = client.lastId()
      client.close()
      for (const id of await deposit(7)) expected.add(id)
      client = await openEvents(mesh.url, lastId)
    }
    await vi.waitUntil(() => {
      for (const id of idsOf(client)) seen.add(id)
      return seen.size >= expected.size
    }, WAIT)
    expect(seen).toEqual(expected)
    client.close()
  })

  test('say that they skipped something when the id is not one of theirs', async () => {
    for (const id of ['nonsense', '1.zzzzzzzzz']) {
      const client = await openEvents(mesh.url, id)
      await vi.waitUntil(() => client.events.some(({ type }) => type === 'skipped'), WAIT)
      expect(client.lastId()).toMatch(/^[0-9a-z.-]+$/)
      client.close()
    }
  })

  test('tell of rates at first and when they change', async () => {
    const client = await openEvents(mesh.url)
    await vi.waitUntil(() => client.events.length > 0, WAIT)
    expect(client.events[0]).toMatchObject({ type: 'rates', data: { rates: { USD: '1' } } })
    await mesh.call('/update_currencies', { Rates: { EUR: 1.093809 } })
    const rates = () => client.events.filter(({ type }) => type === 'rates')
    await vi.waitUntil(() => rates().length > 1, WAIT)
    expect(rates()[1]?.data).toEqual({ rates: { USD: '1', EUR: '1.093809' } })
    client.close()
  })

  const toldOf = ({ events }: EventSource, type: string, key: string, value: unknown) =>
    events.filter((event) => event.type === type && event.data[key] === value).map(({ data }) => data)

  test('tell of each lease at first, of its loss, and of its grant to another', async () => {
    const client = await openEvents(mesh.url)
    const leases = (group: number) => toldOf(client, 'lease', 'group', group)
    await vi.waitUntil(() => leases(1).length > 0 && leases(2).length > 0, WAIT)
    const held = { group: 1, active: true, state: 'held', epoch: expect.any(Number) }
    const before = leases(1)[0] ?? expect.fail('no lease')
    expect(before).toEqual({ ...held, holder: { id: expect.any(String), name: expect.any(String) } })

    await kill(processor)
    await vi.waitUntil(() => leases(1).length > 1, WAIT)
    expect(leases(1)[1]).toEqual({ ...before, state: 'lost' })
    processor = mesh.spawn('op-processor')
    await vi.waitUntil(() => leases(1).length > 2, WAIT)
    expect(leases(1)[2]).toMatchObject({ ...held, epoch: Number(before.epoch) + 1 })
    expect(leases(1)[2]?.holder).not.toEqual(before.holder)

    const end = once(processor, 'exit')
    processor.kill('SIGTERM')
    await end
    await vi.waitUntil(() => leases(1).at(-1)?.state === 'free', WAIT)
    expect(leases(1).at(-1)).toMatchObject({ active: true, holder: null })
    const late = await openEvents(mesh.url, client.lastId())
    await vi.waitUntil(() => toldOf(late, 'lease', 'group', 1).length > 0, WAIT)
    expect(toldOf(late, 'lease', 'group', 1)).toEqual([leases(1).at(-1)])
    processor = mesh.spawn('op-processor')
    await mesh.allHeld()
    client.close()
    late.close()
  })

  test('tell of a rebalance from its beginning to its end, and of the newest one at first', async () => {
    const client = await openEvents(mesh.url)
    const of = (id: string, to = client) => toldOf(to, 'rebalance', 'id', id)
    await vi.waitUntil(() => client.events.some(({ type }) => type === 'rebalance'), WAIT)
    expect(client.events.filter(({ type }) => type === 'rebalance')).toHaveLength(1)
    // Without the topology's lock nothing moves.
    const id = await transaction(mesh.pool, async (session) => {
      await lockTopology(session)
      const response = await fetch(`${mesh.url}/v1/groups/rebalance`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"groups": 3}',
      })
      expect(response.status).toBe(202)
      const begun = ((await response.json()) as { id: string }).id
      await vi.waitUntil(() => of(begun).length > 0, WAIT)
      expect(of(begun)).toEqual([
        {
          id: begun,
          state: 'running',
          groups_before: 2,
          groups_after: 3,
          moves_planned: expect.any(Number),
          moves_done: 0,
          started_at: expect.stringMatching(/Z$/),
          finished_at: null,
        },
      ])
      return begun
    })
    await vi.waitUntil(() => of(id).at(-1)?.state === 'finished', WAIT)
    await vi.waitUntil(() => toldOf(client, 'lease', 'group', 3).at(-1)?.state === 'held', WAIT)
    const late = await openEvents(mesh.url)
    await vi.waitUntil(() => of(id, late).length > 0, WAIT)
    expect(of(id, late)).toEqual([of(id).at(-1)])
    client.close()
    late.close()
  })

  test('tell of a snapshot when it is taken and when it is cancelled', async () => {
    const client = await openEvents(mesh.url)
    await mesh.pool.query(
      `insert into snapshots (id, state, store, taken_at, expires_at, lines)
       values ($1, 'open', 'postgres', now(), now() + interval '1 hour', 2)`,
      [SNAPSHOT],
    )
    const told = () => toldOf(client, 'settlement', 'id', SNAPSHOT)
    await vi.waitUntil(() => told().length > 0, WAIT)
    await mesh.pool.query("update snapshots set state = 'cancelled', cancelled_at = now() where id = $1", [SNAPSHOT])
    await vi.waitUntil(() => told().length > 1, WAIT)
    const taken_at = expect.stringMatching(/Z$/)
    const open = { id: SNAPSHOT, state: 'open', taken_at, approved_at: null, settled_at: null, cancelled_at: null }
    expect(told()).toEqual([
      { ...open, lines: 2, posted_lines: 0 },
      { ...open, state: 'cancelled', cancelled_at: taken_at, lines: 2, posted_lines: 0 },
    ])
    client.close()
  })

  test('are heard of though nothing happens, beyond the time that a connection may be idle', async () => {
    const client = await openEvents(mesh.url)
    await vi.waitUntil(() => client.comments() > 6, WAIT)
    const [id] = await deposit(1)
    await vi.waitUntil(() => idsOf(client).includes(id), WAIT)
    client.close()
  })

  if (source === 'Redis') {
    test('go on from Postgres while Redis is gone, and lose nothing', async () => {
      const client = await openEvents(mesh.url)
      const expected = new Set(await deposit(5))
      await redis?.kill()
      for (const id of await deposit(5)) expected.add(id)
      await vi.waitUntil(() => operationsOf(client).length >= 10, WAIT)
      await redis?.restart()
      for (const id of await deposit(5)) expected.add(id)
      await vi.waitUntil(() => operationsOf(client).length >= 15, WAIT)
      await postgresRead(client)
      expect(idsOf(client).length).toBe(15)
      expect(new Set(idsOf(client))).toEqual(expected)
      client.close()
    })
  }
})

test('events end when the gateway stops, at once', async () => {
  const mesh = await startTestMesh()
  const clients = await Promise.all([1, 2, 3].map(() => openEvents(mesh.url)))
  const startedMs = performance.now()
  const stopped = mesh.stop()
  await Promise.all(clients.map(({ ended }) => ended))
  expect(performance.now() - startedMs).toBeLessThan(2_000)
  await stopped
})
