import { get } from 'node:http'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { writePostings } from '../test/postings.ts'
import { seed, startTestGateway, type TestGateway } from '../test/server.ts'

let database: TestDatabase
let gateway: TestGateway
const LINES = 200_000
const LONG = '?from=2025-01-01T00:00:00Z&to=2025-12-31T00:00:00Z'

beforeAll(async () => {
  database = await createTestDatabase()
  // One connection for reports: one that leaks is noticed at once.
  gateway = await startTestGateway(database, { maxPoolTasks: 6 })
  await seed(gateway)
  await writePostings(gateway.pool, [
    {
      walletId: 2,
      amount: 182_847_279n,
      currency: 'EUR',
      requestedAmount: 9_007_199_254_740_993n,
      requestedCurrency: 'USD',
      acceptedAt: '2026-01-02T10:00:00.000002Z',
    },
    { walletId: 2, amount: -5n, currency: 'EUR', kind: 'transfer', acceptedAt: '2026-01-02T10:00:00.000001Z' },
  ])
  await writePostings(
    gateway.pool,
    Array.from({ length: LINES }, (_, i) => ({
      walletId: 1,
      amount: BigInt(i + 1),
      currency: 'USD',
      acceptedAt: `2025-06-01T00:00:00.${String(i).padStart(6, '0')}Z`,
    })),
  )
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})

async function reportsRunning(): Promise<number> {
  const { rows } = await gateway.pool.query<{ running: number }>(
    `select count(*)::int as running from pg_stat_activity
     where datname = current_database() and application_name = 'walletmesh gateway reports' and state = 'active'`,
  )
  return rows[0]?.running ?? 0
}

describe('GET /operations/file/:walletId', () => {
  test('is a CSV file of the same lines as the report', async () => {
    const { status, headers, text } = await gateway.get(
      '/operations/file/2?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z',
    )
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toBe('attachment; filename="report.csv"')
    expect(text).toBe(
      'type,amount,currency,created_at\n' +
        'out,5,EUR,2026-01-02T10:00:00.000001Z\n' +
        'in,9007199254740993,USD,2026-01-02T10:00:00.000002Z\n',
    )
  })

  test('has its header alone where nothing happened', async () => {
    expect((await gateway.get('/operations/file/3')).text).toBe('type,amount,currency,created_at\n')
  })

  test('holds every line of a long report, in order, time and again', async () => {
    for (let i = 0; i < 3; i += 1) {
      const lines = (await gateway.get(`/operations/file/1${LONG}`)).text.trimEnd().split('\n').slice(1)
      expect(lines).toHaveLength(LINES)
      expect(lines.every((line, at) => line.startsWith(`in,${at + 1},USD,`))).toBe(true)
    }
  })

  test('ends the statement when its client goes away, and gives the connection back', async () => {
    for (let i = 0; i < 5; i += 1) {
      await new Promise<void>((resolve) => {
        const request = get(`${gateway.url}/operations/file/1${LONG}`, (response) => {
          response.once('data', () => {
            response.destroy()
            resolve()
          })
        })
        request.on('error', () => {})
      })
      await vi.waitFor(async () => expect(await reportsRunning()).toBe(0), { timeout: 5_000 })
    }
    expect((await gateway.get('/operations/file/2?from=2026-01-01T00:00:00Z')).text).toContain('out,5,EUR')
  })

  test('breaks off visibly when the database goes away in the middle', async () => {
    const read = new Promise((resolve, reject) => {
      get(`${gateway.url}/operations/file/1${LONG}`, (response) => {
        response.once('data', () => {
          response.pause()
          gateway.pool
            .query(
              `select pg_terminate_backend(pid) from pg_stat_activity
               where datname = current_database() and application_name = 'walletmesh gateway reports'`,
            )
            .then(() => response.resume(), reject)
        })
        response.on('error', reject)
        response.on('end', resolve)
      }).on('error', reject)
    })
    await expect(read).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect((await gateway.get('/operations/file/3')).text).toBe('type,amount,currency,created_at\n')
  })

  test.each([
    ['7', 'no wallet with id: 7'],
    ['0', 'wallet id should be filled'],
    ["1';drop table wallets", 'wallet id must be a whole number from 1, such as 7'],
    ["2?from=2026-01-01T00:00:00Z'", /^from must be an RFC 3339 time/],
  ])('refuses %s as the other routes do', async (path, error) => {
    const { status, headers, json } = await gateway.get(`/operations/file/${path}`)
    expect(status).toBe(200)
    expect(headers.get('content-disposition')).toBeNull()
    expect((json as { payload: { error: string } }).payload.error).toMatch(error)
  })
})
