import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Log } from '../../common/log.ts'
import { classify, headersOf, httpStatusOf, Refused, Retryable } from '../errors.ts'

const JSON_TYPE = 'application/json; charset=utf-8'

/** @param json what the payload is, as JSON text */
export function sendPayload(reply: FastifyReply, json: string): FastifyReply {
  return reply.header('content-type', JSON_TYPE).send(`{"payload":${json}}`)
}

function sendError(reply: FastifyReply, message: string): FastifyReply {
  return sendPayload(reply, JSON.stringify({ error: message }))
}

/**
 * Answers whatever a route throws in the envelope. What was not foreseen is logged, and the caller is
 * told nothing of it.
 */
export function answerErrors(app: FastifyInstance, log: Log): void {
  app.setErrorHandler((error, request, reply) => {
    const known = classify(error)
    const about = { err: known ?? error, request_id: request.id, route: request.routeOptions.url }
    reply.removeHeader('content-disposition')
    if (known !== null) reply.headers(headersOf(known))
    if (known instanceof Refused) return sendError(reply.code(statusOf(known)), known.message)
    if (known instanceof Retryable) {
      log.debug(about, 'request turned away')
      return sendError(reply.code(httpStatusOf(known)), known.message)
    }
    log.error(about, 'request failed')
    return sendError(reply.code(200), 'internal error')
  })
}

export function answerUnknownPaths(app: FastifyInstance): void {
  app.setNotFoundHandler(answerUnknownPath)
}

export function answerUnknownPath(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendError(reply.code(404), `no such path: ${request.url.slice(0, PATH_SHOWN)}`)
}

const PATH_SHOWN = 200

const JUDGED_AS_EVERYWHERE: ReadonlySet<string> = new Set(['method_not_allowed', 'unauthenticated', 'forbidden'])

/** Paths, methods and callers are judged as everywhere; what else is refused within a route is an answer of that route. */
function statusOf(error: Refused): number {
  return JUDGED_AS_EVERYWHERE.has(error.code) ? httpStatusOf(error) : 200
}
