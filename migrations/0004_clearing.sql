-- Clearing: banks, their clearing accounts, payments between these, snapshots of what banks are owed, and their settlement.

create table banks (
  id integer generated always as identity primary key,
  name text not null unique check (name <> '' and length(name) <= 140),
  -- ISO 9362, as settlement files name the bank.
  bic text unique check (bic ~ '^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$'),
  created_at timestamptz not null default now()
);
insert into banks (name) values
  ('JP Morgan Chase'), ('Bank of America'), ('Wells Fargo'), ('Citigroup'), ('U.S. Bancorp'), ('Truist Financial'),
  ('PNC Financial Services Group'), ('TD Group US'), ('Bank of New York Mellon'), ('Capital One Financial');

-- A clearing account is a wallet of a bank: what the clearing house owes the bank for it, so it has no floor. Nobody freezes
-- or closes it: a payment that was debited can always be credited.
alter table wallets
  add column bank_id integer references banks,
  add constraint wallets_clearing_check check (bank_id is null or (floor is null and state = 'open' and currency = 'USD'));

-- How banks call their accounts. One appears with the first payment that names it.
create table clearing_accounts (
  bank_id integer not null references banks,
  account text not null check (account ~ '^[A-Za-z0-9]([A-Za-z0-9./ -]{0,32}[A-Za-z0-9])?$'),
  wallet_id bigint not null unique references wallets,
  opened_at timestamptz not null default now(),
  primary key (bank_id, account)
);

-- What the steps of each group add to what each bank is owed. A payment counts for both banks in the step that debits it, so
-- that all of a group's rows sum to minus its settlement account at every commit.
create table bank_positions (
  group_id integer not null references groups,
  bank_id integer not null references banks,
  balance numeric(38, 0) not null,
  primary key (group_id, bank_id)
) with (fillfactor = 70);

-- Kinds of operations: a payment and its reversal move money between two clearing accounts; a settlement brings the balance
-- of one down to what it was paid, from the settlement account or to it.
alter table queue
  add column related_id uuid,
  alter column target_id drop not null,
  drop constraint queue_kind_check, drop constraint queue_check,
  add constraint queue_kind_check check (kind in ('deposit', 'transfer', 'payment', 'reversal', 'settlement')),
  add constraint queue_parties_check check (case kind
    when 'deposit' then origin_id is null and target_id is not null
    when 'settlement' then num_nulls(origin_id, target_id) = 1
    else num_nulls(origin_id, target_id) = 0 end),
  add constraint queue_related_check check ((kind in ('reversal', 'settlement')) = (related_id is not null));
comment on column queue.related_id is 'Of a reversal: the operation that it takes back. Of a settlement: its snapshot.';
-- What of a settlement still waits.
create index queue_settlements on queue (related_id) where kind = 'settlement';

alter table operations
  add column related_id uuid,
  alter column target_id drop not null,
  drop constraint operations_kind_check, drop constraint operations_check, drop constraint operations_check2,
  add constraint operations_kind_check check (kind in ('deposit', 'transfer', 'payment', 'reversal', 'settlement')),
  add constraint operations_parties_check check (case kind
    when 'deposit' then origin_id is null and target_id is not null
    when 'settlement' then num_nulls(origin_id, target_id) = 1
    else num_nulls(origin_id, target_id) = 0 end),
  add constraint operations_related_check check ((kind in ('reversal', 'settlement')) = (related_id is not null)),
  add constraint operations_success_check check (status = 'decline' or num_nonnulls(debit, credit) > 0);
-- Lists of payments are read newest first; payments alone pay for these.
create index operations_payments on operations (id) where kind in ('payment', 'reversal');
create index operations_payments_from on operations (origin_id, id) where kind in ('payment', 'reversal');
create index operations_payments_to on operations (target_id, id) where kind in ('payment', 'reversal');

alter table postings
  drop constraint postings_kind_check,
  add constraint postings_kind_check check (kind in ('deposit', 'transfer', 'payment', 'reversal', 'settlement', 'refund'));
alter table system_accounts
  drop constraint system_accounts_kind_check,
  add constraint system_accounts_kind_check check (kind in ('world', 'exchange', 'transit', 'settlement'));

-- Which operation takes which back: an operation is taken back once. Written with the reversal's request.
create table reversals (
  reversed_id uuid primary key,
  operation_id uuid not null unique,
  requested_at timestamptz not null default now()
);

