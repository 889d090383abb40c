import { CHANNEL_IN_SQL } from '../../database/channels.ts'
import type { Client } from '../../database/pool.ts'

/** Where a run through what is due stands: behind this payable. */
export interface PayablePlace {
  /** YYYY-MM-DD */
  dueOn: string
  id: string
}

export interface DuePayouts {
  /** Due on or before that day, YYYY-MM-DD in UTC. */
  until: string
  /** Those behind it alone; null from the first on. */
  after: PayablePlace | null
  /** Those of these transactions alone; null for all. */
  transactionIds: readonly string[] | null
  most: number
}

// By the index of what is due and not queued. A charge that the ledger has not applied yet has nothing to pay out. What somebody
// else is just queueing is passed over. The payout's id was made with the payable, so that the ledger takes it once whatever happens here.
const QUEUE_PAYOUTS = `
  with due as materialized (
    select p.id, p.due_on, p.operation_id, p.transaction_id, p.wallet_id, p.net - p.refunded as amount, p.currency
    from payables p
    where p.status = 'waiting_funds' and p.queued_at is null and p.due_on <= $1 and (p.due_on, p.id) > ($2, $3)
      and ($4::uuid[] is null or p.transaction_id = any ($4))
      and exists (select from holds h where h.operation_id = p.transaction_id and h.state = 'held')
    order by p.due_on, p.id limit $5 for update of p skip locked
  ), marked as (
    update payables p set queued_at = now() from due where p.id = due.id
  ), queued as (
    insert into queue (group_id, operation_id, kind, origin_id, amount, currency, related_id)
    select w.group_id, due.operation_id, 'payout', w.id, due.amount, due.currency, due.transaction_id
    from due join wallets w on w.id = due.wallet_id order by due.due_on, due.id
    returning group_id
  ), told as (
    select pg_notify(${CHANNEL_IN_SQL.work}, string_agg(distinct group_id::text, ',')) from queued having count(*) > 0
  )
  select (select count(*)::int from due) as due, (select count(*)::int from queued) as queued, (select count(*) from told) as told,
    (select due_on::text from due order by due_on desc, id desc limit 1) as "dueOn",
    (select id from due order by due_on desc, id desc limit 1) as id`

const FIRST = { dueOn: '-infinity', id: '00000000-0000-0000-0000-000000000000' }

/**
 * Marks payables and queues their payouts, in the caller's transaction, which shares the topology's lock from a statement before. Returns how
 * many, and the last of them; null when there is none.
 */
export async function queuePayouts(
  client: Client,
  { until, after, transactionIds, most }: DuePayouts,
): Promise<{ queued: number; last: PayablePlace | null }> {
  const { dueOn, id } = after ?? FIRST
  const { rows } = await client.query<{ due: number; queued: number; dueOn: string | null; id: string | null }>({
    name: 'queue-payouts',
    text: QUEUE_PAYOUTS,
    values: [until, dueOn, id, transactionIds, most],
  })
  const [row] = rows
  if (row === undefined || row.dueOn === null || row.id === null) return { queued: 0, last: null }
  if (row.queued !== row.due) throw new Error('a payable names a wallet that is not there: nothing of these was queued')
  return { queued: row.queued, last: { dueOn: row.dueOn, id: row.id } }
}
