import type { Client } from '../../database/pool.ts'

/** What stands for a month, or for everything that has none. */
export interface MonthRow {
  /** Such as `2026-01`; null for the default partitions. */
  month: string | null
  state: 'past' | 'present' | 'ahead' | 'default' | 'detached' | 'dropped'
  /** Estimates of the last vacuum or analyze, exact for detached months; null where none was made yet. */
  operations: bigint | null
  postings: bigint | null
  /** Of its tables with their indexes; null once they are dropped. */
  bytes: bigint | null
}

/** In SQL: the schema of detached months, beside the mesh's own. */
export const DETACHED_SCHEMA = `left(current_schema(), 54) || '_detached'`

const MONTHS = `
  with named as (
    select substr(c.relname, length('postings') + 1) as suffix
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = format('%I.postings', current_schema())::regclass
  ), attached as (
    select case when suffix <> '_default' then replace(substr(suffix, 2), '_', '-') end as month,
      format('%I.%I', current_schema(), 'postings' || suffix)::regclass as postings,
      format('%I.%I', current_schema(), 'operations' || suffix)::regclass as operations
    from named
  ), detached as (
    select to_char(month, 'YYYY-MM') as month, operations, postings,
      pg_total_relation_size(to_regclass(format('%I.%I', ${DETACHED_SCHEMA}, 'postings' || to_char(month, '_YYYY_MM'))))
        + pg_total_relation_size(to_regclass(format('%I.%I', ${DETACHED_SCHEMA}, 'operations' || to_char(month, '_YYYY_MM'))))
        as bytes
    from detached_months
  )
  select month,
    case
      when month is null then 'default'
      when month < to_char(now() at time zone 'UTC', 'YYYY-MM') then 'past'
      when month = to_char(now() at time zone 'UTC', 'YYYY-MM') then 'present'
      else 'ahead'
    end as state,
    (select nullif(reltuples, -1)::bigint from pg_class where oid = a.operations) as operations,
    (select nullif(reltuples, -1)::bigint from pg_class where oid = a.postings) as postings,
    pg_total_relation_size(a.operations) + pg_total_relation_size(a.postings) as bytes
  from attached a
  union all
  select month, case when bytes is null then 'dropped' else 'detached' end, operations, postings, bytes from detached
  order by month nulls first`

/** Every month that was ever made, in order; the default partitions come first. */
export async function readMonths(client: Client): Promise<MonthRow[]> {
  const { rows } = await client.query<MonthRow>(MONTHS)
  return rows
}
