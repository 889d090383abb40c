import { boolean, date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { amount, bytea, timestamptz, walletId } from './columns.ts'

export const cardTransactions = pgTable('card_transactions', {
  id: uuid('id').primaryKey(),
  walletId: walletId('wallet_id').notNull(),
  description: text('description').notNull(),
  paymentMethod: text('payment_method', { enum: ['credit_card', 'debit_card'] }).notNull(),
  amount: amount('amount').notNull(),
  fee: amount('fee').notNull(),
  net: amount('net').notNull(),
  currency: text('currency').notNull(),
  dueOn: date('due_on').notNull(),
  cardBrand: text('card_brand').notNull(),
  cardBin: text('card_bin').notNull(),
  cardLastFour: text('card_last_four').notNull(),
  cardHolder: text('card_holder').notNull(),
  cardExpiry: text('card_expiry').notNull(),
  cardFingerprint: bytea('card_fingerprint').notNull(),
  status: text('status', {
    enum: ['processing', 'pending_payment', 'paid', 'declined', 'pending_refund', 'refunded'],
  }).notNull(),
  reason: text('reason'),
  acquirerState: text('acquirer_state', {
    enum: ['asked', 'approved', 'declined', 'cancelling', 'cancelled'],
  }).notNull(),
  attempts: integer('attempts').notNull(),
  nextAttemptAt: timestamptz('next_attempt_at'),
  refundRequested: amount('refund_requested').notNull(),
  refunded: amount('refunded').notNull(),
  createdAt: timestamptz('created_at').notNull(),
})

export const payables = pgTable('payables', {
  id: uuid('id').primaryKey(),
  transactionId: uuid('transaction_id').notNull(),
  walletId: walletId('wallet_id').notNull(),
  amount: amount('amount').notNull(),
  fee: amount('fee').notNull(),
  net: amount('net').notNull(),
  currency: text('currency').notNull(),
  dueOn: date('due_on').notNull(),
  status: text('status', { enum: ['waiting_funds', 'paid', 'refunded'] }).notNull(),
  refunded: amount('refunded').notNull(),
  operationId: uuid('operation_id').notNull(),
  queuedAt: timestamptz('queued_at'),
  endedAt: timestamptz('ended_at'),
  createdAt: timestamptz('created_at').notNull(),
})

export const cardRefunds = pgTable('card_refunds', {
  id: uuid('id').primaryKey(),
  transactionId: uuid('transaction_id').notNull(),
  amount: amount('amount').notNull(),
  net: amount('net').notNull(),
  status: text('status', { enum: ['pending', 'succeeded', 'failed'] }).notNull(),
  reason: text('reason'),
  takenAt: timestamptz('taken_at'),
  attempts: integer('attempts').notNull(),
  nextAttemptAt: timestamptz('next_attempt_at'),
  createdAt: timestamptz('created_at').notNull(),
  endedAt: timestamptz('ended_at'),
})

export const cardKeys = pgTable('card_keys', {
  one: boolean('one').primaryKey(),
  key: bytea('key').notNull(),
  createdAt: timestamptz('created_at').notNull(),
})

export const simulatedAuthorizations = pgTable('simulated_authorizations', {
  id: uuid('id').primaryKey(),
  state: text('state', { enum: ['approved', 'declined', 'cancelled'] }).notNull(),
  reason: text('reason'),
  amount: amount('amount'),
  refunded: amount('refunded').notNull(),
  askedAt: timestamptz('asked_at').notNull(),
})

export const simulatedRefunds = pgTable('simulated_refunds', {
  id: uuid('id').primaryKey(),
  authorizationId: uuid('authorization_id').notNull(),
  amount: amount('amount').notNull(),
})
