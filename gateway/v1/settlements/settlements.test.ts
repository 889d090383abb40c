import { setTimeout as delay } from 'node:timers/promises'
import { createServer, type Server, ServerError, type ServiceImplementation, Status } from 'nice-grpc'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DETAILS_TRAILER, errorDetails } from '../../../common/grpc/error-details.ts'
import { openLog } from '../../../common/log.ts'
import {
  SettlementFileFormat,
  SettlementServiceDefinition,
  type Snapshot,
  SnapshotState,
} from '../../../proto/gen/walletmesh/v1/settlement.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { createSettlers } from '../../clearing/settlers.ts'
import { startTestGateway, type TestGateway } from '../../test/server.ts'

type Settler = ServiceImplementation<typeof SettlementServiceDefinition>

const ID = '01a20e45-d84a-766b-8572-238235365605'
const OTHER = '01a20e45-0000-766b-8572-238235365605'
const MAX = 2n ** 63n - 1n

const SNAPSHOT: Snapshot = {
  id: ID,
  state: SnapshotState.SNAPSHOT_STATE_OPEN,
  currency: 'USD',
  takenAt: '2026-01-31T00:00:00.000000Z',
  expiresAt: '2026-02-01T00:00:00.000000Z',
  approvedAt: '',
  settledAt: '',
  cancelledAt: '',
  followsId: '',
  store: 'postgres',
  accounts: 3n,
  lines: 2n,
  postedLines: 0n,
  payments: 5n,
  banks: [
    { bankId: 1, name: 'Citi', bic: 'CITIUS33', accounts: 2n, position: -MAX, grossPaid: MAX, grossReceived: 0n },
    { bankId: 2, name: 'Other', bic: '', accounts: 1n, position: MAX, grossPaid: 0n, grossReceived: MAX },
  ],
  ledger: [{ group: 1, journalSeq: MAX, hash: 'ab12' }],
  proofs: [{ name: 'banks_sum_to_zero', proved: true, detail: 'they do' }],
  netting: { gross: MAX, net: MAX, payIns: [{ bankId: 1, amount: MAX }], payOuts: [{ bankId: 2, amount: MAX }] },
}

const SETTLEMENT = {
  id: ID,
  state: 'open',
  currency: 'USD',
  taken_at: '2026-01-31T00:00:00.000000Z',
  expires_at: '2026-02-01T00:00:00.000000Z',
  approved_at: null,
  settled_at: null,
  cancelled_at: null,
  follows_id: null,
  store: 'postgres',
  accounts: 3,
  lines: 2,
  posted_lines: 0,
  payments: 5,
  banks: [
    {
      bank_id: 1,
      name: 'Citi',
      bic: 'CITIUS33',
      accounts: 2,
      position: `-${MAX}`,
      gross_paid: String(MAX),
      gross_received: '0',
    },
    {
      bank_id: 2,
      name: 'Other',
      bic: null,
      accounts: 1,
      position: String(MAX),
      gross_paid: '0',
      gross_received: String(MAX),
    },
  ],
  ledger: [{ group: 1, journal_seq: String(MAX), hash: 'ab12' }],
  proofs: [{ name: 'banks_sum_to_zero', proved: true, detail: 'they do' }],
  netting: {
    gross: String(MAX),
    net: String(MAX),
    pay_ins: [{ bank_id: 1, amount: String(MAX) }],
    pay_outs: [{ bank_id: 2, amount: String(MAX) }],
  },
}

/** What the settler was asked for. */
const asked: [method: string, request: unknown][] = []

const APPROVED = {
  ...SNAPSHOT,
  state: SnapshotState.SNAPSHOT_STATE_APPROVED,
  approvedAt: SNAPSHOT.expiresAt,
  postedLines: 2n,
}

