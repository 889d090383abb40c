import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

export interface TestDatabase {
  dsn: string
  schemaName: string
  /** Drops it, with whatever is still connected, be it the server's own vacuum. */
  drop(): Promise<void>
}

/** A migrated database of the caller's own. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { dsn, adminDsn, template } = inject('postgres')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await run(dsn, `create database ${name} template ${template}`)
  const url = new URL(dsn)
  url.pathname = name
  return { dsn: url.href, schemaName: 'walletmesh', drop: () => run(adminDsn, `drop database ${name} with (force)`) }
}

async function run(dsn: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: dsn })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