-- A cut of all clearing accounts. Its balances are documents of a store that never change; here is what may become of it.
create table snapshots (
  id uuid primary key,
  state text not null default 'open' check (state in ('open', 'approved', 'settled', 'cancelled')),
  -- Where its documents are.
  store text not null check (store in ('postgres', 'mongo')),
  taken_at timestamptz not null,
  -- It cannot be approved from then on.
  expires_at timestamptz not null check (expires_at > taken_at),
  -- The time of the schedule that it was taken for: of several settlers, one takes it.
  scheduled_for timestamptz unique,
  -- The newest approved snapshot at the time of the cut. Its settlement is in this one's balances.
  follows_id uuid references snapshots,
  -- Accounts whose balance is not zero: the operations of its settlement.
  lines bigint not null check (lines >= 0),
  approved_at timestamptz,
  -- Settlement operations are queued in order of wallet: for wallets up to this one they are.
  posted_through bigint not null default 0 check (posted_through >= 0),
  posted_lines bigint not null default 0 check (posted_lines between 0 and lines),
  -- When all of them were queued.
  posted_at timestamptz,
  settled_at timestamptz,
  cancelled_at timestamptz,
  -- When its accounts were removed from the store, as it can no longer be approved.
  cleared_at timestamptz,
  check ((state in ('approved', 'settled')) = (approved_at is not null)),
  check ((state = 'cancelled') = (cancelled_at is not null)),
  check ((state = 'settled') = (settled_at is not null)),
  check (posted_at is null or posted_lines = lines),
  check (settled_at is null or posted_at is not null),
  check (approved_at is not null or posted_lines = 0),
  check (approved_at < expires_at),
  check (cleared_at is null or approved_at is null)
);
-- Two snapshots that were taken after the same settlement hold the same money: one of them can be approved.
create unique index snapshots_follow on snapshots (follows_id) nulls not distinct where state in ('approved', 'settled');

create function check_snapshot() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'open' then
      raise exception 'snapshot % begins open', new.id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if tg_op = 'DELETE' or (old.state, new.state) not in (
    ('open', 'open'), ('open', 'approved'), ('open', 'cancelled'), ('cancelled', 'cancelled'), ('approved', 'approved'),
    ('approved', 'settled')) then
    raise exception 'snapshot % is %: it does not become %', old.id, old.state, case tg_op when 'DELETE' then 'deleted' else new.state end
      using errcode = 'restrict_violation';
  end if;
  if (new.id, new.store, new.taken_at, new.follows_id, new.lines) is distinct from (old.id, old.store, old.taken_at, old.follows_id, old.lines)
     or new.posted_through < old.posted_through or new.posted_lines < old.posted_lines then
    raise exception 'snapshot %: what was taken does not change, and nothing that was queued is taken back', old.id
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger moves_forward before insert or update or delete on snapshots for each row execute function check_snapshot();
create trigger is_kept before truncate on snapshots for each statement execute function refuse_change();

-- The documents of snapshots, where no other store is set: what was found of each, and its balances in order of wallet.
create table snapshot_documents (
  snapshot_id uuid primary key,
  document jsonb not null
);
create table snapshot_chunks (
  snapshot_id uuid not null,
  first_wallet_id bigint not null,
  wallet_ids bigint[] not null,
  bank_ids integer[] not null,
  accounts text[] not null,
  balances bigint[] not null,
  primary key (snapshot_id, first_wallet_id),
  check (wallet_ids[1] = first_wallet_id),
  check (cardinality(bank_ids) = cardinality(wallet_ids) and cardinality(accounts) = cardinality(wallet_ids)
    and cardinality(balances) = cardinality(wallet_ids))
);

create or replace function note_wallet_change() returns trigger language plpgsql as $$
begin
  if new.currency <> old.currency then
    raise exception 'the currency of wallet % cannot change', new.id using errcode = 'restrict_violation';
  end if;
  if new.bank_id is distinct from old.bank_id then
    raise exception 'the bank of wallet % cannot change', new.id using errcode = 'restrict_violation';
  end if;
  perform pg_advisory_xact_lock(hashtext(current_schema()), new.group_id);
  update groups set generation = generation + 1 where id = new.group_id;
  return new;
end $$;
drop trigger is_noted on wallets;
create trigger is_noted before update of state, floor, currency, bank_id on wallets for each row execute function note_wallet_change();
