import { bigint, customType, numeric } from 'drizzle-orm/pg-core'

/** Text as Postgres prints it, in the session's time zone: a Date would drop the microseconds. */
export const timestamptz = customType<{ data: string }>({ dataType: () => 'timestamp with time zone' })
export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
export const amount = (name: string) => bigint(name, { mode: 'bigint' })
export const walletId = (name: string) => bigint(name, { mode: 'number' })
/** Exact, as text with twelve decimals. */
export const rate = (name: string) => numeric(name, { precision: 30, scale: 12 })
export const sum = (name: string) => numeric(name, { precision: 38, scale: 0, mode: 'bigint' })
