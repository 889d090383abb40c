import { once } from 'node:events'
import { connect } from 'node:http2'
import { Status } from 'nice-grpc'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Address } from '../../common/settings/address.ts'
import { SubmitRequest } from '../../proto/gen/walletmesh/v1/payment.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { startDatabaseProxy } from '../test/proxy.ts'
import { rowCounts, seed } from '../test/server.ts'
import { deposit, errorOf, type PaymentGateway, startPaymentGateway } from './test-gateway.ts'

let database: TestDatabase
let gateway: PaymentGateway

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startPaymentGateway(database)
  await seed(gateway)
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})
beforeEach(async () => {
  await gateway.pool.query('delete from queue')
})

/** Sessions that wait for a lock as long as a test holds it. */
const PATIENT = { lease: { ttl: '10m' } }

/** Nothing is queued until the result is called. */
async function lockQueue(): Promise<() => Promise<void>> {
  const session = await gateway.pool.connect()
  await session.query('begin')
  await session.query('lock table queue in share row exclusive mode')
  return async () => {
    await session.query('rollback')
    session.release()
  }
}

const ingestWaits = () => vi.waitFor(async () => expect(await ingesting()).toEqual(['Lock']), 10_000)
const ingestEnds = () => vi.waitFor(async () => expect(await ingesting()).toEqual([]), 10_000)

/** What each session that queues something at this moment waits for. */
async function ingesting(): Promise<unknown[]> {
  const { rows } = await gateway.pool.query(
    `select wait_event_type from pg_stat_activity
     where datname = current_database() and application_name = 'walletmesh gateway ingest' and state <> 'idle'`,
  )
  return rows.map((row) => row.wait_event_type)
}

/** The status that a client gets that keeps no deadline itself. */
async function statusAfter({ host, port }: Address, request: SubmitRequest, timeout: string): Promise<unknown> {
  const session = connect(`http://${host}:${port}`)
  const stream = session.request({
    ':method': 'POST',
    ':path': '/walletmesh.v1.PaymentService/Submit',
    'content-type': 'application/grpc',
    te: 'trailers',
    'grpc-timeout': timeout,
  })
  const message = SubmitRequest.encode(request).finish()
  const frame = Buffer.alloc(5)
  frame.writeUInt32BE(message.length, 1)
  stream.end(Buffer.concat([frame, message]))
  stream.resume()
  // A call that ends without a response has its status in the headers.
  const [headers] = await Promise.race([once(stream, 'response'), once(stream, 'trailers')])
  session.close()
  return headers['grpc-status']
}

describe('Submit', () => {
  test('more requests than may wait are turned away with RESOURCE_EXHAUSTED, the others queued', async () => {
    const narrow = await startPaymentGateway(database, { limits: { pendingRequests: 10 } })
    const results = await Promise.all(Array.from({ length: 200 }, () => errorOf(narrow.client.submit(deposit(1n, 5n)))))
    const queued = results.filter(([code]) => code === Status.OK).length
    expect(queued).toBeGreaterThan(0)
    expect(queued).toBeLessThan(200)
    for (const result of results.filter(([code]) => code !== Status.OK)) {
      expect(result).toEqual([Status.RESOURCE_EXHAUSTED, 'too many requests wait for their commit, try again'])
    }
    expect((await rowCounts(gateway.pool)).queue).toBe(queued)
    await narrow.stop()
  })

  test('without the database it is UNAVAILABLE, and works again when that is back', async () => {
    const proxy = await startDatabaseProxy(database)
    const cut = await startPaymentGateway(proxy.database)
    await cut.client.submit(deposit(1n, 5n))
    await proxy.cut()
    const down = [Status.UNAVAILABLE, 'the database cannot be reached: nothing was queued, try again']
    await vi.waitFor(async () => expect(await errorOf(cut.client.submit(deposit(1n, 5n)))).toEqual(down))
    await proxy.restore()
    await vi.waitFor(
      async () => expect(await errorOf(cut.client.submit(deposit(1n, 5n)))).toEqual([Status.OK, '']),
      20_000,
    )
    await cut.stop()
  })

  test('is UNKNOWN when the database goes away during the commit, and names the operation', async () => {
    const proxy = await startDatabaseProxy(database)
    const cut = await startPaymentGateway(proxy.database, PATIENT)
    const release = await lockQueue()
    const submitted = errorOf(cut.client.submit(deposit(1n, 5n)))
    await ingestWaits()
    await proxy.cut()
    const [code, message] = await submitted
    expect(code).toBe(Status.UNKNOWN)
    expect(message).toMatch(
      /^the database went away during the commit: look for operation [0-9a-f-]{36} before you try again$/,
    )
    await release()
    await ingestEnds()
    await proxy.restore()
    await cut.stop()
  })

  test('the server itself ends a call whose deadline passes, whatever the database does', async () => {
    const patient = await startPaymentGateway(database, PATIENT)
    const release = await lockQueue()
    const status = statusAfter(patient.grpc.address, deposit(1n, 5n), '200m')
    await ingestWaits()
    expect(await status).toBe(String(Status.DEADLINE_EXCEEDED))
    await release()
    await ingestEnds()
    // It was in the database's hands by then.
    expect((await rowCounts(gateway.pool)).queue).toBe(1)
    await patient.stop()
  })
})
