import { bigint, boolean, doublePrecision, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { timestamptz, walletId } from './columns.ts'

export const groups = pgTable('groups', {
  id: integer('id').primaryKey(),
  active: boolean('active').notNull(),
  epoch: bigint('epoch', { mode: 'bigint' }).notNull(),
  generation: bigint('generation', { mode: 'bigint' }).notNull(),
  holderId: uuid('holder_id'),
  expiresAt: timestamptz('expires_at'),
})

export const processors = pgTable('processors', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  number: integer('number'),
  metricsAddress: text('metrics_address').notNull(),
  startedAt: timestamptz('started_at').notNull(),
  expiresAt: timestamptz('expires_at').notNull(),
  leaving: boolean('leaving').notNull(),
})

export const rebalances = pgTable('rebalances', {
  id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
  startedAt: timestamptz('started_at').notNull(),
  finishedAt: timestamptz('finished_at'),
  windowMs: bigint('window_ms', { mode: 'number' }).notNull(),
  groupsBefore: integer('groups_before').notNull(),
  groupsAfter: integer('groups_after').notNull(),
  wallets: bigint('wallets', { mode: 'number' }).notNull(),
  weight: text('weight', { enum: ['count', 'cost'] }).notNull(),
  operations: bigint('operations', { mode: 'number' }).notNull(),
  loadBefore: jsonb('load_before').notNull(),
  loadAfter: jsonb('load_after').notNull(),
  spreadBefore: bigint('spread_before', { mode: 'number' }).notNull(),
  spreadAfter: bigint('spread_after', { mode: 'number' }).notNull(),
  maxOverMeanBefore: doublePrecision('max_over_mean_before').notNull(),
  maxOverMeanAfter: doublePrecision('max_over_mean_after').notNull(),
  maxOverMeanFloor: doublePrecision('max_over_mean_floor').notNull(),
  hottestWalletId: walletId('hottest_wallet_id'),
  movesPlanned: bigint('moves_planned', { mode: 'number' }).notNull(),
  movesDone: bigint('moves_done', { mode: 'number' }).notNull(),
  loadMoved: bigint('load_moved', { mode: 'number' }).notNull(),
  crossingBefore: doublePrecision('crossing_before'),
  crossingAfter: doublePrecision('crossing_after'),
  countMs: bigint('count_ms', { mode: 'number' }).notNull(),
  planMs: bigint('plan_ms', { mode: 'number' }).notNull(),
  moveMs: bigint('move_ms', { mode: 'number' }),
})
