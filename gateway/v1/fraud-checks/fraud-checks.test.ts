import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyLedger } from '../../../cli/verify/verify.ts'
import { decideChecks, reviewCheck } from '../../../common/fraud/decide-checks.ts'
import { TestLedger } from '../../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { NOBODY, startTestGateway, type TestGateway } from '../../test/server.ts'

let database: TestDatabase
let ledger: TestLedger
let gateway: TestGateway

beforeAll(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database, 3)
  // No fraud part runs here: nothing but what a test does decides.
  gateway = await startTestGateway(database, { fraud: { screeners: [NOBODY] } })
  await gateway.post('/v1/rules', { name: 'all', verdict: 'review', score: 1, amount_at_least: 1 })
})
afterAll(async () => {
  await gateway.stop()
  await ledger.close()
  await database.drop()
})

/** A transfer of 600 that was debited and waits: of USD, to a wallet of that group and currency. */
async function waiting({ group = 1, currency = 'USD' } = {}) {
  const [from = 0, to = 0] = await ledger.addWallets({ balance: 1_000_000n }, { group, currency })
  await ledger.drain()
  const operation = { kind: 'transfer', origin_wallet_id: from, target_wallet_id: to, amount: 600, currency: 'USD' }
  const { json } = await gateway.post('/v1/operations', operation, {
    'content-type': 'application/json',
    'x-request-id': 'the-request',
  })
  const { id } = json as { id: string }
  await ledger.drain()
  expect(await ledger.balances(from, to)).toEqual([999_400n, 0n])
  return { id, from, to }
}

const decide = (id: string, verdict: 'allow' | 'reject') =>
  gateway.post(`/v1/fraud_checks/${id}/decision`, { verdict, reason: 'by phone' })
const operation = async (id: string) => (await gateway.get(`/v1/operations/${id}`)).json
const verified = async () => expect(await verifyLedger(database)).toMatchObject({ ok: true })

