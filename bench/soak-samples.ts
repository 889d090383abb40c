import type { Pool } from '../common/database/pool.ts'
import { memoryMb } from './memory.ts'

export const SAMPLES_A_MINUTE = 6

/**
 * What may grow while a mesh runs: `waiting` operations, `dead_` tuples and `size_…_mb` of tables with their indexes, and
 * `rss_…_mb` of processes. `ledger_mb`, what was applied, does grow.
 */
export type Sample = Record<string, number>

export interface Process {
  name: string
  pid: number | undefined
}

const TABLES = `
  select coalesce(parent.relname, s.relname) as name, n_dead_tup::float8 as dead,
    pg_total_relation_size(relid)::float8 / 1048576 as mb
  from pg_stat_user_tables s
  left join pg_inherits i on i.inhrelid = s.relid
  left join pg_class parent on parent.oid = i.inhparent
  where s.schemaname = current_schema()`

const LEDGER = new Set(['operations', 'postings', 'journals', 'system_postings'])

export async function sample(pool: Pool, processes: readonly Process[]): Promise<Sample> {
  const waiting = await pool.query<{ n: number }>('select count(*)::int as n from queue')
  const tables = await pool.query<{ name: string; dead: number; mb: number }>(TABLES)
  const sessions = await pool.query<{ pid: number }>('select pid from pg_stat_activity')
  const sum = (of: (table: { name: string; dead: number; mb: number }) => number) =>
    Math.round(tables.rows.reduce((total, table) => total + of(table), 0))
  const isOther = (name: string) => name !== 'queue' && name !== 'wallets'
  return {
    waiting: waiting.rows[0]?.n ?? 0,
    dead_queue: sum(({ name, dead }) => (name === 'queue' ? dead : 0)),
    dead_wallets: sum(({ name, dead }) => (name === 'wallets' ? dead : 0)),
    dead_others: sum(({ name, dead }) => (isOther(name) ? dead : 0)),
    size_queue_mb: sum(({ name, mb }) => (name === 'queue' ? mb : 0)),
    size_wallets_mb: sum(({ name, mb }) => (name === 'wallets' ? mb : 0)),
    size_others_mb: sum(({ name, mb }) => (isOther(name) && !LEDGER.has(name) ? mb : 0)),
    ledger_mb: sum(({ name, mb }) => (LEDGER.has(name) ? mb : 0)),
    ...Object.fromEntries(processes.map(({ name, pid }) => [`rss_${name}_mb`, memoryMb(pid, 'VmRSS') ?? 0])),
    // What the sessions share is the same all the time: shared_buffers.
    rss_postgres_private_mb: sessions.rows.reduce((total, { pid }) => total + (memoryMb(pid, 'RssAnon') ?? 0), 0),
  }
}

/** The largest of each figure. */
export function worstOf(samples: readonly Sample[]): Sample {
  const names = Object.keys(samples[0] ?? {})
  return Object.fromEntries(names.map((name) => [name, Math.max(...samples.map((one) => one[name] ?? 0))]))
}
