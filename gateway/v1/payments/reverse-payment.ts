import { assertNoBody } from '../body-parts.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Accepted } from './submit-payment.ts'

/** Answers once the reversal is durably queued. */
export function reversePayment(app: V1App, { clearing }: V1Context): void {
  const schema = { params: UuidParams, response: { 202: Accepted } }
  app.post('/payments/:id/reversal', { schema }, async ({ params, body }, reply) => {
    assertNoBody(body)
    const id = await clearing.payments.reverse(params.id.toLowerCase())
    reply.code(202).header('location', `/v1/payments/${id}`)
    return { id, status: 'new' as const }
  })
}
