import type { Pool } from '../common/database/pool.ts'
import { rounded } from './statistics.ts'

/** Of transfers, from when they were accepted until their commit by the server's clock. */
export interface Waits {
  transfers: number
  p50_ms: number
  p90_ms: number
  p99_ms: number
  max_ms: number
}

/** Milliseconds since 1970; the end is not part of it. */
export interface Period {
  fromMs: number
  toMs: number
}

const SHARES = [0.5, 0.9, 0.99, 1]

// The first condition is the one that an index helps with: what was accepted since then was also applied since then.
const WAITS = `
  select count(*)::int as transfers, percentile_disc($3::float8[]) within group (order by wait_ms) as waits
  from (
    select (extract(epoch from pg_xact_commit_timestamp(xmin) - accepted_at) * 1000)::float8 as wait_ms
    from operations
    where applied_at >= to_timestamp($1::float8 / 1000) and kind = 'transfer'
      and accepted_at >= to_timestamp($1::float8 / 1000) and accepted_at < to_timestamp($2::float8 / 1000)
  ) waited`

/** Of the transfers that were accepted in the period. Throws when there are none. */
export async function waitsOf(pool: Pool, { fromMs, toMs }: Period): Promise<Waits> {
  const { rows } = await pool.query<{ transfers: number; waits: number[] | null }>(WAITS, [fromMs, toMs, SHARES])
  const [p50, p90, p99, max] = (rows[0]?.waits ?? []).map((ms) => rounded(ms))
  if (p50 === undefined || p90 === undefined || p99 === undefined || max === undefined) {
    throw new Error('no transfer that was accepted in the period was applied')
  }
  return { transfers: rows[0]?.transfers ?? 0, p50_ms: p50, p90_ms: p90, p99_ms: p99, max_ms: max }
}

// Nothing is decided later than it is committed, and with these loads not by so much as a minute earlier.
const APPLIED = `
  select count(*)::int as n
  from operations
  where applied_at >= to_timestamp($1::float8 / 1000) - interval '1 minute' and kind = 'transfer'
    and pg_xact_commit_timestamp(xmin) >= to_timestamp($1::float8 / 1000)
    and pg_xact_commit_timestamp(xmin) < to_timestamp($2::float8 / 1000)`

/** Transfers whose commits happened in the period, per second. */
export async function appliedPerSecondIn(pool: Pool, { fromMs, toMs }: Period): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(APPLIED, [fromMs, toMs])
  return ((rows[0]?.n ?? 0) / (toMs - fromMs)) * 1_000
}

/** Milliseconds since 1970 by the clock of this machine, which is the server's too. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now()
}
