import { batchRoute } from '../batch.ts'
import type { V1App, V1Context } from '../v1.ts'
import { NewPaymentBody, readNewPayment, refusedParts } from './new-payment.ts'

/** The longest payment takes 200 bytes without indentation. */
const PAYMENT_BYTES_MAX = 480

/** Answers once everything that is sound is durably queued, in one commit. */
export function submitPayments(app: V1App, { clearing: { payments }, idempotency }: V1Context): void {
  batchRoute(app, idempotency, {
    path: '/payments/batch',
    name: 'payments',
    schema: NewPaymentBody,
    bytesMax: PAYMENT_BYTES_MAX,
    read: readNewPayment,
    queueEach: (items, claim) => payments.payEach(items, claim),
    queueAll: (items, claim) => payments.payAll(items, claim),
    partsOf: refusedParts,
  })
}
