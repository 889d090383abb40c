import { getTableName, is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import * as schema from './schema.ts'

const tables = Object.values(schema).filter((value) => is(value, PgTable))

describe('the drizzle schema', () => {
  let database: TestDatabase
  let columns: Map<string, { name: string; type: string; nullable: boolean }[]>

  beforeAll(async () => {
    database = await createTestDatabase()
    const client = new pg.Client({ connectionString: database.dsn })
    await client.connect()
    const { rows } = await client.query<{ table: string; name: string; type: string; nullable: boolean }>(
      `select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
         not a.attnotnull as nullable
       from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
       order by 1, 2`,
      [database.schemaName],
    )
    await client.end()
    columns = new Map()
    for (const { table, ...column } of rows) columns.set(table, [...(columns.get(table) ?? []), column])
    columns.delete('migrations')
  })

  afterAll(() => database.drop())

  test('has every table of the migrated database, and no other', () => {
    expect(tables.map((table) => getTableName(table)).sort()).toEqual([...columns.keys()].sort())
  })

  test.each(tables.map((table) => [getTableName(table), table] as const))(
    'has the columns of %s with their types and nullability',
    (name, table) => {
      const declared = getTableConfig(table)
        .columns.map((column) => ({
          name: column.name,
          type: column.getSQLType().replace(', ', ','),
          nullable: !column.notNull,
        }))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
      expect(declared).toEqual(columns.get(name))
    },
  )
})
