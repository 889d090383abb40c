import type { PoolClient } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { TestLedger } from './fixtures/ledger.ts'
import { APPEND_ONLY, CHECK, FOREIGN_KEY, refusalOf, UNIQUE } from './fixtures/refusal.ts'

// What the database itself refuses of clearing, whoever writes. Each test runs its statements in a transaction that is rolled
// back.

let database: TestDatabase
let ledger: TestLedger
let client: PoolClient

/** An account of bank 1, one of bank 2, and a wallet of somebody. */
const [CHASE, BOA, ALICE] = [1, 2, 3]

beforeAll(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database)
  await ledger.addWallets({ bankId: 1 }, { bankId: 2 }, {})
  await ledger.queue({ kind: 'payment', from: CHASE, to: BOA, amount: 5n })
  await ledger.drain()
  await ledger.queue({ kind: 'payment', from: CHASE, to: BOA, amount: 7n })
})
afterAll(async () => {
  await ledger.close()
  await database.drop()
})
beforeEach(async () => {
  client = await ledger.pool.connect()
  await client.query('begin')
})
afterEach(async () => {
  await client.query('rollback')
  client.release()
})

const refusal = (...statements: readonly string[]) => refusalOf(client, ...statements)

describe('a clearing account', () => {
  test.each([
    ['gets no floor', 'floor = 0', CHECK],
    ['gets no credit limit', 'floor = -1000', CHECK],
    ['is never frozen', `state = 'frozen'`, CHECK],
    ['is never closed', `state = 'closed'`, CHECK],
    ['stays with its bank', 'bank_id = 2', APPEND_ONLY],
    ['does not become a wallet', 'bank_id = null', APPEND_ONLY],
  ])('%s', async (_, change, code) => {
    expect(await refusal(`update wallets set ${change} where id = ${CHASE}`)).toMatchObject({ code })
  })

  test.each([
    ['of another currency', `values (1, 'EUR', null, 1)`, CHECK],
    ['with a floor', `values (1, 'USD', 0, 1)`, CHECK],
    ['of a bank that does not exist', `values (1, 'USD', null, 999)`, FOREIGN_KEY],
  ])('%s is not opened', async (_, values, code) => {
    await client.query(`insert into currencies (code, usd_per_unit) values ('EUR', 1) on conflict do nothing`)
    expect(await refusal(`insert into wallets (group_id, currency, floor, bank_id) ${values}`)).toMatchObject({ code })
  })

  test('was never a wallet of somebody else', async () => {
    const statements = ['floor = null', 'bank_id = 1'].map(
      (change) => `update wallets set ${change} where id = ${ALICE}`,
    )
    expect(await refusal(...statements)).toMatchObject({ code: APPEND_ONLY })
  })

  test.each([
    ['has one name', `(1, 'another', ${CHASE})`, UNIQUE],
    ['has a name that no other account of its bank has', `(1, 'A${CHASE}', ${ALICE})`, UNIQUE],
    ['has no name that ends in a space', `(1, 'a ', ${ALICE})`, CHECK],
    ['has a wallet', `(1, 'another', 999)`, FOREIGN_KEY],
  ])('%s', async (_, values, code) => {
    expect(await refusal(`insert into clearing_accounts (bank_id, account, wallet_id) values ${values}`)).toMatchObject(
      { code },
    )
  })

  test('is as far below zero as 64 bits hold', async () => {
    await client.query(`update wallets set balance = -9223372036854775808 where id = ${CHASE}`)
  })
})

const RELATED = 'related_id = gen_random_uuid()'

