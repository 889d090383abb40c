import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Log } from '../../common/log.ts'
import { classify, httpStatusOf, Refused, Retryable } from '../errors.ts'

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
    if (known instanceof Refused) return sendError(reply.code(statusOf(known)), known.message)
    if (known instanceof Retryable) {
      log.debug(about, 'request turned away')
      reply.code(httpStatusOf(known)).header('retry-after', known.retryAfterSec)
      return sendError(reply, known.message)
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

/** Paths and methods are judged as everywhere; what is refused within a route is an answer of that route. */
function statusOf({ code }: Refused): number {
  return code === 'method_not_allowed' ? 405 : 200
}
