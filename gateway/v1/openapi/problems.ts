import { type AnyCode, CODES, RETRYABLES } from '../../codes.ts'
import type { Right } from '../../identity/rights.ts'
import { problemOf } from '../problem.ts'
import { type AnswerHeader, headerReferences } from './headers.ts'

/** What is known of a route before its own problems. */
export interface RouteShape {
  method: string
  hasParameters: boolean
  right: Right
  /** Whether it takes an idempotency key. */
  idempotent: boolean
  problems: readonly AnyCode[]
}

/** All codes that a route may answer: its own, and those that every route like it has. */
export function codesOf({ method, hasParameters, right, idempotent, problems }: RouteShape): AnyCode[] {
  const takesBody = method !== 'GET'
  return [
    ...new Set<AnyCode>([
      ...(takesBody || hasParameters ? (['invalid'] as const) : []),
      ...(takesBody ? (['too_large', 'unsupported_media_type'] as const) : []),
      ...problems,
      ...codesOfRight(right),
      ...(idempotent ? (['idempotency_mismatch', 'idempotency_in_flight'] as const) : []),
      'internal',
      'unavailable',
    ]),
  ]
}

function codesOfRight({ roles, counted }: Right): AnyCode[] {
  if (roles !== 'anyone') return ['unauthenticated', 'forbidden', 'rate_limited']
  return counted ? ['rate_limited'] : []
}

/** The answers with these codes, by status. */
export function problemAnswers(codes: readonly AnyCode[]): Record<string, object> {
  const byStatus = Map.groupBy(codes, (code) => CODES[code].status)
  return Object.fromEntries([...byStatus].map(([status, ofStatus]) => [status, problemAnswer(ofStatus)]))
}

function problemAnswer(codes: readonly AnyCode[]): object {
  return {
    description: codes.map((code) => `\`${code}\`: ${CODES[code].meaning}`).join('\n\n'),
    headers: headerReferences(headersOf(codes)),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            { type: 'object', properties: { code: { type: 'string', enum: codes } }, required: ['code'] },
          ],
        },
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  }
}

function headersOf(codes: readonly AnyCode[]): AnswerHeader[] {
  const headers: AnswerHeader[] = ['X-Request-Id']
  if (codes.some(isRetryable)) headers.push('Retry-After')
  if (codes.includes('unauthenticated')) headers.push('WWW-Authenticate')
  if (codes.includes('rate_limited')) headers.push('RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset')
  return headers
}

function isRetryable(code: AnyCode): boolean {
  return code in RETRYABLES
}

/** One of each code, by its code. */
export function problemExamples(codes: Iterable<AnyCode>): Record<string, object> {
  return Object.fromEntries(
    [...codes].map((code) => [
      code,
      { summary: CODES[code].title, value: problemOf({ code, detail: CODES[code].meaning }, 'c0ffee123456-1k') },
    ]),
  )
}