const answering: Settler = {
  async takeSnapshot(request) {
    asked.push(['take', request])
    return { snapshot: SNAPSHOT }
  },
  async getSnapshot(request) {
    asked.push(['get', request])
    return { snapshot: { ...SNAPSHOT, netting: undefined } }
  },
  async listSnapshots(request) {
    asked.push(['list', request])
    const last = request.beforeId !== ''
    return { snapshots: [last ? { ...SNAPSHOT, id: OTHER } : SNAPSHOT], hasMore: !last }
  },
  async listSnapshotAccounts(request) {
    asked.push(['accounts', request])
    const walletId = request.afterWalletId + 7n
    const accounts = [{ walletId, bankId: 1, account: 'A 1', balance: -MAX }]
    return { accounts, hasMore: request.afterWalletId === 0n }
  },
  async approveSnapshot(request) {
    asked.push(['approve', request])
    return { snapshot: APPROVED }
  },
  async cancelSnapshot(request) {
    asked.push(['cancel', request])
    return { snapshot: { ...SNAPSHOT, state: SnapshotState.SNAPSHOT_STATE_CANCELLED, cancelledAt: SNAPSHOT.takenAt } }
  },
  async getSettlementFile(request) {
    asked.push(['file', request])
    const isCsv = request.format === SettlementFileFormat.SETTLEMENT_FILE_FORMAT_CSV
    return {
      fileName: isCsv ? 'settlement-1.csv' : 'bad"name\r\n.xml',
      mediaType: isCsv ? 'text/csv; charset=utf-8' : 'application/xml',
      content: Buffer.from(isCsv ? 'bank,amount\r\n' : '<Document/>'),
    }
  },
}

/** A settler that answers every call in the same way. */
function always(answer: Settler['getSnapshot']): Settler {
  return Object.fromEntries(Object.keys(answering).map((method) => [method, answer])) as unknown as Settler
}

const refusing = (status: Status, message: string, reason?: string) =>
  always(async (_request, { trailer }) => {
    if (reason !== undefined) trailer.set(DETAILS_TRAILER, errorDetails({ code: reason, message }, status))
    throw new ServerError(status, message)
  })

const servers: Server[] = []
async function serve(settler: Settler): Promise<{ host: string; port: number }> {
  const server = createServer()
  server.add(SettlementServiceDefinition, settler)
  servers.push(server)
  return { host: '127.0.0.1', port: await server.listen('127.0.0.1:0') }
}

const text = ({ host, port }: { host: string; port: number }) => `${host}:${port}`

/** Nobody listens there. */
const NOBODY = '127.0.0.1:1'

let database: TestDatabase
const gateways: TestGateway[] = []
async function gatewayWith(...settlers: string[]): Promise<TestGateway> {
  const gateway = await startTestGateway(database, { settlement: { settlers } })
  gateways.push(gateway)
  return gateway
}

beforeAll(async () => {
  database = await createTestDatabase()
})
afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.stop()
  for (const server of servers.splice(0)) server.forceShutdown()
  asked.length = 0
})
afterAll(() => database.drop())

