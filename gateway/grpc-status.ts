import { ServerError, Status } from 'nice-grpc'
import { classify, type RefusalCode, type RetryableCode } from './errors.ts'

const STATUS: Record<RefusalCode | RetryableCode, Status> = {
  invalid: Status.INVALID_ARGUMENT,
  not_found: Status.NOT_FOUND,
  gone: Status.NOT_FOUND,
  method_not_allowed: Status.UNIMPLEMENTED,
  too_large: Status.INVALID_ARGUMENT,
  unsupported_media_type: Status.INVALID_ARGUMENT,
  batch_refused: Status.INVALID_ARGUMENT,
  already_exists: Status.ALREADY_EXISTS,
  not_applied: Status.FAILED_PRECONDITION,
  already_reversed: Status.FAILED_PRECONDITION,
  not_reversible: Status.FAILED_PRECONDITION,
  wallet_closed: Status.FAILED_PRECONDITION,
  not_empty: Status.FAILED_PRECONDITION,
  below_balance: Status.FAILED_PRECONDITION,
  clearing_account: Status.FAILED_PRECONDITION,
  payment_too_large: Status.INVALID_ARGUMENT,
  no_snapshot: Status.FAILED_PRECONDITION,
  expired: Status.FAILED_PRECONDITION,
  cancelled: Status.FAILED_PRECONDITION,
  superseded: Status.FAILED_PRECONDITION,
  already_approved: Status.FAILED_PRECONDITION,
  not_approved: Status.FAILED_PRECONDITION,
  nothing_to_pay: Status.FAILED_PRECONDITION,
  documents_missing: Status.FAILED_PRECONDITION,
  conflict: Status.FAILED_PRECONDITION,
  not_proved: Status.DATA_LOSS,
  overloaded: Status.RESOURCE_EXHAUSTED,
  unavailable: Status.UNAVAILABLE,
  outcome_unknown: Status.UNKNOWN,
}

export function grpcCodeOf(code: RefusalCode | RetryableCode): Status {
  return STATUS[code]
}

/** What the caller is told of an error of the gateway's; null for a bug. */
export function statusOf(error: unknown): ServerError | null {
  const known = classify(error)
  return known === null ? null : new ServerError(grpcCodeOf(known.code), known.message)
}
