import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { openLog } from '../common/log.ts'
import { loadSettings, type SettingsOverrides } from '../common/settings/settings.ts'
import { createTestDatabase, type TestDatabase } from '../test/database.ts'
import { createGateway } from './gateway.ts'
import type { DatabaseAddress } from './pools.ts'
import { startDatabaseProxy } from './test/proxy.ts'
import { seed, startTestGateway, type TestGateway } from './test/server.ts'

let database: TestDatabase
const opened: TestGateway[] = []

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
afterEach(async () => {
  await Promise.all(opened.splice(0).map((gateway) => gateway.stop()))
})

async function start(...args: Parameters<typeof startTestGateway>): Promise<TestGateway> {
  const gateway = await startTestGateway(...args)
  opened.push(gateway)
  return gateway
}

function unstarted(overrides: SettingsOverrides, at: DatabaseAddress = database) {
  const settings = loadSettings({ cwd: '/', env: {}, overrides: { ip: '127.0.0.1:0', ...overrides } })
  return createGateway({ settings, tls: undefined, database: at, log: openLog('test', 'silent') })
}

describe('a gateway', () => {
  test('refuses an address that other machines can reach, unless that is allowed', async () => {
    const open = unstarted({ ip: '0.0.0.0:0' })
    await expect(open.start()).rejects.toThrow(
      'ip 0.0.0.0:0 can be reached from other machines without TLS (tls.cert) and authentication: name a loopback address, or set allowInsecure',
    )
    await open.stop()
    const allowed = unstarted({ ip: '0.0.0.0:0', allowInsecure: true })
    await allowed.start()
    expect((await fetch(`http://127.0.0.1:${allowed.address.port}/health`)).status).toBe(200)
    await allowed.stop()
  })

  test('stops before it was started, and twice', async () => {
    const gateway = unstarted({})
    await gateway.stop()
    await gateway.stop()
  })

  test('starts and stops its leases with it, and tells them of work', async () => {
    const events: string[] = []
    const leases = {
      start: async () => void events.push('start'),
      stop: async () => void events.push('stop'),
      workQueued: (groups: readonly number[]) => void events.push(`work ${groups}`),
    }
    const gateway = await start(database, {}, { grpc: () => leases })
    await seed(gateway)
    await gateway.post('/receive_amount', { WalletId: 1, Amount: 5, Currency: 'USD' })
    await gateway.post('/receive_amount', { WalletId: 77, Amount: 5, Currency: 'USD' })
    await gateway.stop()
    expect(events).toEqual(['start', 'work 1', 'stop'])
  })

  test('answers what it accepted before it stops', async () => {
    const gateway = await start(database)
    await seed(gateway)
    const body = { OriginWalletId: 1, TargetWalletId: 2, Amount: 5, Currency: 'USD' }
    const answers = Array.from({ length: 50 }, () => gateway.post('/transfer_amount', body))
    await Promise.race(answers)
    const stopped = gateway.gateway.stop()
    const queuedBy = async () => {
      const { rows } = await gateway.pool.query<{ n: number }>('select count(*)::int as n from queue where amount = 5')
      return rows[0]?.n ?? 0
    }
    const settled = await Promise.allSettled(answers)
    await stopped
    const acknowledged = settled.filter((one) => one.status === 'fulfilled' && one.value.text.includes('TransactionId'))
    expect(acknowledged.length).toBeGreaterThan(0)
    expect(await queuedBy()).toBeGreaterThanOrEqual(acknowledged.length)
  })
})

describe('too much work', () => {
  test('is answered with 429 and Retry-After in the envelope', async () => {
    const gateway = await start(database, { limits: { queuedOperations: 1 } })
    await seed(gateway)
    const body = { WalletId: 1, Amount: 5, Currency: 'USD' }
    await gateway.post('/receive_amount', body)
    const { status, headers, json } = await gateway.post('/receive_amount', body)
    expect(status).toBe(429)
    expect(headers.get('retry-after')).toBe('1')
    expect(json).toEqual({ payload: { error: 'too many operations are queued, try again' } })
  })
})