describe('settlements', () => {
  test('are taken: every figure to the last digit', async () => {
    const gateway = await gatewayWith(text(await serve(answering)))
    const { status, headers, json } = await gateway.post('/v1/settlements', {})
    expect({ status, json }).toEqual({ status: 201, json: SETTLEMENT })
    expect(headers.get('location')).toBe(`/v1/settlements/${ID}`)
    expect(await gateway.post('/v1/settlements', undefined, {})).toMatchObject({ status: 201 })
    expect(await gateway.post('/v1/settlements', '')).toMatchObject({ status: 201 })
  })

  test('are read, and listed page by page', async () => {
    const gateway = await gatewayWith(text(await serve(answering)))
    expect(await gateway.get(`/v1/settlements/${ID}`)).toMatchObject({
      status: 200,
      json: { ...SETTLEMENT, netting: null },
    })
    const first = await gateway.get('/v1/settlements')
    expect(first).toMatchObject({ status: 200, json: { settlements: [SETTLEMENT] } })
    const { next_cursor } = first.json as { next_cursor: string }
    expect((await gateway.get(`/v1/settlements?limit=100&cursor=${next_cursor}`)).json).toMatchObject({
      settlements: [{ ...SETTLEMENT, id: OTHER }],
      next_cursor: null,
    })
    expect(asked).toEqual([
      ['get', { id: ID }],
      ['list', { limit: 20, beforeId: '' }],
      ['list', { limit: 100, beforeId: ID }],
    ])
  })

  test('have accounts, page by page', async () => {
    const gateway = await gatewayWith(text(await serve(answering)))
    const first = await gateway.get(`/v1/settlements/${ID}/accounts`)
    const account = { bank_id: 1, account: 'A 1', balance: `-${MAX}` }
    expect(first).toMatchObject({ status: 200, json: { accounts: [{ wallet_id: 7, ...account }] } })
    const { next_cursor } = first.json as { next_cursor: string }
    const second = await gateway.get(`/v1/settlements/${ID}/accounts?limit=1000&cursor=${next_cursor}`)
    expect(second.json).toEqual({ accounts: [{ wallet_id: 14, ...account }], next_cursor: null })
    expect(asked.map(([, request]) => request)).toEqual([
      { id: ID, limit: 100, afterWalletId: 0n },
      { id: ID, limit: 1000, afterWalletId: 7n },
    ])
  })

  test('are approved and cancelled', async () => {
    const gateway = await gatewayWith(text(await serve(answering)))
    expect(await gateway.post(`/v1/settlements/${ID}/approve`, {})).toMatchObject({
      status: 200,
      json: { ...SETTLEMENT, state: 'approved', approved_at: SNAPSHOT.expiresAt, posted_lines: 2 },
    })
    expect(await gateway.post(`/v1/settlements/${ID}/cancel`, undefined, {})).toMatchObject({
      status: 200,
      json: { ...SETTLEMENT, state: 'cancelled', cancelled_at: SNAPSHOT.takenAt },
    })
    expect(asked).toEqual([
      ['approve', { id: ID }],
      ['cancel', { id: ID }],
    ])
  })

  test.each([
    ['', 'text/csv; charset=utf-8', 'settlement-1.csv', 'bank,amount\r\n'],
    ['?format=csv', 'text/csv; charset=utf-8', 'settlement-1.csv', 'bank,amount\r\n'],
    ['?format=pacs.009', 'application/xml', 'bad_name__.xml', '<Document/>'],
  ])('have a file%s to be kept', async (query, type, name, content) => {
    const gateway = await gatewayWith(text(await serve(answering)))
    const { status, headers, text: body } = await gateway.get(`/v1/settlements/${ID}/file${query}`)
    expect({ status, body }).toEqual({ status: 200, body: content })
    expect(headers.get('content-type')).toBe(type)
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${name}"`)
  })

  test.each([
    ['GET', '/v1/settlements/7', /^params\/id must match/],
    ['POST', '/v1/settlements/7/approve', /^params\/id must match/],
    ['GET', '/v1/settlements?limit=101', /^querystring\/limit must be <= 100/],
    ['GET', '/v1/settlements?cursor=x', /^cursor must be/],
    ['GET', `/v1/settlements/${ID}/accounts?cursor=x`, /^cursor must be/],
    ['GET', `/v1/settlements/${ID}/file?format=xls`, /^querystring\/format must be csv or pacs\.009$/],
    ['POST', '/v1/settlements', /^\/id is not known here$/],
    ['POST', `/v1/settlements/${ID}/cancel`, /^\/id is not known here$/],
  ])('refuses a bad %s %s without asking a settler', async (method, path, detail) => {
    const gateway = await gatewayWith(text(await serve(answering)))
    const answer = method === 'GET' ? await gateway.get(path) : await gateway.post(path, { id: ID })
    expect(answer).toMatchObject({ status: 400, json: { code: 'invalid', detail: expect.stringMatching(detail) } })
    expect(asked).toEqual([])
  })

  test.each(['', `/${ID}/approve`, `/${ID}/cancel`])(
    '%j with an idempotency key is answered as the first time',
    async (path) => {
      const gateway = await gatewayWith(text(await serve(answering)))
      const post = (body: unknown) =>
        gateway.post(`/v1/settlements${path}`, body, {
          'content-type': 'application/json',
          'idempotency-key': `settlement${path}`,
        })
      const answers = await Promise.all(Array.from({ length: 5 }, () => post({})))
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
      expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')).toHaveLength(4)
      expect(asked).toHaveLength(1)
      expect(await post([])).toMatchObject({ status: 422, json: { code: 'idempotency_mismatch' } })
    },
  )
})

