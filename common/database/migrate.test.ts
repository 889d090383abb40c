import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { migrate, pendingMigrations } from './migrate.ts'
import { assertServerUsable } from './pool.ts'

const ALL = readdirSync(new URL('../../migrations', import.meta.url))
  .map((file) => file.replace('.sql', ''))
  .sort()
  .concat('jobs')

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.drop())

test('processes that start together migrate once, and all find a migrated database', async () => {
  const fresh = { dsn: database.dsn, schemaName: 'fresh' }
  expect(await pendingMigrations(fresh)).toEqual(ALL)
  const applied = await Promise.all(Array.from({ length: 6 }, () => migrate(fresh)))
  expect(applied.flat().sort()).toEqual(ALL)
  expect(await pendingMigrations(fresh)).toEqual([])
})

test('migrating again changes nothing', async () => {
  expect(await migrate(database)).toEqual([])
})

test('meshes in two schemas of one database do not see each other', async () => {
  await migrate({ dsn: database.dsn, schemaName: 'other' })
  const client = new pg.Client({ connectionString: database.dsn })
  await client.connect()
  await client.query(`insert into other.currencies (code, usd_per_unit) values ('EUR', 1.1)`)
  const { rows } = await client.query('select code from walletmesh.currencies')
  await client.end()
  expect(rows).toEqual([{ code: 'USD' }])
})

test('the operations between wallets come to a database that holds what was there before them', async () => {
  const old = { dsn: database.dsn, schemaName: 'old' }
  const client = new pg.Client({ connectionString: database.dsn, options: '-c search_path=old' })
  await client.connect()
  await runner({
    dbClient: client,
    dir: fileURLToPath(new URL('../../migrations', import.meta.url)),
    direction: 'up',
    count: 7,
    migrationsTable: 'migrations',
    schema: old.schemaName,
    createSchema: true,
    noLock: true,
    log: () => {},
  })
  const parties = `(values ('deposit', null, 1, null, null, 5), ('transfer', 1, 2, null, 5, 5), ('payment', 3, 4, null, 5, 5),
      ('reversal', 3, 4, gen_random_uuid(), 5, 5), ('settlement', 3, null, gen_random_uuid(), 5, null))
    as o (kind, origin_id, target_id, related_id, debit, credit)`
  await client.query(`
    insert into wallets (balance, floor, currency, group_id, state, bank_id)
      values (-5, -5, 'USD', 1, 'open', null), (7, 0, 'USD', 1, 'closed', null), (-3, null, 'USD', 1, 'open', 1), (3, null, 'USD', 1, 'open', 2);
    insert into queue (group_id, operation_id, kind, origin_id, target_id, amount, currency, related_id)
      select 1, gen_random_uuid(), kind, origin_id, target_id, 5, 'USD', related_id::uuid from ${parties};
    insert into queue (group_id, operation_id, kind, step, origin_id, target_id, amount, currency, debit, credit, reason)
      values (1, gen_random_uuid(), 'transfer', 'credit', 1, 2, 5, 'USD', 5, 5, null),
        (1, gen_random_uuid(), 'transfer', 'refund', 1, 2, 5, 'USD', 5, 5, 'wallet_closed');
    insert into journals (group_id, seq, epoch, operations, postings, previous_hash, hash)
      values (1, 1, 0, 10, 0, decode(repeat('00', 32), 'hex'), sha256('x'));
    insert into operations (id, group_id, journal_seq, line, kind, status, reason, origin_id, target_id, amount, currency, debit, credit,
        accepted_at, related_id)
      select id, 1, 1, row_number() over (), kind, status, case status when 'decline' then 'wallet_frozen' end, origin_id, target_id, 5, 'USD',
        case status when 'success' then debit end, case status when 'success' then credit end, now(), related_id::uuid
      from ${parties}, (values ('success'), ('decline')) as s (status),
        lateral (select md5(kind || status)::uuid as id) i`)
  const before = await client.query('select * from wallets order by id')
  expect(await migrate(old)).toContain('0008_operations')
  const after = await client.query('select * from wallets order by id')
  expect(after.rows).toEqual(before.rows.map((row) => ({ ...row, held: '0' })))
  await client.end()
})

test('a migration that fails leaves nothing behind', async () => {
  const client = new pg.Client({ connectionString: database.dsn })
  await client.connect()
  // In the way of a later migration.
  await client.query('create schema blocked; create function blocked.refuse_change() returns int language sql return 1')
  await expect(migrate({ dsn: database.dsn, schemaName: 'blocked' })).rejects.toThrow('refuse_change')
  const { rows } = await client.query(`select to_regclass('blocked.wallets') as wallets`)
  await client.end()
  expect(rows).toEqual([{ wallets: null }])
})

test('a server that cannot be used is said in one line, without the password', async () => {
  const url = new URL(database.dsn)
  url.port = '1'
  const message = await assertServerUsable(url.href).then(
    () => '',
    (error: Error) => error.message,
  )
  expect(message).toMatch(/^cannot use the database at postgres.*127\.0\.0\.1:1\/.*ECONNREFUSED/)
  expect(message).not.toContain(url.password)
  expect(message).not.toContain('\n')
})
