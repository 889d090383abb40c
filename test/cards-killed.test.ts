import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { findFreePort } from '../cli/up/ports.ts'
import { TEST_CARDS } from '../gateway/acquirer/simulator.ts'
import { type CardMesh, startCardMesh, type Transaction } from './card-mesh.ts'
import { kill } from './mesh.ts'

const WAIT = { timeout: 30_000, interval: 50 }

let mesh: CardMesh
beforeAll(async () => {
  mesh = await startCardMesh()
})
afterAll(() => mesh?.stop())

test('a card is charged once though its gateway is killed while the acquirer is asked, and so is the next request', async () => {
  const ip = `127.0.0.1:${await findFreePort('127.0.0.1', Math.random)}`
  const killed = mesh.spawn('gateway', [], {
    WALLETMESH_IP: ip,
    WALLETMESH_GRPC__ADDRESS: `127.0.0.1:${await findFreePort('127.0.0.1', Math.random)}`,
    WALLETMESH_CARDS__ACQUIRER_TIMEOUT: '2s',
  })
  await vi.waitUntil(async () => (await fetch(`http://${ip}/ready`).catch(() => null))?.ok === true, WAIT)
  const request = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': 'killed',
      authorization: mesh.merchant.authorization,
    },
    body: JSON.stringify(mesh.body({}, { number: TEST_CARDS.approvedUnheard })),
  }
  const broken = fetch(`http://${ip}/v1/card_transactions`, request).catch(() => 'broken off')
  const charged = async () => (await mesh.pool.query('select id, state from simulated_authorizations')).rows
  await vi.waitFor(async () => expect(await charged()).toMatchObject([{ state: 'approved' }]), WAIT)
  await kill(killed)
  expect(await broken).toBe('broken off')

  // Sent again to another gateway, under the same key.
  const again = (await (await fetch(`${mesh.url}/v1/card_transactions`, request)).json()) as Transaction
  expect(await charged()).toEqual([{ id: again.id, state: 'approved' }])
  await mesh.until(again.id, 'pending_payment')
  expect(await charged()).toHaveLength(1)
  expect(await mesh.balance()).toMatchObject({ balance: '2375', held: '2375' })
}, 60_000)
