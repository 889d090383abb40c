-- Card payments of merchants: charges that a card pays, the payables that fall due for them, and what is refunded.
--
-- No card number is here, only its first six and last four digits and a keyed fingerprint, and no verification code.

-- What card refunds took of a charge. The hold of a charge has no expiry: its payout or its refund ends it.
alter table holds
  add column refunded bigint not null default 0,
  alter column expires_at drop not null,
  drop constraint holds_state_check, drop constraint holds_check1,
  add constraint holds_state_check check (state in ('requested', 'declined', 'held', 'captured', 'released', 'expired', 'paid_out', 'refunded')),
  add constraint holds_refunded_check check (refunded >= 0 and refunded <= coalesce(amount, 0) and (refunded = 0 or expires_at is null)),
  add constraint holds_all_refunded_check check (case state when 'held' then refunded < amount when 'refunded' then refunded = amount
    when 'paid_out' then true else refunded = 0 end),
  add constraint holds_ended_check check ((state in ('captured', 'released', 'expired', 'paid_out', 'refunded')) = (ended_by is not null)),
  add constraint holds_charge_check check (case when expires_at is null then state not in ('captured', 'released', 'expired')
    else state not in ('paid_out', 'refunded') end);

create or replace function check_hold() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'requested' then
      raise exception 'hold % begins as requested', new.operation_id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if tg_op = 'DELETE' or not (old.state = new.state or old.state = 'requested' or (old.state = 'held' and new.ended_by is not null)) then
    raise exception 'hold % is %: it does not become %', old.operation_id, old.state, case tg_op when 'DELETE' then 'deleted' else new.state end
      using errcode = 'restrict_violation';
  end if;
  if (new.operation_id, new.wallet_id, new.expires_at) is distinct from (old.operation_id, old.wallet_id, old.expires_at)
     or (old.state <> 'requested' and new.amount is distinct from old.amount)
     or (old.state = new.state and (new.captured, new.ended_by) is distinct from (old.captured, old.ended_by))
     or (old.expiry_id is not null and new.expiry_id is distinct from old.expiry_id)
     or new.refunded < old.refunded or (new.refunded > old.refunded and old.state not in ('requested', 'held', 'paid_out')) then
    raise exception 'hold %: what is held, of whom, until when, and how it ended do not change', old.operation_id
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

alter table queue
  drop constraint queue_kind_check, drop constraint queue_parties_check, drop constraint queue_related_check,
  add constraint queue_kind_check check (kind in ('deposit', 'transfer', 'payment', 'withdrawal', 'hold', 'capture', 'release', 'expiry',
    'reversal', 'settlement', 'charge', 'payout', 'card_refund')),
  add constraint queue_parties_check check (case
    when kind in ('deposit', 'charge') then origin_id is null and target_id is not null
    when kind in ('withdrawal', 'hold', 'release', 'expiry', 'payout', 'card_refund') then origin_id is not null and target_id is null
    when kind = 'settlement' then num_nulls(origin_id, target_id) = 1
    when kind = 'reversal' then num_nulls(origin_id, target_id) <= 1
    else num_nulls(origin_id, target_id) = 0 end),
  add constraint queue_related_check check (
    (kind in ('reversal', 'settlement', 'capture', 'release', 'expiry', 'payout', 'card_refund')) = (related_id is not null));
comment on column queue.related_id is
  'Of a reversal: the operation that it takes back. Of a capture, a release or an expiry: the hold. Of a payout or a card refund: the charge. Of a settlement: its snapshot.';

alter table operations
  drop constraint operations_kind_check, drop constraint operations_parties_check, drop constraint operations_related_check,
  drop constraint operations_success_check,
  add constraint operations_kind_check check (kind in ('deposit', 'transfer', 'payment', 'withdrawal', 'hold', 'capture', 'release',
    'expiry', 'reversal', 'settlement', 'charge', 'payout', 'card_refund')),
  add constraint operations_parties_check check (case
    when kind in ('deposit', 'charge') then origin_id is null and target_id is not null
    when kind in ('withdrawal', 'hold', 'release', 'expiry', 'payout', 'card_refund') then origin_id is not null and target_id is null
    when kind = 'settlement' then num_nulls(origin_id, target_id) = 1
    when kind = 'reversal' then num_nulls(origin_id, target_id) <= 1
    else num_nulls(origin_id, target_id) = 0 end),
  add constraint operations_related_check check (
    (kind in ('reversal', 'settlement', 'capture', 'release', 'expiry', 'payout', 'card_refund')) = (related_id is not null)),
  add constraint operations_success_check check (
    status = 'decline' or (num_nonnulls(debit, credit) = 0) = (kind in ('release', 'expiry', 'payout')));

alter table postings
  drop constraint postings_kind_check,
  add constraint postings_kind_check check (kind in ('deposit', 'transfer', 'payment', 'withdrawal', 'capture', 'reversal', 'settlement',
    'refund', 'charge', 'card_refund'));

