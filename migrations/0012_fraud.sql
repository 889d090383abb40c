-- Fraud screening: rules, and transfers that wait between their debit and their credit for a verdict.

create table fraud_rules (
  id integer generated always as identity primary key,
  name text not null unique check (name <> '' and length(name) <= 100),
  verdict text not null check (verdict in ('reject', 'review')),
  -- Of the risk, from 0 to 100.
  score integer not null check (score between 0 and 100),
  enabled boolean not null default true,
  -- Of several rules that fit with the same verdict, the lowest gives its name.
  priority integer not null default 100 check (priority between 0 and 1000000),
  -- All conditions that are set must be met; at least one is.
  -- The currency that amounts and sums are in; null: any.
  currency text references currencies,
  -- Micro-units, as the request named them.
  amount_exactly bigint check (amount_exactly > 0),
  amount_at_least bigint check (amount_at_least > 0),
  amount_at_most bigint check (amount_at_most > 0),
  -- What the sender transferred in a time up to and with this transfer, in micro-units of its wallet's currency, and how often.
  window_sec integer check (window_sec between 1 and 2678400),
  window_sum_at_least bigint check (window_sum_at_least > 0),
  window_count_at_least integer check (window_count_at_least between 1 and 10000),
  -- The sender never paid the receiver before.
  first_payment boolean not null default false,
  sender_ids bigint[] check (cardinality(sender_ids) between 1 and 10000),
  receiver_ids bigint[] check (cardinality(receiver_ids) between 1 and 10000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (amount_exactly is null or (amount_at_least is null and amount_at_most is null)),
  check (amount_at_least <= amount_at_most),
  check ((window_sec is null) = (window_sum_at_least is null and window_count_at_least is null)),
  check (first_payment or num_nonnulls(amount_exactly, amount_at_least, amount_at_most, window_sec, sender_ids, receiver_ids) > 0)
);

-- Gateways keep the enabled rules in memory; here they learn that one changed.
create function tell_rules() returns trigger language plpgsql as $$
begin
  perform pg_notify(left(tg_table_schema, 50) || '_rules', '');
  return null;
end $$;
create trigger is_told after insert or update or delete on fraud_rules for each statement execute function tell_rules();

-- `screened`: a rule may say something about the transfer, so that its credit waits for a verdict.
alter table queue
  add column screened boolean not null default false,
  add column request_id text check (length(request_id) <= 200),
  add constraint queue_screened_check check (not screened or (kind = 'transfer' and step = 'apply')),
  add constraint queue_request_check check (request_id is null or screened);

-- One row for each transfer that was debited and screened. While it is pending or in review its money is in transit.
create table fraud_checks (
  operation_id uuid primary key,
  -- review: it waits for a person.
  state text not null default 'pending' check (state in ('pending', 'review', 'allowed', 'rejected')),
  kind text not null check (kind = 'transfer'),
  origin_id bigint not null,
  target_id bigint not null check (target_id <> origin_id),
  amount bigint not null check (amount > 0),
  currency text not null,
  accepted_at timestamptz not null,
  debit bigint not null check (debit > 0),
  credit bigint not null check (credit > 0),
  request_rate numeric(30, 12),
  origin_rate numeric(30, 12),
  target_rate numeric(30, 12),
  -- Of the request that asked for the transfer.
  request_id text,
  created_at timestamptz not null default now(),
  -- What the rules said, once they were asked: the rule that decides, and every one that fits.
  score integer check (score between 0 and 100),
  rule_id integer,
  reasons text[] not null default '{}',
  screened_at timestamptz,
  decided_at timestamptz,
  -- rules, timeout, or operator
  decided_by text check (decided_by in ('rules', 'timeout', 'operator')),
  -- What an operator said of it.
  note text check (length(note) between 1 and 500),
  check ((state in ('allowed', 'rejected')) = (decided_at is not null)),
  check ((decided_at is null) = (decided_by is null)),
  check (state <> 'review' or screened_at is not null)
) with (fillfactor = 80);
create index fraud_checks_waiting on fraud_checks (created_at) where state in ('pending', 'review');
create index fraud_checks_state on fraud_checks (state, operation_id);

create function check_fraud_check() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'pending' then
      raise exception 'check of % begins as pending', new.operation_id using errcode = 'restrict_violation';
    end if;
    return new;
  end if;
  if tg_op = 'DELETE' or old.state in ('allowed', 'rejected') or (old.state = 'review' and new.state = 'pending') then
    raise exception 'check of % is %: it does not change', old.operation_id, old.state using errcode = 'restrict_violation';
  end if;
  if (new.operation_id, new.kind, new.origin_id, new.target_id, new.amount, new.currency, new.accepted_at, new.debit, new.credit,
      new.request_rate, new.origin_rate, new.target_rate, new.request_id, new.created_at)
     is distinct from (old.operation_id, old.kind, old.origin_id, old.target_id, old.amount, old.currency, old.accepted_at, old.debit,
      old.credit, old.request_rate, old.origin_rate, old.target_rate, old.request_id, old.created_at) then
    raise exception 'check of %: what was debited does not change', old.operation_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger moves_forward before insert or update or delete on fraud_checks for each row execute function check_fraud_check();
create trigger is_kept before truncate on fraud_checks for each statement execute function refuse_change();
