import { readPayment } from '../../clearing/sql/read-payment.ts'
import { unknownOperation } from '../../sql/read-operation.ts'
import { documented } from '../openapi/documented.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Payment, paymentOf } from './payment.ts'

const schema = documented({
  operationId: 'readPayment',
  tags: ['payments'],
  summary: 'What has become of a payment or a reversal',
  description: 'A payment also tells of its reversal, and a reversal of its payment.',
  params: UuidParams,
  response: { 200: Payment },
  problems: ['not_found', 'gone'],
})

/** Payments, and reversals of them. */
export function readPaymentRoute(app: V1App, { pools }: V1Context): void {
  app.get('/payments/:id', { schema }, async ({ params: { id } }) => {
    const found = await readPayment(pools.reads, id)
    if (found === null) throw await unknownOperation(pools.reads, id, 'payment')
    return paymentOf(found)
  })
}
