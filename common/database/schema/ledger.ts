import { bigint, boolean, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { OPERATION_KINDS } from '../../../ledger/operation.ts'
import { amount, bytea, rate, sum, timestamptz, walletId } from './columns.ts'

export const currencies = pgTable('currencies', {
  code: text('code').primaryKey(),
  usdPerUnit: rate('usd_per_unit').notNull(),
  updatedAt: timestamptz('updated_at').notNull(),
})

export const rateHistory = pgTable('rate_history', {
  id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
  code: text('code').notNull(),
  usdPerUnit: rate('usd_per_unit').notNull(),
  setAt: timestamptz('set_at').notNull(),
})

export const wallets = pgTable('wallets', {
  id: walletId('id').primaryKey().generatedAlwaysAsIdentity(),
  balance: amount('balance').notNull(),
  held: amount('held').notNull(),
  floor: amount('floor'),
  groupId: integer('group_id').notNull(),
  currency: text('currency').notNull(),
  state: text('state', { enum: ['open', 'frozen', 'closed'] }).notNull(),
  bankId: integer('bank_id'),
})

export const walletProfiles = pgTable('wallet_profiles', {
  walletId: walletId('wallet_id').primaryKey(),
  name: text('name').notNull(),
  country: text('country').notNull(),
  city: text('city').notNull(),
  createdAt: timestamptz('created_at').notNull(),
})

export const idempotencyKeys = pgTable('idempotency_keys', {
  key: uuid('key').primaryKey(),
  request: uuid('request').notNull(),
  operationId: uuid('operation_id'),
  operationIds: uuid('operation_ids').array(),
  answer: jsonb('answer'),
})

export const queue = pgTable('queue', {
  seq: bigint('seq', { mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
  groupId: integer('group_id').notNull(),
  operationId: uuid('operation_id').notNull(),
  kind: text('kind', { enum: OPERATION_KINDS }).notNull(),
  step: text('step', { enum: ['apply', 'credit', 'refund'] }).notNull(),
  originId: walletId('origin_id'),
  targetId: walletId('target_id'),
  amount: amount('amount').notNull(),
  currency: text('currency').notNull(),
  acceptedAt: timestamptz('accepted_at').notNull(),
  debit: amount('debit'),
  credit: amount('credit'),
  requestRate: rate('request_rate'),
  originRate: rate('origin_rate'),
  targetRate: rate('target_rate'),
  reason: text('reason'),
  walletId: walletId('wallet_id').notNull(),
  relatedId: uuid('related_id'),
  screened: boolean('screened').notNull(),
  requestId: text('request_id'),
})

export const holds = pgTable('holds', {
  operationId: uuid('operation_id').primaryKey(),
  walletId: walletId('wallet_id').notNull(),
  amount: amount('amount'),
  state: text('state', {
    enum: ['requested', 'declined', 'held', 'captured', 'released', 'expired', 'paid_out', 'refunded'],
  }).notNull(),
  captured: amount('captured').notNull(),
  refunded: amount('refunded').notNull(),
  expiresAt: timestamptz('expires_at'),
  endedBy: uuid('ended_by'),
  expiryId: uuid('expiry_id'),
})

export const operationMessages = pgTable('operation_messages', {
  operationId: uuid('operation_id').primaryKey(),
  message: text('message').notNull(),
})

export const journals = pgTable('journals', {
  groupId: integer('group_id').notNull(),
  seq: bigint('seq', { mode: 'bigint' }).notNull(),
  epoch: bigint('epoch', { mode: 'bigint' }).notNull(),
  operations: integer('operations').notNull(),
  postings: integer('postings').notNull(),
  previousHash: bytea('previous_hash').notNull(),
  hash: bytea('hash').notNull(),
  committedAt: timestamptz('committed_at').notNull(),
  durationUs: integer('duration_us').notNull(),
})

export const operations = pgTable('operations', {
  id: uuid('id').primaryKey(),
  groupId: integer('group_id').notNull(),
  journalSeq: bigint('journal_seq', { mode: 'bigint' }).notNull(),
  line: integer('line').notNull(),
  kind: text('kind', { enum: OPERATION_KINDS }).notNull(),
  status: text('status', { enum: ['success', 'decline'] }).notNull(),
  reason: text('reason'),
  originId: walletId('origin_id'),
  targetId: walletId('target_id'),
  amount: amount('amount').notNull(),
  currency: text('currency').notNull(),
  debit: amount('debit'),
  credit: amount('credit'),
  requestRate: rate('request_rate'),
  originRate: rate('origin_rate'),
  targetRate: rate('target_rate'),
  acceptedAt: timestamptz('accepted_at').notNull(),
  appliedAt: timestamptz('applied_at').notNull(),
  relatedId: uuid('related_id'),
})

export const postings = pgTable('postings', {
  walletId: walletId('wallet_id').notNull(),
  acceptedAt: timestamptz('accepted_at').notNull(),
  operationId: uuid('operation_id').notNull(),
  groupId: integer('group_id').notNull(),
  line: integer('line').notNull(),
  journalSeq: bigint('journal_seq', { mode: 'bigint' }).notNull(),
  kind: text('kind', { enum: [...OPERATION_KINDS, 'refund'] }).notNull(),
  amount: amount('amount').notNull(),
  currency: text('currency').notNull(),
  balance: amount('balance').notNull(),
  requestedAmount: amount('requested_amount').notNull(),
  requestedCurrency: text('requested_currency').notNull(),
})

const systemAccountKinds = ['world', 'exchange', 'transit', 'settlement'] as const

export const systemAccounts = pgTable('system_accounts', {
  groupId: integer('group_id').notNull(),
  kind: text('kind', { enum: systemAccountKinds }).notNull(),
  currency: text('currency').notNull(),
  balance: sum('balance').notNull(),
})

export const systemPostings = pgTable('system_postings', {
  groupId: integer('group_id').notNull(),
  journalSeq: bigint('journal_seq', { mode: 'bigint' }).notNull(),
  kind: text('kind', { enum: systemAccountKinds }).notNull(),
  currency: text('currency').notNull(),
  amount: sum('amount').notNull(),
  balance: sum('balance').notNull(),
})

export const deadLetters = pgTable('dead_letters', {
  operationId: uuid('operation_id').primaryKey(),
  groupId: integer('group_id').notNull(),
  step: jsonb('step').notNull(),
  error: text('error').notNull(),
  attempts: integer('attempts').notNull(),
  failedAt: timestamptz('failed_at').notNull(),
})
