import type { Client } from '../../../common/database/pool.ts'
import type { WrongRow } from '../wrong-row.ts'
import { idOfDetachedMonth } from './detached-months.ts'
import { WAITING } from './waiting.ts'

const NOT_HELD = `
  with due as (
    select wallet_id as id, sum(amount - refunded) as held from holds where state = 'held' group by wallet_id
  )
  select id, coalesce(due.held, 0) as due, w.held
  from due full join (select id, held from wallets where held <> 0) w using (id)
  where coalesce(due.held, 0) <> coalesce(w.held, 0)
  order by id limit 1`

/** A wallet that holds something else than its open holds say. */
export async function findWalletNotHolding(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{ id: bigint; due: string; held: bigint | null }>(NOT_HELD)
  const [row] = rows
  if (row === undefined) return null
  const key = `wallet ${row.id}`
  return { table: 'wallets', key, expected: `${row.due} held, the sum of its open holds`, found: `${row.held ?? 0}` }
}

// What the operation of a hold says that its row is. While it waits, its amount is known only where it is not converted.
const NOT_REQUESTED = `
  with ${WAITING}, asked as (
    select id as operation_id, coalesce(origin_id, target_id) as wallet_id, coalesce(debit, credit) as amount,
      case status when 'success' then 'held' else 'declined' end as state
    from operations where kind in ('hold', 'charge')
    union all
    select operation_id, coalesce(origin_id, target_id), null, 'requested' from waiting where kind in ('hold', 'charge')
  ), compared as (
    select operation_id, a.operation_id is not null as is_asked, h.operation_id is not null as is_there,
      format('%s of wallet %s', a.state || case when a.state = 'held' then ' ' || a.amount else '' end, a.wallet_id) as due,
      format('%s of wallet %s', case when h.ended_by is not null then 'held' else h.state end
        || case when h.state not in ('requested', 'declined') then ' ' || h.amount else '' end, h.wallet_id) as found
    from holds h full join asked a using (operation_id)
  )
  select * from compared
  where case when is_asked then due is distinct from found or not is_there else not ${idOfDetachedMonth('operation_id')} end
  order by operation_id limit 1`

interface Compared {
  operation_id: string
  is_asked: boolean
  is_there: boolean
  due: string
  found: string
}

/** A hold that no operation asked for, an operation without its hold, or a hold that is not what was asked for and decided. */
export async function findHoldNotRequested(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<Compared>(NOT_REQUESTED)
  const [row] = rows
  if (row === undefined) return null
  const { operation_id, is_asked, is_there, due, found } = row
  return {
    table: 'holds',
    key: `hold ${operation_id}`,
    expected: is_asked ? due : 'no row: no such operation',
    found: is_there ? found : 'no row',
  }
}

// A capture ends its hold when it debits, also when its credit comes back later.
const NOT_ENDED = `
  with ${WAITING}, ends as (
    select id as operation_id, related_id, kind, coalesce(debit, 0) as captured from operations
    where kind in ('capture', 'release', 'expiry', 'payout') and (status = 'success' or debit is not null)
    union all
    -- One that took the last of what was held.
    select o.id, o.related_id, o.kind, 0 from operations o join holds h on h.ended_by = o.id
    where o.kind = 'card_refund' and o.status = 'success'
    union all
    select operation_id, related_id, kind, debit from waiting where kind = 'capture' and step <> 'apply'
  ), ended as (
    select operation_id as hold_id, ended_by, case state when 'captured' then 'capture' when 'released' then 'release'
      when 'paid_out' then 'payout' when 'refunded' then 'card_refund' else 'expiry' end as kind,
      captured
    from holds where ended_by is not null
  )
  select operation_id, related_id, hold_id,
    format('%s %s of hold %s', e.kind, e.captured, related_id) as due, format('%s %s of hold %s', h.kind, h.captured, hold_id) as found
  from ends e full join ended h on h.ended_by = e.operation_id
  where case when operation_id is null then not ${idOfDetachedMonth('ended_by')}
    else (e.kind, e.captured, related_id) is distinct from (h.kind, h.captured, hold_id) end
  order by coalesce(operation_id, ended_by) limit 1`

interface Ended {
  operation_id: string | null
  related_id: string | null
  hold_id: string | null
  due: string
  found: string
}

/** A hold that ended otherwise than an operation says, or without one, and an operation whose hold goes on or ended by another. */
export async function findHoldNotEnded(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<Ended>(NOT_ENDED)
  const [row] = rows
  if (row === undefined) return null
  const { operation_id, related_id, hold_id, due, found } = row
  return {
    table: 'holds',
    key: `hold ${hold_id ?? related_id}`,
    expected: operation_id === null ? 'an operation that ended it' : `${due}, by ${operation_id}`,
    found: hold_id === null ? 'not ended by it' : found,
  }
}

// Card refunds in detached months are in the hold all the same.
const NOT_REFUNDED = `
  with taken as (
    select related_id as id, sum(debit) as refunded from operations where kind = 'card_refund' and status = 'success' group by related_id
  )
  select id, coalesce(taken.refunded, 0) as due, coalesce(h.refunded, 0) as found
  from taken full join (select operation_id as id, refunded from holds where refunded <> 0) h using (id)
  where coalesce(taken.refunded, 0) <> coalesce(h.refunded, 0)
    and not (coalesce(taken.refunded, 0) < coalesce(h.refunded, 0) and exists (select from detached_months))
  order by id limit 1`

/** A charge that gave back something else than its card refunds took. */
export async function findHoldNotRefunded(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{ id: string; due: string; found: bigint }>(NOT_REFUNDED)
  const [row] = rows
  if (row === undefined) return null
  const expected = `${row.due} refunded, the sum of its card refunds`
  return { table: 'holds', key: `hold ${row.id}`, expected, found: `${row.found}` }
}

/** Holds that reserve something at present. */
export async function countOpenHolds(client: Client): Promise<bigint> {
  const { rows } = await client.query<{ count: bigint }>(`select count(*) as count from holds where state = 'held'`)
  return rows[0]?.count ?? 0n
}
