import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { runMigrations } from 'graphile-worker'
import type pg from 'pg'
import type { MigrateOptions } from '../database/migrate.ts'
import { quietLogger } from './logger.ts'
import { jobsSchemaOf } from './schema.ts'

/** What stands among the names of migrations for those of the job library. */
export const JOBS_MIGRATION = 'jobs'

/** Brings the schema of the jobs up to date. Call it under the lock of the migrations. */
export async function migrateJobs({ dsn, schemaName }: MigrateOptions): Promise<void> {
  await runMigrations({ connectionString: dsn, schema: jobsSchemaOf(schemaName), maxPoolSize: 2, logger: quietLogger })
}

/** Whether the database lacks migrations of the job library. */
export async function jobsArePending(client: pg.Client, schemaName: string): Promise<boolean> {
  const table = `${client.escapeIdentifier(jobsSchemaOf(schemaName))}.migrations`
  const { rows } = await client.query<{ exists: boolean }>('select to_regclass($1) is not null as exists', [table])
  if (!rows[0]?.exists) return true
  const found = await client.query<{ newest: number | null }>(`select max(id) as newest from ${table}`)
  return (found.rows[0]?.newest ?? 0) < newestMigration()
}

/** The library's migrations are files `000001.sql`, … beside its code. */
function newestMigration(): number {
  const main = createRequire(import.meta.url).resolve('graphile-worker')
  return Math.max(...readdirSync(join(dirname(main), '..', 'sql')).map((file) => Number.parseInt(file, 10)))
}
