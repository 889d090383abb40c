import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { TestLedger } from '../../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { rowCounts, startTestGateway, type TestGateway } from '../../test/server.ts'

let database: TestDatabase
let ledger: TestLedger
let gateway: TestGateway

beforeAll(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database)
})
afterAll(async () => {
  await ledger.close()
  await database.drop()
})
beforeEach(async () => {
  gateway = await startTestGateway(database)
})
afterEach(() => gateway.stop())

const from = { bank_id: 1, account: 'from' }
const to = { bank_id: 2, account: 'to' }

async function pay(amount = 1_000_000): Promise<string> {
  const { json } = await gateway.post('/v1/payments', { from, to, amount, currency: 'USD' })
  return (json as { id: string }).id
}

const reverse = (id: string) => gateway.post(`/v1/payments/${id}/reversal`, undefined, {})

async function positions(): Promise<bigint[]> {
  const all = await ledger.positions()
  return [all.get(1) ?? 0n, all.get(2) ?? 0n]
}

async function refused(id: string, code: string, detail: string): Promise<void> {
  const before = [await rowCounts(gateway.pool), await ledger.contents()]
  expect(await reverse(id)).toMatchObject({ status: code === 'not_found' ? 404 : 409, json: { code, detail } })
  expect([await rowCounts(gateway.pool), await ledger.contents()]).toEqual(before)
}

describe('POST /v1/payments/:id/reversal', () => {
  test('takes an applied payment back', async () => {
    const before = await positions()
    const id = await pay()
    await ledger.drain()
    expect(await positions()).toEqual([(before[0] ?? 0n) - 1_000_000n, (before[1] ?? 0n) + 1_000_000n])
    const { status, headers, json } = await reverse(id.toUpperCase())
    expect({ status, json }).toEqual({ status: 202, json: { id: expect.any(String), status: 'new' } })
    const reversal = (json as { id: string }).id
    expect(headers.get('location')).toBe(`/v1/payments/${reversal}`)
    await ledger.drain()
    expect(await positions()).toEqual(before)
    expect((await gateway.get(`/v1/payments/${id}`)).json).toMatchObject({ reversed_by: reversal, reverses: null })
    expect((await gateway.get(`/v1/payments/${reversal}`)).json).toMatchObject({
      kind: 'reversal',
      status: 'success',
      from: to,
      to: from,
      amount: '1000000',
      reversed_by: null,
      reverses: id,
    })
  })

  test('is refused the second time, also while the first one waits', async () => {
    const id = await pay()
    await ledger.drain()
    expect(await reverse(id)).toMatchObject({ status: 202 })
    await refused(id, 'already_reversed', `payment ${id} was taken back already`)
    await ledger.drain()
    await refused(id, 'already_reversed', `payment ${id} was taken back already`)
  })

  test('of twenty at once, one is accepted', async () => {
    const other = await startTestGateway(database)
    const id = await pay()
    await ledger.drain()
    const before = await positions()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? reverse(id) : other.post(`/v1/payments/${id}/reversal`, {}))),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, ...Array(19).fill(409)])
    await ledger.drain()
    expect(await positions()).toEqual([(before[0] ?? 0n) + 1_000_000n, (before[1] ?? 0n) - 1_000_000n])
    await other.stop()
  })

  test('is refused for a payment that waits, also among the dead letters', async () => {
    const id = await pay()
    await refused(id, 'not_applied', `payment ${id} is not applied yet: try again when it is`)
    for (const group of await ledger.queuedGroups()) await ledger.bury(group)
    await refused(id, 'not_applied', `payment ${id} is not applied yet: try again when it is`)
    expect((await gateway.get(`/v1/payments/${id}`)).json).toMatchObject({
      status: 'processing',
      reason: 'dead_letter',
      from,
      to,
    })
  })

  test('is refused for a payment that was declined', async () => {
    await gateway.pool.query(`update wallets set balance = $1 where bank_id = 2`, [2n ** 63n - 1n])
    const id = await pay()
    await ledger.drain()
    await gateway.pool.query(`update wallets set balance = 0 where bank_id = 2`)
    expect((await gateway.get(`/v1/payments/${id}`)).json).toMatchObject({
      status: 'decline',
      reason: 'balance_out_of_range',
    })
    await refused(id, 'not_applied', `payment ${id} was declined: there is nothing to take back`)
  })

  test('is refused for a reversal, for another operation and for none', async () => {
    const id = await pay()
    await ledger.drain()
    const { json } = await reverse(id)
    const reversal = (json as { id: string }).id
    await refused(reversal, 'not_found', `no payment with id: ${reversal}`)
    await ledger.drain()
    await refused(reversal, 'not_found', `no payment with id: ${reversal}`)
    const wallet = await ledger.addWallet({})
    const [deposit = ''] = await ledger.queue({ to: wallet, amount: 5n })
    await refused(deposit, 'not_found', `no payment with id: ${deposit}`)
    await ledger.drain()
    await refused(deposit, 'not_found', `no payment with id: ${deposit}`)
    const none = '01a20e45-d84a-766b-8572-238235365605'
    await refused(none, 'not_found', `no payment with id: ${none}`)
  })

  test('refuses what is no id, and a body with something in it', async () => {
    expect(await reverse('7')).toMatchObject({ status: 400, json: { code: 'invalid' } })
    const id = await pay()
    await ledger.drain()
    expect(await gateway.post(`/v1/payments/${id}/reversal`, { amount: 5 })).toMatchObject({
      status: 400,
      json: { code: 'invalid', errors: [{ pointer: '/amount', detail: 'is not known here' }] },
    })
    expect((await gateway.get(`/v1/payments/${id}`)).json).toMatchObject({ reversed_by: null })
  })
})
