import type { PoolClient } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { TestLedger } from './fixtures/ledger.ts'
import { APPEND_ONLY, CHECK, refusalOf, UNIQUE } from './fixtures/refusal.ts'

let database: TestDatabase
let ledger: TestLedger
beforeAll(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database)
})
afterAll(async () => {
  await ledger.close()
  await database.drop()
})

/** Balance, available, and the shop's balance. */
async function amounts(payer: number, shop: number): Promise<bigint[]> {
  const [[balance = 0n, shops = 0n], [held = 0n]] = [await ledger.balances(payer, shop), await ledger.heldOf(payer)]
  return [balance, balance - held, shops]
}

async function heldWallet(): Promise<{ payer: number; shop: number; hold: string }> {
  const [payer = 0, shop = 0] = await ledger.addWallets({ balance: 150n }, { group: 2, currency: 'EUR' })
  await ledger.drain()
  const [hold = ''] = await ledger.queue({ kind: 'hold', from: payer, amount: 100n })
  await ledger.drain()
  return { payer, shop, hold }
}

async function outcome(id: string | undefined): Promise<string> {
  const { status = 'waits', reason = null } = (await ledger.ended(id ?? '')) ?? {}
  return reason ?? status
}

describe('a hold', () => {
  test('leaves the balance and takes from what is available; a capture in another group and currency gives the rest back', async () => {
    const { payer, shop, hold } = await heldWallet()
    expect(await amounts(payer, shop)).toEqual([150n, 50n, 0n])
    const [tooMuch, capture, again] = await ledger.queue(
      { kind: 'capture', from: payer, to: shop, amount: 101n, relatedId: hold },
      { kind: 'capture', from: payer, to: shop, amount: 60n, relatedId: hold },
      { kind: 'release', from: payer, amount: 100n, relatedId: hold },
    )
    await ledger.apply(1)
    expect(await amounts(payer, shop)).toEqual([90n, 90n, 0n])
    await ledger.drain()
    expect(await amounts(payer, shop)).toEqual([90n, 90n, 54n])
    expect([await outcome(tooMuch), await outcome(capture), await outcome(again)]).toEqual([
      'exceeds_hold',
      'success',
      'hold_captured',
    ])
  })

  test('moves with its wallet, and ends in the group where that is then', async () => {
    const { payer, shop, hold } = await heldWallet()
    await ledger.queue({ kind: 'capture', from: payer, to: shop, amount: 60n, relatedId: hold })
    await ledger.move(payer, 2, { retag: false })
    await ledger.drain()
    expect(await amounts(payer, shop)).toEqual([90n, 90n, 54n])
  })

  test('is asked for, captured and followed by another within one batch', async () => {
    const [payer = 0, shop = 0] = await ledger.addWallets({ balance: 150n }, {})
    await ledger.drain()
    const [first = '', second] = await ledger.queue(
      { kind: 'hold', from: payer, amount: 100n },
      { kind: 'hold', from: payer, amount: 60n },
    )
    const [, third] = await ledger.queue(
      { kind: 'capture', from: payer, to: shop, amount: 90n, relatedId: first },
      { kind: 'hold', from: payer, amount: 60n },
    )
    await ledger.apply(1)
    expect(await amounts(payer, shop)).toEqual([60n, 0n, 90n])
    expect([await outcome(second), await outcome(third)]).toEqual(['insufficient_funds', 'success'])
  })

  test('whose capture comes back from another group is over, and the money is available', async () => {
    const { payer, shop, hold } = await heldWallet()
    const [capture] = await ledger.queue({ kind: 'capture', from: payer, to: shop, amount: 60n, relatedId: hold })
    await ledger.apply(1)
    await ledger.setState(shop, 'closed')
    await ledger.drain()
    expect(await amounts(payer, shop)).toEqual([150n, 150n, 0n])
    expect(await outcome(capture)).toBe('wallet_closed')
  })

  test('is not captured when it is late, and is given back by its expiry', async () => {
    const { payer, shop, hold } = await heldWallet()
    const [late] = await ledger.queue({ kind: 'capture', from: payer, to: shop, amount: 60n, relatedId: hold })
    await ledger.pool.query(`update queue set accepted_at = now() + interval '2 hours' where operation_id = $1`, [late])
    const [expiry] = await ledger.queue({ kind: 'expiry', from: payer, amount: 100n, relatedId: hold })
    await ledger.drain()
    expect([await outcome(late), await outcome(expiry)]).toEqual(['hold_expired', 'success'])
    expect(await amounts(payer, shop)).toEqual([150n, 150n, 0n])
  })
})