/** Changes of a payment that make it none of the kinds. */
const SHAPES = [
  ['of a kind that is none', `kind = 'gift'`],
  ['a payment without an origin', 'origin_id = null'],
  ['a payment without a target', 'target_id = null'],
  ['a payment that is related to something', RELATED],
  ['a reversal of nothing', `kind = 'reversal'`],
  ['a withdrawal with a target', `kind = 'withdrawal'`],
  ['a hold with a target', `kind = 'hold'`],
  ['a capture of no hold', `kind = 'capture'`],
  ['a capture without a target', `kind = 'capture', target_id = null, ${RELATED}`],
  ['a release of no hold', `kind = 'release', target_id = null`],
  ['an expiry with a target', `kind = 'expiry', ${RELATED}`],
  ['a settlement of no snapshot', `kind = 'settlement', target_id = null`],
  ['a settlement of two accounts', `kind = 'settlement', ${RELATED}`],
  ['a transfer that is related to something', `kind = 'transfer', ${RELATED}`],
  ['a deposit that is related to something', `kind = 'deposit', origin_id = null, ${RELATED}`],
  ['a deposit to nobody', `kind = 'deposit', target_id = null`],
]

describe('what is queued', () => {
  test.each(SHAPES)('is never %s', async (_, change) => {
    expect(await refusal(`update queue set ${change}`)).toMatchObject({ code: CHECK })
  })

  test('can be a settlement of one account, paid out or in', async () => {
    await client.query(`update queue set kind = 'settlement', target_id = null, ${RELATED}`)
    await client.query('update queue set target_id = origin_id, origin_id = null')
  })
})

describe('what ended', () => {
  beforeEach(async () => {
    await client.query('create temp table copy on commit drop as select * from operations')
    await client.query('update copy set id = gen_random_uuid()')
  })

  test.each([
    ...SHAPES,
    ['a success that moved nothing', 'debit = null, credit = null'],
    ['a release that moved something', `kind = 'release', target_id = null, ${RELATED}`],
    ['a reversal of nobody', `kind = 'reversal', origin_id = null, target_id = null, ${RELATED}`],
    ['a settlement of nobody', `kind = 'settlement', origin_id = null, target_id = null, ${RELATED}`],
  ])('is never %s', async (_, change) => {
    expect(await refusal(`update copy set ${change}`, 'insert into operations select * from copy')).toMatchObject({
      code: CHECK,
    })
  })
})

describe('a payment', () => {
  test('is taken back once', async () => {
    const reverse = `insert into reversals (reversed_id, operation_id) select id, gen_random_uuid() from operations`
    expect(await refusal(reverse, reverse)).toMatchObject({ code: UNIQUE })
  })

  test('is taken back by an operation of its own', async () => {
    const id = `'01890000-0000-7000-8000-000000000001'`
    const reverse = `insert into reversals (reversed_id, operation_id) values (gen_random_uuid(), ${id})`
    expect(await refusal(reverse, reverse)).toMatchObject({ code: UNIQUE })
  })
})

const FIRST = '01890000-0000-7000-8000-00000000000a'
const SECOND = '01890000-0000-7000-8000-00000000000b'

/** An open snapshot of two lines that was taken an hour ago. */
const taken = (id: string, followsId: string | null = null) =>
  `insert into snapshots (id, store, taken_at, expires_at, lines, follows_id)
   values ('${id}', 'postgres', now() - interval '1 hour', now() + interval '1 hour', 2, ${followsId === null ? 'null' : `'${followsId}'`})`

const change = (fields: string, id = FIRST) => `update snapshots set ${fields} where id = '${id}'`
const APPROVED = `state = 'approved', approved_at = now()`
const POSTED = 'posted_lines = 2, posted_through = 9, posted_at = now()'
const SETTLED = `state = 'settled', settled_at = now()`
const CANCELLED = `state = 'cancelled', cancelled_at = now()`
const REOPENED = `state = 'open', approved_at = null, cancelled_at = null`

