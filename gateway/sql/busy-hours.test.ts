import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifyLedger } from '../../cli/verify/verify.ts'
import { openPool, type Pool } from '../../common/database/pool.ts'
import { lookAfterMonths } from '../../common/months/months.ts'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { rfc3339Format } from '../rfc3339.ts'
import { readReportPage } from './report.ts'
import { readTotals } from './report-totals.ts'

let database: TestDatabase
let ledger: TestLedger
let pool: Pool
let start: string
beforeEach(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database, 2)
  pool = openPool({ ...database, connectionsMax: 4, applicationName: 'test' })
  const { rows } = await pool.query<{ start: string }>(
    `update posting_hours_state set closed = date_trunc('hour', now()) - interval '${HOURS} hours',
       summed = date_trunc('hour', now()) - interval '${HOURS} hours' returning closed as start`,
  )
  start = rows[0]?.start ?? ''
})
afterEach(async () => {
  await pool.end()
  await ledger.close()
  await database.drop()
})

const HOURS = 8

/** Looks at every hour anew, as if it had just passed: otherwise whatever comes after the first run is late. */
async function sumUp(): Promise<void> {
  await pool.query('update posting_hours_state set summed = $1', [start])
  const done = await lookAfterMonths(pool, { monthsAhead: 3, monthsKept: 0 }, new AbortController().signal)
  expect(done).toMatchObject({ summed: true })
}

interface Burst {
  from: number | null
  to: number
  hour: number
  count: number
  amount: number
  currency: string
}

/** Queues a burst of operations, a second apart from the beginning of an hour, and applies what is queued. */
async function pay({ from, to, hour, count, amount, currency }: Burst): Promise<void> {
  await ledger.pool.query(
    `insert into queue (group_id, operation_id, kind, origin_id, target_id, amount, currency, accepted_at)
     select w.group_id, uuidv7(), case when $1::bigint is null then 'deposit' else 'transfer' end, $1, $2, $3, $4,
       $5::timestamptz + $6::int * interval '1 hour' + i * interval '1 second'
     from generate_series(0, $7::int - 1) i, wallets w where w.id = coalesce($1, $2)`,
    [from, to, amount, currency, start, hour, count],
  )
  await ledger.drain()
}

const PLAIN = `
  select coalesce(div(sum(p.requested_amount * c.usd_per_unit) filter (where p.amount > 0), 1), 0)::text as incoming,
    coalesce(div(sum(p.requested_amount * c.usd_per_unit) filter (where p.amount < 0), 1), 0)::text as outgoing
  from postings p join currencies c on c.code = p.requested_currency
  where wallet_id = $1 and accepted_at >= $2 and accepted_at < $3`

async function expectExact(walletId: number, fromMinute: number, minutes: number): Promise<void> {
  const { rows: bounds } = await pool.query<{ from: string; to: string }>(
    `select ($1::timestamptz + $2 * interval '1 minute')::text as from, ($1::timestamptz + $3 * interval '1 minute')::text as to`,
    [start, fromMinute, fromMinute + minutes],
  )
  const { from = '', to = '' } = bounds[0] ?? {}
  const { rows } = await pool.query(PLAIN, [walletId, from, to])
  expect(await readTotals(pool, { walletId: BigInt(walletId), from, to, currency: 'USD' })).toMatchObject(rows[0])
}

const sums = async () => Number((await pool.query('select count(*) as n from posting_hours')).rows[0].n)

const wallet = fc.integer({ min: 1, max: 3 })
const burst = fc
  .record({
    from: fc.option(wallet),
    to: wallet,
    hour: fc.integer({ min: 0, max: HOURS }),
    count: fc.integer({ min: 1, max: 25 }),
    amount: fc.integer({ min: 1, max: 100_000 }),
    currency: fc.constantFrom('USD', 'EUR', 'THB'),
  })
  .filter(({ from, to }) => from !== to)

