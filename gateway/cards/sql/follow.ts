import { queuePayouts } from '../../../common/cards/sql/queue-payouts.ts'
import { shareTopology } from '../../../common/database/locks.ts'
import type { Pool } from '../../../common/database/pool.ts'
import { transaction } from '../../../common/database/transaction.ts'

/** A charge that the ledger has decided. */
export interface EndedCharge {
  id: string
  status: 'success' | 'decline'
  /** YYYY-MM-DD */
  due_on: string
}

const READ_ENDED_CHARGES = `
  select t.id, o.status, t.due_on::text
  from card_transactions t join operations o on o.id = t.id
  where t.status = 'processing' and t.acquirer_state = 'approved' limit $1`

export async function readEndedCharges(pool: Pool, most: number): Promise<EndedCharge[]> {
  const { rows } = await pool.query<EndedCharge>({
    name: 'read-ended-charges',
    text: READ_ENDED_CHARGES,
    values: [most],
  })
  return rows
}

// Rows are locked in order, so that gateways that come at once wait for each other, and none for ever.
const OPEN_PAYABLES = `
  with locked as (
    select id from card_transactions where id = any ($1::uuid[]) order by id for update
  ), applied as (
    update card_transactions t set status = 'pending_payment'
    from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as a (id, payable_id, payout_id) join locked on locked.id = a.id
    where t.id = a.id and t.status = 'processing' and t.acquirer_state = 'approved'
    returning t.id, t.wallet_id, t.amount, t.fee, t.net, t.currency, t.due_on, a.payable_id, a.payout_id
  )
  insert into payables (id, transaction_id, wallet_id, amount, fee, net, currency, due_on, operation_id)
  select payable_id, id, wallet_id, amount, fee, net, currency, due_on, payout_id from applied`

/** What is to be made of an applied charge. */
export interface NewPayable {
  transactionId: string
  id: string
  /** Of its payout's operation. */
  payoutId: string
}

/** Makes the payables of applied charges, each once, and queues the payouts of those that are due already. */
export async function openPayables(pool: Pool, payables: readonly NewPayable[], today: string): Promise<void> {
  await transaction(pool, async (client) => {
    await shareTopology(client)
    const ids = payables.map(({ transactionId }) => transactionId)
    await client.query({
      name: 'open-payables',
      text: OPEN_PAYABLES,
      values: [ids, payables.map(({ id }) => id), payables.map(({ payoutId }) => payoutId)],
    })
    await queuePayouts(client, { until: today, after: null, transactionIds: ids, most: ids.length })
  })
}

// The card was charged for nothing: that is taken back.
const DECLINE_CHARGES = `
  update card_transactions t set status = 'declined', reason = o.reason, acquirer_state = 'cancelling', next_attempt_at = now()
  from operations o
  where t.id = any ($1::uuid[]) and o.id = t.id and o.status = 'decline' and t.status = 'processing' and t.acquirer_state = 'approved'`

export async function declineCharges(pool: Pool, ids: readonly string[]): Promise<void> {
  await pool.query({ name: 'decline-charges', text: DECLINE_CHARGES, values: [ids] })
}

const RECORD_PAYOUTS = `
  with found as (
    select p.id, o.applied_at from payables p join operations o on o.id = p.operation_id
    where p.status = 'waiting_funds' and p.queued_at is not null and o.status = 'success'
    order by p.id limit $1 for update of p
  ), paid as (
    update payables p set status = 'paid', ended_at = f.applied_at from found f where p.id = f.id and p.status = 'waiting_funds'
    returning p.transaction_id
  ), told as (
    update card_transactions t set status = 'paid' from paid where t.id = paid.transaction_id and t.status = 'pending_payment'
  )
  select count(*)::int as n from paid`

/** Marks as paid what the ledger paid out; returns how many. */
export async function recordPayouts(pool: Pool, most: number): Promise<number> {
  const { rows } = await pool.query<{ n: number }>({ name: 'record-payouts', text: RECORD_PAYOUTS, values: [most] })
  return rows[0]?.n ?? 0
}

// A payable is refunded when nothing of its charge was left to pay out. What the ledger declined may be asked for again.
const RECORD_REFUNDS = `
  with found as (
    select r.id, o.status, o.reason, o.applied_at from card_refunds r join operations o on o.id = r.id
    where r.status = 'pending' and r.taken_at is null
    order by r.id limit $1 for update of r
  ), taken as (
    update card_refunds r set taken_at = f.applied_at, next_attempt_at = now()
    from found f where r.id = f.id and f.status = 'success' and r.taken_at is null
    returning r.id, r.transaction_id, r.net
  ), counted as (
    update payables p set refunded = p.refunded + taken.net,
      status = case when h.state = 'refunded' then 'refunded' else p.status end,
      ended_at = case when h.state = 'refunded' then now() else p.ended_at end
    from taken join holds h on h.operation_id = taken.transaction_id
    where p.transaction_id = taken.transaction_id
  ), failed as (
    update card_refunds r set status = 'failed', reason = f.reason, ended_at = f.applied_at
    from found f where r.id = f.id and f.status = 'decline' and r.status = 'pending' and r.taken_at is null
    returning r.transaction_id, r.amount
  ), told as (
    update card_transactions t set refund_requested = t.refund_requested - failed.amount,
      status = case when t.status <> 'pending_refund' then t.status when h.state = 'held' then 'pending_payment' else 'paid' end
    from failed join holds h on h.operation_id = failed.transaction_id
    where t.id = failed.transaction_id
  )
  select (select count(*)::int from taken) + (select count(*)::int from failed) as n`

/** Writes down what the ledger made of refunds; returns of how many. */
export async function recordRefunds(pool: Pool, most: number): Promise<number> {
  const { rows } = await pool.query<{ n: number }>({
    name: 'record-card-refunds',
    text: RECORD_REFUNDS,
    values: [most],
  })
  return rows[0]?.n ?? 0
}
