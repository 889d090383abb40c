import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifyLedger } from '../../cli/verify/verify.ts'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { makeMonths, monthOf, provedRight, queueIn } from '../../test/past-months.ts'
import { type Client, openPool, type Pool } from '../database/pool.ts'
import { lookAfterMonths, type MonthsDone, planMonths, prepareMonths } from './months.ts'
import { readMonths } from './sql/month-table.ts'

let database: TestDatabase
let ledger: TestLedger
let pool: Pool
beforeEach(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database, 2)
  pool = openPool({ ...database, connectionsMax: 4, applicationName: 'walletmesh months' })
})
afterEach(async () => {
  await pool.end()
  await ledger.close()
  await database.drop()
})

const NEVER = new AbortController().signal
const run = (monthsKept = 0, signal = NEVER) => lookAfterMonths(pool, { monthsAhead: 3, monthsKept }, signal)

async function onSession<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    return await work(client)
  } finally {
    client.release()
  }
}

/** Of every month, with its distance from the present one. */
async function states(): Promise<string[]> {
  const months = await onSession(readMonths)
  return months.map(({ month, state }) => `${month === null ? '' : monthsFromNow(month)} ${state}`)
}

/** Of a month such as 2026-01. */
function monthsFromNow(month: string): number {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const now = new Date()
  return (year - now.getUTCFullYear()) * 12 + number - 1 - now.getUTCMonth()
}

const expectRight = () => provedRight(database)

/** Two wallets in two groups that paid each other in each of the last months, and still do. */
async function pastMonths(count: number): Promise<[number, number, number]> {
  await makeMonths(ledger, count)
  const [a = 0, b = 0, c = 0] = await ledger.addWallets({}, { group: 2 }, {})
  for (let ago = count; ago >= 0; ago -= 1) {
    await queueIn(ledger, ago, { to: a, amount: 1000n }, { to: b, amount: 500n })
    await ledger.drain()
    await queueIn(
      ledger,
      ago,
      { from: a, to: b, amount: 30n },
      { from: b, to: a, amount: 7n },
      { from: a, to: c, amount: 5n },
      { from: c, to: a, amount: 1_000_000n },
    )
    await ledger.drain(3)
  }
  return [a, b, c]
}

describe('months', () => {
  test('are made ahead, once, whoever makes them at the same time', async () => {
    expect(await states()).toEqual([' default', '0 present', '1 ahead', '2 ahead', '3 ahead'])
    const made = await Promise.all([5, 5, 5].map((ahead) => prepareMonths(pool, ahead, NEVER)))
    expect(new Set(made.flat())).toEqual(new Set([monthOf(-4), monthOf(-5)]))
    expect((await states()).slice(4)).toEqual(['3 ahead', '4 ahead', '5 ahead'])
  })

  test('take over the rows that were written before they were made, untouched', async () => {
    const wallet = await ledger.addWallet({})
    await queueIn(ledger, 2, { to: wallet, amount: 5n })
    await queueIn(ledger, 3, { to: wallet, amount: 7n })
    await ledger.drain()
    const before = await ledger.contents()
    await ledger.pool.query(`select make_month(to_date($1, 'YYYY-MM'))`, [monthOf(2)])
    const { rows } = await ledger.pool.query(
      `select (select array_agg(amount::int) from postings_default) as default_postings,
         (select array_agg(amount::int) from ${tableOf('postings', 2)}) as postings,
         (select array_agg(amount::int) from operations_default) as default_operations,
         (select array_agg(amount::int) from ${tableOf('operations', 2)}) as operations`,
    )
    expect(rows).toEqual([{ default_postings: [7], postings: [5], default_operations: [7], operations: [5] }])
    expect(await ledger.contents()).toBe(before)
    await expectRight()
    await queueIn(ledger, 4, { to: wallet, amount: 9n })
    await ledger.drain()
    await expectRight()
  })

  test.each(['postings', 'operations'])('guard their %s, also from who names the partition', async (table) => {
    const wallet = await ledger.addWallet({})
    await queueIn(ledger, 0, { to: wallet, amount: 5n })
    await queueIn(ledger, 9, { to: wallet, amount: 5n })
    await ledger.drain()
    for (const partition of [tableOf(table, 0), `${table}_default`]) {
      const changes = [`delete from ${partition}`, `update ${partition} set line = 1`, `truncate ${partition}`]
      for (const change of changes) {
        await expect(ledger.pool.query(change)).rejects.toThrow(`permission denied for table ${partition}`)
      }
      await ledger.pool.query(`grant all on ${partition} to current_user`)
      for (const change of changes) await expect(ledger.pool.query(change)).rejects.toThrow('is append-only')
      await ledger.pool.query(`alter table ${table} drop constraint if exists operations_pkey`)
      const again = `insert into ${partition} select * from ${partition}`
      await expect(ledger.pool.query(again)).rejects.toThrow(/or earlier|does not sum to zero/)
    }
  })
})

