import { arrayLiteral } from '../../database/arrays.ts'
import type { Client } from '../../database/pool.ts'

/** Postings from which on a wallet's hour is summed up. With fewer, reading them costs no more than their sums. */
const BUSY_FROM = 10

// An hour is closed once little can still arrive for it: five minutes after its end, and not while older steps wait at the head
// of a queue, but for those that have waited for a day. (What arrives later costs its writer a look at the sums.)
const CLOSE = `
  update posting_hours_state set closed = greatest(closed, least(
    date_trunc('hour', now() - interval '5 minutes', 'UTC'),
    (select date_trunc('hour', greatest(min(head.accepted_at), now() - interval '1 day'), 'UTC')
     from groups g, lateral (select accepted_at from queue where group_id = g.id order by seq limit 1) head
     having count(*) > 0)))`

/**
 * Closes the hours that have passed, in a transaction of the caller's. Waits for the transactions that write postings, and
 * holds up others until its end. (Of the partitions it locks none, so that it has not to wait for their vacuum too.)
 */
export async function closeHours(client: Client): Promise<void> {
  await client.query('lock table only postings in share mode')
  await client.query(CLOSE)
}

/** Closed hours that are not summed up yet; null when there are none. Times as Postgres prints them. */
export interface Window {
  starts: string
  ends: string
}

// A day at a time, from the first journal on; none is due before there is one.
const NEXT_WINDOW = `
  select starts, least(starts + interval '1 day', closed) as ends
  from posting_hours_state, lateral (
    select case when isfinite(summed) then summed else date_trunc('hour', min(committed_at), 'UTC') end as starts
    from journals where seq = 1 having count(*) > 0
  ) s
  where starts < closed`

export async function nextWindow(client: Client): Promise<Window | null> {
  const { rows } = await client.query<Window>(NEXT_WINDOW)
  return rows[0] ?? null
}

// From the operations, which have an index on time; postings have none but the wallets'.
const BUSY_HOURS = `
  select wallet_id, date_trunc('hour', accepted_at, 'UTC') as hour
  from (
    select target_id as wallet_id, accepted_at from operations
    where applied_at >= $1 and accepted_at >= $1 and accepted_at < $2 and status = 'success' and credit is not null
    union all
    select origin_id, accepted_at from operations
    where applied_at >= $1 and accepted_at >= $1 and accepted_at < $2 and debit is not null
  ) part
  group by 1, 2 having count(*) >= ${BUSY_FROM}`

export interface WalletHour {
  wallet_id: bigint
  hour: string
}

/** The wallet's hours of the window that are worth a sum. */
export async function busyHours(client: Client, { starts, ends }: Window): Promise<WalletHour[]> {
  const { rows } = await client.query<WalletHour>(BUSY_HOURS, [starts, ends])
  return rows
}

const LOCK = 'select pg_advisory_xact_lock(hashtext(current_schema()), -3)'

const SUM_UP = `
  insert into posting_hours (wallet_id, hour, incoming, currency, amount, postings)
  select b.wallet_id, b.hour, p.amount > 0, p.requested_currency, sum(p.requested_amount), count(*)
  from unnest($1::bigint[], $2::timestamptz[]) as b (wallet_id, hour)
  cross join lateral (
    select amount, requested_amount, requested_currency from postings
    where wallet_id = b.wallet_id and accepted_at >= b.hour and accepted_at < b.hour + interval '1 hour'
  ) p
  where not exists (select from posting_hours h where h.wallet_id = b.wallet_id and h.hour = b.hour)
  group by 1, 2, 3, 4`

/** Sums up closed hours, but for those that have sums, in a transaction of the caller's. Late postings wait for its end. */
export async function sumUp(client: Client, hours: readonly WalletHour[]): Promise<void> {
  await client.query(LOCK)
  await client.query(SUM_UP, [
    arrayLiteral(hours.map(({ wallet_id }) => wallet_id)),
    `{${hours.map(({ hour }) => `"${hour}"`).join(',')}}`,
  ])
}

/** All busy hours before `ends` have their sums. */
export async function finishWindow(client: Client, { ends }: Window): Promise<void> {
  await client.query('update posting_hours_state set summed = $1', [ends])
}
