import type { V1App, V1Context } from '../v1.ts'
import { listPaymentsRoute } from './list-payments.ts'
import { readPaymentRoute } from './read-payment.ts'
import { reversePayment } from './reverse-payment.ts'
import { submitPayment } from './submit-payment.ts'
import { submitPayments } from './submit-payments.ts'

/** Payments between banks. */
export function paymentRoutes(app: V1App, context: V1Context): void {
  submitPayment(app, context)
  submitPayments(app, context)
  listPaymentsRoute(app, context)
  readPaymentRoute(app, context)
  reversePayment(app, context)
}
