import type { Client } from '../../common/database/pool.ts'
import type { LedgerPosition, SnapshotStore } from '../store/snapshot-store.ts'

/** The newest approved snapshot, as the cut sees it. */
export interface SettledBefore {
  id: string
  /** As Postgres prints it in UTC. */
  takenAt: string
  /** Whether all of its settlement is queued. */
  isPosted: boolean
  /** Where its documents are. */
  store: SnapshotStore['kind']
}

/** What the cut shows of a bank. Amounts are micro-units. */
export interface BankInCut {
  bankId: number
  name: string
  bic: string | null
  /** By its positions in all groups, with what of settlements still waits. Positive is owed to the bank. */
  position: bigint
  /** Of payments that are debited and not yet credited. */
  paidInTransit: bigint
  receivedInTransit: bigint
}

/** What payments moved in a period, for one bank. */
export interface BankFlow {
  bankId: number
  paid: bigint
  received: bigint
  /** Payments and reversals that it paid. */
  payments: bigint
}

const MOMENT = `
  select clock_timestamp() as taken_at, s.id, s.taken_at as settled_taken_at, s.posted_at is not null as is_posted, s.store
  from (select) now_and_here left join lateral (
    select id, taken_at, posted_at, store from snapshots where state in ('approved', 'settled') order by approved_at desc limit 1) s on true`

/** When the cut is, and what was settled before it. */
export async function readMoment(client: Client): Promise<{ takenAt: string; before: SettledBefore | null }> {
  const { rows } = await client.query<{
    taken_at: string
    id: string | null
    settled_taken_at: string
    is_posted: boolean
    store: SnapshotStore['kind']
  }>(MOMENT)
  const [row] = rows
  if (row === undefined) throw new Error('the database tells no time')
  const { taken_at: takenAt, id, settled_taken_at, is_posted: isPosted, store } = row
  return { takenAt, before: id === null ? null : { id, takenAt: settled_taken_at, isPosted, store } }
}

const LEDGER = `
  select g.id, coalesce(j.seq, 0) as seq, coalesce(encode(j.hash, 'hex'), repeat('0', 64)) as hash
  from groups g left join lateral (select seq, hash from journals where group_id = g.id order by seq desc limit 1) j on true
  order by g.id`

export async function readLedgerPositions(client: Client): Promise<LedgerPosition[]> {
  const { rows } = await client.query<{ id: number; seq: bigint; hash: string }>(LEDGER)
  return rows.map(({ id, seq, hash }) => ({ group: id, journalSeq: seq, hash }))
}

// What is certain though its account does not show it yet: money that was debited and is on its way, and settlements.
const WAITING = `
  waiting as materialized (
    select kind, step, origin_id, target_id, amount, debit, credit from queue
    where kind in ('payment', 'reversal', 'settlement') and (step <> 'apply' or kind = 'settlement')
    union all
    select q.kind, q.step, q.origin_id, q.target_id, q.amount, q.debit, q.credit
    from dead_letters d cross join lateral jsonb_populate_record(null::queue, d.step) q
    where q.kind in ('payment', 'reversal', 'settlement') and (q.step <> 'apply' or q.kind = 'settlement')
  )`

const BANKS = `
  with ${WAITING}, of_accounts as (
    select w.bank_id,
      coalesce(sum(case when origin_id is null then amount else -amount end) filter (where kind = 'settlement'), 0) as settling,
      coalesce(sum(debit) filter (where step = 'credit' and wallet_id = origin_id), 0) as paid,
      coalesce(sum(credit) filter (where step = 'credit' and wallet_id = target_id), 0) as received
    from waiting cross join lateral (values (origin_id), (target_id)) party (wallet_id) join wallets w on w.id = party.wallet_id
    group by 1
  ), positions as (
    select bank_id, sum(balance) as balance from bank_positions group by 1
  )
  select b.id, b.name, b.bic, (coalesce(p.balance, 0) + coalesce(o.settling, 0))::text as position,
    coalesce(o.paid, 0)::text as paid, coalesce(o.received, 0)::text as received
  from banks b left join positions p on p.bank_id = b.id left join of_accounts o on o.bank_id = b.id
  order by b.id`

