import { readdirSync } from 'node:fs'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { migrate, pendingMigrations } from './migrate.ts'
import { assertServerUsable } from './pool.ts'

const ALL = readdirSync(new URL('../../migrations', import.meta.url))
  .map((file) => file.replace('.sql', ''))
  .sort()

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