describe('a snapshot', () => {
  beforeEach(async () => {
    await client.query(taken(FIRST))
  })

  test('is taken, approved, posted and settled', async () => {
    for (const fields of [APPROVED, 'posted_lines = 1, posted_through = 4', POSTED, SETTLED]) {
      await client.query(change(fields))
    }
  })

  test.each([
    ['from open to settled', [`${SETTLED}, ${POSTED}, approved_at = now()`]],
    ['from approved to open', [APPROVED, REOPENED]],
    ['from approved to cancelled', [APPROVED, `${CANCELLED}, approved_at = null`]],
    ['from cancelled to open', [CANCELLED, REOPENED]],
    ['from cancelled to approved', [CANCELLED, `${APPROVED}, cancelled_at = null`]],
    ['from settled to approved', [APPROVED, POSTED, SETTLED, `state = 'approved', settled_at = null`]],
    ['from settled to cancelled', [APPROVED, POSTED, SETTLED, `${CANCELLED}, approved_at = null, settled_at = null`]],
  ])('never goes %s', async (_, fields) => {
    const { code, message } = await refusal(...fields.map((one) => change(one)))
    expect(code).toBe(APPEND_ONLY)
    expect(message).toContain('does not become')
  })

  test.each(['open', 'cancelled'])('is never deleted, be it %s', async (state) => {
    if (state === 'cancelled') await client.query(change(CANCELLED))
    expect(await refusal('delete from snapshots')).toMatchObject({ code: APPEND_ONLY })
  })

  test.each([
    ['id', 'id = gen_random_uuid()'],
    ['store', `store = 'mongo'`],
    ['time', `taken_at = taken_at + interval '1 second'`],
    ['lines', 'lines = 3'],
    ['predecessor', 'follows_id = id'],
  ])('keeps its %s', async (_, fields) => {
    expect(await refusal(change(fields))).toMatchObject({ code: APPEND_ONLY })
  })

  test.each([
    ['fewer lines are posted', 'posted_lines = 0'],
    ['it is posted for fewer accounts', 'posted_through = 3'],
  ])('never goes back so that %s', async (_, fields) => {
    const statements = [APPROVED, 'posted_lines = 1, posted_through = 4', fields].map((one) => change(one))
    expect(await refusal(...statements)).toMatchObject({ code: APPEND_ONLY })
  })

  test.each([
    ['approved without a time', [`state = 'approved'`]],
    ['cancelled without a time', [`state = 'cancelled'`]],
    ['settled without a time', [APPROVED, POSTED, `state = 'settled'`]],
    ['settled before all of it was posted', [APPROVED, 'posted_lines = 1', SETTLED]],
    ['posted before it was approved', ['posted_lines = 1']],
    ['posted as a whole in part', [APPROVED, 'posted_lines = 1, posted_at = now()']],
    ['posted with more lines than it has', [APPROVED, 'posted_lines = 3']],
    ['in a state that is none', [`state = 'lost'`]],
    ['over before it was taken', [`expires_at = taken_at`]],
  ])('is never %s', async (_, fields) => {
    const { code } = await refusal(...fields.map((one) => change(one)))
    expect([CHECK, APPEND_ONLY]).toContain(code)
  })

  test.each([
    ['none', null],
    ['the same', FIRST],
  ])('that follows %s as an approved one holds the same money, and is not approved', async (_, followsId) => {
    const third = '01890000-0000-7000-8000-00000000000c'
    await client.query(change(APPROVED))
    await client.query(taken(SECOND, followsId))
    await client.query(taken(third, followsId))
    if (followsId !== null) await client.query(change(APPROVED, SECOND))
    expect(await refusal(change(APPROVED, third))).toMatchObject({ code: UNIQUE })
  })

  test('that follows an approved one is approved', async () => {
    await client.query(change(APPROVED))
    await client.query(taken(SECOND, FIRST))
    await client.query(change(APPROVED, SECOND))
  })

  test('is taken once for a time of the schedule', async () => {
    await client.query(taken(SECOND))
    const at = `scheduled_for = '2026-01-02T03:00:00Z'`
    expect(await refusal(change(at), change(at, SECOND))).toMatchObject({ code: UNIQUE })
  })
})
