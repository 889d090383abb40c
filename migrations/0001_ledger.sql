-- The ledger: currencies, wallet groups, wallets, the queue, and what was applied.
-- Amounts are micro-units: 1,000,000 is one unit of the currency.

create table currencies (
  code text primary key check (code ~ '^[A-Z][A-Z0-9]{2,9}$'),
  usd_per_unit numeric(30, 12) not null check (usd_per_unit > 0),
  updated_at timestamptz not null default now(),
  check (code <> 'USD' or usd_per_unit = 1)
);
insert into currencies (code, usd_per_unit) values ('USD', 1);

-- One row per wallet group, with its lease. The epoch rises with every grant and never falls: a commit under an older
-- epoch is refused. An inactive group is no longer part of the partition; its journals stay.
create table groups (
  id integer primary key check (id between 1 and 65535),
  active boolean not null default true,
  epoch bigint not null default 0 check (epoch >= 0),
  -- Raised when a wallet moves in or out.
  generation bigint not null default 0 check (generation >= 0),
  holder_id uuid,
  expires_at timestamptz,
  check ((holder_id is null) = (expires_at is null))
);
insert into groups (id) values (1);

-- The op-processors that are alive, by their last renewal.
create table processors (
  id uuid primary key,
  name text not null,
  number integer check (number between 1 and 65535),
  metrics_address text not null default '',
  started_at timestamptz not null default now(),
  -- It is draining: granted nothing more, and no longer counted in anybody's fair share.
  leaving boolean not null default false,
  expires_at timestamptz not null
);

-- Narrow and hot: what applying an operation reads and writes. The balance is in no index and pages have room, so that
-- its updates stay in the page.
create table wallets (
  id bigint generated always as identity primary key,
  balance bigint not null default 0,
  -- 0, or minus the credit limit; null: none.
  floor bigint default 0 check (floor <= 0),
  group_id integer not null references groups,
  currency text not null references currencies,
  state text not null default 'open' check (state in ('open', 'frozen', 'closed')),
  check (balance >= floor)
) with (fillfactor = 70);

create table wallet_profiles (
  wallet_id bigint primary key references wallets,
  name text not null check (name <> ''),
  country text not null check (country <> ''),
  city text not null check (city <> ''),
  created_at timestamptz not null default now()
);

-- Accepted operations that wait for their next step, in order of seq within their group. An operation is here at most
-- once, and leaves in the transaction that applies the step.
create table queue (
  seq bigint generated always as identity,
  group_id integer not null,
  operation_id uuid not null unique,
  kind text not null check (kind in ('deposit', 'transfer')),
  -- apply: not yet decided. credit: debited in the origin's group, to be credited in the target's.
  -- refund: the credit was impossible, to be given back to the origin.
  step text not null default 'apply' check (step in ('apply', 'credit', 'refund')),
  origin_id bigint,
  target_id bigint not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  accepted_at timestamptz not null default now(),
  -- Fixed when the origin is debited, in the currency of the origin and of the target.
  debit bigint check (debit > 0),
  credit bigint check (credit > 0),
  -- USD per unit at that time; null where no conversion was needed.
  request_rate numeric(30, 12),
  origin_rate numeric(30, 12),
  target_rate numeric(30, 12),
  -- Why the credit was impossible.
  reason text,
  -- The wallet that the step changes; its group is the group of the row.
  wallet_id bigint not null generated always as (case when step = 'credit' then target_id else coalesce(origin_id, target_id) end) stored,
  primary key (group_id, seq),
  check ((kind = 'deposit') = (origin_id is null)),
  check (origin_id <> target_id),
  check ((step = 'apply') = (debit is null) and (step = 'apply') = (credit is null)),
  check ((step = 'refund') = (reason is not null))
) with (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000,
  autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0
);

