import { rfc3339Format } from '../../rfc3339.ts'

/** What has become of a payment, or of a reversal of one, so far. */
export interface PaymentState {
  id: string
  kind: 'payment' | 'reversal'
  status: 'new' | 'processing' | 'success' | 'decline'
  reason: string | null
  from_bank_id: number
  from_account: string
  to_bank_id: number
  to_account: string
  /** Micro-units of `currency`, as digits. */
  amount: string
  currency: string
  accepted_at: string
  /** Null until it has ended. */
  applied_at: string | null
  /** The reversal that was asked for; its own state tells what became of it. */
  reversed_by: string | null
  /** Of a reversal: the payment. */
  reverses: string | null
}

const FORMAT = rfc3339Format('UTC')

/** An operation as it ended, as it waits and as it is buried, in the same columns. */
export const ENDED =
  'id, kind, status, reason, amount, currency, origin_id, target_id, accepted_at, applied_at, related_id'
export const WAITING = `operation_id, kind, case step when 'apply' then 'new' else 'processing' end, reason, amount, currency,
  origin_id, target_id, accepted_at, null::timestamptz, related_id`
export const BURIED = `q.operation_id, q.kind, 'processing', 'dead_letter', q.amount, q.currency, q.origin_id, q.target_id,
  q.accepted_at, null::timestamptz, q.related_id`
export const DEAD_LETTERS = 'dead_letters d cross join lateral jsonb_populate_record(null::queue, d.step) q'

/** Of operations `p`, in those columns: their accounts by name, and what reversed them. */
export const PAYMENT_STATE = `
  p.id, p.kind, p.status, p.reason, o.bank_id as from_bank_id, o.account as from_account, t.bank_id as to_bank_id,
  t.account as to_account, p.amount::text, p.currency, to_char(p.accepted_at at time zone 'UTC', '${FORMAT}') as accepted_at,
  to_char(p.applied_at at time zone 'UTC', '${FORMAT}') as applied_at, r.operation_id as reversed_by, p.related_id as reverses`

export const WITH_ACCOUNTS = `
  join clearing_accounts o on o.wallet_id = p.origin_id join clearing_accounts t on t.wallet_id = p.target_id
  left join reversals r on r.reversed_id = p.id`
