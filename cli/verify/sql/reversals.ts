import type { Client } from '../../../common/database/pool.ts'
import type { WrongRow } from '../wrong-row.ts'
import { idOfDetachedMonth } from './detached-months.ts'
import { WAITING } from './waiting.ts'

/** Reversals that ended and those that wait, by operation. */
const REQUESTED = `
  ${WAITING},
  requested as (
    select id as operation_id, related_id, origin_id, target_id, amount, currency from operations where kind = 'reversal'
    union all
    select operation_id, related_id, origin_id, target_id, amount, currency from waiting where kind = 'reversal'
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
  select reversed_id, count(*) as times from reversals group by reversed_id having count(*) > 1 order by reversed_id limit 1`

export async function findPaymentReversedTwice(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{ reversed_id: string; times: bigint }>(REVERSED_TWICE)
  const [row] = rows
  if (row === undefined) return null
  const found = `${row.times} rows`
  return { table: 'reversals', key: `payment ${row.reversed_id}`, expected: 'one reversal', found }
}

const NOT_REQUESTED = `
  with ${REQUESTED}
  select operation_id, reversed_id, o.related_id
  from reversals r full join requested o using (operation_id)
  where reversed_id is distinct from o.related_id
    and not (o.related_id is null and ${idOfDetachedMonth('operation_id')})
  order by operation_id limit 1`

/** A reversal that no row names, a row without its reversal, or one whose reversal takes another payment back. */
export async function findReversalNotRequested(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{ operation_id: string; reversed_id: string | null; related_id: string | null }>(
    NOT_REQUESTED,
  )
  const [row] = rows
  if (row === undefined) return null
  const { operation_id, reversed_id, related_id } = row
  const key = `reversal ${operation_id}`
  if (reversed_id === null) {
    return { table: 'reversals', key, expected: `a row of the payment ${related_id}`, found: 'no row' }
  }
  const found = related_id === null ? 'no such operation' : `one of ${related_id}`
  return { table: 'reversals', key, expected: `a reversal of the payment ${reversed_id}`, found }
}

const NOT_OF_PAYMENT = `
  with ${REQUESTED}
  select r.reversed_id, r.operation_id, p.kind, p.status,
    format('%s %s from %s to %s', p.amount, p.currency, p.target_id, p.origin_id) as due,
    format('%s %s from %s to %s', o.amount, o.currency, o.origin_id, o.target_id) as taken
  from reversals r
  left join requested o using (operation_id)
  left join operations p on p.id = r.reversed_id
  where case
    when p.id is null then not ${idOfDetachedMonth('r.reversed_id')}
    when p.kind <> 'payment' or p.status <> 'success' then true
    else o.operation_id is not null
      and (o.origin_id, o.target_id, o.amount, o.currency) is distinct from (p.target_id, p.origin_id, p.amount, p.currency)
  end
  order by r.reversed_id limit 1`

interface NotOfPayment {
  reversed_id: string
  operation_id: string
  kind: string | null
  status: string | null
  due: string
  taken: string
}

/** A reversal of what is no applied payment, or one that does not give back to whom it was from what was paid. */
export async function findReversalNotOfPayment(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<NotOfPayment>(NOT_OF_PAYMENT)
  const [row] = rows
  if (row === undefined) return null
  const key = `reversal ${row.operation_id} of the payment ${row.reversed_id}`
  if (row.kind === 'payment' && row.status === 'success') {
    return { table: 'reversals', key, expected: row.due, found: row.taken }
  }
  const found = row.kind === null ? 'no such operation' : `a ${row.kind}, ${row.status}`
  return { table: 'reversals', key, expected: 'a payment that was applied', found }
}
