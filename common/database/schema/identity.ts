import { bigint, boolean, inet, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, timestamptz, walletId } from './columns.ts'

const roles = ['admin', 'operator', 'merchant', 'user'] as const

export const users = pgTable('users', {
  id: uuid('id').primaryKey(),
  email: text('email').notNull(),
  name: text('name').notNull(),
  role: text('role', { enum: roles }).notNull(),
  passwordHash: text('password_hash').notNull(),
  createdAt: timestamptz('created_at').notNull(),
  disabledAt: timestamptz('disabled_at'),
})

export const sessions = pgTable('sessions', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  createdAt: timestamptz('created_at').notNull(),
  expiresAt: timestamptz('expires_at').notNull(),
  endedAt: timestamptz('ended_at'),
  endReason: text('end_reason', {
    enum: ['logged_out', 'token_reused', 'password_changed', 'user_disabled', 'superseded'],
  }),
})

export const refreshTokens = pgTable('refresh_tokens', {
  hash: bytea('hash').primaryKey(),
  sessionId: uuid('session_id').notNull(),
  issuedAt: timestamptz('issued_at').notNull(),
  expiresAt: timestamptz('expires_at').notNull(),
  usedAt: timestamptz('used_at'),
})

export const tokenSecrets = pgTable('token_secrets', {
  one: boolean('one').primaryKey(),
  secret: bytea('secret').notNull(),
  createdAt: timestamptz('created_at').notNull(),
})

export const apiKeys = pgTable('api_keys', {
  id: uuid('id').primaryKey(),
  prefix: text('prefix').notNull(),
  hash: bytea('hash').notNull(),
  name: text('name').notNull(),
  role: text('role', { enum: roles }).notNull(),
  familyId: uuid('family_id').notNull(),
  ownerId: uuid('owner_id'),
  createdAt: timestamptz('created_at').notNull(),
  expiresAt: timestamptz('expires_at'),
  revokedAt: timestamptz('revoked_at'),
  lastUsedAt: timestamptz('last_used_at'),
  rotatedTo: uuid('rotated_to'),
})

export const walletOwners = pgTable('wallet_owners', {
  walletId: walletId('wallet_id').primaryKey(),
  userId: uuid('user_id').notNull(),
  since: timestamptz('since').notNull(),
})

export const loginAttempts = pgTable('login_attempts', {
  kind: text('kind', { enum: ['account', 'address'] }).notNull(),
  key: bytea('key').notNull(),
  failures: integer('failures').notNull(),
  failedAt: timestamptz('failed_at').notNull(),
  lockedUntil: timestamptz('locked_until'),
})

export const audit = pgTable('audit', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  at: timestamptz('at').notNull(),
  actorKind: text('actor_kind', { enum: ['user', 'key', 'open', 'command', 'nobody'] }).notNull(),
  actorId: text('actor_id'),
  action: text('action').notNull(),
  targetKind: text('target_kind'),
  targetId: text('target_id'),
  outcome: text('outcome', { enum: ['done', 'refused'] }).notNull(),
  reason: text('reason'),
  details: jsonb('details'),
  requestId: text('request_id'),
  address: inet('address'),
})

export const authentication = pgTable('authentication', {
  one: boolean('one').primaryKey(),
  requiredSince: timestamptz('required_since').notNull(),
})
