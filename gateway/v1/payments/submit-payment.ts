import { Refused } from '../../errors.ts'
import type { Claim } from '../../idempotency/claim.ts'
import { keptOperation } from '../../idempotency/idempotency.ts'
import { readByHandler, summaryOf } from '../body-parts.ts'
import { once } from '../once.ts'
import { documented } from '../openapi/documented.ts'
import { Accepted } from '../operation-status.ts'
import type { V1App, V1Context } from '../v1.ts'
import { NEW_PAYMENT, NewPaymentBody, paymentRefused, readNewPayment } from './new-payment.ts'

const schema = documented({
  operationId: 'submitPayment',
  tags: ['payments'],
  summary: 'Queue a payment between two clearing accounts',
  description:
    'Answered when it is durably queued; `GET /v1/payments/{id}` tells what has become of it. Accounts that are not there yet are opened by it.',
  body: NewPaymentBody,
  bodyExamples: { payment: NEW_PAYMENT },
  response: { 202: Accepted },
  answerHeaders: ['Location'],
  idempotent: true,
  problems: ['not_found', 'payment_too_large', 'overloaded', 'outcome_unknown'],
})

/** Answers once the payment is durably queued. */
export function submitPayment(app: V1App, { clearing, idempotency }: V1Context): void {
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
