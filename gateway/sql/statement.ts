import pg from 'pg'
import type { Pool } from '../../common/database/pool.ts'
import type { OperationKind } from '../../ledger/operation.ts'
import { rfc3339Format } from '../rfc3339.ts'
import { type Period, REPORT_ORDER } from './report.ts'

/** Where a page ended: the place of its last entry in the order of the statement. */
export interface Place {
  /** As Postgres reads it. */
  acceptedAt: string
  operationId: string
  incoming: boolean
}

export interface StatementRequest extends Period {
  walletId: number
  after: Place | null
  limit: number
}

export interface StatementEntry {
  operation_id: string
  kind: OperationKind | 'refund'
  /** Signed micro-units of `currency`, as digits; so is balance. */
  amount: string
  currency: string
  /** Of the wallet after this entry, in the order of applying. */
  balance: string
  requested_amount: string
  requested_currency: string
  accepted_at: string
  origin_id: string | null
  target_id: string | null
  /** USD per unit of the requested currency, of the origin's and of the target's; null where nothing was converted. */
  request_rate: string | null
  origin_rate: string | null
  target_rate: string | null
  message: string | null
}

const FORMAT = rfc3339Format('UTC')

// Of a posting `p`: its operation, which is among the ended ones, or on its way, or waits for a verdict, or is a dead letter.
const OF_OPERATION = `
  left join lateral (
    select origin_id, target_id, request_rate, origin_rate, target_rate from operations where id = p.operation_id
    union all
    select origin_id, target_id, request_rate, origin_rate, target_rate from queue where operation_id = p.operation_id
    union all
    select origin_id, target_id, request_rate, origin_rate, target_rate
    from fraud_checks where operation_id = p.operation_id and state in ('pending', 'review')
    union all
    select q.origin_id, q.target_id, q.request_rate, q.origin_rate, q.target_rate
    from dead_letters d cross join lateral jsonb_populate_record(null::queue, d.step) q where d.operation_id = p.operation_id
  ) o on true
  left join operation_messages m on m.operation_id = p.operation_id`

// The page begins in the index at the time where the one before ended, and passes over no more than what was accepted at that
// very microsecond (a gateway's commit at most).
const STATEMENT = `
  select p.operation_id, p.kind, p.amount::text, p.currency, p.balance::text, p.requested_amount::text, p.requested_currency,
    to_char(p.accepted_at at time zone 'UTC', $8) as accepted_at, o.origin_id::text, o.target_id::text,
    o.request_rate::text, o.origin_rate::text, o.target_rate::text, m.message
  from (
    select * from postings
    where wallet_id = $1 and accepted_at >= greatest($2::timestamptz, $4) and accepted_at < $3::timestamptz
      and ($4::timestamptz is null or (accepted_at, operation_id, amount > 0) > ($4, $5::uuid, $6::boolean))
    order by ${REPORT_ORDER} limit $7
  ) p
  ${OF_OPERATION}
  order by ${REPORT_ORDER.replace(/(^|, )/g, '$1p.')}`

/** The wallet's postings of the period in order of acceptance, from the place on. A null bound is open. */
export async function readStatement(pool: Pool, request: StatementRequest): Promise<StatementEntry[]> {
  const { walletId, from, to, after, limit } = request
  const { rows } = await pool.query<StatementEntry>({
    name: 'statement',
    text: STATEMENT,
    values: [
      walletId,
      from ?? '-infinity',
      to ?? 'infinity',
      after?.acceptedAt ?? null,
      after?.operationId ?? null,
      after?.incoming ?? null,
      limit,
      FORMAT,
    ],
  })
  return rows
}

/** The whole period as CSV, for COPY, which takes no parameters: every value is a number or an escaped literal. */
export function statementFileStatement({ walletId, from, to }: Period & { walletId: number }): string {
  const starts = pg.escapeLiteral(from ?? '-infinity')
  const ends = pg.escapeLiteral(to ?? 'infinity')
  return `copy (
    select to_char(p.accepted_at at time zone 'UTC', ${pg.escapeLiteral(FORMAT)}) as accepted_at, p.operation_id, p.kind, p.amount,
      p.currency, p.balance, case when o.origin_id = p.wallet_id then o.target_id else o.origin_id end
        as counterparty_wallet_id,
      p.requested_amount, p.requested_currency, m.message
    from (
      select * from postings
      where wallet_id = ${walletId} and accepted_at >= ${starts}::timestamptz and accepted_at < ${ends}::timestamptz
    ) p ${OF_OPERATION}
    order by ${REPORT_ORDER.replace(/(^|, )/g, '$1p.')}
  ) to stdout (format csv, header)`
}
