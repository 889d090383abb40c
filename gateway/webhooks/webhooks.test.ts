import { createHmac, timingSafeEqual } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { startTestGateway, type TestGateway } from '../test/server.ts'
import { type Received, type Receiver, startReceiver } from './test/receiver.ts'

let database: TestDatabase
let ledger: TestLedger
const open: { stop(): Promise<void> }[] = []

beforeEach(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database, 3)
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()))
  await ledger.close()
  await database.drop()
})

const PATIENCE = { timeout: 30_000, interval: 20 }
const QUICK = { poll: '20ms', firstRetry: '40ms', retryMax: '80ms', allowPrivate: true, allowHttp: true } as const

async function gatewayWith(webhooks: object = {}): Promise<TestGateway> {
  const gateway = await startTestGateway(database, { webhooks: { ...QUICK, ...webhooks } })
  open.push(gateway)
  return gateway
}

async function receiver(...args: Parameters<typeof startReceiver>): Promise<Receiver> {
  const started = await startReceiver(...args)
  open.push(started)
  return started
}

interface Created {
  id: number
  secret: string
}
const EVENTS = ['operation.succeeded', 'operation.declined']

async function add({ post }: TestGateway, url: string, more: object = {}): Promise<Created> {
  const { status, json } = await post('/v1/webhooks', { url, event_types: EVENTS, ...more })
  expect(status).toBe(201)
  return json as Created
}

const settled = () =>
  vi.waitFor(async () => {
    const { rows } = await ledger.pool.query<{ n: bigint; behind: bigint }>(`
      select (select count(*) from webhook_deliveries where state = 'pending') as n,
        (select coalesce(sum(j.seq - coalesce(c.journal_seq, 0)), 0)::bigint
          from (select group_id, max(seq) as seq from journals group by 1) j left join webhook_cursors c using (group_id)) as behind`)
    expect(rows[0]).toEqual({ n: 0n, behind: 0n })
  }, PATIENCE)

