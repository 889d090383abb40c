import type { Claim } from '../../idempotency/claim.ts'
import { keptOperation } from '../../idempotency/idempotency.ts'
import { assertNoBody } from '../body-parts.ts'
import { once } from '../once.ts'
import { documented } from '../openapi/documented.ts'
import { Accepted } from '../operation-status.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'

const schema = documented({
  operationId: 'reversePayment',
  tags: ['payments'],
  summary: 'Queue the reversal of a payment',
  description:
    'A payment is reversed once, and only when it was applied; a reversal is not reversed. Whether the reversal is applied is in its own status.',
  params: UuidParams,
  response: { 202: Accepted },
  answerHeaders: ['Location'],
  idempotent: true,
  problems: ['not_found', 'gone', 'not_applied', 'already_reversed', 'overloaded', 'outcome_unknown'],
})

/** Answers once the reversal is durably queued. */
export function reversePayment(app: V1App, { clearing, idempotency }: V1Context): void {
  app.post('/payments/:id/reversal', { schema }, async (request, reply) => {
    const work = async (claim: Claim | undefined) => {
      assertNoBody(request.body)
      return clearing.payments.reverse(request.params.id.toLowerCase(), claim)
    }
    const id = await once(idempotency, request, reply, work, keptOperation)
    reply.code(202).header('location', `/v1/payments/${id}`)
    return { id, status: 'new' as const }
  })
}
