import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { decideChecks } from '../../common/fraud/decide-checks.ts'
import { createGrpcServer, type GrpcServer } from '../../common/grpc/server.ts'
import { openLog } from '../../common/log.ts'
import { openMetrics } from '../../common/metrics.ts'
import type { SettingsOverrides } from '../../common/settings/settings.ts'
import { createFraudService } from '../../fraud/fraud-service.ts'
import { fraudMetrics } from '../../fraud/metrics.ts'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { NOBODY, startTestGateway, type TestGateway } from '../test/server.ts'
import { enqueueLostChecks, readLateChecks, readWaiting } from './sql/sweep.ts'

const WAIT = { timeout: 20_000, interval: 20 }

let database: TestDatabase
let ledger: TestLedger
let fraud: GrpcServer
let gateway: TestGateway | undefined

beforeAll(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database, 2)
  const log = openLog('test', 'silent')
  const registry = openMetrics('fraud')
  fraud = createGrpcServer({
    address: { host: '127.0.0.1', port: 0 },
    setting: 'fraud.address',
    tls: undefined,
    allowInsecure: false,
    services: [createFraudService({ pool: ledger.pool, metrics: fraudMetrics(registry), log })],
    statusOf: () => null,
    log,
    metrics: registry,
    graceMs: 100,
  })
  await fraud.start()
})
afterEach(async () => {
  await gateway?.stop()
  await ledger.pool.query('delete from fraud_rules')
})
afterAll(async () => {
  await fraud.stop()
  await ledger.close()
  await database.drop()
})

async function start(settings: SettingsOverrides['fraud'], rule: object): Promise<TestGateway> {
  gateway = await startTestGateway(database, { fraud: { sweepDelay: '20ms', ...settings } })
  const { status } = await gateway.post('/v1/rules', { name: 'one', verdict: 'reject', score: 70, ...rule })
  expect(status).toBe(201)
  return gateway
}

const here = () => ({ screeners: [`127.0.0.1:${fraud.address.port}`] })
const away = { screeners: [NOBODY] }

async function pair(): Promise<[from: number, to: number]> {
  const [from = 0, to = 0] = await ledger.addWallets({ balance: 1_000_000n }, { group: 2 })
  await ledger.drain()
  return [from, to]
}

/** Undefined: the key is in flight. */
async function ask(
  from: number,
  to: number,
  amount: number,
  headers: Record<string, string> = {},
): Promise<string | undefined> {
  const operation = { kind: 'transfer', origin_wallet_id: from, target_wallet_id: to, amount, currency: 'USD' }
  const answer = await gateway?.post('/v1/operations', operation, { 'content-type': 'application/json', ...headers })
  const { id } = (answer?.json ?? {}) as { id?: string }
  return id
}

/** Asks for a transfer and debits it. */
async function transfer(from: number, to: number, amount = 600): Promise<string> {
  const id = await ask(from, to, amount)
  await ledger.drain()
  return id ?? ''
}

async function stateOf(id: string, state: string) {
  return vi.waitFor(async () => {
    const check = (await gateway?.get(`/v1/fraud_checks/${id}`))?.json as { state: string; decided_by: string | null }
    expect(check).toMatchObject({ state })
    return check
  }, WAIT)
}