/** As a receiver would, by the words of the specification alone. */
function isSigned({ headers, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  const expected = createHmac('sha256', key).update(text).digest()
  return String(headers['webhook-signature'])
    .split(' ')
    .some((one) => {
      const given = Buffer.from(one.replace(/^v1,/, ''), 'base64')
      return one.startsWith('v1,') && given.length === expected.length && timingSafeEqual(given, expected)
    })
}

/** Ids of the delivered events of each wallet, in the order in which they arrived. */
function deliveredByWallet(received: readonly Received[]): Map<number, number[]> {
  const found = new Map<number, number[]>()
  for (const { event, status } of received) {
    if (status !== 200) continue
    for (const wallet of [event.data.origin_wallet_id, event.data.target_wallet_id]) {
      if (typeof wallet === 'number') found.set(wallet, [...(found.get(wallet) ?? []), event.sequence])
    }
  }
  return found
}

describe('a webhook', () => {
  test('is told of every operation that ended since, once, signed, with what became of it', async () => {
    const gateway = await gatewayWith()
    const [a = 0, b = 0] = await ledger.addWallets({ group: 1, balance: 100n }, { group: 2 })
    await ledger.drain()
    const { url, received } = await receiver()
    const { secret } = await add(gateway, url)
    const [paid, refused] = await ledger.queue({ from: a, to: b, amount: 60n }, { from: a, to: b, amount: 60n })
    await ledger.drain()
    await vi.waitFor(() => expect(received).toHaveLength(2), PATIENCE)
    await settled()
    expect(received).toHaveLength(2)
    const byId = new Map(received.map(({ event }) => [event.data.operation_id, event]))
    expect(byId.get(paid)).toEqual({
      id: `operation_${paid}`,
      type: 'operation.succeeded',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      sequence: expect.any(Number),
      data: {
        operation_id: paid,
        kind: 'transfer',
        status: 'success',
        reason: null,
        amount: '60',
        currency: 'USD',
        origin_wallet_id: a,
        target_wallet_id: b,
        debit: '60',
        credit: '60',
        accepted_at: expect.any(String),
        applied_at: expect.any(String),
        related_id: null,
      },
    })
    expect(byId.get(refused)).toMatchObject({
      type: 'operation.declined',
      data: { status: 'decline', reason: 'insufficient_funds', credit: null },
    })
    for (const one of received) {
      expect(one.id).toBe(one.event.id)
      expect(one.headers['content-type']).toBe('application/json')
      expect(isSigned(one, secret)).toBe(true)
      expect(isSigned(one, `whsec_${Buffer.alloc(32).toString('base64')}`)).toBe(false)
      expect(isSigned({ ...one, body: `${one.body} ` }, secret)).toBe(false)
    }
  })

  test('is told only of its kinds of events and its wallets', async () => {
    const gateway = await gatewayWith()
    const [a = 0, b = 0, c = 0] = await ledger.addWallets({}, {}, {})
    const declined = await receiver()
    const one = await receiver()
    await add(gateway, declined.url, { event_types: ['operation.declined'] })
    await add(gateway, one.url, { wallet_ids: [c] })
    await ledger.queue(
      ...[a, b, c].map((to) => ({ to, amount: 5n })),
      { from: a, to: c, amount: 1n },
      { from: a, to: b, amount: 99n },
    )
    await ledger.drain()
    await settled()
    expect(declined.received.map(({ event }) => event.data.amount)).toEqual(['99'])
    expect(one.received.map(({ event }) => event.data.amount)).toEqual(['5', '1'])
  })

  test('is signed to with the old and the new secret while it is rotated', async () => {
    const gateway = await gatewayWith()
    const { url, received } = await receiver()
    const { id, secret } = await add(gateway, url)
    const rotated = (await gateway.post(`/v1/webhooks/${id}/rotate`, {})).json as Created
    expect(rotated).toMatchObject({ previous_secret_until: expect.any(String) })
    expect(rotated.secret).not.toBe(secret)
    await gateway.post(`/v1/webhooks/${id}/test`, {})
    await vi.waitFor(() => expect(received).toHaveLength(1), PATIENCE)
    for (const one of received) {
      expect(one.event).toMatchObject({ type: 'webhook.test', data: { webhook_id: id } })
      expect([isSigned(one, secret), isSigned(one, rotated.secret)]).toEqual([true, true])
    }
    await ledger.pool.query(`update webhooks set previous_until = now()`)
    await gateway.post(`/v1/webhooks/${id}/test`, {})
    await vi.waitFor(() => expect(received).toHaveLength(2), PATIENCE)
    const [, last] = received
    if (last !== undefined) expect([isSigned(last, secret), isSigned(last, rotated.secret)]).toEqual([false, true])
  })

  test('that answers 410 is disabled, keeps what waits, and gets it once it is enabled, without what came between', async () => {
    let status = 410
    const gateway = await gatewayWith()
    const { url, received } = await receiver(() => status)
    const { id } = await add(gateway, url)
    const [wallet = 0] = await ledger.addWallets({})
    await ledger.queue({ to: wallet, amount: 1n }, { to: wallet, amount: 2n })
    await ledger.drain()
    await vi.waitFor(async () => {
      expect((await gateway.get(`/v1/webhooks/${id}`)).json).toMatchObject({ disabled_reason: 'gone' })
    }, PATIENCE)
    expect(await gateway.post(`/v1/webhooks/${id}/test`, {})).toMatchObject({ status: 409, json: { code: 'conflict' } })
    const other = await receiver()
    await add(gateway, other.url)
    await ledger.queue({ to: wallet, amount: 3n })
    await ledger.drain()
    await vi.waitFor(() => expect(other.received).toHaveLength(1), PATIENCE)
    expect(received).toHaveLength(1)
    status = 200
    expect(await gateway.patch(`/v1/webhooks/${id}`, { disabled: false })).toMatchObject({
      status: 200,
      json: { disabled_at: null, disabled_reason: null },
    })
    await ledger.queue({ to: wallet, amount: 4n })
    await ledger.drain()
    await vi.waitFor(() => expect(received).toHaveLength(4), PATIENCE)
    await settled()
    expect(received.map(({ event }) => event.data.amount)).toEqual(['1', '1', '2', '4'])
  })

  test('that is deleted is sent nothing more, and leaves nothing behind', async () => {
    const gateway = await gatewayWith()
    const { url } = await receiver(() => 500)
    const { id } = await add(gateway, url)
    const [wallet = 0] = await ledger.addWallets({})
    await ledger.queue({ to: wallet, amount: 1n })
    await ledger.drain()
    const response = await fetch(`${gateway.url}/v1/webhooks/${id}`, { method: 'DELETE' })
    expect(response.status).toBe(204)
    expect(await gateway.get(`/v1/webhooks/${id}`)).toMatchObject({ status: 404 })
    await gateway.stop()
    await gatewayWith()
    await vi.waitFor(async () => {
      const { rows } = await ledger.pool.query('select from webhooks union all select from webhook_deliveries')
      expect(rows).toHaveLength(0)
    }, PATIENCE)
  })

  test('is told of settlements in the transaction that approves and settles them', async () => {
    const gateway = await gatewayWith()
    const { url, received } = await receiver()
    await add(gateway, url, { event_types: ['settlement.approved', 'settlement.settled'] })
    const { rows } = await ledger.pool.query<{ id: string }>(
      `insert into snapshots (id, store, taken_at, expires_at, lines)
       values (gen_random_uuid(), 'postgres', now() - interval '1 minute', now() + interval '1 hour', 0) returning id`,
    )
    const id = rows[0]?.id
    await ledger.pool.query(`update snapshots set state = 'approved', approved_at = now() where id = $1`, [id])
    await ledger.pool.query('update snapshots set posted_at = now() where id = $1', [id])
    await ledger.pool.query(`update snapshots set state = 'settled', settled_at = now() where id = $1`, [id])
    await vi.waitFor(() => expect(received).toHaveLength(2), PATIENCE)
    expect(received.map(({ event }) => [event.type, event.data.settlement_id])).toEqual([
      ['settlement.approved', id],
      ['settlement.settled', id],
    ])
  })
})

describe('deliveries', () => {
  test('of a wallet arrive in order, and each, whatever fails', async () => {
    const run = async (seed: number, outcomes: readonly number[]) => {
      let place = seed
      const answer = () => {
        place += 1
        return outcomes[place % outcomes.length] ?? 200
      }
      const hook = await startReceiver(answer)
      const gateway = await startTestGateway(database, {
        webhooks: { ...QUICK, firstRetry: '5ms', retryMax: '10ms', attempts: 100 },
      })
      try {
        await add(gateway, hook.url)
        const wallets = await ledger.addWallets(...[1, 2, 3, 1, 2].map((group) => ({ group, balance: 1_000n })))
        await ledger.drain()
        const requests = Array.from({ length: 40 }, (_, i) => ({
          from: wallets[(i * 7 + seed) % 5] ?? 0,
          to: wallets[(i * 7 + seed + 1 + (i % 4)) % 5] ?? 0,
          amount: 1n,
        }))
        await ledger.queue(...requests)
        await ledger.drain(7)
        await settled()
        const delivered = hook.received.filter(({ status }) => status === 200)
        expect(new Set(delivered.map(({ id }) => id)).size).toBe(45)
        expect(delivered).toHaveLength(45)
        for (const sequences of deliveredByWallet(hook.received).values()) {
          expect(sequences).toEqual(sequences.toSorted((a, b) => a - b))
        }
      } finally {
        await ledger.pool.query('update webhooks set disabled_at = now(), disabled_reason = $1', ['asked'])
        await gateway.stop()
        await hook.stop()
      }
    }
    const outcomes = fc.array(fc.constantFrom(200, 200, 500, 404, 302), { minLength: 2, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(fc.nat(100), outcomes, (seed, given) => run(seed, [...given, 200])),
      { numRuns: 6 },
    )
  })

  test('of what happened while no gateway ran are in order too, also of a wallet that moved between groups', async () => {
    const { url, received } = await receiver()
    const before = await gatewayWith()
    await add(before, url)
    await before.stop()
    const [wallet = 0] = await ledger.addWallets({ group: 1 })
    for (let amount = 1n; amount <= 12n; amount += 1n) {
      await ledger.queue({ to: wallet, amount })
      await ledger.drain()
      if (amount % 3n === 0n) await ledger.move(wallet, 1 + (Number(amount / 3n) % 3))
    }
    await gatewayWith()
    await vi.waitFor(() => expect(received).toHaveLength(12), PATIENCE)
    expect(received.map(({ event }) => event.data.amount)).toEqual(Array.from({ length: 12 }, (_, i) => String(i + 1)))
  })

  test('are removed some days after their end', async () => {
    const gateway = await gatewayWith({ keptDays: 2 })
    const { url } = await receiver()
    const { id } = await add(gateway, url)
    await gateway.stop()
    await ledger.pool.query(
      `insert into webhook_deliveries (webhook_id, event_id, event_type, event_at, data, state, ended_at)
       select $1, 'e' || days, 'operation.succeeded', now(), '{}', 'dead', now() - days * interval '1 day' from generate_series(0, 4) days`,
      [id],
    )
    await gatewayWith({ keptDays: 2 })
    await vi.waitFor(async () => {
      const { rows } = await ledger.pool.query<{ event_id: string }>(
        'select event_id from webhook_deliveries order by seq',
      )
      expect(rows.map(({ event_id }) => event_id)).toEqual(['e0', 'e1'])
    }, PATIENCE)
  })

  test('of other wallets go on while one wallet waits for what fails', async () => {
    const gateway = await gatewayWith({ firstRetry: '1h', retryMax: '1h' })
    const [bad = 0, good = 0] = await ledger.addWallets({}, {})
    const { url, received } = await receiver(({ event }) => (event.data.target_wallet_id === bad ? 500 : 200))
    await add(gateway, url)
    await ledger.queue(...Array.from({ length: 1_200 }, () => ({ to: bad, amount: 1n })), { to: good, amount: 2n })
    await ledger.drain()
    await vi.waitFor(() => expect(received.some(({ status }) => status === 200)).toBe(true), PATIENCE)
    expect(received.filter(({ status }) => status === 500)).toHaveLength(1)
  })

  test('to a slow server hold up no other', async () => {
    const gateway = await gatewayWith({ concurrency: 6, concurrencyOfOne: 3, timeout: '30s' })
    let most = 0
    let now = 0
    const answering = Promise.withResolvers<void>()
    const slow = await receiver(async () => {
      now += 1
      most = Math.max(most, now)
      await answering.promise
      now -= 1
      return 200
    })
    const quick = await receiver()
    await add(gateway, slow.url)
    await add(gateway, quick.url)
    const wallets = await ledger.addWallets(...Array.from({ length: 40 }, () => ({})))
    await ledger.queue(...wallets.map((to) => ({ to, amount: 1n })))
    await ledger.drain()
    await vi.waitFor(() => expect(quick.received).toHaveLength(40), PATIENCE)
    expect(slow.received).toHaveLength(3)
    answering.resolve()
    await settled()
    expect(slow.received).toHaveLength(40)
    expect(most).toBe(3)
  })

  test('are dead after their attempts, which lets later ones go, and are replayed', async () => {
    let status = 503
    const gateway = await gatewayWith({ attempts: 3 })
    const { url, received } = await receiver(({ event }) => (event.data.amount === '1' ? status : 200))
    const { id } = await add(gateway, url)
    const [wallet = 0] = await ledger.addWallets({})
    await ledger.queue({ to: wallet, amount: 1n }, { to: wallet, amount: 2n })
    await ledger.drain()
    await settled()
    expect(received.map(({ event }) => event.data.amount)).toEqual(['1', '1', '1', '2'])
    const dead = (await gateway.get(`/v1/webhooks/${id}/deliveries?state=dead`)).json as {
      deliveries: { id: string }[]
    }
    expect(dead.deliveries).toMatchObject([
      { state: 'dead', attempts: 3, last_status: 503, last_error: 'answered 503', next_attempt_at: null },
    ])
    const replay = `/v1/webhooks/deliveries/${dead.deliveries[0]?.id}/replay`
    status = 200
    expect(await gateway.post(replay, {})).toMatchObject({ status: 200, json: { state: 'pending' } })
    await settled()
    expect(received.at(-1)).toMatchObject({ id: received[0]?.id, status: 200 })
    expect(await gateway.post(replay, {})).toMatchObject({ status: 409, json: { code: 'conflict' } })
    const all = (await gateway.get(`/v1/webhooks/${id}/deliveries`)).json as { deliveries: object[] }
    expect(all.deliveries).toMatchObject([{ state: 'delivered' }, { state: 'delivered', attempts: 4 }])
    const metrics = (await gateway.get('/metrics')).text
    expect(metrics).toMatch(/walletmesh_webhook_attempts_total\{outcome="failed",part="gateway"\} 2\n/)
    expect(metrics).toMatch(/walletmesh_webhook_attempts_total\{outcome="dead",part="gateway"\} 1\n/)
    expect(metrics).toMatch(/walletmesh_webhook_attempts_total\{outcome="delivered",part="gateway"\} 2\n/)
  })

  test('are shared by gateways, and none is under way twice', async () => {
    const under = new Set<string>()
    const twice: string[] = []
    const { url, received } = await receiver(async ({ id }) => {
      if (under.has(id)) twice.push(id)
      under.add(id)
      await new Promise((resolve) => setTimeout(resolve, 2))
      under.delete(id)
      return 200
    })
    const [first] = [await gatewayWith(), await gatewayWith(), await gatewayWith()]
    await add(first, url)
    const wallets = await ledger.addWallets(...Array.from({ length: 60 }, (_, i) => ({ group: 1 + (i % 3) })))
    for (let round = 0; round < 5; round += 1) {
      await ledger.queue(...wallets.map((to) => ({ to, amount: 1n })))
      await ledger.drain()
    }
    await settled()
    expect(received).toHaveLength(300)
    expect(twice).toEqual([])
    for (const sequences of deliveredByWallet(received).values()) {
      expect(sequences).toEqual(sequences.toSorted((a, b) => a - b))
    }
  })

  test('that were delivered stay as they are, also for a hand in the database', async () => {
    const gateway = await gatewayWith()
    const { url, received } = await receiver()
    const { id } = await add(gateway, url)
    await gateway.post(`/v1/webhooks/${id}/test`, {})
    await vi.waitFor(() => expect(received).toHaveLength(1), PATIENCE)
    await settled()
    const back = `update webhook_deliveries set state = 'pending', ended_at = null`
    await expect(ledger.pool.query(back)).rejects.toThrow('was delivered: it stays as it is')
  })
})
