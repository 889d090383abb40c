import type { Client } from '../../../common/database/pool.ts'
import type { WrongRow } from '../wrong-row.ts'
import { WAITING } from './waiting.ts'

// A payment counts for both banks from the step on that debits it: a credit on its way is the target's, a refund the origin's.
const NOT_OWED = `
  with ${WAITING}, held as (
    select bank_id, balance from wallets where bank_id is not null
    union all
    select w.bank_id, case when s.step = 'credit' then s.credit else s.debit end
    from waiting s
    join wallets w on w.id = case when s.step = 'credit' then s.target_id else s.origin_id end
    where s.step <> 'apply' and w.bank_id is not null
  ), owed as (
    select bank_id, sum(balance) as amount from held group by bank_id
  ), positions as (
    select bank_id, sum(balance) as amount from bank_positions group by bank_id
  )
  select bank_id, coalesce(owed.amount, 0) as owed, coalesce(positions.amount, 0) as position
  from owed full join positions using (bank_id)
  where coalesce(owed.amount, 0) <> coalesce(positions.amount, 0)
  order by bank_id limit 1`

/** A bank whose positions are not what its accounts hold and what is on its way to them. */
export async function findPositionNotOwed(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{ bank_id: number; owed: string; position: string }>(NOT_OWED)
  const [row] = rows
  if (row === undefined) return null
  return {
    table: 'bank_positions',
    key: `bank ${row.bank_id} in all groups`,
    expected: `${row.owed}, the balances of its accounts and what is on its way to them`,
    found: row.position,
  }
}

const NOT_SETTLED = `
  with positions as (
    select group_id, sum(balance) as amount from bank_positions group by group_id
  ), settled as (
    select group_id, -sum(balance) as amount from system_accounts where kind = 'settlement' group by group_id
  )
  select group_id, coalesce(settled.amount, 0) as due, coalesce(positions.amount, 0) as position
  from positions full join settled using (group_id)
  where coalesce(settled.amount, 0) <> coalesce(positions.amount, 0)
  order by group_id limit 1`

/** A group whose positions do not sum to minus its settlement account, and so those of all groups to minus all of these. */
export async function findPositionsNotSettled(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{ group_id: number; due: string; position: string }>(NOT_SETTLED)
  const [row] = rows
  if (row === undefined) return null
  return {
    table: 'bank_positions',
    key: `group ${row.group_id}, all banks`,
    expected: `a sum of ${row.due}, minus what its settlement account holds`,
    found: row.position,
  }
}
