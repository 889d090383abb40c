import { bigint, boolean, date, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { sum, timestamptz, walletId } from './columns.ts'

export const detachedMonths = pgTable('detached_months', {
  month: date('month').primaryKey(),
  operations: bigint('operations', { mode: 'bigint' }).notNull(),
  postings: bigint('postings', { mode: 'bigint' }).notNull(),
  detachedAt: timestamptz('detached_at').notNull(),
})

export const broughtForward = pgTable('brought_forward', {
  walletId: walletId('wallet_id').primaryKey(),
  amount: sum('amount').notNull(),
  postings: bigint('postings', { mode: 'bigint' }).notNull(),
})

export const broughtForwardEnds = pgTable('brought_forward_ends', {
  walletId: walletId('wallet_id').notNull(),
  balance: sum('balance').notNull(),
  reached: bigint('reached', { mode: 'bigint' }).notNull(),
})

export const broughtForwardJournals = pgTable('brought_forward_journals', {
  groupId: integer('group_id').notNull(),
  journalSeq: bigint('journal_seq', { mode: 'bigint' }).notNull(),
  month: date('month').notNull(),
  operations: integer('operations').notNull(),
  postings: integer('postings').notNull(),
  amounts: jsonb('amounts').notNull(),
})

export const postingHours = pgTable('posting_hours', {
  walletId: walletId('wallet_id').notNull(),
  hour: timestamptz('hour').notNull(),
  incoming: boolean('incoming').notNull(),
  currency: text('currency').notNull(),
  amount: sum('amount').notNull(),
  postings: bigint('postings', { mode: 'bigint' }).notNull(),
})

export const postingHoursState = pgTable('posting_hours_state', {
  one: boolean('one').primaryKey(),
  closed: timestamptz('closed').notNull(),
  summed: timestamptz('summed').notNull(),
})