describe('screening', () => {
  test.each([
    ['reject', 'rejected', [1_000_000n, 0n]],
    ['allow', 'allowed', [999_400n, 600n]],
  ] as const)(
    'decides by fraud.onTimeout %s what no fraud part decides in time, and a verdict after that changes nothing',
    async (onTimeout, state, balances) => {
      await start({ ...away, verdictTimeout: '50ms', onTimeout }, { amount_at_least: 1 })
      const [from, to] = await pair()
      const id = await transfer(from, to)
      expect(await stateOf(id, state)).toMatchObject({ decided_by: 'timeout' })
      for (const verdict of ['allow', 'reject'] as const) {
        expect(await decideChecks(ledger.pool, [{ operationId: id, verdict, decidedBy: 'rules' }])).toEqual([])
      }
      await ledger.drain()
      expect(await ledger.balances(from, to)).toEqual(balances)
    },
  )

  test('holds what no fraud part decides, tells the metrics, and enqueues jobs that were lost', async () => {
    await start({ ...away, verdictTimeout: '10ms', alarmAfter: '10ms' }, { amount_at_least: 1 })
    const [from, to] = await pair()
    const id = await transfer(from, to)
    await vi.waitFor(async () => {
      const { text } = (await gateway?.get('/metrics')) ?? { text: '' }
      expect(text).toMatch(/walletmesh_fraud_checks{state="pending".*} 1\n/)
      expect(text).toMatch(/walletmesh_pending_too_long{kind="check".*} 1\n/)
    }, WAIT)
    await gateway?.stop()
    expect(await readLateChecks(ledger.pool, 0, 10)).toEqual([id])
    const lost = () => enqueueLostChecks(ledger.pool, database.schemaName, 0, 10)
    expect(await lost()).toBe(0)
    await ledger.pool.query('delete from walletmesh_jobs._private_jobs')
    expect([await lost(), await lost()]).toEqual([1, 0])
    expect(await readWaiting(ledger.pool, database.schemaName, 0)).toMatchObject({ pending: 1, review: 0, lateJobs: 1 })
    gateway = await startTestGateway(database, { fraud: here() })
    expect(await stateOf(id, 'rejected')).toMatchObject({
      decided_by: 'rules',
      score: 70,
      reasons: ['one: reject, score 70'],
    })
  })

  test('leaves to a person what a rule wants looked at', async () => {
    await start(here(), { verdict: 'review', amount_exactly: '600' })
    const [from, to] = await pair()
    const id = await transfer(from, to)
    expect(await stateOf(id, 'review')).toMatchObject({ decided_by: null, score: 70 })
    await gateway?.post(`/v1/fraud_checks/${id}/decision`, { verdict: 'reject', reason: 'no' })
    await ledger.drain()
    expect(await ledger.balances(from, to)).toEqual([1_000_000n, 0n])
  })

  test.each([
    ['a first payment', { first_payment: true }, [600, 600], ['rejected', 'rejected']],
    [
      'the third in a minute',
      { window_sec: 60, window_count_at_least: 3 },
      [1, 2, 3, 4],
      ['allowed', 'allowed', 'rejected', 'rejected'],
    ],
    [
      'more than 1,000 in a minute',
      { window_sec: 60, window_sum_at_least: 1_001 },
      [500, 500, 1],
      ['allowed', 'allowed', 'rejected'],
    ],
    ['sums of another currency', { currency: 'USD', window_sec: 60, window_sum_at_least: 1 }, [500], ['rejected']],
  ])('knows of %s', async (_what, rule, amounts, states) => {
    await start(here(), rule)
    const [from, to] = await pair()
    for (const [i, amount] of amounts.entries()) {
      await stateOf(await transfer(from, to, amount), states[i] ?? '')
      await ledger.drain()
    }
  })

  test('knows who was paid before', async () => {
    const [from, to] = await pair()
    await ledger.queue({ from, to, amount: 5n })
    await ledger.drain()
    await start(here(), { first_payment: true })
    await stateOf(await transfer(from, to), 'allowed')
    await stateOf(await transfer(to, from, 5), 'rejected')
    await ledger.drain()
  })

  test('of a transfer that is asked for again and again with one key happens once', async () => {
    await start(here(), { amount_at_least: 1 })
    const [from, to] = await pair()
    const ids = await Promise.all(Array.from({ length: 8 }, () => ask(from, to, 600, { 'idempotency-key': 'one' })))
    const known = [...new Set(ids.filter((id) => id !== undefined))]
    expect(known).toHaveLength(1)
    await ledger.drain()
    await stateOf(known[0] ?? '', 'rejected')
    await ledger.drain()
    const { rows } = await ledger.pool.query(
      'select count(*)::int as n from postings where wallet_id = $1 and kind <> $2',
      [from, 'deposit'],
    )
    expect(rows).toEqual([{ n: 2 }])
    expect(await ledger.balances(from, to)).toEqual([1_000_000n, 0n])
  })
})
