import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestLedger } from '../../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { startTestGateway, type TestGateway } from '../../test/server.ts'

let database: TestDatabase
let ledger: TestLedger
let gateway: TestGateway
let sender: number
let receiver: number

beforeAll(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database, 2)
  gateway = await startTestGateway(database)
  const wallets = await ledger.addWallets({ group: 1, balance: 10_000_000n }, { group: 2 })
  sender = wallets[0] ?? 0
  receiver = wallets[1] ?? 0
  await ledger.drain()
})
afterAll(async () => {
  await gateway.stop()
  await ledger.close()
  await database.drop()
})

const exactly = (name: string, amount: string) => ({ name, verdict: 'reject', score: 87, amount_exactly: amount })

async function made(rule: object): Promise<number> {
  const { status, json } = await gateway.post('/v1/rules', rule)
  expect(status).toBe(201)
  return (json as { id: number }).id
}

async function remove(id: number): Promise<void> {
  const { status } = await fetch(`${gateway.url}/v1/rules/${id}`, { method: 'DELETE' })
  expect(status).toBe(204)
}

/** Whether a transfer of so much would wait for a verdict, asked for right now. */
async function isScreened(amount: string, parties = { from: sender, to: receiver }): Promise<boolean> {
  const operation = {
    kind: 'transfer',
    origin_wallet_id: parties.from,
    target_wallet_id: parties.to,
    amount,
    currency: 'USD',
  }
  const { json } = await gateway.post('/v1/operations', operation, {
    'content-type': 'application/json',
    'x-request-id': 'a_"quoted"_{id}\\,',
  })
  const { rows } = await ledger.pool.query<{ screened: boolean; request_id: string | null }>(
    'select screened, request_id from queue where operation_id = $1',
    [(json as { id: string }).id],
  )
  expect(rows[0]?.request_id).toBe(rows[0]?.screened ? 'a_"quoted"_{id}\\,' : null)
  await ledger.drain()
  return rows[0]?.screened === true
}

