import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import pg from 'pg'
import { JOBS_MIGRATION, jobsArePending, migrateJobs } from '../jobs/migrate-jobs.ts'

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url))

export interface MigrateOptions {
  dsn: string
  schemaName: string
}

/**
 * Applies the migrations that the database lacks, all in one transaction, then those of the job library, and returns their names.
 * Processes that start together wait for each other: the first one migrates, the others find nothing to do.
 */
export async function migrate({ dsn, schemaName }: MigrateOptions): Promise<string[]> {
  const client = new pg.Client({ connectionString: dsn, options: '-c client_min_messages=warning' })
  await client.connect()
  try {
    // The runner's own lock fails instead of waiting.
    await client.query(`select pg_advisory_lock(hashtext('walletmesh-migrate'), hashtext($1))`, [schemaName])
    const done = await runner({
      dbClient: client,
      dir: MIGRATIONS,
      direction: 'up',
      migrationsTable: 'migrations',
      schema: schemaName,
      createSchema: true,
      noLock: true,
      singleTransaction: true,
      log: () => {},
    })
    const names = done.map((migration) => migration.name)
    if (!(await jobsArePending(client, schemaName))) return names
    await migrateJobs({ dsn, schemaName })
    return [...names, JOBS_MIGRATION]
  } finally {
    await client.end()
  }
}

/** The names of the migrations that the database lacks, in order. Changes nothing. */
export async function pendingMigrations({ dsn, schemaName }: MigrateOptions): Promise<string[]> {
  const client = new pg.Client({ connectionString: dsn })
  await client.connect()
  try {
    const table = `${client.escapeIdentifier(schemaName)}.migrations`
    const { rows } = await client.query<{ exists: boolean }>('select to_regclass($1) is not null as exists', [table])
    const applied = rows[0]?.exists ? await client.query<{ name: string }>(`select name from ${table}`) : { rows: [] }
    const known = new Set(applied.rows.map((row) => row.name))
    const pending = migrationNames().filter((name) => !known.has(name))
    return (await jobsArePending(client, schemaName)) ? [...pending, JOBS_MIGRATION] : pending
  } finally {
    await client.end()
  }
}

function migrationNames(): string[] {
  return readdirSync(MIGRATIONS)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.slice(0, -'.sql'.length))
    .sort()
}
