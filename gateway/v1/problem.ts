import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Log } from '../../common/log.ts'
import { type AnyCode, CODES } from '../codes.ts'
import { classify, headersOf, OutcomeUnknown, Refused } from '../errors.ts'
import { BodyPart } from './body-parts.ts'
import { component } from './openapi/component.ts'
import { Uuid } from './uuid.ts'

export const Problem = component(
  'Problem',
  Type.Object(
    {
      type: Type.Literal('about:blank', { description: 'The code tells more' }),
      title: Type.String({ description: 'Of the status' }),
      status: Type.Integer({ minimum: 400, maximum: 599 }),
      detail: Type.String({ description: 'For the one who reads it' }),
      code: Type.Enum(Object.keys(CODES) as AnyCode[], { description: 'Stable: for programs' }),
      request_id: Type.String(),
      errors: Type.Optional(
        Type.Array(BodyPart, { description: 'What is wrong with which part of the body; the first hundred' }),
      ),
      operation_ids: Type.Optional(
        Type.Array(Uuid, {
          description: 'Operations that may be queued or not: to be looked for before the request is sent again',
        }),
      ),
    },
    { description: 'RFC 9457, with a machine-readable code and the request’s id' },
  ),
)

export type Problem = Type.Static<typeof Problem>

const ERRORS_SHOWN = 100

const PATH_SHOWN = 200

/** Answers unknown paths, and whatever a route throws as a problem. What was not foreseen is logged, and the caller is told nothing of it. */
export function answerProblems(app: FastifyInstance, log: Log): void {
  app.setNotFoundHandler(answerUnknownV1Path)
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const known = classify(error.validation === undefined ? error : new Refused('invalid', validationDetail(error)))
    if (known === null) {
      log.error({ err: error, request_id: request.id, route: request.routeOptions.url }, 'request failed')
      return sendProblem(request, reply, { code: 'internal', detail: 'internal error' })
    }
    reply.headers(headersOf(known))
    return sendProblem(request, reply, {
      detail: known.message,
      code: known.code,
      ...(known instanceof Refused && known.parts.length > 0 ? { errors: known.parts.slice(0, ERRORS_SHOWN) } : {}),
      ...(known instanceof OutcomeUnknown ? { operation_ids: [...known.operationIds] } : {}),
    })
  })
}

/** What a schema refuses, such as `params/id must match pattern …`. */
function validationDetail({ message, validation, validationContext }: FastifyError): string {
  const [first] = validation ?? []
  const allowed: unknown = first?.params.allowedValues
  if (first === undefined || !Array.isArray(allowed)) return message
  return `${validationContext}${first.instancePath} must be ${allowed.join(' or ')}`
}

export function answerUnknownV1Path(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const detail = `no such path: ${request.url.slice(0, PATH_SHOWN)}`
  return sendProblem(request, reply, { code: 'not_found', detail })
}

/** What is told of a problem, beyond what its code says. */
type Told = Pick<Problem, 'code' | 'detail' | 'errors' | 'operation_ids'>

function sendProblem(request: FastifyRequest, reply: FastifyReply, told: Told): FastifyReply {
  const problem = problemOf(told, request.id)
  return reply.code(problem.status).header('content-type', 'application/problem+json').send(JSON.stringify(problem))
}

export function problemOf(told: Told, requestId: string): Problem {
  const { status } = CODES[told.code]
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, ...told, request_id: requestId }
}
