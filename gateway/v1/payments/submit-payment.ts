import Type from 'typebox'
import { Refused } from '../../errors.ts'
import { readByHandler, summaryOf } from '../body-parts.ts'
import type { V1App, V1Context } from '../v1.ts'
import { NewPaymentBody, paymentRefused, readNewPayment } from './new-payment.ts'

export const Accepted = Type.Object({ id: Type.String(), status: Type.Literal('new') })

/** Answers once the payment is durably queued. */
export function submitPayment(app: V1App, { clearing }: V1Context): void {
  const schema = { body: NewPaymentBody, response: { 202: Accepted } }
  app.post('/payments', { schema, validatorCompiler: readByHandler }, async ({ body }, reply) => {
    const payment = readNewPayment(body, '')
    if (Array.isArray(payment)) throw new Refused('invalid', summaryOf(payment), payment)
    const id = await clearing.payments.pay(payment).catch((error: unknown) => {
      throw error instanceof Refused && error.parts.length > 0 ? paymentRefused(error) : error
    })
    reply.code(202).header('location', `/v1/payments/${id}`)
    return { id, status: 'new' as const }
  })
}
