import { type AnyCode, CODES, RETRYABLES } from '../../codes.ts'
import { problemOf } from '../problem.ts'
import { type AnswerHeader, headerReferences } from './headers.ts'

/** What is known of a route before its own problems. */
export interface RouteShape {
  method: string
  hasParameters: boolean
  /** Whether it takes an idempotency key. */
  idempotent: boolean
  problems: readonly AnyCode[]
}

/** All codes that a route may answer: its own, and those that every route like it has. */
export function codesOf({ method, hasParameters, idempotent, problems }: RouteShape): AnyCode[] {
  const takesBody = method !== 'GET'
  return [
    ...new Set<AnyCode>([
      ...(takesBody || hasParameters ? (['invalid'] as const) : []),
      ...(takesBody ? (['too_large', 'unsupported_media_type'] as const) : []),
      ...problems,
      ...(idempotent ? (['idempotency_mismatch', 'idempotency_in_flight'] as const) : []),
      'internal',
      'unavailable',
    ]),
  ]
}

/** The answers with these codes, by status. */
export function problemAnswers(codes: readonly AnyCode[]): Record<string, object> {
  const byStatus = Map.groupBy(codes, (code) => CODES[code].status)
  return Object.fromEntries([...byStatus].map(([status, ofStatus]) => [status, problemAnswer(ofStatus)]))
}

function problemAnswer(codes: readonly AnyCode[]): object {
  const headers: AnswerHeader[] = codes.some(isRetryable) ? ['X-Request-Id', 'Retry-After'] : ['X-Request-Id']
  return {
    description: codes.map((code) => `\`${code}\`: ${CODES[code].meaning}`).join('\n\n'),
    headers: headerReferences(headers),
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
