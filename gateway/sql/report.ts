import type { Pool } from '../../common/database/pool.ts'
import { HOURS_OF_PERIOD } from './busy-hours.ts'

/** Bounds of a report as Postgres reads them; null: one month ago, and now. */
export interface Period {
  /** Inclusive. */
  from: string | null
  /** Exclusive. */
  to: string | null
}

export interface ReportLine {
  incoming: boolean
  /** Micro-units of `currency`: what the request named. */
  amount: bigint
  currency: string
  createdAt: string
}

export interface ReportPage {
  /** The period's bounds, formatted. */
  from: string
  to: string
  lines: ReportLine[]
}

export interface PageRequest extends Period {
  walletId: bigint
  offset: number
  limit: number
  /** Of times, for `to_char`. */
  timeFormat: string
}

/**
 * A total order, so that pages neither skip nor repeat. A wallet has at most two postings of one operation: the debit, and
 * the refund that gives it back.
 */
export const REPORT_ORDER = 'accepted_at, operation_id, amount > 0'

/** From which offset on the sums of busy hours are asked where to begin. Skipping so few rows costs less than asking. */
const FAR = 1000

// The last hour, or time between busy hours, that begins with at most $4 postings before it.
const FIND_OFFSET = `
  with period as materialized (
    select coalesce($2::timestamptz, now() - interval '1 month') as starts, coalesce($3::timestamptz, now()) as ends
  ), ${HOURS_OF_PERIOD}, parts as (
    select hour as starts, sum(postings) as postings from summed group by hour
    union all
    select starts, (select count(*) from postings where wallet_id = $1 and accepted_at >= u.starts and accepted_at < u.ends)
    from unsummed u
  )
  select starts, ($4 - before)::bigint as skip
  from (select starts, sum(postings) over (order by starts) - postings as before from parts) placed
  where before <= $4
  order by starts desc limit 1`

/** Where to begin, and how many rows to skip from there. */
async function findOffset(pool: Pool, { walletId, from, to, offset }: PageRequest) {
  if (offset < FAR) return { starts: null, skip: offset }
  const { rows } = await pool.query<{ starts: string; skip: bigint }>({
    name: 'report-offset',
    text: FIND_OFFSET,
    values: [walletId, from, to, offset],
  })
  return rows[0] ?? { starts: null, skip: offset }
}

// A row for the period, joined to its lines: one row without a line when there is none, no row when there is no wallet.
const REPORT_PAGE = `
  with period as materialized (
    select coalesce($2::timestamptz, now() - interval '1 month') as starts, coalesce($3::timestamptz, now()) as ends)
  select to_char(p.starts, $6) as starts, to_char(p.ends, $6) as ends, l.amount > 0 as incoming, l.requested_amount,
    l.requested_currency, to_char(l.accepted_at, $6) as created_at
  from wallets w cross join period p left join lateral (
    select * from postings where wallet_id = w.id and accepted_at >= coalesce($7::timestamptz, p.starts) and accepted_at < p.ends
    order by ${REPORT_ORDER} offset $4 limit $5) l on true
  where w.id = $1
  order by ${REPORT_ORDER}`

interface Row {
  starts: string
  ends: string
  incoming: boolean | null
  requested_amount: bigint | null
  requested_currency: string | null
  created_at: string | null
}

/** One line per posting of the wallet in the period. Null when there is no such wallet. */
export async function readReportPage(pool: Pool, request: PageRequest): Promise<ReportPage | null> {
  const { walletId, from, to, limit, timeFormat } = request
  const { starts, skip } = await findOffset(pool, request)
  const { rows } = await pool.query<Row>({
    name: 'report-page',
    text: REPORT_PAGE,
    values: [walletId, from, to, skip, limit, timeFormat, starts],
  })
  const [first] = rows
  if (first === undefined) return null
  return { from: first.starts, to: first.ends, lines: rows.flatMap(lineOf) }
}

function lineOf({ incoming, requested_amount, requested_currency, created_at }: Row): ReportLine[] {
  if (incoming === null || requested_amount === null || requested_currency === null || created_at === null) return []
  return [{ incoming, amount: requested_amount, currency: requested_currency, createdAt: created_at }]
}
