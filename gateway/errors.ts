import { isRetryable } from '../common/database/errors.ts'
import { CODES, type RefusalCode, type RetryableCode } from './codes.ts'

/** The caller's fault: the same request will never work. The message is for the caller. */
export class Refused extends Error {
  override readonly name = 'Refused'
  /** Stable and machine-readable, such as `not_found`. */
  readonly code: RefusalCode
  /** What is wrong with which part of the body; empty where the message says all. */
  readonly parts: readonly BodyPart[]

  constructor(code: RefusalCode, message: string, parts: readonly BodyPart[] = []) {
    super(message)
    this.code = code
    this.parts = parts
  }
}

/** A part of a request's body that is refused. */
export interface BodyPart {
  /** JSON pointer (RFC 6901). */
  pointer: string
  code: RefusalCode
  detail: string
}

/** Nobody's fault that lasts: the same request may work in a moment. The message is for the caller. */
export class Retryable extends Error {
  override readonly name = 'Retryable'
  readonly code: RetryableCode
  readonly retryAfterSec: number

  constructor(code: RetryableCode, message: string, options: ErrorOptions & { retryAfterSec?: number } = {}) {
    super(message, options)
    this.code = code
    this.retryAfterSec = options.retryAfterSec ?? 1
  }
}

/** Some or all of these operations may be queued. */
export class OutcomeUnknown extends Retryable {
  readonly operationIds: readonly string[]

  constructor(operationIds: readonly string[], options?: ErrorOptions) {
    const [first] = operationIds
    const which = operationIds.length === 1 ? `operation ${first}` : 'its operations'
    super(
      'outcome_unknown',
      `the database went away during the commit: look for ${which} before you try again`,
      options,
    )
    this.operationIds = operationIds
  }

  /** What is to be told of one of them alone. */
  of(place: number): OutcomeUnknown {
    return new OutcomeUnknown(this.operationIds.slice(place, place + 1), { cause: this.cause })
  }
}

/** Headers that an answer with the error needs, by lower-case name. */
export function headersOf(error: Refused | Retryable): Record<string, string> {
  if (error instanceof Retryable) return { 'retry-after': String(error.retryAfterSec) }
  return error.code === 'unauthenticated' ? { 'www-authenticate': 'Bearer realm="walletmesh"' } : {}
}

export function httpStatusOf(error: Refused | Retryable): number {
  return CODES[error.code].status
}

export const NOT_JSON = 'the body must be JSON, sent with the header Content-Type: application/json'

/** What the framework itself refuses, by its code. */
const FRAMEWORK_REFUSALS: Record<string, readonly [RefusalCode, string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['too_large', 'the body is too long'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported_media_type', NOT_JSON],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['invalid', 'the body is not as long as Content-Length says'],
}

function isClientError(error: unknown): error is Error {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  return status >= 400 && status < 500
}

/**
 * Sorts whatever a route threw: the caller's fault, a fault of the moment, or null for a bug, of which the caller is told
 * nothing.
 */
export function classify(error: unknown): Refused | Retryable | null {
  if (error instanceof Refused || error instanceof Retryable) return error
  // drizzle wraps the errors of the driver.
  if (isRetryable(error) || (error instanceof Error && isRetryable(error.cause))) {
    return new Retryable('unavailable', 'the database cannot be reached, try again', { cause: error })
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = FRAMEWORK_REFUSALS[code]
  if (known !== undefined) return new Refused(...known)
  if (code.startsWith('FST_ERR_') && isClientError(error)) return new Refused('invalid', error.message)
  // The request ended before its body did.
  if (code === 'ECONNRESET' || code === 'ABORT_ERR') return new Refused('invalid', 'the request was cut off')
  return null
}
