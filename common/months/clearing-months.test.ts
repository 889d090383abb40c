import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { reportText } from '../../cli/verify/print.ts'
import { verifyLedger } from '../../cli/verify/verify.ts'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { makeMonths, monthOf, provedRight, queueIn } from '../../test/past-months.ts'
import { openPool, type Pool } from '../database/pool.ts'
import { lookAfterMonths } from './months.ts'

describe('an old month of clearing', () => {
  let database: TestDatabase
  let ledger: TestLedger
  let pool: Pool
  let accounts: [number, number]

  /** The first account pays the second; each payment can be taken back in another month. */
  async function payIn(monthsAgo: number, reversedAgo: number | null = null): Promise<void> {
    const [from, to] = accounts
    const [relatedId = ''] = await queueIn(ledger, monthsAgo, { kind: 'payment', from, to, amount: 100n })
    await ledger.drain()
    if (reversedAgo === null) return
    const [id] = await queueIn(ledger, reversedAgo, { kind: 'reversal', from: to, to: from, amount: 100n, relatedId })
    await ledger.pool.query('insert into reversals (reversed_id, operation_id) values ($1, $2)', [relatedId, id])
    await ledger.drain()
  }

  /** Settles what the accounts are owed, all of it in the month. */
  async function settleIn(monthsAgo: number): Promise<void> {
    const [from, to] = accounts
    const [, amount = 0n] = await ledger.balances(from, to)
    const { rows } = await ledger.pool.query<{ id: string }>(
      `insert into snapshots (id, store, taken_at, expires_at, lines, follows_id)
       select gen_random_uuid(), 'postgres', at, at + interval '1 hour', 2, (select id from snapshots order by approved_at desc limit 1)
       from (select $1::timestamptz as at) t returning id`,
      [`${monthOf(monthsAgo)}-15T12:00:00Z`],
    )
    const relatedId = rows[0]?.id ?? ''
    const become = (what: string) => ledger.pool.query(`update snapshots set ${what} where id = $1`, [relatedId])
    await become(`state = 'approved', approved_at = taken_at, posted_lines = 2, posted_at = taken_at`)
    await become(`state = 'settled', settled_at = taken_at + interval '1 hour'`)
    await queueIn(
      ledger,
      monthsAgo,
      { kind: 'settlement', to: from, amount, relatedId },
      { kind: 'settlement', from: to, amount, relatedId },
    )
    await ledger.drain()
  }

  beforeEach(async () => {
    database = await createTestDatabase()
    ledger = await TestLedger.open(database, 2)
    pool = openPool({ ...database, connectionsMax: 4, applicationName: 'walletmesh months' })
    await makeMonths(ledger, 3)
    const [from = 0, to = 0] = await ledger.addWallets({ bankId: 1 }, { bankId: 2, group: 2 })
    accounts = [from, to]
  })

  afterEach(async () => {
    await pool.end()
    await ledger.close()
    await database.drop()
  })

  const run = () => lookAfterMonths(pool, { monthsAhead: 3, monthsKept: 2 }, new AbortController().signal)

  test('goes with its payments and settlements, and what they moved is proved without them', async () => {
    await payIn(3)
    await payIn(3, 3)
    await settleIn(3)
    await payIn(3, 1)
    await payIn(1, 0)
    await payIn(1)
    await settleIn(1)
    await payIn(0)
    const whole = await provedRight(database)
    expect(whole.clearing).toMatchObject({
      reversals: 3n,
      settled: 2n,
      unchecked: { reversals: 0n, settlements: 0n },
    })
    expect(await run()).toMatchObject({ detached: [monthOf(3)], kept: [] })
    const report = await provedRight(database)
    expect(report.currencies).toEqual(whole.currencies)
    expect(report.clearing).toEqual({ ...whole.clearing, unchecked: { reversals: 2n, settlements: 1n } })
    expect(reportText(report)).toContain(
      '  checked in part: 2 reversals and 1 settlement, which have operations among them\n',
    )
    await payIn(0, 0)
    await settleIn(0)
    await provedRight(database)
  })

  test.each([
    ['positions of banks', 'update bank_positions set balance = balance + 1', 'bank_positions', 'bank 1'],
    ['a reversal of a month that stays', 'delete from reversals', 'reversals', 'reversal'],
    [
      'a settlement of a month that stays',
      `alter table snapshots disable trigger user; update snapshots set lines = 3, posted_lines = 3`,
      'snapshots',
      'settled',
    ],
  ])('and what is changed in %s is still found', async (_, statement, table, key) => {
    await payIn(3)
    await payIn(1, 1)
    await settleIn(1)
    await run()
    await provedRight(database)
    await ledger.pool.query(statement)
    const wrong = { table, key: expect.stringContaining(key) }
    expect(await verifyLedger(database)).toMatchObject({ ok: false, wrong })
  })
})
