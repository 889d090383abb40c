import type { Pool } from '../../common/database/pool.ts'

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

// A row for the period, joined to its lines: one row without a line when there is none, no row when there is no wallet.
const REPORT_PAGE = `
  with period as materialized (
    select coalesce($2::timestamptz, now() - interval '1 month') as starts, coalesce($3::timestamptz, now()) as ends)
  select to_char(p.starts, $6) as starts, to_char(p.ends, $6) as ends, l.amount > 0 as incoming, l.requested_amount,
    l.requested_currency, to_char(l.accepted_at, $6) as created_at
  from wallets w cross join period p left join lateral (
    select * from postings where wallet_id = w.id and accepted_at >= p.starts and accepted_at < p.ends
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
  const { walletId, from, to, offset, limit, timeFormat } = request
  const { rows } = await pool.query<Row>({
    name: 'report-page',
    text: REPORT_PAGE,
    values: [walletId, from, to, offset, limit, timeFormat],
  })
  const [first] = rows
  if (first === undefined) return null
  return { from: first.starts, to: first.ends, lines: rows.flatMap(lineOf) }
}

function lineOf({ incoming, requested_amount, requested_currency, created_at }: Row): ReportLine[] {
  if (incoming === null || requested_amount === null || requested_currency === null || created_at === null) return []
  return [{ incoming, amount: requested_amount, currency: requested_currency, createdAt: created_at }]
}
