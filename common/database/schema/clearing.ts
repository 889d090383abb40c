import { bigint, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { sum, timestamptz, walletId } from './columns.ts'

export const banks = pgTable('banks', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  bic: text('bic'),
  createdAt: timestamptz('created_at').notNull(),
})

export const clearingAccounts = pgTable('clearing_accounts', {
  bankId: integer('bank_id').notNull(),
  account: text('account').notNull(),
  walletId: walletId('wallet_id').notNull(),
  openedAt: timestamptz('opened_at').notNull(),
})

export const bankPositions = pgTable('bank_positions', {
  groupId: integer('group_id').notNull(),
  bankId: integer('bank_id').notNull(),
  balance: sum('balance').notNull(),
})

export const reversals = pgTable('reversals', {
  reversedId: uuid('reversed_id').primaryKey(),
  operationId: uuid('operation_id').notNull(),
  requestedAt: timestamptz('requested_at').notNull(),
})

export const snapshots = pgTable('snapshots', {
  id: uuid('id').primaryKey(),
  state: text('state', { enum: ['open', 'approved', 'settled', 'cancelled'] }).notNull(),
  store: text('store', { enum: ['postgres', 'mongo'] }).notNull(),
  takenAt: timestamptz('taken_at').notNull(),
  expiresAt: timestamptz('expires_at').notNull(),
  scheduledFor: timestamptz('scheduled_for'),
  followsId: uuid('follows_id'),
  lines: bigint('lines', { mode: 'bigint' }).notNull(),
  approvedAt: timestamptz('approved_at'),
  postedThrough: bigint('posted_through', { mode: 'bigint' }).notNull(),
  postedLines: bigint('posted_lines', { mode: 'bigint' }).notNull(),
  postedAt: timestamptz('posted_at'),
  settledAt: timestamptz('settled_at'),
  cancelledAt: timestamptz('cancelled_at'),
  clearedAt: timestamptz('cleared_at'),
})

export const snapshotDocuments = pgTable('snapshot_documents', {
  snapshotId: uuid('snapshot_id').primaryKey(),
  document: jsonb('document').notNull(),
})

export const snapshotChunks = pgTable('snapshot_chunks', {
  snapshotId: uuid('snapshot_id').notNull(),
  firstWalletId: bigint('first_wallet_id', { mode: 'bigint' }).notNull(),
  walletIds: bigint('wallet_ids', { mode: 'bigint' }).array().notNull(),
  bankIds: integer('bank_ids').array().notNull(),
  accounts: text('accounts').array().notNull(),
  balances: bigint('balances', { mode: 'bigint' }).array().notNull(),
})
