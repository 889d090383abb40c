import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seed, startTestGateway, type TestGateway } from '../../gateway/test/server.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { createClient, dataOf, ProblemError, type WalletmeshClient } from './client.ts'

describe('against a gateway', () => {
  let database: TestDatabase
  let gateway: TestGateway
  let mesh: WalletmeshClient

  beforeAll(async () => {
    database = await createTestDatabase()
    gateway = await startTestGateway(database)
    await seed(gateway)
    mesh = createClient({ url: gateway.url })
  })
  afterAll(async () => {
    await gateway.stop()
    await database.drop()
  })

  test('queues an operation, and reads it with an amount that no number holds', async () => {
    const amount = String(2n ** 63n - 1n)
    const body = { kind: 'deposit', target_wallet_id: 2, amount, currency: 'EUR' } as const
    const { data, response } = await mesh.POST('/v1/operations', { body })
    expect(response.headers.get('location')).toBe(`/v1/operations/${data?.id}`)
    const operation = await dataOf(mesh.GET('/v1/operations/{id}', { params: { path: { id: data?.id ?? '' } } }))
    expect(operation).toMatchObject({ kind: 'deposit', status: 'new', amount, target_wallet_id: 2 })
  })

  test('takes no number as an amount, and no field that is not known', () => {
    const deposit = { kind: 'deposit', target_wallet_id: 2, amount: '1', currency: 'EUR' } as const
    // @ts-expect-error a number could be rounded
    const number = () => mesh.POST('/v1/operations', { body: { ...deposit, amount: 5 } })
    // @ts-expect-error a transfer has an origin
    const kind = () => mesh.POST('/v1/operations', { body: { ...deposit, kind: 'transfer' } })
    // @ts-expect-error not a path
    const path = () => mesh.GET('/v1/nothing')
    expect([number, kind, path]).toHaveLength(3)
  })

  test('throws what is refused, with its code and the parts that are wrong', async () => {
    const body = { kind: 'deposit', target_wallet_id: 9, amount: '1', currency: 'EUR' } as const
    const refused = await dataOf(mesh.POST('/v1/operations', { body })).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(ProblemError)
    expect(refused).toMatchObject({
      code: 'not_found',
      message: 'not_found: no wallet with id: 9',
      problem: { status: 404, errors: [{ pointer: '/target_wallet_id' }] },
    })
  })

  test('follows a list page by page', async () => {
    const ids: number[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const query = { limit: 4, ...(cursor === undefined ? {} : { cursor }) }
      const page = await dataOf(mesh.GET('/v1/banks', { params: { query } }))
      ids.push(...page.banks.map(({ id }) => id))
      cursor = page.next_cursor
    }
    expect(ids).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })
})

describe('retries', () => {
  const OPERATION = { id: '01a20e45-d84a-766b-8572-238235365605', status: 'new' }
  const body = { kind: 'deposit', target_wallet_id: 1, amount: '1', currency: 'EUR' } as const
  const busy = (status: number, headers = {}) => Response.json({ code: 'overloaded' }, { status, headers })

  /** A client of a gateway that answers so, one after the other, and what it was sent. */
  function clientOf(answers: (Response | Error)[], retries?: Parameters<typeof createClient>[0]['retries']) {
    const sent: Promise<string>[] = []
    const mesh = createClient({
      url: 'http://gateway',
      ...(retries === undefined ? {} : { retries: { pauseMs: 1, ...retries } }),
      fetch: async (request) => {
        sent.push(request.text())
        const answer = answers.shift()
        if (answer instanceof Response) return answer
        throw answer ?? new Error('asked too often')
      },
    })
    return { mesh, sent }
  }
  const banks = (mesh: WalletmeshClient) => mesh.GET('/v1/banks')

  test('are not made unless they are asked for', async () => {
    const { mesh, sent } = clientOf([busy(429)])
    expect(await banks(mesh)).toMatchObject({ error: { code: 'overloaded' } })
    expect(sent).toHaveLength(1)
  })

  test('are made of what only reads, after failures and while the gateway cannot', async () => {
    const answers = [
      new TypeError('fetch failed'),
      busy(503),
      busy(429),
      Response.json({ banks: [], next_cursor: null }),
    ]
    const { mesh, sent } = clientOf(answers, {})
    expect(await dataOf(banks(mesh))).toEqual({ banks: [], next_cursor: null })
    expect(sent).toHaveLength(4)
  })

  test('end after the last attempt, with what it gave', async () => {
    const refused = clientOf([busy(503), busy(429)], { attemptsMax: 2 })
    await expect(dataOf(banks(refused.mesh))).rejects.toMatchObject({ code: 'overloaded' })
    const broken = clientOf([busy(503), new TypeError('fetch failed')], { attemptsMax: 2 })
    await expect(banks(broken.mesh)).rejects.toThrow('fetch failed')
  })

  test('are never made of a request that would be done twice', async () => {
    const { mesh, sent } = clientOf([busy(503)], {})
    await expect(dataOf(mesh.POST('/v1/operations', { body }))).rejects.toThrow(ProblemError)
    expect(sent).toHaveLength(1)
  })

  test('are made of a request with a key, with the same body', async () => {
    const { mesh, sent } = clientOf([busy(503), Response.json(OPERATION, { status: 202 })], {})
    const headers = { 'Idempotency-Key': 'mine' }
    expect(await dataOf(mesh.POST('/v1/operations', { body, headers }))).toEqual(OPERATION)
    expect(await Promise.all(sent)).toEqual([JSON.stringify(body), JSON.stringify(body)])
  })

  test('are not made of what is refused', async () => {
    const { mesh, sent } = clientOf([busy(404)], {})
    await expect(dataOf(banks(mesh))).rejects.toThrow(ProblemError)
    expect(sent).toHaveLength(1)
  })

  test('wait as long as they are asked to, up to the limit, and end when the caller gives up', async () => {
    const { mesh } = clientOf([busy(429, { 'retry-after': '600' }), Response.json({ banks: [] })], { pauseMaxMs: 20 })
    expect(await dataOf(banks(mesh))).toEqual({ banks: [] })
    const stopped = clientOf([busy(429, { 'retry-after': '600' })], { pauseMaxMs: 600_000 })
    const call = stopped.mesh.GET('/v1/banks', { signal: AbortSignal.timeout(20) })
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
  })
})
