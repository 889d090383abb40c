import { arrayLiteral } from '../../common/database/arrays.ts'
import type { Pool } from '../../common/database/pool.ts'
import type { Hold, OperationKind } from '../../ledger/operation.ts'
import { Refused } from '../errors.ts'
import { rfc3339Format } from '../rfc3339.ts'
import { monthDetached } from './month-detached.ts'

export interface OperationState {
  id: string
  kind: OperationKind
  status: 'new' | 'processing' | 'success' | 'decline'
  reason: string | null
  /** Micro-units of `currency`, as digits; so are debit and credit, in the wallets' currencies. */
  amount: string
  currency: string
  origin_id: string | null
  target_id: string | null
  debit: string | null
  credit: string | null
  accepted_at: string
  /** Null until it has ended. */
  applied_at: string | null
  /** Of a reversal: the operation that it takes back. Of what ends a hold: the hold. Of a payout and a card refund: the charge. Of a settlement: its snapshot. */
  related_id: string | null
  message: string | null
  /** Of a hold and of a charge. */
  hold: HoldState | null
}

export interface HoldState {
  state: Hold['state']
  /** Micro-units of the wallet's currency, as digits; null while it waits to be converted. So is what was captured of it. */
  amount: string | null
  captured: string
  /** Of a charge: what card refunds took back. */
  refunded: string
  /** Null for the hold of a charge. */
  expires_at: string | null
  ended_by: string | null
}

const FORMAT = rfc3339Format('UTC')

const SHOWN = `
  select id, kind, status, reason, found.amount::text, currency, origin_id::text, target_id::text, debit::text, credit::text,
    to_char(accepted_at at time zone 'UTC', $2) as accepted_at, to_char(applied_at at time zone 'UTC', $2) as applied_at, related_id,
    m.message,
    case when h.operation_id is not null then json_build_object('state', h.state, 'amount', h.amount::text, 'captured', h.captured::text, 'refunded', h.refunded::text,
      'expires_at', to_char(h.expires_at at time zone 'UTC', $2), 'ended_by', h.ended_by) end as hold`

const WITH_MORE = `
  left join operation_messages m on m.operation_id = id
  left join holds h on kind in ('hold', 'charge') and h.operation_id = id`

// An operation leaves the queue in the transaction that writes its end, its check for fraud or its dead letter, and one statement sees one snapshot:
// it is in exactly one of the four.
const READ_OPERATION = `
  ${SHOWN}
  from (
    select id, kind, status, reason, amount, currency, origin_id, target_id, debit, credit, accepted_at, applied_at, related_id
    from operations where id = $1
    union all
    select operation_id, kind, case step when 'apply' then 'new' else 'processing' end, reason, amount, currency,
      origin_id, target_id, debit, credit, accepted_at, null, related_id
    from queue where operation_id = $1
    union all
    select operation_id, kind, 'processing', null, amount, currency, origin_id, target_id, debit, credit, accepted_at, null, null
    from fraud_checks where operation_id = $1 and state in ('pending', 'review')
    union all
    select q.operation_id, q.kind, 'processing', 'dead_letter', q.amount, q.currency,
      q.origin_id, q.target_id, q.debit, q.credit, q.accepted_at, null, q.related_id
    from dead_letters d cross join lateral jsonb_populate_record(null::queue, d.step) q where d.operation_id = $1
  ) found ${WITH_MORE}`

const READ_ENDED = `${SHOWN} from operations found ${WITH_MORE} where id = any ($1::uuid[])`

/** Those of the operations that have ended. */
export async function readEnded(pool: Pool, ids: readonly string[]): Promise<OperationState[]> {
  const { rows } = await pool.query<OperationState>({
    name: 'read-ended',
    text: READ_ENDED,
    values: [arrayLiteral(ids), FORMAT],
  })
  return rows
}

/**
 * What has become of an operation so far. Refused with `not_found` when none with that id was accepted, and with `gone` when its
 * month was detached: then nobody can tell.
 */
export async function readOperation(pool: Pool, id: string): Promise<OperationState> {
  const { rows } = await pool.query<OperationState>({
    name: 'read-operation',
    text: READ_OPERATION,
    values: [id, FORMAT],
  })
  const [found] = rows
  if (found !== undefined) return found
  throw await unknownOperation(pool, id, 'operation')
}

/** Why nothing is found under an id: `not_found`, or `gone` when the month that the id is of was detached. */
export async function unknownOperation(pool: Pool, id: string, what: string): Promise<Refused> {
  const month = await monthDetached(pool, id)
  if (month === null) return new Refused('not_found', `no ${what} with id: ${id}`)
  return new Refused('gone', `the month ${month}, which the id ${id} is of, was detached`)
}
