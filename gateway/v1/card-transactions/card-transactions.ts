import type { V1App, V1Context } from '../v1.ts'
import { createCardTransaction } from './create-card-transaction.ts'
import { listCardTransactions } from './list-card-transactions.ts'
import { readCardTransaction } from './read-card-transaction.ts'
import { refundCardTransaction } from './refund-card-transaction.ts'

/** What cards paid to merchants. */
export function cardTransactionRoutes(app: V1App, context: V1Context): void {
  createCardTransaction(app, context)
  listCardTransactions(app, context)
  readCardTransaction(app, context)
  refundCardTransaction(app, context)
}
