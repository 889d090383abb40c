import type { Client } from '../../../common/database/pool.ts'
import type { WrongRow } from '../wrong-row.ts'

// A wallet's hour has sums for all of its directions and currencies, or none.
const NOT_THE_SUM = `
  with posted as (
    select wallet_id, date_trunc('hour', accepted_at, 'UTC') as hour, amount > 0 as incoming, requested_currency as currency,
      sum(requested_amount) as amount, count(*) as postings
    from postings group by 1, 2, 3, 4
  ), due as (
    select * from posted join (select distinct wallet_id, hour from posting_hours) summed using (wallet_id, hour)
  )
  select wallet_id, hour, incoming, currency, due.amount as due, due.postings as due_postings, h.amount, h.postings
  from due full join posting_hours h using (wallet_id, hour, incoming, currency)
  where due.amount is distinct from h.amount or due.postings is distinct from h.postings
  order by wallet_id, hour, incoming, currency limit 1`

interface Hour {
  wallet_id: bigint
  hour: string
  incoming: boolean
  currency: string
  due: string | null
  due_postings: bigint | null
  amount: string | null
  postings: bigint | null
}

export async function findHourNotTheSum(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<Hour>(NOT_THE_SUM)
  const [row] = rows
  if (row === undefined) return null
  const { wallet_id, hour, incoming, currency } = row
  const sum = (amount: string | null, postings: bigint | null) =>
    amount === null ? 'no row' : `${amount}, the sum of ${postings} postings`
  return {
    table: 'posting_hours',
    key: `wallet ${wallet_id}, ${hour}, ${incoming ? 'in' : 'out'} ${currency}`,
    expected: sum(row.due, row.due_postings),
    found: sum(row.amount, row.postings),
  }
}
