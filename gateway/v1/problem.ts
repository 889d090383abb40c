import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Log } from '../../common/log.ts'
import { classify, httpStatusOf, Refused, Retryable } from '../errors.ts'

/** RFC 9457, section 3.1, with a machine-readable code and the request's id. */
export interface Problem {
  /** Always `about:blank`: the code tells more. */
  type: string
  title: string
  status: number
  detail: string
  /** Stable. */
  code: string
  request_id: string
}

const PATH_SHOWN = 200

/** Answers unknown paths, and whatever a route throws as a problem. What was not foreseen is logged, and the caller is told nothing of it. */
export function answerProblems(app: FastifyInstance, log: Log): void {
  app.setNotFoundHandler(async (request) => {
    throw new Refused('not_found', `no such path: ${request.url.slice(0, PATH_SHOWN)}`)
  })
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    // What a schema refuses, such as `params/id must match pattern …`.
    const known = classify(error.validation === undefined ? error : new Refused('invalid', error.message))
    if (known === null) {
      log.error({ err: error, request_id: request.id, route: request.routeOptions.url }, 'request failed')
      return sendProblem(request, reply, 500, 'internal', 'internal error')
    }
    if (known instanceof Retryable) reply.header('retry-after', known.retryAfterSec)
    return sendProblem(request, reply, httpStatusOf(known), known.code, known.message)
  })
}

function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: string,
  detail: string,
): FastifyReply {
  const problem: Problem = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    code,
    request_id: request.id,
  }
  return reply.code(status).header('content-type', 'application/problem+json').send(JSON.stringify(problem))
}
