import pg from 'pg'
import { type Period, REPORT_ORDER } from './report.ts'

/** COPY takes no parameters: every value is a number or an escaped literal. */
export function reportFileStatement(walletId: bigint, { from, to }: Period, timeFormat: string): string {
  const starts = from === null ? `now() - interval '1 month'` : `${pg.escapeLiteral(from)}::timestamptz`
  const ends = to === null ? 'now()' : `${pg.escapeLiteral(to)}::timestamptz`
  return `copy (
    select case when amount > 0 then 'in' else 'out' end as type, requested_amount as amount,
      requested_currency as currency, to_char(accepted_at, ${pg.escapeLiteral(timeFormat)}) as created_at
    from postings
    where wallet_id = ${walletId} and accepted_at >= ${starts} and accepted_at < ${ends}
    order by ${REPORT_ORDER}
  ) to stdout (format csv, header)`
}