const tableOf = (table: string, monthsAgo: number) => `${table}_${monthOf(monthsAgo).replace('-', '_')}`

describe('an old month', () => {
  test('stays for ever unless the settings say otherwise', async () => {
    await pastMonths(2)
    expect(await run(0)).toEqual({ made: [], detached: [], kept: [], summed: true })
    expect(await run(2)).toEqual({ made: [], detached: [], kept: [], summed: true })
  })

  test('is detached with its operations and postings, and the rest is proved without it', async () => {
    const [a] = await pastMonths(3)
    await ledger.pool.query(`insert into operation_messages (operation_id, message) select id, 'said' from operations`)
    const whole = await expectRight()
    expect(await run(1)).toEqual({ made: [], detached: [monthOf(3), monthOf(2)], kept: [], summed: true })
    const kept = 'select (select count(*) from operation_messages) = (select count(*) from operations) as same'
    expect((await ledger.pool.query(kept)).rows).toEqual([{ same: true }])
    expect((await states()).slice(0, 5)).toEqual([' default', '-3 detached', '-2 detached', '-1 past', '0 present'])
    const report = await expectRight()
    expect(report.currencies).toEqual(whole.currencies)
    expect(report.detached).toEqual([
      { month: monthOf(3), operations: 6n, postings: 8n },
      { month: monthOf(2), operations: 6n, postings: 8n },
    ])
    expect(report.groups.map(({ head }) => head)).toEqual(whole.groups.map(({ head }) => head))
    const { rows } = await ledger.pool.query(
      `select (select count(*)::int from walletmesh_detached.${tableOf('postings', 3)}) as detached,
         (select amount from brought_forward where wallet_id = $1) as forward`,
      [a],
    )
    expect(rows).toEqual([{ detached: 8, forward: String(2 * (1000 - 30 + 7 - 5)) }])
    // What goes on is proved too.
    await ledger.queue({ from: a, to: 2, amount: 1n })
    await ledger.drain()
    await expectRight()
  })

  test.each([
    ['brought_forward', 'amount = amount + 1', 'wallets', 'wallet 1'],
    ['brought_forward_ends', 'balance = balance + 1 where reached > 0 and wallet_id = 1', 'postings', '(wallet 1)'],
    ['brought_forward_journals', 'operations = operations + 1 where journal_seq = 1', 'detached_months', 'month'],
    [
      'brought_forward_journals',
      `amounts = '{"USD": 7}' where journal_seq = 1 and group_id = 1`,
      'journals',
      'group 1, journal 1',
    ],
    ['detached_months', 'postings = postings + 1', 'detached_months', 'month'],
  ])('is missed when what is brought forward of it is changed: %s %s', async (table, change, where, key) => {
    await pastMonths(2)
    expect(await run(1)).toMatchObject({ detached: [monthOf(2)] })
    await ledger.pool.query(`update ${table} set ${change}`)
    expect(await verifyLedger(database)).toMatchObject({
      ok: false,
      wrong: { table: where, key: expect.stringContaining(key) },
    })
  })

  test('leaves journals behind whose remaining lines are proved', async () => {
    const [a, b] = await pastMonths(2)
    // One batch, one journal, with operations of the month that goes and of the one that stays.
    const [stays = ''] = await queueIn(ledger, 1, { from: a, to: b, amount: 11n })
    await queueIn(ledger, 2, { from: a, to: b, amount: 12n }, { from: b, to: a, amount: 1n })
    await ledger.drain()
    expect(await run(1)).toMatchObject({ detached: [monthOf(2)] })
    const report = await expectRight()
    expect(report.groups.some(({ withoutLines, journals }) => withoutLines > 0n && withoutLines < journals)).toBe(true)
    await ledger.tamper(
      `update postings set amount = amount - 1, balance = balance - 1 where operation_id = '${stays}' and amount < 0`,
      `update operations set debit = debit + 1 where id = '${stays}'`,
      `update wallets set balance = balance - 1 where id = ${a}`,
    )
    expect(await verifyLedger(database)).toMatchObject({ ok: false })
  })

  test('leaves rows behind whose time and id are of different months', async () => {
    const [a, b] = await pastMonths(2)
    const edge = async (idAgo: number, acceptedAgo: number) => {
      const [id] = await queueIn(ledger, idAgo, { from: a, to: b, amount: 3n })
      await ledger.pool.query('update queue set accepted_at = $2 where operation_id = $1', [
        id,
        `${monthOf(acceptedAgo)}-01T00:00:00Z`,
      ])
      return id
    }
    const ids = [await edge(2, 1), await edge(1, 2)]
    // Of another version: no month of ids has it.
    await ledger.queue({ to: a, amount: 1n })
    await ledger.pool.query(`update queue set accepted_at = $1 where kind = 'deposit'`, [`${monthOf(2)}-20T00:00:00Z`])
    await ledger.drain()
    expect(await run(1)).toMatchObject({ detached: [monthOf(2)] })
    const { rows } = await ledger.pool.query('select id from operations where id = any ($1)', [ids])
    expect(rows).toHaveLength(2)
    const report = await expectRight()
    expect(report.detached).toEqual([{ month: monthOf(2), operations: 6n, postings: 8n }])
  })

  test('stays while an operation accepted in it waits, in the queue, in transit or among the dead letters', async () => {
    const [a, b] = await pastMonths(2)
    const reason = 'operations accepted in it still wait: 1'
    const stays = { made: [], detached: [], kept: [{ month: monthOf(2), reason }], summed: true }
    await queueIn(ledger, 2, { from: a, to: b, amount: 3n })
    expect(await onSession((client) => planMonths(client, { monthsAhead: 3, monthsKept: 1 }))).toEqual(stays)
    expect(await run(1)).toEqual(stays)
    await ledger.apply(1)
    expect(await run(1)).toEqual(stays)
    await ledger.bury(2)
    expect(await run(1)).toEqual(stays)
    await expectRight()
  })

  test('stays while somebody reads it for long, and goes the next time', { timeout: 90_000 }, async () => {
    await pastMonths(2)
    const reader = await ledger.pool.connect()
    await reader.query('begin; select from postings limit 1')
    const busy = await run(1)
    expect(busy?.kept).toEqual([{ month: monthOf(2), reason: 'the ledger is in use: no lock could be had' }])
    await reader.query('rollback')
    reader.release()
    await expectRight()
    expect(await run(1)).toMatchObject({ detached: [monthOf(2)] })
    await expectRight()
  })

  test('is looked after by one process at a time', async () => {
    await onSession(async (other) => {
      await other.query('select pg_advisory_lock(hashtext(current_schema()), -2)')
      expect(await run()).toBeUndefined()
      await other.query('select pg_advisory_unlock(hashtext(current_schema()), -2)')
    })
    expect(await run()).toBeDefined()
  })

  test('is whole or gone when the run is killed at any of its statements, and goes when it is run again', async () => {
    const [a, b] = await pastMonths(2)
    let statements = 0
    let detached = 0
    for (let done: MonthsDone | undefined; done === undefined; statements += 1) {
      done = await runAndDieAt(statements)
      const report = await expectRight()
      // It never comes back.
      expect(report.detached.length).toBeGreaterThanOrEqual(detached)
      detached = report.detached.length
    }
    expect(detached).toBe(1)
    expect(statements).toBeGreaterThan(15)
    await ledger.queue({ from: b, to: a, amount: 1n })
    await ledger.drain()
    await expectRight()
  })

  /** Undefined when its session was ended before a statement. */
  async function runAndDieAt(count: number): Promise<MonthsDone | undefined> {
    const dying = openPool({ ...database, connectionsMax: 1, applicationName: 'dying' })
    let left = count
    dying.on('connect', (client) => {
      const query = client.query.bind(client) as (...args: unknown[]) => unknown
      client.query = ((...args: unknown[]) => {
        if (left === 0) return client.end().then(() => Promise.reject(new Error('killed')))
        left -= 1
        return query(...args)
      }) as typeof client.query
    })
    try {
      return await lookAfterMonths(dying, { monthsAhead: 3, monthsKept: 1 }, NEVER)
    } catch {
      return undefined
    } finally {
      await dying.end()
    }
  }
})