describe('/health, /ready and /metrics', () => {
  test('tell that it is alive and can serve', async () => {
    const gateway = await start(database)
    expect(await gateway.get('/health')).toMatchObject({ status: 200, json: { status: 'alive' } })
    expect(await gateway.get('/ready')).toMatchObject({ status: 200, json: { status: 'ready' } })
    expect((await fetch(`${gateway.url}/health`, { method: 'HEAD' })).status).toBe(200)
    expect((await fetch(`${gateway.url}/ready`, { method: 'HEAD' })).status).toBe(200)
  })

  test('tell that the database lacks migrations', async () => {
    const gateway = await start({ ...database, schemaName: 'elsewhere' })
    expect(await gateway.get('/ready')).toMatchObject({
      status: 503,
      json: { status: 'not ready', reason: 'the database lacks migrations' },
    })
    expect((await gateway.get('/health')).status).toBe(200)
  })

  test('measure requests by route and status, batches, and the queue of every group', async () => {
    const own = await createTestDatabase()
    const gateway = await start(own)
    await seed(gateway)
    await gateway.pool.query('insert into groups (id) values (2)')
    await gateway.post('/receive_amount', { WalletId: 1, Amount: 5, Currency: 'USD' })
    await gateway.get('/nothing')
    await gateway.get('/v1/wallets/77')
    const { headers, text } = await gateway.get('/metrics')
    const lines = text.split('\n').map(inOrder)
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    for (const line of [
      'walletmesh_http_request_seconds_count{method="POST",route="/receive_amount",status="200",part="gateway"} 1',
      'walletmesh_http_request_seconds_count{method="GET",route="unknown",status="404",part="gateway"} 1',
      'walletmesh_http_request_seconds_count{method="GET",route="/v1/wallets/:id",status="404",part="gateway"} 1',
      'walletmesh_ingest_batch_requests_sum{part="gateway"} 1',
      'walletmesh_ingest_batch_seconds_count{part="gateway"} 1',
      'walletmesh_ingest_pending_requests{part="gateway"} 0',
      'walletmesh_queue_operations{group="1",part="gateway"} 1',
      'walletmesh_queue_operations{group="2",part="gateway"} 0',
      'walletmesh_queue_oldest_age_seconds{group="2",part="gateway"} 0',
      'walletmesh_queue_unattended{group="1",part="gateway"} 1',
      'walletmesh_queue_unattended{group="2",part="gateway"} 0',
    ]) {
      expect(lines).toContain(inOrder(line))
    }
    const age = lines.find((line) => line.startsWith('walletmesh_queue_oldest_age_seconds{group="1"'))
    expect(Number(age?.split(' ')[1])).toBeGreaterThan(0)
    await gateway.stop()
    await own.drop()
  })
})

/** Its labels sorted. */
function inOrder(line: string): string {
  return line.replace(/\{(.*)\}/, (_all, labels: string) => `{${labels.split(',').sort().join(',')}}`)
}

describe('a gateway that loses its database', () => {
  test('says so, never accepts anything meanwhile, and recovers by itself', async () => {
    const proxy = await startDatabaseProxy(database)
    const gateway = await start(proxy.database)
    await seed(gateway)
    const body = { OriginWalletId: 1, TargetWalletId: 2, Amount: 5, Currency: 'USD' }
    const transfer = () => gateway.post('/transfer_amount', body)
    expect((await transfer()).text).toContain('TransactionId')
    await proxy.cut()

    const answers = await Promise.all([
      transfer(),
      transfer(),
      gateway.get('/operations/1'),
      gateway.get('/convert_amount/1/USD/EUR'),
    ])
    for (const { status, headers, json } of answers) {
      expect(status).toBe(503)
      expect(headers.get('retry-after')).toBe('1')
      expect((json as { payload: { error: string } }).payload.error).toMatch(
        /^the database (cannot be reached|went away)/,
      )
    }
    expect(await gateway.get('/v1/wallets/1')).toMatchObject({ status: 503, json: { code: 'unavailable' } })
    expect(await gateway.get('/ready')).toMatchObject({
      status: 503,
      json: { reason: 'the database cannot be reached' },
    })
    expect((await gateway.get('/health')).status).toBe(200)

    await proxy.restore()
    await vi.waitFor(async () => expect((await transfer()).status).toBe(200))
    expect((await gateway.get('/ready')).status).toBe(200)
    await gateway.stop()
    await proxy.cut()
  })
})