describe('rules', () => {
  test('count from their answer on, and no more once they are disabled or removed', async () => {
    expect(await isScreened('600000')).toBe(false)
    const id = await made(exactly('60 cents', '600000'))
    expect(await isScreened('600000')).toBe(true)
    expect(await isScreened('590000')).toBe(false)
    expect((await gateway.patch(`/v1/rules/${id}`, { enabled: false })).json).toMatchObject({
      enabled: false,
      score: 87,
    })
    expect(await isScreened('600000')).toBe(false)
    await gateway.patch(`/v1/rules/${id}`, { enabled: true, amount_exactly: null, amount_at_least: '700000' })
    expect([await isScreened('600000'), await isScreened('700000')]).toEqual([false, true])
    await remove(id)
    expect(await isScreened('700000')).toBe(false)
    expect((await gateway.get(`/v1/rules/${id}`)).status).toBe(404)
  })

  test.each([
    ['a currency', { currency: 'EUR', amount_at_least: 1 }, false],
    ['a sender', { sender_ids: [1] }, true],
    ['another sender', { sender_ids: [999] }, false],
    ['a receiver', { receiver_ids: [2, 3] }, true],
    ['bounds', { amount_at_least: '1', amount_at_most: '10' }, false],
    ['a window alone', { window_sec: 60, window_count_at_least: 5 }, true],
    ['a first payment within bounds', { first_payment: true, amount_at_most: '5' }, false],
  ])('of %s select what they may say something about', async (_what, conditions, selects) => {
    const id = await made({ name: 'one', verdict: 'review', score: 1, ...conditions })
    expect(await isScreened('600000')).toBe(selects)
    await remove(id)
  })

  test('are listed in pages', async () => {
    const ids = [await made(exactly('a', '1')), await made(exactly('b', '2')), await made(exactly('c', '3'))]
    const first = (await gateway.get('/v1/rules?limit=2')).json as { rules: { id: number }[]; next_cursor: string }
    const second = (await gateway.get(`/v1/rules?limit=2&cursor=${first.next_cursor}`)).json as typeof first
    expect([...first.rules, ...second.rules].map(({ id }) => id)).toEqual(ids)
    for (const id of ids) await remove(id)
  })

  test.each([
    [{ score: 101 }, '/score'],
    [{ amount_exactly: '0' }, '/amount_exactly'],
    [{ amount_exactly: -5 }, '/amount_exactly'],
    [{ amount_exactly: '9223372036854775808' }, '/amount_exactly'],
    [{ amount_at_least: '1' }, '/amount_exactly'],
    [{ amount_exactly: null }, ''],
    [{ amount_exactly: null, amount_at_least: 5, amount_at_most: 4 }, '/amount_at_least'],
    [{ window_sec: 5 }, '/window_sec'],
    [{ window_sum_at_least: 5 }, '/window_sec'],
    [{ currency: 'nothing' }, '/currency'],
    [{ currency: 'XYZ' }, '/currency'],
    [{ name: '' }, '/name'],
    [{ name: 'a\0' }, '/name'],
    [{ sender_ids: [] }, '/sender_ids'],
    [{ odd: 1 }, '/odd'],
  ])('that cannot be are refused: %j', async (part, pointer) => {
    const { status, json } = await gateway.post('/v1/rules', { ...exactly('odd', '5'), ...part })
    expect(status).toBe(400)
    expect((json as { errors: { pointer: string }[] }).errors.map((error) => error.pointer)).toContain(pointer)
  })

  test('have names of their own, and a change that another one overtook is refused', async () => {
    const id = await made(exactly('mine', '5'))
    expect(await gateway.post('/v1/rules', exactly('mine', '6'))).toMatchObject({
      status: 409,
      json: { code: 'already_exists' },
    })
    const changes = await Promise.all(
      Array.from({ length: 6 }, (_, i) => gateway.patch(`/v1/rules/${id}`, { score: i })),
    )
    expect(new Set(changes.map(({ status }) => status)).has(200)).toBe(true)
    const scores = changes.flatMap(({ status, json }) => (status === 200 ? [(json as { score: number }).score] : []))
    expect(scores).toContain(((await gateway.get(`/v1/rules/${id}`)).json as { score: number }).score)
    await remove(id)
  })

  test('are tried on the past as the ledger was then', async () => {
    const [from = 0, to = 0, other = 0] = await ledger.addWallets({ balance: 1_000n }, {}, { group: 2 })
    await ledger.drain()
    const ids: string[] = []
    for (const [target, amount] of [
      [to, 5],
      [to, 7],
      [other, 5],
      [to, 500],
    ] as const) {
      const operation = { kind: 'transfer', origin_wallet_id: from, target_wallet_id: target, amount, currency: 'USD' }
      ids.push(((await gateway.post('/v1/operations', operation)).json as { id: string }).id)
      await ledger.drain()
    }
    const tried = async (rule: object) => {
      const { json } = await gateway.post('/v1/rules/dry_run', { rule: { sender_ids: [from], ...rule } })
      const { transfers, ...counts } = json as {
        transfers: { operation_id: string }[]
        selected: number
        fitting: number
      }
      return [counts.selected, counts.fitting, transfers.map(({ operation_id }) => ids.indexOf(operation_id))]
    }
    expect(await tried({ amount_exactly: '5' })).toEqual([2, 2, [2, 0]])
    expect(await tried({ first_payment: true })).toEqual([4, 2, [2, 0]])
    expect(await tried({ window_sec: 60, window_count_at_least: 3 })).toEqual([4, 2, [3, 2]])
    expect(await tried({ window_sec: 60, window_sum_at_least: '517' })).toEqual([4, 1, [3]])
    expect(await tried({ window_sec: 60, window_sum_at_least: '518' })).toEqual([4, 0, []])
    expect(await tried({ currency: 'EUR' })).toEqual([0, 0, []])
    expect((await gateway.post('/v1/rules/dry_run', { rule: {} })).status).toBe(400)
  })
})
