import type { Pool } from '../../../common/database/pool.ts'
import { transaction } from '../../../common/database/transaction.ts'

export interface Claim {
  seq: bigint
  eventId: string
  eventType: string
  /** RFC 3339. */
  eventAt: string
  data: unknown
  /** With this one. */
  attempts: number
  /** Since the last replay, with this one. */
  tries: number
}

export interface Claims {
  url: string
  /** The present one first. */
  secrets: string[]
  claims: Claim[]
  /** Whether others may be due that were not looked at. */
  more: boolean
}

const DUE = `
  select w.id from webhooks w
  where w.disabled_at is null
    and exists (select from webhook_deliveries d where d.webhook_id = w.id and d.state = 'pending' and d.next_attempt_at <= now())
  order by w.id`

/** Webhooks that have something to be sent. */
export async function dueWebhooks(pool: Pool): Promise<number[]> {
  const { rows } = await pool.query<{ id: number }>({ name: 'due-webhooks', text: DUE })
  return rows.map(({ id }) => id)
}

// Whoever claims for a webhook, or ends a delivery of it, holds this row: what is blocked cannot miss the end of what blocks it.
const LOCK = `
  select url, array_remove(array[secret, case when previous_until > now() then previous_secret end], null) as secrets
  from webhooks where id = $1 and disabled_at is null for no key update skip locked`

/** Looked at in one transaction; those that could be sent but for the bounds are looked at again next time. */
const EXAMINED_MAX = 100
/** Longer than any other wait: the end of what blocks it wakes it before. */
const BLOCKED_FOR = `interval '1 hour'`

// Claims what is due, oldest first, but nothing that has to wait for an earlier one of its wallets. That is put aside, so that a long
// row behind one delivery that fails is looked at once, not at every poll. Each wallet's first is the first entry of an index, so that
// no plan depends on statistics: with those of an empty table, a search for any earlier one took 1 s where 100,000 waited.
const CLAIM = `
  with candidate as materialized (
    select seq, wallet_id, other_wallet_id from webhook_deliveries
    where webhook_id = $1 and state = 'pending' and next_attempt_at <= now()
    order by next_attempt_at, seq limit ${EXAMINED_MAX}
  ), judged as materialized (
    select c.seq, coalesce(c.seq > least(
        (select min(f.seq) from unnest(array[c.wallet_id, c.other_wallet_id]) w cross join lateral (
          select seq from webhook_deliveries
          where wallet_id = w and webhook_id = $1 and state = 'pending' order by seq limit 1) f),
        (select min(f.seq) from unnest(array[c.wallet_id, c.other_wallet_id]) w cross join lateral (
          select seq from webhook_deliveries
          where other_wallet_id = w and webhook_id = $1 and state = 'pending' order by seq limit 1) f)
      ), false) as blocked
    from candidate c
  ), aside as (
    update webhook_deliveries set blocked = true, next_attempt_at = now() + ${BLOCKED_FOR}
    where seq = any (array(select seq from judged where blocked))
  ), claimed as (
    update webhook_deliveries
    set blocked = false, attempts = attempts + 1, last_attempt_at = now(),
      claimed_until = now() + $3 * interval '1 ms', next_attempt_at = now() + $3 * interval '1 ms'
    where seq = any (array(
      select seq from judged where not blocked order by seq
      limit greatest(0, least($4, $2 - (
        select count(*) from webhook_deliveries where webhook_id = $1 and claimed_until > now())))))
    returning seq, event_id, event_type, to_char(event_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as event_at, data,
      attempts, attempts - attempts_before as tries
  )
  select (select count(*) = ${EXAMINED_MAX} from judged) as more, c.*
  from (select) one left join claimed c on true order by c.seq`

export interface ClaimOptions {
  webhookId: number
  /** Of this webhook under way in all gateways together. */
  atOnceMax: number
  /** That this gateway has room for. */
  freeMax: number
  /** Until when nobody else tries them. */
  claimMs: number
}

/** Null when another gateway is at this webhook just now, or it is disabled. */
export async function claim(
  pool: Pool,
  { webhookId, atOnceMax, freeMax, claimMs }: ClaimOptions,
): Promise<Claims | null> {
  return transaction(pool, async (client) => {
    const { rows: locked } = await client.query<{ url: string; secrets: string[] }>({
      name: 'lock-webhook',
      text: LOCK,
      values: [webhookId],
    })
    const [webhook] = locked
    if (webhook === undefined) return null
    const { rows } = await client.query<{
      more: boolean
      seq: bigint | null
      event_id: string
      event_type: string
      event_at: string
      data: unknown
      attempts: number
      tries: number
    }>({ name: 'claim', text: CLAIM, values: [webhookId, atOnceMax, claimMs, freeMax] })
    const claims = rows.flatMap(({ seq, ...row }) =>
      seq === null
        ? []
        : {
            seq,
            eventId: row.event_id,
            eventType: row.event_type,
            eventAt: row.event_at,
            data: row.data,
            attempts: row.attempts,
            tries: row.tries,
          },
    )
    return { ...webhook, claims, more: rows[0]?.more === true }
  })
}
