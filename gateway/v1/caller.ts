import type { FastifyRequest } from 'fastify'

/** Whose idempotency keys a request uses. While nobody is asked who they are, all callers are one. */
export function callerOf({ principal }: FastifyRequest): string {
  return principal.caller
}
