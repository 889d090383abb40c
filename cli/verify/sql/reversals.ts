import type { Client } from '../../../common/database/pool.ts'
import type { WrongRow } from '../wrong-row.ts'
import { idOfDetachedMonth } from './detached-months.ts'
import { WAITING } from './waiting.ts'

/** Reversals that ended and those that wait, by operation. One that was declined may have been followed by another. */
const REQUESTED = `
  ${WAITING},
  requested as (
    select id as operation_id, related_id, origin_id, target_id, amount, currency, debit, credit, request_rate, origin_rate,
      target_rate, status = 'decline' as is_declined
    from operations where kind = 'reversal'
    union all
    select operation_id, related_id, origin_id, target_id, amount, currency, debit, credit, request_rate, origin_rate,
      target_rate, false
    from waiting where kind = 'reversal'
  )`

const INCOMPLETE = `
  with ${REQUESTED}
  select count(*) as count from reversals r
  where not exists (select from operations where id = r.reversed_id)
    or not exists (select from requested o where o.operation_id = r.operation_id)`

/** Reversals whose payment, or which themselves, are in detached months. */
export async function countReversalsUnchecked(client: Client): Promise<bigint> {
  const { rows } = await client.query<{ count: bigint }>(INCOMPLETE)
  return rows[0]?.count ?? 0n
}

const REVERSED_TWICE = `
  with ${REQUESTED}, taken as (
    select related_id as reversed_id from requested where not is_declined
  )
  select reversed_id, count(*) as times from taken group by reversed_id having count(*) > 1 order by reversed_id limit 1`

export async function findOperationReversedTwice(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{ reversed_id: string; times: bigint }>(REVERSED_TWICE)
  const [row] = rows
  if (row === undefined) return null
  const found = `${row.times} of them`
  return {
    table: 'reversals',
    key: `operation ${row.reversed_id}`,
    expected: 'one reversal that is not declined',
    found,
  }
}

const NOT_REQUESTED = `
  with ${REQUESTED}
  select operation_id, reversed_id, o.related_id
  from reversals r full join requested o using (operation_id)
  where reversed_id is distinct from o.related_id and not (reversed_id is null and o.is_declined)
    and not (o.related_id is null and ${idOfDetachedMonth('operation_id')})
  order by operation_id limit 1`

/** A reversal that no row names, a row without its reversal, or one whose reversal takes another operation back. */
export async function findReversalNotRequested(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{ operation_id: string; reversed_id: string | null; related_id: string | null }>(
    NOT_REQUESTED,
  )
  const [row] = rows
  if (row === undefined) return null
  const { operation_id, reversed_id, related_id } = row
  const key = `reversal ${operation_id}`
  if (reversed_id === null) {
    return { table: 'reversals', key, expected: `a row of the operation ${related_id}`, found: 'no row' }
  }
  const found = related_id === null ? 'no such operation' : `one of ${related_id}`
  return { table: 'reversals', key, expected: `a reversal of the operation ${reversed_id}`, found }
}

// Between wallets it has the amounts and rates of the operation, the other way round; but a payment is paid back anew.
const NOT_OF_OPERATION = `
  with ${REQUESTED}, compared as (
    select r.reversed_id, r.operation_id, p.kind, p.status, o.operation_id is not null as is_there,
      format('%s %s from %s to %s', p.amount, p.currency, p.target_id, p.origin_id) || case when p.kind = 'payment' then ''
        else format(', debit %s, credit %s, rates %s %s %s', p.credit, p.debit, p.request_rate, p.target_rate, p.origin_rate) end as due,
      format('%s %s from %s to %s', o.amount, o.currency, o.origin_id, o.target_id) || case when p.kind = 'payment' then ''
        else format(', debit %s, credit %s, rates %s %s %s', o.debit, o.credit, o.request_rate, o.origin_rate, o.target_rate) end as taken,
      o.is_declined and o.debit is null and o.credit is null
        and (o.origin_id, o.target_id, o.amount, o.currency) is not distinct from (p.target_id, p.origin_id, p.amount, p.currency)
        as moved_nothing
    from reversals r
    left join requested o using (operation_id)
    left join operations p on p.id = r.reversed_id
  )
  select reversed_id, operation_id, kind, status, due, taken from compared
  where case
    when kind is null then not ${idOfDetachedMonth('reversed_id')}
    when kind not in ('payment', 'deposit', 'transfer', 'withdrawal', 'capture') or status <> 'success' then true
    else is_there and due <> taken and not moved_nothing
  end
  order by reversed_id limit 1`

interface NotOfOperation {
  reversed_id: string
  operation_id: string
  kind: string | null
  status: string | null
  due: string
  taken: string
}

/** A reversal of what was not applied or cannot be taken back, or one that does not give back to whom it was from what was moved. */
export async function findReversalNotOfOperation(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<NotOfOperation>(NOT_OF_OPERATION)
  const [row] = rows
  if (row === undefined) return null
  const key = `reversal ${row.operation_id} of the operation ${row.reversed_id}`
  const found = row.kind === null ? 'no such operation' : `a ${row.kind}, ${row.status}`
  const isReversible = row.status === 'success' && REVERSIBLE.includes(row.kind ?? '')
  if (isReversible) return { table: 'reversals', key, expected: row.due, found: row.taken }
  return { table: 'reversals', key, expected: 'an operation that was applied and can be taken back', found }
}

const REVERSIBLE = ['payment', 'deposit', 'transfer', 'withdrawal', 'capture']