export async function readBanks(client: Client): Promise<BankInCut[]> {
  const { rows } = await client.query<{
    id: number
    name: string
    bic: string | null
    position: string
    paid: string
    received: string
  }>(BANKS)
  return rows.map((row) => ({
    bankId: row.id,
    name: row.name,
    bic: row.bic,
    position: BigInt(row.position),
    paidInTransit: BigInt(row.paid),
    receivedInTransit: BigInt(row.received),
  }))
}

const SETTLEMENT_ACCOUNT = `
  with ${WAITING}
  select (coalesce((select sum(balance) from system_accounts where kind = 'settlement'), 0)
    - coalesce((select sum(case when origin_id is null then amount else -amount end) from waiting where kind = 'settlement'), 0))::text
    as balance`

/** What was paid out to banks less what they paid in, with what of settlements still waits. 0 between settlements. */
export async function readSettlementAccount(client: Client): Promise<bigint> {
  const { rows } = await client.query<{ balance: string }>(SETTLEMENT_ACCOUNT)
  return BigInt(rows[0]?.balance ?? 0)
}

/**
 * Rows of wallet, bank, account and balance in order of wallet, for `copy`. The balance is the wallet's, with what is on its
 * way to it and without what of settlements still waits.
 */
export const ACCOUNT_LINES = `
  with ${WAITING}, pending as (
    select wallet_id, sum(change) as change from (
      select target_id, credit from waiting where step = 'credit'
      union all
      select origin_id, debit from waiting where step = 'refund'
      union all
      select coalesce(origin_id, target_id), case when origin_id is null then amount else -amount end
      from waiting where kind = 'settlement'
    ) changes (wallet_id, change) group by 1
  )
  select w.id, w.bank_id, a.account, w.balance + coalesce(p.change, 0)
  from clearing_accounts a join wallets w on w.id = a.wallet_id left join pending p on p.wallet_id = w.id
  order by w.id`

// Operations are found by the time at which they were applied, and told from older ones by their journal. A journal's time is read
// before it is committed, by clocks that agree but for a little: hence the minutes.
const FLOWS = `
  with since as (
    select g.id as group_id, coalesce(s.seq, 0) as seq
    from groups g left join unnest($1::int[], $2::bigint[]) s (group_id, seq) on s.group_id = g.id
  ), first_journal as (
    select min(j.committed_at) - interval '10 minutes' as at
    from since join journals j on j.group_id = since.group_id and j.seq = since.seq + 1
  ), flow as materialized (
    select o.origin_id, o.target_id, o.debit, o.credit
    from operations o join since using (group_id)
    where o.kind in ('payment', 'reversal') and o.status = 'success'
      and o.applied_at >= (select at from first_journal) and o.journal_seq > since.seq
  ), of_accounts as (
    select origin_id as wallet_id, sum(debit) as paid, 0 as received, count(*) as payments from flow group by 1
    union all
    select target_id, 0, sum(credit), 0 from flow group by 1
  )
  select w.bank_id, sum(paid)::text as paid, sum(received)::text as received, sum(payments)::text as payments
  from of_accounts join wallets w on w.id = wallet_id group by 1`

/** What the payments and reversals moved that ended after these journals, by bank. */
export async function readFlows(client: Client, since: readonly LedgerPosition[]): Promise<BankFlow[]> {
  const { rows } = await client.query<{ bank_id: number; paid: string; received: string; payments: string }>(FLOWS, [
    since.map(({ group }) => group),
    since.map(({ journalSeq }) => journalSeq),
  ])
  return rows.map((row) => ({
    bankId: row.bank_id,
    paid: BigInt(row.paid),
    received: BigInt(row.received),
    payments: BigInt(row.payments),
  }))
}

const DETACHED_SINCE = `
  select to_char(month, 'YYYY-MM') as month from detached_months
  where (month + interval '1 month') at time zone 'UTC' > $1::timestamptz order by month limit 1`

/** A month after that time whose operations are no longer in the ledger, such as 2026-01; null when there is none. */
export async function readMonthDetachedSince(client: Client, at: string): Promise<string | null> {
  const { rows } = await client.query<{ month: string }>(DETACHED_SINCE, [at])
  return rows[0]?.month ?? null
}
