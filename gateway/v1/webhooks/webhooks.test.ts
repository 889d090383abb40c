import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { startTestGateway, type TestGateway } from '../../test/server.ts'

let database: TestDatabase
let gateway: TestGateway

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database)
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})
beforeEach(async () => {
  // The sender may be at work on them, in another order.
  await vi.waitFor(() => gateway.pool.query('truncate webhooks, webhook_deliveries, webhook_starts restart identity'))
})

const EVENTS = ['operation.succeeded', 'settlement.settled']
const add = (more: object = {}) =>
  gateway.post('/v1/webhooks', { url: 'https://hooks.example/in', event_types: EVENTS, ...more })
const time = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/)
const stored = async () => (await gateway.pool.query('select * from webhooks order by id')).rows

describe('webhooks', () => {
  test('are made with a secret that is shown once, read, listed in pages, changed and deleted', async () => {
    const made = await add({ wallet_ids: [7, 9] })
    const webhook = {
      id: 1,
      url: 'https://hooks.example/in',
      event_types: EVENTS,
      wallet_ids: [7, 9],
      disabled_at: null,
      disabled_reason: null,
      previous_secret_until: null,
      created_at: time,
    }
    expect(made).toMatchObject({ status: 201 })
    expect(made.headers.get('location')).toBe('/v1/webhooks/1')
    expect(made.json).toEqual({ ...webhook, secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/) })
    expect((await gateway.get('/v1/webhooks/1')).json).toEqual(webhook)
    await add()
    const page = (await gateway.get('/v1/webhooks?limit=1')).json as { webhooks: object[]; next_cursor: string }
    expect(page.webhooks).toEqual([webhook])
    const next = (await gateway.get(`/v1/webhooks?cursor=${page.next_cursor}`)).json as typeof page
    expect(next).toMatchObject({ webhooks: [{ id: 2, wallet_ids: null }], next_cursor: null })

    const changes = { url: 'https://hooks.example:8443/other', event_types: ['operation.declined'], wallet_ids: null }
    expect((await gateway.patch('/v1/webhooks/1', changes)).json).toEqual({ ...webhook, ...changes })
    expect((await gateway.patch('/v1/webhooks/1', { disabled: true })).json).toMatchObject({
      disabled_at: time,
      disabled_reason: 'asked',
    })
    expect((await gateway.patch('/v1/webhooks/1', { disabled: false })).json).toEqual({ ...webhook, ...changes })

    const rotated = (await gateway.post('/v1/webhooks/1/rotate', {})).json as { secret: string }
    expect(rotated).toMatchObject({ previous_secret_until: time })
    expect(rotated.secret).not.toBe((made.json as { secret: string }).secret)

    const remove = () => fetch(`${gateway.url}/v1/webhooks/1`, { method: 'DELETE' })
    expect((await remove()).status).toBe(204)
    expect((await remove()).status).toBe(404)
    expect((await gateway.get('/v1/webhooks')).json).toMatchObject({ webhooks: [{ id: 2 }] })
  })

  test('have deliveries that are listed newest first, in pages, by state', async () => {
    await add()
    await gateway.pool.query(
      `insert into webhook_deliveries (webhook_id, event_id, event_type, event_at, data, state, ended_at, next_attempt_at)
       select 1, 'e' || n, 'operation.succeeded', now(), '{}', s, case when s <> 'pending' then now() end, 'infinity'
       from generate_series(1, 9) n, lateral (select (array['pending', 'delivered', 'dead'])[1 + n % 3] as s) x`,
    )
    const ids = async (query: string) => {
      const found: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const path = `/v1/webhooks/1/deliveries?limit=2${query}${cursor === '' ? '' : `&cursor=${cursor}`}`
        const page = (await gateway.get(path)).json as {
          deliveries: { event_id: string }[]
          next_cursor: string | null
        }
        found.push(...page.deliveries.map(({ event_id }) => event_id))
        cursor = page.next_cursor
      }
      return found
    }
    expect(await ids('')).toEqual(['e9', 'e8', 'e7', 'e6', 'e5', 'e4', 'e3', 'e2', 'e1'])
    expect(await ids('&state=dead')).toEqual(['e8', 'e5', 'e2'])
    expect(await ids('&state=pending')).toEqual(['e9', 'e6', 'e3'])
  })
})

