import { ServerError, Status } from 'nice-grpc'
import { CODES, type RefusalCode, type RetryableCode } from './codes.ts'
import { classify } from './errors.ts'

export function grpcCodeOf(code: RefusalCode | RetryableCode): Status {
  return Status[CODES[code].grpc]
}

/** What the caller is told of an error of the gateway's; null for a bug. */
export function statusOf(error: unknown): ServerError | null {
  const known = classify(error)
  return known === null ? null : new ServerError(grpcCodeOf(known.code), known.message)
}
