import { createHmac, timingSafeEqual } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { addWebhook, createWebhookMesh, PATIENCE, type Webhook, type WebhookMesh } from '../../test/webhook-mesh.ts'
import type { Received } from './test/receiver.ts'

let mesh: WebhookMesh
beforeEach(async () => {
  mesh = await createWebhookMesh()
})
afterEach(() => mesh.stop())

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

describe('a webhook', () => {
  test('is told of every operation that ended since, once, signed, with what became of it', async () => {
    const gateway = await mesh.gateway()
    const [a = 0, b = 0] = await mesh.ledger.addWallets({ group: 1, balance: 100n }, { group: 2 })
    await mesh.ledger.drain()
    const { url, received } = await mesh.receiver()
    const { secret } = await addWebhook(gateway, url)
    const [paid, refused] = await mesh.ledger.queue({ from: a, to: b, amount: 60n }, { from: a, to: b, amount: 60n })
    await mesh.ledger.drain()
    await vi.waitFor(() => expect(received).toHaveLength(2), PATIENCE)
    await mesh.settled()
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
        request_id: null,
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
    const gateway = await mesh.gateway()
    const [a = 0, b = 0, c = 0] = await mesh.ledger.addWallets({}, {}, {})
    const declined = await mesh.receiver()
    const one = await mesh.receiver()
    await addWebhook(gateway, declined.url, { event_types: ['operation.declined'] })
    await addWebhook(gateway, one.url, { wallet_ids: [c] })
    await mesh.ledger.queue(
      ...[a, b, c].map((to) => ({ to, amount: 5n })),
      { from: a, to: c, amount: 1n },
      { from: a, to: b, amount: 99n },
    )
    await mesh.ledger.drain()
    await mesh.settled()
    expect(declined.received.map(({ event }) => event.data.amount)).toEqual(['99'])
    expect(one.received.map(({ event }) => event.data.amount)).toEqual(['5', '1'])
  })

  test('is signed to with the old and the new secret while it is rotated', async () => {
    const gateway = await mesh.gateway()
    const { url, received } = await mesh.receiver()
    const { id, secret } = await addWebhook(gateway, url)
    const rotated = (await gateway.post(`/v1/webhooks/${id}/rotate`, {})).json as Webhook
    expect(rotated).toMatchObject({ previous_secret_until: expect.any(String) })
    expect(rotated.secret).not.toBe(secret)
    await gateway.post(`/v1/webhooks/${id}/test`, {})
    await vi.waitFor(() => expect(received).toHaveLength(1), PATIENCE)
    for (const one of received) {
      expect(one.event).toMatchObject({ type: 'webhook.test', data: { webhook_id: id } })
      expect([isSigned(one, secret), isSigned(one, rotated.secret)]).toEqual([true, true])
    }
    await mesh.ledger.pool.query(`update webhooks set previous_until = now()`)
    await gateway.post(`/v1/webhooks/${id}/test`, {})
    await vi.waitFor(() => expect(received).toHaveLength(2), PATIENCE)
    const [, last] = received
    if (last !== undefined) expect([isSigned(last, secret), isSigned(last, rotated.secret)]).toEqual([false, true])
  })

  test('that answers 410 is disabled, keeps what waits, and gets it once it is enabled, without what came between', async () => {
    let status = 410
    const gateway = await mesh.gateway()
    const { url, received } = await mesh.receiver(() => status)
    const { id } = await addWebhook(gateway, url)
    const [wallet = 0] = await mesh.ledger.addWallets({})
    await mesh.ledger.queue({ to: wallet, amount: 1n }, { to: wallet, amount: 2n })
    await mesh.ledger.drain()
    await vi.waitFor(async () => {
      expect((await gateway.get(`/v1/webhooks/${id}`)).json).toMatchObject({ disabled_reason: 'gone' })
    }, PATIENCE)
    expect(await gateway.post(`/v1/webhooks/${id}/test`, {})).toMatchObject({ status: 409, json: { code: 'conflict' } })
    const other = await mesh.receiver()
    await addWebhook(gateway, other.url)
    await mesh.ledger.queue({ to: wallet, amount: 3n })
    await mesh.ledger.drain()
    await vi.waitFor(() => expect(other.received).toHaveLength(1), PATIENCE)
    expect(received).toHaveLength(1)
    status = 200
    expect(await gateway.patch(`/v1/webhooks/${id}`, { disabled: false })).toMatchObject({
      status: 200,
      json: { disabled_at: null, disabled_reason: null },
    })
    await mesh.ledger.queue({ to: wallet, amount: 4n })
    await mesh.ledger.drain()
    await vi.waitFor(() => expect(received).toHaveLength(4), PATIENCE)
    await mesh.settled()
    expect(received.map(({ event }) => event.data.amount)).toEqual(['1', '1', '2', '4'])
  })

  test('that is deleted is sent nothing more, and leaves nothing behind', async () => {
    const gateway = await mesh.gateway()
    const { url } = await mesh.receiver(() => 500)
    const { id } = await addWebhook(gateway, url)
    const [wallet = 0] = await mesh.ledger.addWallets({})
    await mesh.ledger.queue({ to: wallet, amount: 1n })
    await mesh.ledger.drain()
    const response = await fetch(`${gateway.url}/v1/webhooks/${id}`, { method: 'DELETE' })
    expect(response.status).toBe(204)
    expect(await gateway.get(`/v1/webhooks/${id}`)).toMatchObject({ status: 404 })
    await gateway.stop()
    await mesh.gateway()
    await vi.waitFor(async () => {
      const { rows } = await mesh.ledger.pool.query('select from webhooks union all select from webhook_deliveries')
      expect(rows).toHaveLength(0)
    }, PATIENCE)
  })

  test('is told of settlements in the transaction that approves and settles them', async () => {
    const gateway = await mesh.gateway()
    const { url, received } = await mesh.receiver()
    await addWebhook(gateway, url, { event_types: ['settlement.approved', 'settlement.settled'] })
    const { rows } = await mesh.ledger.pool.query<{ id: string }>(
      `insert into snapshots (id, store, taken_at, expires_at, lines)
       values (gen_random_uuid(), 'postgres', now() - interval '1 minute', now() + interval '1 hour', 0) returning id`,
    )
    const id = rows[0]?.id
    await mesh.ledger.pool.query(`update snapshots set state = 'approved', approved_at = now() where id = $1`, [id])
    await mesh.ledger.pool.query('update snapshots set posted_at = now() where id = $1', [id])
    await mesh.ledger.pool.query(`update snapshots set state = 'settled', settled_at = now() where id = $1`, [id])
    await vi.waitFor(() => expect(received).toHaveLength(2), PATIENCE)
    expect(received.map(({ event }) => [event.type, event.data.settlement_id])).toEqual([
      ['settlement.approved', id],
      ['settlement.settled', id],
    ])
  })
})
