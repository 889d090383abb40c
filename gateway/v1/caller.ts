import type { FastifyRequest } from 'fastify'

/** Whose idempotency keys a request uses. Without authentication all callers are one. */
export function callerOf(_request: FastifyRequest): string {
  return ''
}
