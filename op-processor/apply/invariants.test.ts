import type { PoolClient } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { TestLedger } from './fixtures/ledger.ts'
import { APPEND_ONLY, CHECK, FOREIGN_KEY, INTEGRITY, PRIVILEGE, refusalOf, UNIQUE } from './fixtures/refusal.ts'

// What the database itself refuses, whoever writes. Each test runs statements after a few honest batches, in a
// transaction that is rolled back.

let database: TestDatabase
let ledger: TestLedger
let client: PoolClient

beforeAll(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database)
  const [a = 0, b = 0] = await ledger.addWallets({ balance: 500n }, { group: 2, currency: 'EUR' })
  await ledger.drain()
  await ledger.raiseEpoch(1)
  await ledger.queue({ from: a, to: b, amount: 100n }, { from: a, to: b, amount: 1_000n })
  await ledger.drain()
  await ledger.queue({ to: a, amount: 1n })
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

const LEDGER = ['operations', 'journals', 'postings', 'system_postings']

describe('what is written is never changed', () => {
  const changes = LEDGER.flatMap((table) => [
    [table, 'update', `update ${table} set group_id = group_id`],
    [table, 'delete', `delete from ${table}`],
    [table, 'truncate', `truncate ${table}`],
  ])

  test.each(changes)('in %s: nobody has the privilege to %s', async (table, _, statement) => {
    expect(await refusal(statement ?? '')).toEqual({ code: PRIVILEGE, message: `permission denied for table ${table}` })
  })

  test.each(changes)('in %s: a trigger refuses to %s even with the privilege', async (table, kind, statement) => {
    await client.query(`grant update, delete, truncate on ${table} to current_user`)
    const message = `${table} is append-only: ${kind?.toUpperCase()} refused`
    expect(await refusal(statement ?? '')).toEqual({ code: APPEND_ONLY, message })
  })

  test('nor is a row changed by way of an insert that conflicts', async () => {
    const upsert = `insert into operations select * from operations on conflict (id) do update set reason = 'x'`
    expect(await refusal(upsert)).toMatchObject({ code: PRIVILEGE })
  })
})

/** A journal of group 1 that continues its chain, with one field otherwise. */
function journal(fields: Record<string, string> = {}): string {
  const row = {
    group_id: '1',
    seq: '(select max(seq) + 1 from journals where group_id = 1)',
    epoch: '(select epoch from groups where id = 1)',
    operations: '0',
    postings: '0',
    previous_hash: '(select hash from journals where group_id = 1 order by seq desc limit 1)',
    hash: `sha256('next')`,
    ...fields,
  }
  return `insert into journals (${Object.keys(row).join(', ')}) values (${Object.values(row).join(', ')})`
}

describe('a journal', () => {
  test('that continues the chain is accepted', async () => {
    await client.query(journal())
  })

  test.each([
    ['leaves one out', { seq: '(select max(seq) + 2 from journals where group_id = 1)' }],
    ['continues another', { previous_hash: `sha256('another')` }],
    ['continues an older one', { previous_hash: '(select hash from journals where group_id = 1 and seq = 1)' }],
    ['continues nothing', { previous_hash: `decode(repeat('00', 32), 'hex')` }],
    [
      'is the first of a group but not number 1',
      { group_id: '3', seq: '2', epoch: '0', previous_hash: `decode(repeat('00', 32), 'hex')` },
    ],
  ])('that %s is refused', async (_, fields) => {
    await client.query('insert into groups (id) values (3)')
    const { code, message } = await refusal(journal(fields as Record<string, string>))
    expect(code).toBe(INTEGRITY)
    expect(message).toContain('does not continue the chain')
  })

  test.each([
    ['older', '(select epoch - 1 from groups where id = 1)'],
    ['newer', '(select epoch + 1 from groups where id = 1)'],
  ])('under an epoch that is %s than the group’s is refused', async (_, epoch) => {
    const { code, message } = await refusal(journal({ epoch }))
    expect(code).toBe(INTEGRITY)
    expect(message).toContain('carries epoch')
  })

  test('of a group that does not exist is refused', async () => {
    const fields = { group_id: '9', seq: '1', epoch: '0', previous_hash: `decode(repeat('00', 32), 'hex')` }
    expect(await refusal(journal(fields))).toMatchObject({ code: INTEGRITY })
  })

  test('with a hash of another length is refused', async () => {
    expect(await refusal(journal({ hash: `'short'::bytea` }))).toMatchObject({ code: CHECK })
  })

  test.each([
    ['1', `decode(repeat('00', 32), 'hex')`],
    ['2', '(select hash from journals where group_id = 1 and seq = 1)'],
  ])('with the number %s, which is taken, is refused', async (seq, previous_hash) => {
    expect(await refusal(journal({ seq, previous_hash }))).toMatchObject({ code: UNIQUE })
  })
})

