import pg from 'pg'
import { type Period, REPORT_ORDER } from './report.ts'

/**
 * Lines for ReportCsv. COPY takes no parameters: every value is a number or an escaped literal.
 *
 * @param utc whether times are printed in UTC, without an offset; otherwise in the session's zone, with it
 */
export function reportFileStatement(walletId: bigint, { from, to }: Period, utc: boolean): string {
  const starts = from === null ? `now() - interval '1 month'` : `${pg.escapeLiteral(from)}::timestamptz`
  const ends = to === null ? 'now()' : `${pg.escapeLiteral(to)}::timestamptz`
  return `copy (
    select amount > 0, requested_amount, requested_currency, accepted_at${utc ? ` at time zone 'UTC'` : ''}
    from postings
    where wallet_id = ${walletId} and accepted_at >= ${starts} and accepted_at < ${ends}
    order by ${REPORT_ORDER}
  ) to stdout (format csv)`
}
