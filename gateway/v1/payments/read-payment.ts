import { readPayment } from '../../clearing/sql/read-payment.ts'
import { unknownOperation } from '../../sql/read-operation.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Payment, paymentOf } from './payment.ts'

/** Payments, and reversals of them. */
export function readPaymentRoute(app: V1App, { pools }: V1Context): void {
  const schema = { params: UuidParams, response: { 200: Payment } }
  app.get('/payments/:id', { schema }, async ({ params: { id } }) => {
    const found = await readPayment(pools.reads, id)
    if (found === null) throw await unknownOperation(pools.reads, id, 'payment')
    return paymentOf(found)
  })
}
