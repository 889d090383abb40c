import Type from 'typebox'
import { Refused } from '../../errors.ts'
import type { Claim } from '../../idempotency/claim.ts'
import { keptOperation } from '../../idempotency/idempotency.ts'
import { readByHandler, summaryOf } from '../body-parts.ts'
import { once } from '../once.ts'
import type { V1App, V1Context } from '../v1.ts'
import { NewPaymentBody, paymentRefused, readNewPayment } from './new-payment.ts'

export const Accepted = Type.Object({ id: Type.String(), status: Type.Literal('new') })

/** Answers once the payment is durably queued. */
export function submitPayment(app: V1App, { clearing, idempotency }: V1Context): void {
  const schema = { body: NewPaymentBody, response: { 202: Accepted } }
  app.post('/payments', { schema, validatorCompiler: readByHandler }, async (request, reply) => {
    const work = (claim: Claim | undefined) => pay(request.body, claim)
    const id = await once(idempotency, request, reply, work, keptOperation)
    reply.code(202).header('location', `/v1/payments/${id}`)
    return { id, status: 'new' as const }
  })

  async function pay(body: unknown, claim: Claim | undefined): Promise<string> {
    const payment = readNewPayment(body, '')
    if (Array.isArray(payment)) throw new Refused('invalid', summaryOf(payment), payment)
    return clearing.payments.pay(payment, claim).catch((error: unknown) => {
      throw error instanceof Refused && error.parts.length > 0 ? paymentRefused(error) : error
    })
  }
}