-- One row per committed batch of a group. hash = sha256(previous_hash || the batch in canonical form).
-- (A foreign key to groups would lock the group's row at every batch; the trigger of the next migration checks it.)
create table journals (
  group_id integer not null,
  seq bigint not null check (seq > 0),
  epoch bigint not null,
  operations integer not null check (operations >= 0),
  postings integer not null check (postings >= 0),
  previous_hash bytea not null check (octet_length(previous_hash) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  committed_at timestamptz not null default now(),
  -- What the processor spent on it: reading and deciding the batch, and committing the one before.
  duration_us integer not null default 0 check (duration_us >= 0),
  primary key (group_id, seq)
);
-- Of the journals of lately, all that is read for the cost of their operations.
create index journals_committed_at on journals using brin (committed_at) with (pages_per_range = 32);

-- Operations that ended, each once and for ever. A partition is a month of ids (a uuid v7 begins with its time): the primary
-- key can be the id alone, and looking one up reads one partition. 0003_months.sql makes the months.
create table operations (
  id uuid primary key,
  group_id integer not null,
  journal_seq bigint not null,
  -- Place in the journal, from 1.
  line integer not null,
  kind text not null check (kind in ('deposit', 'transfer')),
  status text not null check (status in ('success', 'decline')),
  reason text,
  origin_id bigint,
  target_id bigint not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  debit bigint check (debit > 0),
  credit bigint check (credit > 0),
  request_rate numeric(30, 12),
  origin_rate numeric(30, 12),
  target_rate numeric(30, 12),
  accepted_at timestamptz not null,
  applied_at timestamptz not null default now(),
  check ((kind = 'deposit') = (origin_id is null)),
  check ((status = 'decline') = (reason is not null)),
  check (status = 'decline' or credit is not null)
) partition by range (id);
-- For ids of another kind, and of months that nobody made.
create table operations_default partition of operations default;
-- Counting what happened lately is a scan of the table's end.
create index operations_applied_at on operations using brin (applied_at) with (pages_per_range = 32);

-- The wallets' side of the ledger, a partition a month (UTC). No index but the one that statements read.
create table postings (
  wallet_id bigint not null,
  accepted_at timestamptz not null,
  operation_id uuid not null,
  group_id integer not null,
  line integer not null,
  journal_seq bigint not null,
  kind text not null check (kind in ('deposit', 'transfer', 'refund')),
  -- Signed, in the wallet's currency.
  amount bigint not null check (amount <> 0),
  currency text not null,
  -- The wallet's balance after this posting.
  balance bigint not null,
  -- What the request named.
  requested_amount bigint not null check (requested_amount > 0),
  requested_currency text not null
) partition by range (accepted_at);
create table postings_default partition of postings default;
create index postings_statement on postings (wallet_id, accepted_at);

-- The other side: money outside of the mesh (world), between currencies (exchange) and between groups (transit).
-- Per group, so that no two processors share a row. Sums over all wallets do not fit in 64 bits.
create table system_accounts (
  group_id integer not null references groups,
  kind text not null check (kind in ('world', 'exchange', 'transit')),
  currency text not null references currencies,
  balance numeric(38, 0) not null,
  primary key (group_id, kind, currency)
);

create table system_postings (
  group_id integer not null,
  journal_seq bigint not null,
  kind text not null,
  currency text not null,
  amount numeric(38, 0) not null check (amount <> 0),
  balance numeric(38, 0) not null,
  primary key (group_id, journal_seq, kind, currency),
  foreign key (group_id, kind, currency) references system_accounts
);

-- Steps that failed again and again for a reason that is not the caller's. They block nobody and can be replayed.
create table dead_letters (
  operation_id uuid primary key,
  group_id integer not null,
  step jsonb not null,
  error text not null,
  attempts integer not null check (attempts > 0),
  failed_at timestamptz not null default now()
);

-- One row per run of the balancer that was not a dry run. Interrupted ones never finish. The loads are arrays of
-- {"group", "operations", "wallets"}: before, and as the moves planned make them.
create table rebalances (
  id bigint generated always as identity primary key,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  window_ms bigint not null check (window_ms >= 0),
  groups_before integer not null,
  groups_after integer not null check (groups_after between 1 and 1024),
  wallets bigint not null,
  -- What loads are in: operations, or microseconds that processors spent on them.
  weight text not null default 'count' check (weight in ('count', 'cost')),
  -- The sum of all loads: each operation counts once for every wallet that had part in it.
  operations bigint not null,
  load_before jsonb not null,
  load_after jsonb not null,
  spread_before bigint not null,
  spread_after bigint not null,
  max_over_mean_before double precision not null,
  max_over_mean_after double precision not null,
  -- No partition reaches less.
  max_over_mean_floor double precision not null,
  -- The wallet that has more than a group's fair share of the operations by itself.
  hottest_wallet_id bigint,
  moves_planned bigint not null,
  -- Rises with every committed chunk.
  moves_done bigint not null default 0 check (moves_done >= 0),
  load_moved bigint not null,
  -- Shares of the transfers between two wallets that crossed groups, and would have after the moves planned; null when
  -- there was no transfer.
  crossing_before double precision check (crossing_before between 0 and 1),
  crossing_after double precision check (crossing_after between 0 and 1),
  count_ms bigint not null,
  plan_ms bigint not null,
  move_ms bigint
);