describe('refused', () => {
  const NETWORK = 'must not be in a private, local or special network'
  test.each([
    [{ url: 'http://hooks.example/' }, '/url', 'must begin with https://'],
    [{ url: 'https://127.0.0.1/' }, '/url', NETWORK],
    [{ url: 'https://2130706433/' }, '/url', NETWORK],
    [{ url: 'https://[::ffff:10.0.0.1]/' }, '/url', NETWORK],
    [{ url: 'https://169.254.169.254/latest/meta-data' }, '/url', NETWORK],
    [{ url: 'https://a:b@hooks.example/' }, '/url', 'must not hold a user or a password'],
    [{ url: 'https://hooks.example:22/' }, '/url', 'must have the port 80, 443, or one of at least 1024'],
    [{ url: 7 }, '/url', 'must be string'],
    [{ event_types: [] }, '/event_types', 'must not have fewer than 1 items'],
    [{ event_types: ['operation'] }, '/event_types/0', expect.stringContaining('must be')],
    [{ event_types: ['operation.declined', 'operation.declined'] }, '/event_types', expect.any(String)],
    [{ wallet_ids: [] }, '/wallet_ids', expect.any(String)],
    [{ wallet_ids: [0] }, '/wallet_ids/0', expect.any(String)],
    [{ secret: 'mine' }, '/secret', 'is not known here'],
  ])('%j, of a new one and of a change', async (body, pointer, detail) => {
    await add()
    const before = await stored()
    for (const answer of [await add(body), await gateway.patch('/v1/webhooks/1', body)]) {
      expect(answer).toMatchObject({
        status: 400,
        json: { code: 'invalid', errors: expect.arrayContaining([{ pointer, code: 'invalid', detail }]) },
      })
    }
    expect(await stored()).toEqual(before)
  })

  test('what is not there, and methods that are none', async () => {
    for (const id of ['7', '2147483648', '999999999999999']) {
      const problem = { status: 404, json: { code: 'not_found', detail: `no webhook with id: ${id}` } }
      expect(await gateway.get(`/v1/webhooks/${id}`)).toMatchObject(problem)
      expect(await gateway.patch(`/v1/webhooks/${id}`, { disabled: true })).toMatchObject(problem)
      expect(await gateway.post(`/v1/webhooks/${id}/rotate`, {})).toMatchObject(problem)
      expect(await gateway.post(`/v1/webhooks/${id}/test`, {})).toMatchObject(problem)
      expect(await gateway.get(`/v1/webhooks/${id}/deliveries`)).toMatchObject(problem)
    }
    expect(await gateway.post('/v1/webhooks/deliveries/7/replay', {})).toMatchObject({
      status: 404,
      json: { detail: 'no delivery with id: 7' },
    })
    expect(await gateway.post('/v1/webhooks/1', {})).toMatchObject({ status: 405 })
    expect(await gateway.get('/v1/webhooks/x')).toMatchObject({ status: 400 })
    await add()
    expect(await gateway.get('/v1/webhooks/1/deliveries?state=lost')).toMatchObject({ status: 400 })
    expect(await gateway.get('/v1/webhooks/1/deliveries?cursor=x')).toMatchObject({ status: 400 })
    expect(await gateway.patch('/v1/webhooks/1', {})).toMatchObject({ status: 400 })
  })

  test('more webhooks than a thousand', async () => {
    await gateway.pool.query(
      `insert into webhooks (url, secret, event_types) select 'https://hooks.example/', 'whsec_' || repeat('A', 43) || '=', '{operation.declined}'
       from generate_series(1, 1000)`,
    )
    expect(await add()).toMatchObject({
      status: 409,
      json: { code: 'conflict', detail: 'there are 1000 webhooks already' },
    })
  })
})