const NEXT = '(select max(seq) from journals where group_id = 1)'

function posting(amount: number, currency = 'USD', seq = NEXT): string {
  return `insert into postings (wallet_id, accepted_at, operation_id, group_id, line, journal_seq, kind, amount, currency,
            balance, requested_amount, requested_currency)
          values (1, now(), gen_random_uuid(), 1, 1, ${seq}, 'deposit', ${amount}, '${currency}', 0, 1, 'USD')`
}

function systemPosting(amount: number, currency = 'USD', seq = NEXT): string {
  return `insert into system_postings (group_id, journal_seq, kind, currency, amount, balance)
          values (1, ${seq}, 'world', '${currency}', ${amount}, 0)`
}

describe('the lines of a journal', () => {
  beforeEach(async () => {
    await client.query(`insert into system_accounts (group_id, kind, currency, balance) values (1, 'world', 'EUR', 0)`)
  })

  test('that sum to zero are accepted', async () => {
    await client.query(journal({ postings: '1' }))
    await client.query(`with s as (${systemPosting(-5)}) ${posting(5)}`)
  })

  test.each([
    ['one micro-unit too much', [`with s as (${systemPosting(-5)}) ${posting(6)}`]],
    ['of another currency', [`with s as (${systemPosting(-5, 'EUR')}) ${posting(5)}`]],
    ['without the other side', [posting(5)]],
    ['whose other side comes later', [posting(5), systemPosting(-5)]],
  ])('that do not sum to zero are refused: %s', async (_, lines) => {
    const { code, message } = await refusal(journal({ postings: '1' }), ...lines)
    expect(code).toBe(INTEGRITY)
    expect(message).toContain('does not sum to zero')
  })

  test('that are system lines alone must sum to zero too', async () => {
    const { code, message } = await refusal(journal(), systemPosting(5))
    expect(code).toBe(INTEGRITY)
    expect(message).toContain('does not sum to zero')
  })

  test.each([
    ['more', '1', `with s as (${systemPosting(-5)}), p as (${posting(3)}) ${posting(2)}`],
    ['fewer', '2', `with s as (${systemPosting(-5)}) ${posting(5)}`],
  ])('are refused when they are %s than the journal says', async (_, postings, lines) => {
    const { code, message } = await refusal(journal({ postings }), lines)
    expect(code).toBe(INTEGRITY)
    expect(message).toMatch(/another number of postings|does not sum to zero/)
  })

  test('cannot be added to a journal that is written', async () => {
    expect(await refusal(`with s as (${systemPosting(-5, 'EUR', '1')}) ${posting(5, 'EUR', '1')}`)).toMatchObject({
      code: INTEGRITY,
    })
  })

  test('cannot be added later, were they system lines or ended operations', async () => {
    const operation = `insert into operations (id, group_id, journal_seq, line, kind, status, reason, target_id, amount, currency, accepted_at)
      values (gen_random_uuid(), 1, 1, 99, 'deposit', 'decline', 'wallet_closed', 1, 1, 'USD', now())`
    for (const line of [systemPosting(5, 'EUR', '1'), operation]) {
      expect(await refusal(line)).toMatchObject({ code: INTEGRITY })
      await client.query('rollback; begin')
    }
    expect(
      await refusal(
        journal({ operations: '2' }),
        operation.replace('1, 1, 99', '1, (select max(seq) from journals where group_id = 1), 1'),
      ),
    ).toMatchObject({
      code: INTEGRITY,
      message: expect.stringContaining('another number of operations'),
    })
  })

  test('belong to a journal', async () => {
    expect(await refusal(`with s as (${systemPosting(-5, 'EUR', '99')}) ${posting(5, 'EUR', '99')}`)).toMatchObject({
      code: INTEGRITY,
    })
    await client.query('rollback; begin')
    expect(await refusal(systemPosting(5, 'USD', '99'))).toMatchObject({ code: INTEGRITY })
  })

  test('are never zero', async () => {
    expect(await refusal(journal({ postings: '1' }), posting(0))).toMatchObject({ code: CHECK })
    await client.query('rollback; begin')
    expect(await refusal(journal(), systemPosting(0))).toMatchObject({ code: CHECK })
  })

  test('name a system account that exists', async () => {
    const lines = `with s as (${systemPosting(-5, 'THB')}) ${posting(5, 'THB')}`
    expect(await refusal(journal({ postings: '1' }), lines)).toMatchObject({ code: FOREIGN_KEY })
  })
})

