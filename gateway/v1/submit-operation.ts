import { Refused } from '../errors.ts'
import { OperationRefused } from '../ingest/ingest.ts'
import { readByHandler, summaryOf } from './body-parts.ts'
import { NEW_OPERATIONS, NewOperationBody, partOf, readOperation } from './new-operation.ts'
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
  problems: ['not_found', 'overloaded', 'outcome_unknown'],
})

/** Answers once the operation is durably queued. */
export function submitOperation(app: V1App, { ingest }: V1Context): void {
  // The body is read by the same schema's parts: that tells what is wrong with the kind that was meant.
  app.post('/operations', { schema, validatorCompiler: readByHandler }, async ({ body }, reply) => {
    const operation = readOperation(body, '')
    if (Array.isArray(operation)) throw new Refused('invalid', summaryOf(operation), operation)
    try {
      const id = await ingest.queue(operation)
      reply.code(202).header('location', `/v1/operations/${id}`)
      return { id, status: 'new' as const }
    } catch (error) {
      if (!(error instanceof OperationRefused)) throw error
      throw new Refused(error.code, error.message, [partOf(error, '')])
    }
  })
}