describe('a screened transfer', () => {
  test('is processing while it waits, and shown with the request that asked for it', async () => {
    const { id, from, to } = await waiting()
    expect(await operation(id)).toMatchObject({ status: 'processing', reason: null, debit: '600', credit: '600' })
    expect((await gateway.get(`/v1/fraud_checks/${id}`)).json).toMatchObject({
      operation_id: id,
      state: 'pending',
      origin_wallet_id: from,
      target_wallet_id: to,
      amount: '600',
      request_id: 'the-request',
      score: null,
      decided_by: null,
    })
    const trace = (await gateway.get(`/v1/operations/${id}/trace`)).json
    expect(trace).toMatchObject({ waiting: null, fraud_check: { operation_id: id, state: 'pending' } })
    const { json } = await gateway.get(`/v1/wallets/${from}/statement`)
    const { entries } = json as { entries: { operation_id: string; counterparty_wallet_id: number }[] }
    expect(entries.at(-1)).toMatchObject({
      operation_id: id,
      kind: 'transfer',
      amount: '-600',
      counterparty_wallet_id: to,
    })
    const reversal = await gateway.post('/v1/operations', { kind: 'reversal', operation_id: id })
    expect(reversal).toMatchObject({ status: 409, json: { code: 'not_applied' } })
    await verified()
    await decide(id, 'allow')
    await ledger.drain()
  })

  test.each([[{ group: 1 }], [{ group: 2 }], [{ group: 1, currency: 'EUR' }], [{ group: 2, currency: 'RUB' }]])(
    'goes on as the verdict says, to the micro-unit: %j',
    async (target) => {
      const [allowed, rejected] = [await waiting(target), await waiting(target)]
      expect((await decide(allowed.id, 'allow')).json).toMatchObject({
        state: 'allowed',
        decided_by: 'operator',
        note: 'by phone',
      })
      expect((await decide(rejected.id, 'reject')).json).toMatchObject({ state: 'rejected' })
      await verified()
      await ledger.drain()
      await verified()
      expect(await operation(allowed.id)).toMatchObject({ status: 'success', reason: null })
      expect(await operation(rejected.id)).toMatchObject({ status: 'decline', reason: 'rejected_fraud' })
      expect(await ledger.balances(rejected.from, rejected.to)).toEqual([1_000_000n, 0n])
      expect((await ledger.balances(allowed.to))[0]).toBeGreaterThan(0n)
      expect(await ledger.held('transit')).toEqual({})
    },
  )

  test('is decided once, whoever comes how often and when', async () => {
    const { id, from, to } = await waiting({ group: 2 })
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => decide(id, i % 2 === 0 ? 'allow' : 'reject')),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(11).fill(409)])
    const { state } = (await gateway.get(`/v1/fraud_checks/${id}`)).json as { state: string }
    await ledger.drain()
    const settled = await ledger.balances(from, to)
    expect(settled).toEqual(state === 'allowed' ? [999_400n, 600n] : [1_000_000n, 0n])
    const late = (['allow', 'reject'] as const).map((verdict) => ({
      operationId: id,
      verdict,
      decidedBy: 'rules' as const,
    }))
    expect(await decideChecks(ledger.pool, late)).toEqual([])
    expect(await reviewCheck(ledger.pool, id, { score: 1, ruleId: null, reasons: [] })).toBe(false)
    await ledger.drain()
    expect(await ledger.balances(from, to)).toEqual(settled)
    await expect(
      ledger.pool.query(`update fraud_checks set state = 'pending' where operation_id = $1`, [id]),
    ).rejects.toThrow(/it does not change/)
    await verified()
  })

  test('waits for a person once the rules say so, and the rules change nothing more', async () => {
    const { id, to } = await waiting()
    expect(await reviewCheck(ledger.pool, id, { score: 40, ruleId: 1, reasons: ['all: review, score 1'] })).toBe(true)
    expect(await decideChecks(ledger.pool, [{ operationId: id, verdict: 'reject', decidedBy: 'timeout' }])).toEqual([])
    const { json } = await gateway.get('/v1/fraud_checks?state=review')
    expect((json as { fraud_checks: object[] }).fraud_checks).toMatchObject([{ operation_id: id, score: 40 }])
    expect(await operation(id)).toMatchObject({ status: 'processing' })
    await verified()
    expect((await decide(id, 'allow')).json).toMatchObject({ state: 'allowed', score: 40, rule_id: 1 })
    await ledger.drain()
    expect(await ledger.balances(to)).toEqual([600n])
  })

  test('follows wallets that move and closes where the target is closed by then', async () => {
    const moved = await waiting({ group: 2 })
    await ledger.move(moved.to, 3)
    await ledger.move(moved.from, 2)
    const back = await waiting({ group: 2 })
    await ledger.move(back.from, 3)
    const closed = await waiting({ group: 1 })
    await ledger.setState(closed.to, 'closed')
    await decide(moved.id, 'allow')
    await decide(back.id, 'reject')
    await decide(closed.id, 'allow')
    await ledger.drain()
    expect(await ledger.balances(moved.to, back.from, closed.from)).toEqual([600n, 1_000_000n, 1_000_000n])
    expect(await operation(closed.id)).toMatchObject({ status: 'decline', reason: 'wallet_closed' })
    await verified()
  })

  test('is not debited at all when it cannot be', async () => {
    const [poor = 0, to = 0] = await ledger.addWallets({}, {})
    const body = { kind: 'transfer', origin_wallet_id: poor, target_wallet_id: to, amount: 600, currency: 'USD' }
    const { json } = await gateway.post('/v1/operations', body)
    const { id } = json as { id: string }
    await ledger.drain()
    expect(await operation(id)).toMatchObject({ status: 'decline', reason: 'insufficient_funds' })
    expect((await gateway.get(`/v1/fraud_checks/${id}`)).status).toBe(404)
    for (const amount of [0, -1, '-600', '0']) {
      expect((await gateway.post('/v1/operations', { ...body, amount })).status).toBe(400)
    }
    expect((await gateway.post('/v1/operations', { ...body, target_wallet_id: poor })).status).toBe(400)
  })

  test('is buried and replayed as a screened one', async () => {
    const [from = 0, to = 0] = await ledger.addWallets({ balance: 1_000n }, {})
    await ledger.drain()
    const body = { kind: 'transfer', origin_wallet_id: from, target_wallet_id: to, amount: 600, currency: 'USD' }
    const { id } = (
      await gateway.post('/v1/operations', body, { 'content-type': 'application/json', 'x-request-id': 'again' })
    ).json as { id: string }
    expect(await ledger.bury(1)).toBe(id)
    expect((await gateway.post(`/v1/dead_letters/${id}/replay`, {})).status).toBe(202)
    await ledger.drain()
    expect((await gateway.get(`/v1/fraud_checks/${id}`)).json).toMatchObject({ state: 'pending', request_id: 'again' })
    await decide(id, 'reject')
    await ledger.drain()
    expect(await ledger.balances(from, to)).toEqual([1_000n, 0n])
  })

  test.each([
    ['/v1/fraud_checks/00000000-0000-7000-8000-000000000000/decision', { verdict: 'allow', reason: 'x' }, 404],
    ['/v1/fraud_checks/7/decision', { verdict: 'allow', reason: 'x' }, 400],
    ['/v1/fraud_checks/00000000-0000-7000-8000-000000000000/decision', { verdict: 'review', reason: 'x' }, 400],
    ['/v1/fraud_checks/00000000-0000-7000-8000-000000000000/decision', { verdict: 'allow', reason: '' }, 400],
  ])('is refused at %s with %j', async (path, body, status) => {
    expect((await gateway.post(path, body)).status).toBe(status)
  })
})