describe('a wallet', () => {
  test.each([
    ['below zero', 'update wallets set balance = -1 where id = 1'],
    ['below its credit limit', 'update wallets set floor = -10, balance = -11 where id = 1'],
    [
      'above a floor that rises',
      'update wallets set floor = -10, balance = -5 where id = 1; update wallets set floor = 0 where id = 1',
    ],
    ['with a floor above zero', 'update wallets set floor = 1 where id = 1'],
    ['in a state that is none', `update wallets set state = 'lost' where id = 1`],
  ])('%s is refused', async (_, statement) => {
    expect(await refusal(...statement.split(';'))).toMatchObject({ code: CHECK })
  })

  test('keeps its currency', async () => {
    expect(await refusal(`update wallets set currency = 'EUR' where id = 1`)).toMatchObject({ code: APPEND_ONLY })
  })

  test.each(['state', 'floor'])(
    'raises the generation of its group when its %s is set, so that nobody decides by the old one',
    async (column) => {
      const generation = async () =>
        (await client.query('select generation from groups where id = 1')).rows[0]?.generation
      const before: bigint = await generation()
      await client.query(`update wallets set ${column} = ${column} where id = 1`)
      expect(await generation()).toBe(before + 1n)
    },
  )

  test('without a floor may be as far below zero as 64 bits hold', async () => {
    await client.query('update wallets set floor = null, balance = -9223372036854775808 where id = 1')
  })
})

describe('an operation', () => {
  test('ends once', async () => {
    expect(await refusal('insert into operations select * from operations')).toMatchObject({ code: UNIQUE })
  })

  test('is queued once', async () => {
    const again = `insert into queue (group_id, operation_id, kind, target_id, amount, currency)
                   select group_id, operation_id, kind, target_id, amount, currency from queue`
    expect(await refusal(again)).toMatchObject({ code: UNIQUE })
  })

  test.each([
    ['declined without a reason', `status = 'decline', reason = null`],
    ['a success with a reason', `status = 'success', reason = 'x'`],
    ['a success without a credit', `status = 'success', reason = null, credit = null, debit = null`],
    ['a deposit with an origin', `kind = 'deposit'`],
    ['of nothing', 'amount = 0'],
    ['of less than nothing', 'amount = -1'],
    ['with a debit of nothing', 'debit = 0'],
  ])('%s is refused', async (_, change) => {
    await client.query(
      `create temp table copy on commit drop as select * from operations where kind = 'transfer' limit 1`,
    )
    await client.query(`update copy set id = gen_random_uuid(), ${change}`)
    expect(await refusal('insert into operations select * from copy')).toMatchObject({ code: CHECK })
  })

  test.each([
    ['to oneself', `kind = 'transfer', origin_id = target_id`],
    ['a transfer without an origin', `kind = 'transfer'`],
    ['a credit without amounts', `step = 'credit'`],
    ['amounts before it is decided', 'debit = 1, credit = 1'],
    ['a refund without a reason', `step = 'refund', debit = 1, credit = 1`],
    ['of nothing', 'amount = 0'],
  ])('is not queued %s', async (_, change) => {
    expect(await refusal(`update queue set ${change}`)).toMatchObject({ code: CHECK })
  })
})

describe('a lease', () => {
  test.each([
    ['lowers the epoch', 'epoch = epoch - 1'],
    ['lowers the generation', 'generation = -1'],
    ['names a holder without raising the epoch', 'holder_id = gen_random_uuid(), expires_at = now()'],
  ])('is not granted in a way that %s', async (_, change) => {
    expect((await refusal(`update groups set ${change} where id = 1`)).code).toMatch(/^23(000|514)$/)
  })

  test('is granted, renewed and given back', async () => {
    await client.query(
      'update groups set epoch = epoch + 1, holder_id = gen_random_uuid(), expires_at = now() where id = 1',
    )
    await client.query('update groups set expires_at = now() where id = 1')
    await client.query('update groups set holder_id = null, expires_at = null where id = 1')
  })

  test('ends the transaction of whoever has another epoch or generation', async () => {
    await client.query('select assert_lease(1, epoch, generation) from groups where id = 1')
    for (const [code, epoch, generation] of [
      ['WM001', 'epoch - 1', 'generation'],
      ['WM001', 'epoch + 1', 'generation'],
      ['WM003', 'epoch', 'generation + 1'],
    ]) {
      const assert = `select assert_lease(1, ${epoch}, ${generation}) from groups where id = 1`
      expect(await refusal(assert)).toMatchObject({ code })
      await client.query('rollback; begin')
    }
    expect(await refusal('select assert_lease(99, 0, 0)')).toMatchObject({ code: 'WM001' })
  })
})
