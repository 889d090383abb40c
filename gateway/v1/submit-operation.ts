import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { Refused } from '../errors.ts'
import type { Claim } from '../idempotency/claim.ts'
import { keptOperation } from '../idempotency/idempotency.ts'
import { OperationRefused } from '../ingest/refused.ts'
import { readByHandler, summaryOf } from './body-parts.ts'
import { ANY_OPERATIONS, AnyOperationBody, partOf, readAnyOperation, toItself } from './new-operation.ts'
import { once } from './once.ts'
import { documented } from './openapi/documented.ts'
import { Accepted } from './operation-status.ts'
import { Operation, operationOf } from './operations.ts'
import type { V1App, V1Context } from './v1.ts'

const SECONDS_BY_DEFAULT = 5
const SECONDS_MAX = 30
const SECOND_MS = 1_000

const Query = Type.Object({
  wait: Type.Optional(Type.Literal('applied', { description: 'Answer with the outcome' })),
  wait_sec: Type.Optional(
    Type.Integer({ minimum: 1, maximum: SECONDS_MAX, default: SECONDS_BY_DEFAULT, description: 'How long' }),
  ),
})

const schema = documented({
  operationId: 'submitOperation',
  tags: ['operations'],
  summary: 'Queue an operation',
  description:
    'Answered with 202 when it is durably queued; `GET /v1/operations/{id}` tells what has become of it. What is sent after the answer is queued behind it.\n\nWith `wait=applied` it is answered with 200 and the outcome once the operation has ended, or with 202 when it has not in time.',
  querystring: Query,
  body: AnyOperationBody,
  bodyExamples: ANY_OPERATIONS,
  response: { 200: Operation, 202: Accepted },
  answerHeaders: ['Location'],
  idempotent: true,
  problems: ['not_found', 'gone', 'not_applied', 'already_reversed', 'not_reversible', 'overloaded', 'outcome_unknown'],
})

/** Who asks, and in which request. */
type Asker = Pick<FastifyRequest, 'principal' | 'id'>

/** Answers once the operation is durably queued, or, when the caller waits for it, with what became of it. */
export function submitOperation(app: V1App, context: V1Context): void {
  const {
    ingest,
    idempotency,
    outcomes,
    identity: { ownership },
  } = context
  // The body is read by the same schema's parts: that tells what is wrong with the kind that was meant.
  app.post('/operations', { schema, validatorCompiler: readByHandler }, async (request, reply) => {
    const work = (claim: Claim | undefined) => queue(request.body, claim, request)
    const id = await once(idempotency, request, reply, work, keptOperation)
    reply.header('location', `/v1/operations/${id}`)
    const { wait, wait_sec: waitSec = SECONDS_BY_DEFAULT } = request.query
    const ended = wait === undefined ? null : await outcomes.ended(id, waitSec * SECOND_MS)
    if (ended !== null) return reply.code(200).send(operationOf(ended))
    return reply.code(202).send({ id, status: 'new' as const })
  })

  async function queue(
    body: unknown,
    claim: Claim | undefined,
    { principal: caller, id: requestId }: Asker,
  ): Promise<string> {
    const operation = readAnyOperation(body, '')
    if (Array.isArray(operation)) throw new Refused('invalid', summaryOf(operation), operation)
    await ownership.assertMayAsk(caller, operation)
    const itself = toItself(operation, '')
    if (itself.length > 0) throw new Refused('invalid', summaryOf(itself), itself)
    try {
      if (operation.kind !== 'reversal') return await ingest.queue({ ...operation, requestId }, claim)
      const { reversedId, message } = operation
      return await ingest.queueReversal(reversedId, 'wallets', { message, claim })
    } catch (error) {
      if (!(error instanceof OperationRefused)) throw error
      throw new Refused(error.code, error.message, [partOf(error, '')])
    }
  }
}
