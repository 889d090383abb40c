import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { addWebhook, createWebhookMesh, PATIENCE, QUICK, type WebhookMesh } from '../../test/webhook-mesh.ts'
import { startTestGateway } from '../test/server.ts'
import { type Received, startReceiver } from './test/receiver.ts'

let mesh: WebhookMesh
beforeEach(async () => {
  mesh = await createWebhookMesh()
})
afterEach(() => mesh.stop())

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

describe('deliveries', () => {
  test('of a wallet arrive in order, and each, whatever fails', async () => {
    const run = async (seed: number, outcomes: readonly number[]) => {
      let place = seed
      const answer = () => {
        place += 1
        return outcomes[place % outcomes.length] ?? 200
      }
      const hook = await startReceiver(answer)
      const gateway = await startTestGateway(mesh.database, {
        webhooks: { ...QUICK, firstRetry: '5ms', retryMax: '10ms', attempts: 100 },
      })
      try {
        await addWebhook(gateway, hook.url)
        const wallets = await mesh.ledger.addWallets(...[1, 2, 3, 1, 2].map((group) => ({ group, balance: 1_000n })))
        await mesh.ledger.drain()
        const requests = Array.from({ length: 40 }, (_, i) => ({
          from: wallets[(i * 7 + seed) % 5] ?? 0,
          to: wallets[(i * 7 + seed + 1 + (i % 4)) % 5] ?? 0,
          amount: 1n,
        }))
        await mesh.ledger.queue(...requests)
        await mesh.ledger.drain(7)
        await mesh.settled()
        const delivered = hook.received.filter(({ status }) => status === 200)
        expect(new Set(delivered.map(({ id }) => id)).size).toBe(45)
        expect(delivered).toHaveLength(45)
        for (const sequences of deliveredByWallet(hook.received).values()) {
          expect(sequences).toEqual(sequences.toSorted((a, b) => a - b))
        }
      } finally {
        await mesh.ledger.pool.query('update webhooks set disabled_at = now(), disabled_reason = $1', ['asked'])
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
    const { url, received } = await mesh.receiver()
    const before = await mesh.gateway()
    await addWebhook(before, url)
    await before.stop()
    const [wallet = 0] = await mesh.ledger.addWallets({ group: 1 })
    for (let amount = 1n; amount <= 12n; amount += 1n) {
      await mesh.ledger.queue({ to: wallet, amount })
      await mesh.ledger.drain()
      if (amount % 3n === 0n) await mesh.ledger.move(wallet, 1 + (Number(amount / 3n) % 3))
    }
    await mesh.gateway()
    await vi.waitFor(() => expect(received).toHaveLength(12), PATIENCE)
    expect(received.map(({ event }) => event.data.amount)).toEqual(Array.from({ length: 12 }, (_, i) => String(i + 1)))
  })

  test('are removed some days after their end', async () => {
    const gateway = await mesh.gateway({ keptDays: 2 })
    const { url } = await mesh.receiver()
    const { id } = await addWebhook(gateway, url)
    await gateway.stop()
    await mesh.ledger.pool.query(
      `insert into webhook_deliveries (webhook_id, event_id, event_type, event_at, data, state, ended_at)
       select $1, 'e' || days, 'operation.succeeded', now(), '{}', 'dead', now() - days * interval '1 day' from generate_series(0, 4) days`,
      [id],
    )
    await mesh.gateway({ keptDays: 2 })
    await vi.waitFor(async () => {
      const { rows } = await mesh.ledger.pool.query<{ event_id: string }>(
        'select event_id from webhook_deliveries order by seq',
      )
      expect(rows.map(({ event_id }) => event_id)).toEqual(['e0', 'e1'])
    }, PATIENCE)
  })

  test('of other wallets go on while one wallet waits for what fails', async () => {
    const gateway = await mesh.gateway({ firstRetry: '1h', retryMax: '1h' })
    const [bad = 0, good = 0] = await mesh.ledger.addWallets({}, {})
    const { url, received } = await mesh.receiver(({ event }) => (event.data.target_wallet_id === bad ? 500 : 200))
    await addWebhook(gateway, url)
    await mesh.ledger.queue(...Array.from({ length: 1_200 }, () => ({ to: bad, amount: 1n })), { to: good, amount: 2n })
    await mesh.ledger.drain()
    await vi.waitFor(() => expect(received.some(({ status }) => status === 200)).toBe(true), PATIENCE)
    expect(received.filter(({ status }) => status === 500)).toHaveLength(1)
  })

  test('to a slow server hold up no other', async () => {
    const gateway = await mesh.gateway({ concurrency: 6, concurrencyOfOne: 3, timeout: '30s' })
    let most = 0
    let now = 0
    const answering = Promise.withResolvers<void>()
    const slow = await mesh.receiver(async () => {
      now += 1
      most = Math.max(most, now)
      await answering.promise
      now -= 1
      return 200
    })
    const quick = await mesh.receiver()
    await addWebhook(gateway, slow.url)
    await addWebhook(gateway, quick.url)
    const wallets = await mesh.ledger.addWallets(...Array.from({ length: 40 }, () => ({})))
    await mesh.ledger.queue(...wallets.map((to) => ({ to, amount: 1n })))
    await mesh.ledger.drain()
    await vi.waitFor(() => expect(quick.received).toHaveLength(40), PATIENCE)
    expect(slow.received).toHaveLength(3)
    answering.resolve()
    await mesh.settled()
    expect(slow.received).toHaveLength(40)
    expect(most).toBe(3)
  })

  test('are dead after their attempts, which lets later ones go, and are replayed', async () => {
    let status = 503
    const gateway = await mesh.gateway({ attempts: 3 })
    const { url, received } = await mesh.receiver(({ event }) => (event.data.amount === '1' ? status : 200))
    const { id } = await addWebhook(gateway, url)
    const [wallet = 0] = await mesh.ledger.addWallets({})
    await mesh.ledger.queue({ to: wallet, amount: 1n }, { to: wallet, amount: 2n })
    await mesh.ledger.drain()
    await mesh.settled()
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
    await mesh.settled()
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
    const { url, received } = await mesh.receiver(async ({ id }) => {
      if (under.has(id)) twice.push(id)
      under.add(id)
      await new Promise((resolve) => setTimeout(resolve, 2))
      under.delete(id)
      return 200
    })
    const [first] = [await mesh.gateway(), await mesh.gateway(), await mesh.gateway()]
    await addWebhook(first, url)
    const wallets = await mesh.ledger.addWallets(...Array.from({ length: 60 }, (_, i) => ({ group: 1 + (i % 3) })))
    for (let round = 0; round < 5; round += 1) {
      await mesh.ledger.queue(...wallets.map((to) => ({ to, amount: 1n })))
      await mesh.ledger.drain()
    }
    await mesh.settled()
    expect(received).toHaveLength(300)
    expect(twice).toEqual([])
    for (const sequences of deliveredByWallet(received).values()) {
      expect(sequences).toEqual(sequences.toSorted((a, b) => a - b))
    }
  })

  test('that were delivered stay as they are, also for a hand in the database', async () => {
    const gateway = await mesh.gateway()
    const { url, received } = await mesh.receiver()
    const { id } = await addWebhook(gateway, url)
    await gateway.post(`/v1/webhooks/${id}/test`, {})
    await vi.waitFor(() => expect(received).toHaveLength(1), PATIENCE)
    await mesh.settled()
    const back = `update webhook_deliveries set state = 'pending', ended_at = null`
    await expect(mesh.ledger.pool.query(back)).rejects.toThrow('was delivered: it stays as it is')
  })
})
