import type { Client } from '../../database/pool.ts'

const MISSING = `
  select to_char(month, 'YYYY-MM') as month
  from (
    select (date_trunc('month', now() at time zone 'UTC') + n * interval '1 month')::date as month
    from generate_series(0, $1::int) n
  ) due
  where to_regclass(format('%I.%I', current_schema(), 'postings' || to_char(month, '_YYYY_MM'))) is null
    and not exists (select from detached_months d where d.month = due.month)
  order by month`

/** The months from the present one (UTC) to the one `ahead` months later that have no partitions yet, such as `2026-01`. */
export async function missingMonths(client: Client, ahead: number): Promise<string[]> {
  const { rows } = await client.query<{ month: string }>(MISSING, [ahead])
  return rows.map(({ month }) => month)
}

const MAKE = `select make_month(to_date($1, 'YYYY-MM'))`

/** Makes the partitions of a month, unless somebody did meanwhile. Moves rows of it out of the default partitions. */
export async function makeMonth(client: Client, month: string): Promise<void> {
  await client.query(MAKE, [month])
}
