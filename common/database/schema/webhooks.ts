import { bigint, boolean, integer, json, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { timestamptz, walletId } from './columns.ts'

export const webhooks = pgTable('webhooks', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  owner: text('owner').notNull(),
  url: text('url').notNull(),
  secret: text('secret').notNull(),
  previousSecret: text('previous_secret'),
  previousUntil: timestamptz('previous_until'),
  eventTypes: text('event_types').array().notNull(),
  walletIds: walletId('wallet_ids').array(),
  disabledAt: timestamptz('disabled_at'),
  disabledReason: text('disabled_reason', { enum: ['asked', 'gone'] }),
  deletedAt: timestamptz('deleted_at'),
  createdAt: timestamptz('created_at').notNull(),
})

export const webhookStarts = pgTable('webhook_starts', {
  webhookId: integer('webhook_id').notNull(),
  groupId: integer('group_id').notNull(),
  journalSeq: bigint('journal_seq', { mode: 'bigint' }).notNull(),
})

export const webhookCursors = pgTable('webhook_cursors', {
  groupId: integer('group_id').primaryKey(),
  journalSeq: bigint('journal_seq', { mode: 'bigint' }).notNull(),
})

export const webhookDeliveries = pgTable('webhook_deliveries', {
  seq: bigint('seq', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
  webhookId: integer('webhook_id').notNull(),
  eventId: text('event_id').notNull(),
  eventType: text('event_type').notNull(),
  eventAt: timestamptz('event_at').notNull(),
  operationId: uuid('operation_id'),
  walletId: walletId('wallet_id'),
  otherWalletId: walletId('other_wallet_id'),
  data: json('data').notNull(),
  state: text('state', { enum: ['pending', 'delivered', 'dead'] }).notNull(),
  attempts: integer('attempts').notNull(),
  attemptsBefore: integer('attempts_before').notNull(),
  nextAttemptAt: timestamptz('next_attempt_at').notNull(),
  claimedUntil: timestamptz('claimed_until'),
  blocked: boolean('blocked').notNull(),
  lastStatus: integer('last_status'),
  lastError: text('last_error'),
  lastAttemptAt: timestamptz('last_attempt_at'),
  createdAt: timestamptz('created_at').notNull(),
  endedAt: timestamptz('ended_at'),
})
