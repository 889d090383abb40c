import type { FastifyReply, FastifyRequest } from 'fastify'
import { withoutCardNumbers } from '../../cards/card-number.ts'

const PROBLEMS_FROM = 400

/**
 * Of routes that cards are sent to: a problem does not repeat a card number, wherever in the request somebody wrote it, be it the name of a
 * field.
 */
export async function withoutCards(_request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (reply.statusCode < PROBLEMS_FROM || typeof payload !== 'string') return payload
  return withoutCardNumbers(payload)
}
