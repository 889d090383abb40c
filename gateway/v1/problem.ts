import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Log } from '../../common/log.ts'
import { type BodyPart, classify, headersOf, httpStatusOf, OutcomeUnknown, Refused } from '../errors.ts'

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
  /** What is wrong with which part of the body; the first hundred. */
  errors?: readonly BodyPart[]
  /** Operations that may be queued or not: to be looked for before the request is sent again. */
  operation_ids?: readonly string[]
}

const ERRORS_SHOWN = 100

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
      return sendProblem(request, reply, { status: 500, code: 'internal', detail: 'internal error' })
    }
    reply.headers(headersOf(known))
    return sendProblem(request, reply, {
      status: httpStatusOf(known),
      detail: known.message,
      code: known.code,
      ...(known instanceof Refused && known.parts.length > 0 ? { errors: known.parts.slice(0, ERRORS_SHOWN) } : {}),
      ...(known instanceof OutcomeUnknown ? { operation_ids: known.operationIds } : {}),
    })
  })
}

function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, ...rest }: Omit<Problem, 'type' | 'title' | 'request_id'>,
): FastifyReply {
  const title = STATUS_CODES[status] ?? 'Error'
  const problem: Problem = { type: 'about:blank', title, status, ...rest, request_id: request.id }
  return reply.code(status).header('content-type', 'application/problem+json').send(JSON.stringify(problem))
}