describe('what a settler refuses', () => {
  test.each([
    [Status.FAILED_PRECONDITION, 'documents_missing', 409, 'documents_missing'],
    [Status.FAILED_PRECONDITION, 'of another time', 409, 'conflict'],
    [Status.FAILED_PRECONDITION, undefined, 409, 'conflict'],
    [Status.UNAVAILABLE, 'unavailable', 503, 'unavailable'],
    [Status.INTERNAL, undefined, 500, 'internal'],
  ])('with the status %i and the reason %s is answered %i %s', async (code, reason, status, problem) => {
    const gateway = await gatewayWith(text(await serve(refusing(code, 'told so', reason))))
    const detail = { unavailable: 'no settler answers: told so', internal: 'internal error' }[problem] ?? 'told so'
    const expected = { status, json: { code: problem, detail } }
    expect(await gateway.post('/v1/settlements', {})).toMatchObject(expected)
    expect(await gateway.post(`/v1/settlements/${ID}/approve`, {})).toMatchObject(expected)
    expect(await gateway.get(`/v1/settlements/${ID}`)).toMatchObject(expected)
  })

  test.each([
    [Status.DATA_LOSS, undefined, 'POST', '', 500, 'not_proved'],
    [Status.NOT_FOUND, 'not_found', 'GET', `/${ID}`, 404, 'not_found'],
    [Status.NOT_FOUND, undefined, 'GET', `/${ID}`, 404, 'not_found'],
    [Status.INVALID_ARGUMENT, 'invalid', 'GET', `/${ID}`, 400, 'invalid'],
    [Status.FAILED_PRECONDITION, 'expired', 'POST', `/${ID}/approve`, 409, 'expired'],
    [Status.FAILED_PRECONDITION, 'cancelled', 'POST', `/${ID}/approve`, 409, 'cancelled'],
    [Status.FAILED_PRECONDITION, 'superseded', 'POST', `/${ID}/approve`, 409, 'superseded'],
    [Status.FAILED_PRECONDITION, 'already_approved', 'POST', `/${ID}/cancel`, 409, 'already_approved'],
    [Status.FAILED_PRECONDITION, 'not_approved', 'GET', `/${ID}/file`, 409, 'not_approved'],
    [Status.FAILED_PRECONDITION, 'nothing_to_pay', 'GET', `/${ID}/file`, 409, 'nothing_to_pay'],
  ])('with the status %i and the reason %s to %s /v1/settlements%s is answered %i %s', async (...row) => {
    const [code, reason, method, path, status, problem] = row
    const gateway = await gatewayWith(text(await serve(refusing(code, 'told so', reason))))
    const url = `/v1/settlements${path}`
    const answer = method === 'GET' ? await gateway.get(url) : await gateway.post(url, {})
    expect(answer).toMatchObject({ status, json: { code: problem, detail: 'told so' } })
  })
})

describe('settlers that do not answer', () => {
  test('are passed over for the next one', async () => {
    const busy = text(await serve(refusing(Status.UNAVAILABLE, 'another settler is at work')))
    const gateway = await gatewayWith(NOBODY, busy, text(await serve(answering)))
    expect(await gateway.post('/v1/settlements', {})).toMatchObject({ status: 201 })
    expect(await gateway.get(`/v1/settlements/${ID}`)).toMatchObject({ status: 200 })
  })

  test('at all are told of, with what the last one said', async () => {
    const gateway = await gatewayWith(NOBODY, '127.0.0.1:2')
    for (const answer of [
      await gateway.post('/v1/settlements', {}),
      await gateway.get('/v1/settlements'),
      await gateway.get(`/v1/settlements/${ID}/file`),
    ]) {
      expect(answer).toMatchObject({
        status: 503,
        json: { code: 'unavailable', detail: 'no settler answers: start one, or try again' },
      })
      expect(answer.headers.get('retry-after')).toBe('1')
    }
    const busy = text(await serve(refusing(Status.UNAVAILABLE, 'another settler is at work')))
    expect(await (await gatewayWith(busy, NOBODY)).post('/v1/settlements', {})).toMatchObject({
      status: 503,
      json: { code: 'unavailable', detail: 'no settler answers: another settler is at work' },
    })
  })

  test('within the deadline are given up, and learn of it', async () => {
    const ended = Promise.withResolvers<void>()
    const silent = always(async (_request, { signal }) => {
      signal.addEventListener('abort', () => ended.resolve())
      await ended.promise
      return { snapshot: SNAPSHOT }
    })
    const settlers = createSettlers({
      tls: undefined,
      settlers: [await serve(silent)],
      log: openLog('test', 'silent'),
      deadlinesMs: { read: 200, work: 200 },
    })
    await expect(settlers.work((settler) => settler.takeSnapshot({}))).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/^no settler answers: nothing came within 0\.2 s\. .* it is safe to ask again$/),
    })
    await ended.promise
  })

  test('may take longer than a connection may be silent otherwise', async () => {
    const slow = always(async () => {
      await delay(3_000)
      return { snapshot: SNAPSHOT }
    })
    const settlement = { settlers: [text(await serve(slow))] }
    const gateway = await startTestGateway(database, { settlement, writeTimeoutSec: 1 })
    gateways.push(gateway)
    expect(await gateway.post('/v1/settlements', {})).toMatchObject({ status: 201 })
    expect(await gateway.post(`/v1/settlements/${ID}/approve`, {})).toMatchObject({ status: 200 })
  })
})
