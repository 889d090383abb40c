import type { HttpAnswer, NoAnswer } from './http-client.ts'

/** What became of one payment. */
export type PayAnswer =
  | { kind: 'accepted'; operationId: string }
  /** Declared by the gateway: nothing happened. */
  | { kind: 'overloaded'; retryAfterMs: number }
  | { kind: 'bad'; error: string; mayHaveHappened: boolean; isFromServer: boolean }

const PAUSE_MS = 250
/** However long Retry-After asks for. */
const RETRY_AFTER_MAX_MS = 10_000
const MS_PER_SEC = 1000

export function retryAfterMs({ retryAfterSec }: HttpAnswer): number {
  return retryAfterSec === null ? PAUSE_MS : Math.min(RETRY_AFTER_MAX_MS, retryAfterSec * MS_PER_SEC)
}

export function overloaded(answer: HttpAnswer): PayAnswer {
  return { kind: 'overloaded', retryAfterMs: retryAfterMs(answer) }
}

export function unanswered({ message, isUnsent }: NoAnswer): PayAnswer {
  return { kind: 'bad', error: message, mayHaveHappened: !isUnsent, isFromServer: false }
}

/** @param isRefused what is refused did not happen; a fault may come before or after the commit */
export function bad(error: string, isRefused: boolean): PayAnswer {
  return { kind: 'bad', error: withoutIds(error), mayHaveHappened: !isRefused, isFromServer: true }
}

const UUID = /[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}/gi
const TEXT_SHOWN = 120

/** So that alike ones are counted together. */
function withoutIds(text: string): string {
  return text.replaceAll(UUID, '…').replaceAll(/\s+/g, ' ').slice(0, TEXT_SHOWN)
}

/** The error that an answer tells of: in the envelope of the classic routes, or as a problem of /v1. */
export function textOf(answer: HttpAnswer): string {
  const error = payloadOf(answer)?.error ?? parsed(answer.body)?.detail
  const shown = withoutIds(typeof error === 'string' ? error : `not an answer of a gateway: ${answer.body}`)
  return answer.status === 200 ? shown : `${answer.status} ${shown}`
}

/** What is in the envelope of a classic route. */
export function payloadOf({ body }: HttpAnswer): Record<string, unknown> | undefined {
  const payload = parsed(body)?.payload
  return isRecord(payload) ? payload : undefined
}

export function parsed(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
