import { fastify } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLog } from '../../common/log.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type Call, callerOf, enter, makeKey } from '../test/callers.ts'
import { startTestGateway, type TestGateway } from '../test/server.ts'
import { guardRoutes } from './guard.ts'
import type { Identity } from './identity.ts'
import { RIGHTS } from './rights.ts'

let database: TestDatabase
let gateway: TestGateway
const calls: Record<string, Call> = {}

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database, { auth: { mode: 'required' } })
  for (const role of ['admin', 'operator', 'merchant', 'user'] as const) calls[role] = (await enter(gateway, role)).call
  calls.nobody = callerOf(gateway)
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})

const ID = '01a20e45-d84a-766b-8572-238235365605'

/** What is refused by who calls, before anything else is looked at. */
async function isRefused(who: string, route: string): Promise<boolean> {
  const [method = '', pattern = ''] = route.split(' ')
  const path = pattern.replace(':amount/:from/:to', '5/USD/USD').replace(/:\w+/g, ID)
  const body = method === 'GET' || method === 'DELETE' ? undefined : []
  const { status } = (await calls[who]?.(method, path, body)) ?? { status: 0 }
  return status === 401 || status === 403
}

describe('the table of rights', () => {
  test.each(Object.entries(RIGHTS))('is what %s goes by', async (route, { roles, unasked }) => {
    // A log-out would end the sessions of this test.
    const asked = route === 'DELETE /v1/tokens' ? ['nobody'] : ['nobody', 'user', 'merchant', 'operator', 'admin']
    for (const who of asked) {
      const mayCome = roles === 'anyone' || roles.some((role) => role === who)
      const mayComeUnasked = who === 'nobody' && unasked === 'may come from this machine'
      expect({ who, isRefused: await isRefused(who, route) }).toEqual({ who, isRefused: !mayCome && !mayComeUnasked })
    }
  })

  test.each(Object.keys(RIGHTS))('has no line for a route that is not there: %s is', async (route) => {
    const [method = '', pattern = ''] = route.split(' ')
    if (route === 'DELETE /v1/tokens') return
    const body = method === 'GET' || method === 'DELETE' ? undefined : []
    const answer = await calls.admin?.(method, pattern.replace(':file', 'reference.js').replace(/:\w+/g, '0'), body)
    expect(answer?.text).not.toContain('no such path')
    expect(answer?.status).not.toBe(405)
  })

  test('must have a line for every route: without, the gateway does not start', async () => {
    const app = fastify()
    app.register(async (scope) => {
      guardRoutes(scope, {
        identity: {} as Identity,
        pools: {} as never,
        settings: { requestsPerMin: 0, strangersPerMin: 0 },
        isLocal: true,
        log: openLog('test', 'silent'),
      })
      scope.get('/v1/forgotten', async () => 'everything')
    })
    await expect(app.ready()).rejects.toThrow('GET /v1/forgotten has no line of its own in gateway/identity/rights.ts')
    await app.close()
  })

  test('needs no right to be told of other methods', async () => {
    const { status, headers } = (await calls.nobody?.('PUT', '/v1/wallets')) ?? { status: 0 }
    expect(status).toBe(405)
    expect(headers?.get('allow')).toBe('POST, GET')
  })

  test('tells who has a right that they miss which role has it', async () => {
    expect(await calls.user?.('GET', '/v1/banks')).toMatchObject({
      status: 403,
      json: { code: 'forbidden', detail: 'this is for the role admin or operator only, and yours is user' },
    })
    expect(await calls.user?.('POST', '/receive_amount', {})).toMatchObject({
      status: 403,
      json: { payload: { error: 'this is for the role admin or operator only, and yours is user' } },
    })
  })

  test('looks at who calls before it reads the body', async () => {
    const huge = { method: 'POST', body: 'x'.repeat(2_000_000), headers: { 'content-type': 'text/plain' } }
    expect((await fetch(`${gateway.url}/v1/operations`, huge).catch(() => ({ status: 401 }))).status).toBe(401)
  })
})

test('a key may no more than its owner does now', async () => {
  const merchant = await enter(gateway, 'merchant')
  const key = await makeKey(gateway, 'admin', merchant.id)
  const call = callerOf(gateway, `Bearer ${key.text}`)
  expect((await call('GET', '/v1/users')).status).toBe(403)
  expect((await call('GET', '/v1/wallets')).status).toBe(200)
})
