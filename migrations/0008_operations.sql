-- The other operations between wallets: withdrawals, holds and what ends them, reversals; and messages.

-- What is held stays in the balance, and is not available. Every update of a balance is checked against both.
alter table wallets
  add column held bigint not null default 0 check (held >= 0),
  drop constraint wallets_check,
  add constraint wallets_check check (balance - held >= floor),
  add constraint wallets_held_check1 check (held = 0 or (bank_id is null and state <> 'closed'));

-- Money of a wallet that is reserved. A row is written with the request of its hold, and changed by the batches that apply
-- the hold and what ends it.
create table holds (
  operation_id uuid primary key,
  -- (A foreign key would lock the wallet's row in share mode; `walletmesh verify` checks it.)
  wallet_id bigint not null,
  -- In the wallet's currency; null while a hold waits that names another one.
  amount bigint check (amount > 0),
  state text not null default 'requested' check (state in ('requested', 'declined', 'held', 'captured', 'released', 'expired')),
  captured bigint not null default 0 check (captured between 0 and amount),
  expires_at timestamptz not null,
  -- The capture, release or expiry that ended it: one.
  ended_by uuid unique,
  -- The operation that gives it back at its time, once that is queued: one.
  expiry_id uuid unique,
  check ((state in ('captured', 'released', 'expired')) = (ended_by is not null)),
  check ((state = 'captured') = (captured > 0)),
  check (amount is not null or state in ('requested', 'declined'))
);
create index holds_due on holds (expires_at) where state = 'held' and expiry_id is null;

create function check_hold() returns trigger language plpgsql as $$
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
     or (old.expiry_id is not null and new.expiry_id is distinct from old.expiry_id) then
    raise exception 'hold %: what is held, of whom, until when, and how it ended do not change', old.operation_id
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger moves_forward before insert or update or delete on holds for each row execute function check_hold();
create trigger is_kept before truncate on holds for each statement execute function refuse_change();

-- A reversal between wallets carries the amounts and rates of what it takes back from the start, the other way round.
alter table queue
  drop constraint queue_kind_check, drop constraint queue_parties_check, drop constraint queue_related_check,
  drop constraint queue_check2,
  add constraint queue_kind_check check (kind in ('deposit', 'transfer', 'payment', 'withdrawal', 'hold', 'capture', 'release', 'expiry',
    'reversal', 'settlement')),
  add constraint queue_parties_check check (case
    when kind = 'deposit' then origin_id is null and target_id is not null
    when kind in ('withdrawal', 'hold', 'release', 'expiry') then origin_id is not null and target_id is null
    when kind = 'settlement' then num_nulls(origin_id, target_id) = 1
    when kind = 'reversal' then num_nulls(origin_id, target_id) <= 1
    else num_nulls(origin_id, target_id) = 0 end),
  add constraint queue_related_check check (
    (kind in ('reversal', 'settlement', 'capture', 'release', 'expiry')) = (related_id is not null)),
  add constraint queue_amounts_check check (case
    when step <> 'apply' then num_nulls(debit, credit) = 0
    else kind = 'reversal' or num_nonnulls(debit, credit) = 0 end);
comment on column queue.related_id is
  'Of a reversal: the operation that it takes back. Of a capture, a release or an expiry: the hold. Of a settlement: its snapshot.';

alter table operations
  drop constraint operations_kind_check, drop constraint operations_parties_check, drop constraint operations_related_check,
  drop constraint operations_success_check,
  add constraint operations_kind_check check (kind in ('deposit', 'transfer', 'payment', 'withdrawal', 'hold', 'capture', 'release',
    'expiry', 'reversal', 'settlement')),
  add constraint operations_parties_check check (case
    when kind = 'deposit' then origin_id is null and target_id is not null
    when kind in ('withdrawal', 'hold', 'release', 'expiry') then origin_id is not null and target_id is null
    when kind = 'settlement' then num_nulls(origin_id, target_id) = 1
    when kind = 'reversal' then num_nulls(origin_id, target_id) <= 1
    else num_nulls(origin_id, target_id) = 0 end),
  add constraint operations_related_check check (
    (kind in ('reversal', 'settlement', 'capture', 'release', 'expiry')) = (related_id is not null)),
  -- A release moves nothing: its hold says what became available.
  add constraint operations_success_check check (
    status = 'decline' or (num_nonnulls(debit, credit) = 0) = (kind in ('release', 'expiry')));

alter table postings
  drop constraint postings_kind_check,
  add constraint postings_kind_check check (kind in ('deposit', 'transfer', 'payment', 'withdrawal', 'capture', 'reversal', 'settlement',
    'refund'));

-- What whoever asked for an operation says about it. Only operations that have one have a row.
create table operation_messages (
  operation_id uuid primary key,
  message text not null check (length(message) between 1 and 140 and message !~ '[\u0001-\u001f\u007f-\u009f]')
);
