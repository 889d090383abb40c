import type { Client } from '../../../common/database/pool.ts'
import type { WrongRow } from '../wrong-row.ts'

// The hold of a charge is proved by its operations: what is due is compared with that.
const NOT_AS_HELD = `
  with given as (
    select transaction_id, sum(net) as net from card_refunds where taken_at is not null group by transaction_id
  ), compared as (
    select p.id, p.status, p.net, p.refunded, p.operation_id, h.operation_id is not null and h.expires_at is null as is_charged,
      h.amount, h.state, h.refunded as taken, h.ended_by, coalesce(given.net, 0) as given
    from payables p
    left join holds h on h.operation_id = p.transaction_id
    left join given on given.transaction_id = p.transaction_id
  )
  select id, format('%s of %s, %s refunded', status, net, refunded) as found,
    case
      when not is_charged then 'no payable: nothing was charged'
      when amount <> net then format('a net of %s, as was charged', amount)
      when refunded <> given or refunded > taken then format('%s refunded, the sum of its refunds', given)
      when status = 'paid' and (state <> 'paid_out' or ended_by <> operation_id) then format('not paid: its charge is %s', state)
      when status = 'refunded' and state <> 'refunded' then format('not refunded: its charge is %s', state)
      when state = 'paid_out' and ended_by <> operation_id then format('a payout of its own, not %s', ended_by)
    end as expected
  from compared
  where not is_charged or amount <> net or refunded <> given or refunded > taken
    or (status = 'paid' and state <> 'paid_out') or (status = 'refunded' and state <> 'refunded')
    or (state = 'paid_out' and ended_by <> operation_id)
  order by id limit 1`

/** A payable of something else than its charge, or one that is paid or refunded where the ledger did not do so. */
export async function findPayableNotAsHeld(client: Client): Promise<WrongRow | null> {
  const { rows } = await client.query<{ id: string; found: string; expected: string }>(NOT_AS_HELD)
  const [row] = rows
  if (row === undefined) return null
  const { id, found, expected } = row
  return { table: 'payables', key: `payable ${id}`, expected, found }
}
