import Type from 'typebox'
import { Refused } from '../errors.ts'
import { OperationRefused } from '../ingest/ingest.ts'
import { readByHandler, summaryOf } from './body-parts.ts'
import { AnyOperationBody, partOf, readAnyOperation } from './new-operation.ts'
import { Operation, operationOf } from './operations.ts'
import type { V1App, V1Context } from './v1.ts'

const Accepted = Type.Object({ id: Type.String(), status: Type.Literal('new') })

const SECONDS_BY_DEFAULT = 5
const SECONDS_MAX = 30
const SECOND_MS = 1_000

const Query = Type.Object({
  wait: Type.Optional(Type.Literal('applied', { description: 'Answer with the outcome' })),
  wait_sec: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: SECONDS_MAX,
      description: `How long; ${SECONDS_BY_DEFAULT} unless told otherwise`,
    }),
  ),
})

/** Answers once the operation is durably queued, or, when the caller waits for it, with what became of it. */
export function submitOperation(app: V1App, { ingest, outcomes }: V1Context): void {
  const schema = { querystring: Query, body: AnyOperationBody, response: { 200: Operation, 202: Accepted } }

  async function queue(body: unknown): Promise<string> {
    const operation = readAnyOperation(body, '')
    if (Array.isArray(operation)) throw new Refused('invalid', summaryOf(operation), operation)
    try {
      if (operation.kind !== 'reversal') return await ingest.queue(operation)
      return await ingest.queueReversal(operation.reversedId, 'wallets', operation.message)
    } catch (error) {
      if (!(error instanceof OperationRefused)) throw error
      throw new Refused(error.code, error.message, [partOf(error, '')])
    }
  }

  // The body is read by the same schema's parts: that tells what is wrong with the kind that was meant.
  app.post('/operations', { schema, validatorCompiler: readByHandler }, async ({ query, body }, reply) => {
    const id = await queue(body)
    reply.header('location', `/v1/operations/${id}`)
    const waitMs = (query.wait_sec ?? SECONDS_BY_DEFAULT) * SECOND_MS
    const ended = query.wait === undefined ? null : await outcomes.ended(id, waitMs)
    if (ended !== null) return reply.code(200).send(operationOf(ended))
    return reply.code(202).send({ id, status: 'new' as const })
  })
}