-- What a merchant asked a card to pay. Its id is the one of its charge in the ledger, and what the acquirer knows it by.
create table card_transactions (
  id uuid primary key,
  -- (A foreign key would lock the wallet's row in share mode.)
  wallet_id bigint not null,
  description text not null check (length(description) between 1 and 140),
  payment_method text not null check (payment_method in ('credit_card', 'debit_card')),
  -- Micro-units of the wallet's currency, like fee and net. The net is what the wallet gets.
  amount bigint not null check (amount > 0),
  fee bigint not null check (fee >= 0),
  net bigint not null check (net > 0),
  currency text not null,
  due_on date not null,
  card_brand text not null,
  card_bin text not null check (card_bin ~ '^[0-9]{6}$'),
  card_last_four text not null check (card_last_four ~ '^[0-9]{4}$'),
  card_holder text not null check (length(card_holder) between 1 and 64 and card_holder !~ '[0-9]'),
  card_expiry text not null check (card_expiry ~ '^(0[1-9]|1[0-2])/[0-9]{2}$'),
  -- HMAC-SHA256 of the number.
  card_fingerprint bytea not null check (octet_length(card_fingerprint) = 32),
  -- processing: the acquirer or the ledger has not said yet. pending_payment: on the ledger, to be paid out.
  status text not null default 'processing' check (status in ('processing', 'pending_payment', 'paid', 'declined', 'pending_refund', 'refunded')),
  -- Why it was declined.
  reason text,
  -- asked: the acquirer's answer is not known. cancelling: whatever it was, it is to be taken back.
  acquirer_state text not null default 'asked' check (acquirer_state in ('asked', 'approved', 'declined', 'cancelling', 'cancelled')),
  -- How often the acquirer was asked, and when it is to be asked again.
  attempts integer not null default 0 check (attempts >= 0),
  next_attempt_at timestamptz,
  -- Of the amount: what was asked back and is not refused, and what the acquirer gave back.
  refund_requested bigint not null default 0 check (refund_requested between 0 and amount),
  refunded bigint not null default 0 check (refunded >= 0 and refunded <= refund_requested),
  created_at timestamptz not null default now(),
  check (fee + net = amount),
  check ((status = 'declined') = (reason is not null)),
  check ((acquirer_state in ('asked', 'cancelling')) = (next_attempt_at is not null)),
  check (status in ('processing', 'declined') or acquirer_state = 'approved'),
  check (status <> 'refunded' or refunded = amount),
  check (status not in ('pending_refund', 'refunded') or refund_requested = amount)
);
create index card_transactions_of_wallet on card_transactions (wallet_id, id);
create index card_transactions_asked on card_transactions (next_attempt_at) where next_attempt_at is not null;
-- Their charges are on the way.
create index card_transactions_charged on card_transactions (id) where status = 'processing' and acquirer_state = 'approved';

create function check_card_transaction() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if (new.status, new.acquirer_state, new.refund_requested) is distinct from ('processing', 'asked', 0::bigint) then
      raise exception 'card transaction % begins as processing', new.id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if tg_op = 'DELETE' or (old.status <> new.status and (old.status, new.status) not in (
    ('processing', 'pending_payment'), ('processing', 'declined'), ('pending_payment', 'paid'), ('pending_payment', 'pending_refund'),
    ('paid', 'pending_refund'), ('pending_refund', 'refunded'),
    -- A refund that the ledger declined.
    ('pending_refund', 'paid'), ('pending_refund', 'pending_payment'))) then
    raise exception 'card transaction % is %: it does not become %', old.id, old.status, case tg_op when 'DELETE' then 'deleted' else new.status end
      using errcode = 'restrict_violation';
  end if;
  if old.acquirer_state <> new.acquirer_state and (old.acquirer_state, new.acquirer_state) not in (
    ('asked', 'approved'), ('asked', 'declined'), ('asked', 'cancelling'), ('approved', 'cancelling'), ('cancelling', 'cancelled')) then
    raise exception 'card transaction % is % at the acquirer: it does not become %', old.id, old.acquirer_state, new.acquirer_state
      using errcode = 'restrict_violation';
  end if;
  if (new.id, new.wallet_id, new.description, new.payment_method, new.amount, new.fee, new.currency, new.due_on, new.card_bin,
      new.card_last_four, new.card_fingerprint, new.created_at)
     is distinct from (old.id, old.wallet_id, old.description, old.payment_method, old.amount, old.fee, old.currency, old.due_on, old.card_bin,
      old.card_last_four, old.card_fingerprint, old.created_at) or new.refunded < old.refunded then
    raise exception 'card transaction %: what was asked of which card does not change', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger moves_forward before insert or update or delete on card_transactions
  for each row execute function check_card_transaction();
create trigger is_kept before truncate on card_transactions for each statement execute function refuse_change();

-- What is due to a merchant for a transaction: one for each, once its charge is applied.
create table payables (
  id uuid primary key,
  transaction_id uuid not null unique references card_transactions,
  wallet_id bigint not null,
  amount bigint not null check (amount > 0),
  fee bigint not null check (fee >= 0),
  net bigint not null check (net > 0),
  currency text not null,
  due_on date not null,
  status text not null default 'waiting_funds' check (status in ('waiting_funds', 'paid', 'refunded')),
  -- Of the net: what refunds took back.
  refunded bigint not null default 0 check (refunded between 0 and net),
  -- Of its payout: the same however often it is queued, so that the ledger pays once.
  operation_id uuid not null unique,
  queued_at timestamptz,
  -- When the ledger paid it out, or had given all of it back.
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  check (fee + net = amount),
  check ((status = 'waiting_funds') = (ended_at is null)),
  check (status <> 'paid' or queued_at is not null),
  check (status <> 'refunded' or refunded = net)
);
create index payables_due on payables (due_on, id) where status = 'waiting_funds' and queued_at is null;
create index payables_queued on payables (id) where status = 'waiting_funds' and queued_at is not null;
create index payables_of_wallet on payables (wallet_id, id);

create function check_payable() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'waiting_funds' or new.queued_at is not null or new.refunded <> 0 then
      raise exception 'payable % begins as waiting_funds', new.id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if tg_op = 'DELETE' or (old.status <> new.status and old.status <> 'waiting_funds') then
    raise exception 'payable % is %: it does not become %', old.id, old.status, case tg_op when 'DELETE' then 'deleted' else new.status end
      using errcode = 'restrict_violation';
  end if;
  if (new.id, new.transaction_id, new.wallet_id, new.amount, new.fee, new.net, new.currency, new.due_on, new.operation_id)
     is distinct from (old.id, old.transaction_id, old.wallet_id, old.amount, old.fee, old.net, old.currency, old.due_on, old.operation_id)
     or new.refunded < old.refunded or (old.queued_at is not null and new.queued_at is distinct from old.queued_at) then
    raise exception 'payable %: what is due for what and when does not change, and no payout is taken back', old.id
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger moves_forward before insert or update or delete on payables for each row execute function check_payable();
create trigger is_kept before truncate on payables for each statement execute function refuse_change();

-- What is given back of a transaction. Its id is the one of its operation in the ledger, which comes first; then the acquirer
-- gives it to the card.
create table card_refunds (
  id uuid primary key,
  transaction_id uuid not null references card_transactions,
  -- Of the transaction's amount, and of its net: the wallet pays that, the rest is of the fee.
  amount bigint not null check (amount > 0),
  net bigint not null check (net > 0 and net <= amount),
  status text not null default 'pending' check (status in ('pending', 'succeeded', 'failed')),
  -- Why the ledger declined it.
  reason text,
  -- When the ledger had taken it.
  taken_at timestamptz,
  attempts integer not null default 0 check (attempts >= 0),
  next_attempt_at timestamptz,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  check ((status = 'failed') = (reason is not null)),
  check ((status = 'pending') = (ended_at is null)),
  check ((status = 'succeeded') <= (taken_at is not null)),
  check (status <> 'failed' or taken_at is null),
  check ((next_attempt_at is not null) = (status = 'pending' and taken_at is not null))
);
-- One after the other, so that their nets add up.
create unique index card_refunds_pending on card_refunds (transaction_id) where status = 'pending';
create index card_refunds_of_transaction on card_refunds (transaction_id, id);
create index card_refunds_asked on card_refunds (next_attempt_at) where next_attempt_at is not null;
create index card_refunds_queued on card_refunds (id) where status = 'pending' and taken_at is null;

create function check_card_refund() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.status <> 'pending' or (old.taken_at is not null and new.taken_at is distinct from old.taken_at)
     or (new.id, new.transaction_id, new.amount, new.net) is distinct from (old.id, old.transaction_id, old.amount, old.net) then
    raise exception 'card refund % is %: it does not change', old.id, old.status using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger moves_forward before update or delete on card_refunds for each row execute function check_card_refund();
create trigger is_kept before truncate on card_refunds for each statement execute function refuse_change();

-- What fingerprints of cards are keyed with where the settings name no key.
create table card_keys (
  one boolean primary key default true check (one),
  key bytea not null check (octet_length(key) = 32),
  created_at timestamptz not null default now()
);

-- The books of the simulated acquirer: of another house, as it were. No card is in them.
create table simulated_authorizations (
  id uuid primary key,
  state text not null check (state in ('approved', 'declined', 'cancelled')),
  reason text,
  amount bigint check (amount > 0),
  refunded bigint not null default 0 check (refunded >= 0 and refunded <= coalesce(amount, 0)),
  asked_at timestamptz not null default now()
);
create table simulated_refunds (
  id uuid primary key,
  authorization_id uuid not null references simulated_authorizations,
  amount bigint not null check (amount > 0)
);