describe('totals by sums of hours', () => {
  test('are those of the postings, whatever arrives before and after an hour was summed up', async () => {
    await ledger.addWallets(
      { balance: 10_000_000n },
      { group: 2, currency: 'EUR', balance: 10_000_000n },
      { currency: 'THB', floor: null },
    )
    await ledger.drain()
    const minutes = fc.integer({ min: -60, max: (HOURS + 1) * 60 })
    const period = fc.tuple(wallet, minutes, fc.integer({ min: 0, max: HOURS * 60 }))
    await fc.assert(
      fc.asyncProperty(
        fc.array(burst, { maxLength: 4 }),
        fc.boolean(),
        fc.array(period, { maxLength: 6 }),
        async (bursts, run, periods) => {
          for (const one of bursts) await pay(one)
          if (run) await sumUp()
          for (const [id, from, length] of periods) await expectExact(id, from, length)
          await expectExact(1, -60, (HOURS + 3) * 60)
        },
      ),
      { numRuns: 40 },
    )
    expect(await sums()).toBeGreaterThan(5)
    expect(await pool.query('select from posting_hours_state where summed = closed')).toMatchObject({ rowCount: 1 })
  })

  test('miss nothing that is applied while hours are summed up', async () => {
    const [a = 0, b = 0] = await ledger.addWallets({ floor: null }, { group: 2, floor: null })
    await pay({ from: a, to: b, hour: 0, count: 30, amount: 3, currency: 'USD' })
    let applying = true
    const work = (async () => {
      for (let i = 0; i < 40; i += 1) {
        await pay({ from: a, to: b, hour: i % (HOURS - 1), count: 12, amount: i + 1, currency: 'EUR' })
      }
      applying = false
    })()
    while (applying) {
      await sumUp()
    }
    await work
    expect(await sums()).toBeGreaterThan(0)
    for (const id of [a, b]) await expectExact(id, -60, (HOURS + 3) * 60)
    for (let hour = 0; hour < HOURS; hour += 1) await expectExact(a, hour * 60, 60)
  })

  test('are made for busy hours alone', async () => {
    const [a = 0, b = 0] = await ledger.addWallets({}, {})
    await pay({ from: null, to: a, hour: 1, count: 10, amount: 1, currency: 'USD' })
    await pay({ from: null, to: b, hour: 1, count: 9, amount: 1, currency: 'USD' })
    await sumUp()
    const { rows } = await pool.query('select wallet_id, amount, postings from posting_hours')
    expect(rows).toEqual([{ wallet_id: BigInt(a), amount: '10', postings: 10n }])
    expect(await verifyLedger(database)).toMatchObject({ ok: true })
    await pool.query('update posting_hours set amount = 11')
    const wrong = {
      table: 'posting_hours',
      expected: '10, the sum of 10 postings',
      found: '11, the sum of 10 postings',
    }
    expect(await verifyLedger(database)).toMatchObject({ ok: false, wrong })
  })

  test('count settlements, which have one party', async () => {
    const [a = 0] = await ledger.addWallets({ bankId: 1 })
    await ledger.pool.query(
      `insert into queue (group_id, operation_id, kind, origin_id, target_id, amount, currency, accepted_at, related_id)
       select 1, uuidv7(), 'settlement', case when n % 3 > 0 then $1::bigint end, case when n % 3 = 0 then $1::bigint end, n, 'USD',
         $2::timestamptz + n * interval '1 second', gen_random_uuid()
       from generate_series(1, 40) n`,
      [a, start],
    )
    await ledger.drain()
    await sumUp()
    const { rows } = await pool.query(
      'select incoming, amount::int, postings::int from posting_hours order by incoming',
    )
    const paid = (isIn: boolean) => Array.from({ length: 40 }, (_, i) => i + 1).filter((n) => (n % 3 === 0) === isIn)
    const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0)
    expect(rows).toEqual(
      [false, true].map((incoming) => {
        return { incoming, amount: sumOf(paid(incoming)), postings: paid(incoming).length }
      }),
    )
    await expectExact(a, -60, (HOURS + 3) * 60)
  })

  test('do not hold up, or go beyond, what still waits', async () => {
    const [a = 0] = await ledger.addWallets({})
    await pay({ from: null, to: a, hour: 0, count: 12, amount: 1, currency: 'USD' })
    await ledger.pool.query(
      `insert into queue (group_id, operation_id, kind, target_id, amount, currency, accepted_at)
       values (1, uuidv7(), 'deposit', $1, 1, 'USD', $2::timestamptz + interval '3 hours 5 minutes')`,
      [a, start],
    )
    await sumUp()
    const { rows } = await pool.query(
      `select closed - $1::timestamptz = interval '3 hours' as right from posting_hours_state`,
      [start],
    )
    expect(rows).toEqual([{ right: true }])
  })
})

describe('a far page', () => {
  test('is the one that counting from the beginning gives', async () => {
    const [a = 0] = await ledger.addWallets({})
    const counts = [700, 3, 900, 0, 1200, 5, 400]
    for (const [hour, count] of counts.entries()) {
      if (count > 0) await pay({ from: null, to: a, hour, count, amount: hour * 10_000 + 1, currency: 'USD' })
    }
    await sumUp()
    // Too late for a sum, and late for one.
    await pay({ from: null, to: a, hour: 5, count: 40, amount: 50_002, currency: 'EUR' })
    await pay({ from: null, to: a, hour: 2, count: 7, amount: 20_002, currency: 'EUR' })
    const page = async (offset: number, limit: number) => {
      const { rows } = await pool.query<{ to: string }>(`select ($1::timestamptz + interval '20 hours')::text as to`, [
        start,
      ])
      const period = { from: start, to: rows[0]?.to ?? null }
      const request = { walletId: BigInt(a), ...period, offset, limit, timeFormat: rfc3339Format('UTC') }
      const lines = (await readReportPage(pool, request))?.lines ?? []
      return lines.map(({ amount, createdAt }) => `${amount} ${createdAt}`)
    }
    const all: string[] = []
    for (let offset = 0; offset < 900; offset += 300) all.push(...(await page(offset, 300)))
    const rest = await page(900, 100_000)
    all.push(...rest)
    expect(all).toHaveLength(counts.reduce((sum, count) => sum + count, 47))
    for (const offset of [999, 1000, 1001, 1599, 1600, 1610, 1611, 2809, 2810, 2811, 3000, 3255, 5000]) {
      expect(await page(offset, 50)).toEqual(all.slice(offset, offset + 50))
    }
  })
})
