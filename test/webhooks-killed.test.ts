import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startReceiver } from '../gateway/webhooks/test/receiver.ts'
import { TestLedger } from '../op-processor/apply/fixtures/ledger.ts'
import { kill, startTestMesh, type TestMesh } from './mesh.ts'

let mesh: TestMesh
let ledger: TestLedger

beforeAll(async () => {
  mesh = await startTestMesh({
    environment: {
      WALLETMESH_WEBHOOKS__ALLOW_PRIVATE: 'true',
      WALLETMESH_WEBHOOKS__ALLOW_HTTP: 'true',
      WALLETMESH_WEBHOOKS__POLL: '20ms',
      WALLETMESH_WEBHOOKS__TIMEOUT: '1s',
      WALLETMESH_WEBHOOKS__FIRST_RETRY: '100ms',
      // So that all gateways take part.
      WALLETMESH_WEBHOOKS__CONCURRENCY: '4',
    },
  })
  ledger = await TestLedger.open(mesh, 2)
})
afterAll(async () => {
  await ledger.close()
  await mesh.stop()
})

test('gateways that are killed while they deliver lose nothing, and repeat only what has the same id', async () => {
  const hook = await startReceiver(async () => {
    await new Promise((resolve) => setTimeout(resolve, 100))
    return 200
  })
  const response = await fetch(`${mesh.url}/v1/webhooks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: hook.url, event_types: ['operation.succeeded'] }),
  })
  expect(response.status).toBe(201)
  const elsewhere = { WALLETMESH_IP: '127.0.0.1:0', WALLETMESH_GRPC__ADDRESS: '127.0.0.1:0' }
  const wallets = await ledger.addWallets(...Array.from({ length: 20 }, (_, i) => ({ group: 1 + (i % 2) })))
  const ids: string[] = []
  const others = `select from pg_stat_activity where application_name = 'walletmesh gateway webhooks'`
  const sessions = async () => (await mesh.pool.query(others)).rows.length
  for (let round = 0; round < 2; round += 1) {
    const alone = await sessions()
    const victims = [mesh.spawn('gateway', [], elsewhere), mesh.spawn('gateway', [], elsewhere)]
    await vi.waitFor(async () => expect(await sessions()).toBeGreaterThan(alone + 2), { timeout: 30_000 })
    const requests = Array.from({ length: 200 }, (_, i) => ({ to: wallets[i % 20] ?? 0, amount: 1n }))
    ids.push(...(await ledger.queue(...requests)))
    await ledger.drain(30)
    const seen = hook.received.length
    await vi.waitFor(() => expect(hook.received.length).toBeGreaterThan(seen + 60), { timeout: 30_000 })
    await Promise.all(victims.map(kill))
  }
  const pending = async () =>
    Number(
      (await mesh.pool.query<{ n: bigint }>(`select count(*) as n from webhook_deliveries where state = 'pending'`))
        .rows[0]?.n,
    )
  // A claim of a gateway that was killed ends after the time of an attempt and 20 s.
  await vi.waitFor(async () => expect(await pending()).toBe(0), { timeout: 50_000, interval: 100 })
  const bodies = new Map<string, string>()
  for (const { id, body } of hook.received) {
    expect(bodies.get(id) ?? body).toBe(body)
    bodies.set(id, body)
  }
  expect([...bodies.keys()].toSorted()).toEqual(ids.map((id) => `operation_${id}`).toSorted())
  // Some were under way when their gateway was killed.
  expect(hook.received.length).toBeGreaterThan(ids.length)
  // In order of each wallet, where the first time counts.
  const first = [...new Map(hook.received.toReversed().map((one) => [one.id, one])).values()].toReversed()
  for (const wallet of wallets) {
    const sequences = first
      .filter(({ event }) => event.data.target_wallet_id === wallet)
      .map(({ event }) => event.sequence)
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b))
  }
  await hook.stop()
}, 180_000)
