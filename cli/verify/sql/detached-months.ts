import type { Client } from '../../../common/database/pool.ts'
import type { WrongRow } from '../wrong-row.ts'

export interface DetachedMonth {
  /** Such as `2026-01`. */
  month: string
  operations: bigint
  postings: bigint
}

const DETACHED_MONTHS = `
  select to_char(month, 'YYYY-MM') as month, operations, postings from detached_months order by detached_months.month`

/** In order. */
export async function readDetachedMonths(client: Client): Promise<DetachedMonth[]> {
  const { rows } = await client.query<DetachedMonth>(DETACHED_MONTHS)
  return rows
}

/** In SQL: whether an operation with the id may have left with a month. @param id the column, a uuid */
export const idOfDetachedMonth = (id: string) => `exists (
  select from detached_months d
  where ${id} >= first_id(d.month::timestamp at time zone 'UTC')
    and ${id} < first_id((d.month + interval '1 month') at time zone 'UTC'))`

const NOT_THE_SUM = `
  select to_char(m.month, 'YYYY-MM') as month, m.operations, m.postings,
    coalesce(j.operations, 0) as journal_operations, coalesce(j.postings, 0) as journal_postings
  from detached_months m
  left join (
    select month, sum(operations) as operations, sum(postings) as postings from brought_forward_journals group by month
  ) j on j.month = m.month
  where m.operations <> coalesce(j.operations, 0) or m.postings <> coalesce(j.postings, 0)
  order by m.month limit 1`

/** A month with which more or less left than is brought forward of the journals. */
export async function findMonthNotTheSum(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<DetachedMonth & { journal_operations: string; journal_postings: string }>(
    NOT_THE_SUM,
  )
  const [row] = rows
  if (row === undefined) return null
  return {
    table: 'detached_months',
    key: `month ${row.month}`,
    expected: `${row.journal_operations} operations and ${row.journal_postings} postings, as are brought forward of its journals`,
    found: `${row.operations} and ${row.postings}`,
  }
}
