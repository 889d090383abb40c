import { Refused } from '../errors.ts'
import type { Claim } from '../idempotency/claim.ts'
import { keptOperation } from '../idempotency/idempotency.ts'
import type { Principal } from '../identity/principal.ts'
import { OperationRefused } from '../ingest/ingest.ts'
import { readByHandler, summaryOf } from './body-parts.ts'
import { NEW_OPERATIONS, NewOperationBody, partOf, readOperation, toItself } from './new-operation.ts'
import { once } from './once.ts'
import { documented } from './openapi/documented.ts'
import { Accepted } from './operation-status.ts'
import type { V1App, V1Context } from './v1.ts'

const schema = documented({
  operationId: 'submitOperation',
  tags: ['operations'],
  summary: 'Queue an operation',
  description:
    'Answered when it is durably queued; `GET /v1/operations/{id}` tells what has become of it. What is sent after the answer is queued behind it.',
  body: NewOperationBody,
  bodyExamples: NEW_OPERATIONS,
  response: { 202: Accepted },
  answerHeaders: ['Location'],
  idempotent: true,
  problems: ['not_found', 'overloaded', 'outcome_unknown'],
})

/** Answers once the operation is durably queued. */
export function submitOperation(app: V1App, { ingest, idempotency, identity: { ownership } }: V1Context): void {
  // The body is read by the same schema's parts: that tells what is wrong with the kind that was meant.
  app.post('/operations', { schema, validatorCompiler: readByHandler }, async (request, reply) => {
    const work = (claim: Claim | undefined) => queue(request.body, claim, request.principal)
    const id = await once(idempotency, request, reply, work, keptOperation)
    reply.code(202).header('location', `/v1/operations/${id}`)
    return { id, status: 'new' as const }
  })

  async function queue(body: unknown, claim: Claim | undefined, caller: Principal): Promise<string> {
    const operation = readOperation(body, '')
    if (Array.isArray(operation)) throw new Refused('invalid', summaryOf(operation), operation)
    await ownership.assertMayPay(caller, operation)
    const itself = toItself(operation, '')
    if (itself.length > 0) throw new Refused('invalid', summaryOf(itself), itself)
    try {
      return await ingest.queue(operation, claim)
    } catch (error) {
      if (!(error instanceof OperationRefused)) throw error
      throw new Refused(error.code, error.message, [partOf(error, '')])
    }
  }
}
