import {
  bigint,
  boolean,
  customType,
  date,
  doublePrecision,
  inet,
  integer,
  json,
  jsonb,
  numeric,
  pgTable,
  text,
  uuid,
} from 'drizzle-orm/pg-core'

/*
 * The tables as the migrations make them, for plain reads and writes. Constraints and defaults stand in migrations/ alone.
 * Wallet ids are numbers, which hold them exactly up to 2^53; amounts and sequence numbers are bigint.
 */

/** Text as Postgres prints it, in the session's time zone: a Date would drop the microseconds. */
const timestamptz = customType<{ data: string }>({ dataType: () => 'timestamp with time zone' })
const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const amount = (name: string) => bigint(name, { mode: 'bigint' })
const walletId = (name: string) => bigint(name, { mode: 'number' })
/** Exact, as text with twelve decimals. */
const rate = (name: string) => numeric(name, { precision: 30, scale: 12 })
const sum = (name: string) => numeric(name, { precision: 38, scale: 0, mode: 'bigint' })

export const currencies = pgTable('currencies', {
  code: text('code').primaryKey(),
  usdPerUnit: rate('usd_per_unit').notNull(),
  updatedAt: timestamptz('updated_at').notNull(),
})

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

const operationKinds = [
  'deposit',
  'transfer',
  'withdrawal',
  'hold',
  'capture',
  'release',
  'expiry',
  'payment',
  'reversal',
  'settlement',
] as const

export const queue = pgTable('queue', {
  seq: bigint('seq', { mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
  groupId: integer('group_id').notNull(),
  operationId: uuid('operation_id').notNull(),
  kind: text('kind', { enum: operationKinds }).notNull(),
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
  kind: text('kind', { enum: operationKinds }).notNull(),
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
  kind: text('kind', { enum: [...operationKinds, 'refund'] }).notNull(),
  amount: amount('amount').notNull(),
  currency: text('currency').notNull(),
  balance: amount('balance').notNull(),
  requestedAmount: amount('requested_amount').notNull(),
  requestedCurrency: text('requested_currency').notNull(),
})

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

export const holds = pgTable('holds', {
  operationId: uuid('operation_id').primaryKey(),
  walletId: walletId('wallet_id').notNull(),
  amount: amount('amount'),
  state: text('state', { enum: ['requested', 'declined', 'held', 'captured', 'released', 'expired'] }).notNull(),
  captured: amount('captured').notNull(),
  expiresAt: timestamptz('expires_at').notNull(),
  endedBy: uuid('ended_by'),
  expiryId: uuid('expiry_id'),
})

export const operationMessages = pgTable('operation_messages', {
  operationId: uuid('operation_id').primaryKey(),
  message: text('message').notNull(),
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

export const idempotencyKeys = pgTable('idempotency_keys', {
  key: uuid('key').primaryKey(),
  request: uuid('request').notNull(),
  operationId: uuid('operation_id'),
  operationIds: uuid('operation_ids').array(),
  answer: jsonb('answer'),
})

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
