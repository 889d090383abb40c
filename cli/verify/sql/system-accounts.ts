import type { Client } from '../../../common/database/pool.ts'
import type { WrongRow } from '../wrong-row.ts'
import { WAITING } from './waiting.ts'

const NOT_THE_SUM = `
  select group_id, kind, currency, a.balance, p.sum
  from system_accounts a
  full join (
    select group_id, kind, currency, sum(amount) as sum from system_postings group by group_id, kind, currency
  ) p using (group_id, kind, currency)
  where coalesce(a.balance, 0) <> coalesce(p.sum, 0)
  order by group_id, kind, currency limit 1`

export async function findSystemAccountNotTheSum(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{
    group_id: number
    kind: string
    currency: string
    balance: string | null
    sum: string | null
  }>(NOT_THE_SUM)
  const [row] = rows
  if (row === undefined) return null
  return {
    table: 'system_accounts',
    key: `group ${row.group_id}, ${row.kind} ${row.currency}`,
    expected: `a balance of ${row.sum ?? 0}, the sum of its postings`,
    found: row.balance ?? 'no row',
  }
}

// A credit waits in the currency of its target, a refund in that of its origin, unless it was rejected before it was ever credited.
const TRANSIT_NOT_WHAT_WAITS = `
  with ${WAITING}, due as (
    select w.currency, sum(case when s.is_credit then s.credit else s.debit end) as amount
    from (select *, step = 'credit' or reason is not distinct from 'rejected_fraud' as is_credit from waiting) s
    join wallets w on w.id = case when s.is_credit then s.target_id else s.origin_id end
    where s.step <> 'apply' group by w.currency
  ), held as (
    select currency, sum(balance) as amount from system_accounts where kind = 'transit' group by currency
  )
  select currency, coalesce(due.amount, 0) as due, coalesce(held.amount, 0) as held
  from due full join held using (currency)
  where coalesce(due.amount, 0) <> coalesce(held.amount, 0)
  order by currency limit 1`

/** Money between groups that no waiting step will bring to a wallet, or a step whose money is not there. */
export async function findTransitNotWhatWaits(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{ currency: string; due: string; held: string }>(TRANSIT_NOT_WHAT_WAITS)
  const [row] = rows
  if (row === undefined) return null
  return {
    table: 'system_accounts',
    key: `transit ${row.currency} of all groups`,
    expected: `${row.due}, what the queue, the fraud checks and the dead letters are about to credit or refund`,
    found: row.held,
  }
}
