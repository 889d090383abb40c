import type { Pool } from './pool.ts'

// Of the server's data and the database in it. Read replicas have the same one, and so has a copy of the data's files.
const INSTALLATION = `
  select substr(md5((select system_identifier from pg_control_system()) || ':' || oid), 1, 8) as id
  from pg_database
  where datname = current_database()`

/** Tells databases apart that share something else, such as a Redis: eight hexadecimal digits. */
export async function installationId(pool: Pick<Pool, 'query'>): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(INSTALLATION)
  return rows[0]?.id ?? ''
}
