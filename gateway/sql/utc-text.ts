import { type Column, type SQL, sql } from 'drizzle-orm'
import { rfc3339Format } from '../rfc3339.ts'

const FORMAT = rfc3339Format('UTC')

/** A time as RFC 3339 in UTC, whatever the session's zone. */
export function utcText(column: Column): SQL<string> {
  return sql<string>`to_char(${column} at time zone 'UTC', ${FORMAT})`
}