describe('a reversal', () => {
  test('gives back exactly what a converted capture moved, and may be tried again when it was declined', async () => {
    const { payer, shop, hold } = await heldWallet()
    const [capture = ''] = await ledger.queue({ kind: 'capture', from: payer, to: shop, amount: 100n, relatedId: hold })
    await ledger.drain()
    const [spent] = await ledger.queue({ kind: 'withdrawal', from: shop, amount: 1n, currency: 'EUR' })
    await ledger.pool.query(`update currencies set usd_per_unit = 2 where code = 'EUR'`)
    const declined = await ledger.takeBack(capture)
    await ledger.drain()
    expect([await outcome(spent), await outcome(declined)]).toEqual(['success', 'insufficient_funds'])
    await ledger.queue({ to: shop, amount: 1n, currency: 'EUR' })
    const done = await ledger.takeBack(capture)
    await ledger.drain()
    expect(await outcome(done)).toBe('success')
    expect(await amounts(payer, shop)).toEqual([150n, 150n, 0n])
    await ledger.pool.query(`update currencies set usd_per_unit = 1.093809 where code = 'EUR'`)
  })
})

describe('of a hold the database refuses', () => {
  let client: PoolClient
  let hold: string
  let payer: number
  beforeAll(async () => {
    const made = await heldWallet()
    hold = made.hold
    payer = made.payer
  })
  beforeEach(async () => {
    client = await ledger.pool.connect()
    await client.query('begin')
  })
  afterEach(async () => {
    await client.query('rollback')
    client.release()
  })
  const change = (fields: string) => `update holds set ${fields} where operation_id = '${hold}'`
  const CAPTURED = `state = 'captured', captured = 60, ended_by = gen_random_uuid()`

  test.each([
    ['that it ends without what ended it', [`state = 'released'`], APPEND_ONLY],
    ['that more is captured than held', [`state = 'captured', captured = 101, ended_by = gen_random_uuid()`], CHECK],
    ['that a capture takes nothing', [`state = 'captured', ended_by = gen_random_uuid()`], CHECK],
    ['that a release takes something', [`state = 'released', captured = 1, ended_by = gen_random_uuid()`], CHECK],
    ['a second end', [CAPTURED, `state = 'released', captured = 0`], APPEND_ONLY],
    ['another end of the same kind', [CAPTURED, 'ended_by = gen_random_uuid()'], APPEND_ONLY],
    ['that it opens again', [CAPTURED, `state = 'held', captured = 0, ended_by = null`], APPEND_ONLY],
    ['another amount', ['amount = 99'], APPEND_ONLY],
    ['another wallet', ['wallet_id = 1'], APPEND_ONLY],
    ['another time', [`expires_at = now() + interval '9 days'`], APPEND_ONLY],
    ['a second expiry', ['expiry_id = gen_random_uuid()', 'expiry_id = gen_random_uuid()'], APPEND_ONLY],
  ])('%s', async (_, changes, code) => {
    expect(await refusalOf(client, ...changes.map(change))).toMatchObject({ code })
  })

  test('that it is forgotten, or begins in the middle', async () => {
    const begun = `insert into holds (operation_id, wallet_id, amount, state, expires_at) values (gen_random_uuid(), 1, 5, 'held', now())`
    expect(await refusalOf(client, begun)).toMatchObject({ code: APPEND_ONLY })
    await client.query('rollback; begin')
    expect(await refusalOf(client, 'delete from holds')).toMatchObject({ code: APPEND_ONLY })
  })

  test('two ends by one operation', async () => {
    const other = await heldWallet()
    const end = (id: string) =>
      `update holds set state = 'released', ended_by = '01890000-0000-7000-8000-000000000001' where operation_id = '${id}'`
    expect(await refusalOf(client, end(hold), end(other.hold))).toMatchObject({ code: UNIQUE })
  })

  test.each([
    ['that what is held is spent', 'balance = 99'],
    ['that less than nothing is held', 'held = -1'],
    ['that its wallet is closed', `state = 'closed'`],
    ['a floor that the rest is below', 'floor = 60'],
    ['that a clearing account holds something', 'bank_id = 1'],
  ])('%s', async (_, fields) => {
    const { code } = await refusalOf(client, `update wallets set ${fields} where id = ${payer}`)
    expect([CHECK, APPEND_ONLY]).toContain(code)
  })
})
