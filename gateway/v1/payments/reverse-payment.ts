import type { Claim } from '../../idempotency/claim.ts'
import { keptOperation } from '../../idempotency/idempotency.ts'
import { assertNoBody } from '../body-parts.ts'
import { once } from '../once.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Accepted } from './submit-payment.ts'

/** Answers once the reversal is durably queued. */
export function reversePayment(app: V1App, { clearing, idempotency }: V1Context): void {
  const schema = { params: UuidParams, response: { 202: Accepted } }
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
