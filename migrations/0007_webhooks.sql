-- Webhooks: addresses that are told of what happened, and what is to be told to each.

create table webhooks (
  id integer generated always as identity primary key,
  -- Whose it is; empty: the operator's.
  owner text not null default '',
  url text not null check (url ~ '^https?://' and length(url) <= 2048),
  -- Signs what is sent, so it is kept as it is: whoever reads this table can sign.
  secret text not null check (secret ~ '^whsec_[A-Za-z0-9+/]{43}=$'),
  -- Signs too until then, while the receiver learns the new one.
  previous_secret text,
  previous_until timestamptz,
  event_types text[] not null check (cardinality(event_types) > 0 and event_types <@
    array['operation.succeeded', 'operation.declined', 'settlement.approved', 'settlement.settled']),
  -- Only operations of these wallets; null: everything.
  wallet_ids bigint[] check (cardinality(wallet_ids) between 1 and 1000),
  disabled_at timestamptz,
  -- asked: by a request. gone: its server answered 410.
  disabled_reason text check (disabled_reason in ('asked', 'gone')),
  -- Nobody sees it any more; its deliveries are removed piece by piece, and then it.
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  check ((previous_secret is null) = (previous_until is null)),
  check ((disabled_at is null) = (disabled_reason is null)),
  check (deleted_at is null or disabled_at is not null)
);

-- The newest journal of each group when a webhook was made or enabled: it is told of those after it.
create table webhook_starts (
  webhook_id integer not null references webhooks on delete cascade,
  group_id integer not null,
  journal_seq bigint not null,
  primary key (webhook_id, group_id)
);

-- The newest journal of each group whose operations are among the deliveries. It stands still while there is no webhook.
create table webhook_cursors (
  group_id integer primary key,
  journal_seq bigint not null check (journal_seq >= 0)
) with (fillfactor = 50);

-- One row for each event and webhook. seq is the order of what happened.
create table webhook_deliveries (
  seq bigint generated always as identity primary key,
  webhook_id integer not null references webhooks,
  -- The same at every attempt, by which receivers tell a repetition.
  event_id text not null,
  event_type text not null,
  event_at timestamptz not null,
  operation_id uuid,
  -- The wallets of the operation. A delivery waits for earlier ones that share one. Of settlements: 0, which no wallet has.
  wallet_id bigint,
  other_wallet_id bigint,
  data json not null,
  state text not null default 'pending' check (state in ('pending', 'delivered', 'dead')),
  attempts integer not null default 0 check (attempts >= 0),
  -- Those that were over when it was last replayed.
  attempts_before integer not null default 0 check (attempts_before between 0 and attempts),
  next_attempt_at timestamptz not null default now(),
  -- A gateway is at it until then, or was killed.
  claimed_until timestamptz,
  -- Waits for an earlier one, which wakes it when it ends.
  blocked boolean not null default false,
  last_status integer,
  last_error text,
  last_attempt_at timestamptz,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  unique (webhook_id, event_id),
  check ((state = 'pending') = (ended_at is null)),
  check (claimed_until is null or state = 'pending')
) with (
  fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_cost_delay = 0
);
create index webhook_deliveries_state on webhook_deliveries (webhook_id, state, seq);
create index webhook_deliveries_due on webhook_deliveries (webhook_id, next_attempt_at, seq) where state = 'pending';
create index webhook_deliveries_claimed on webhook_deliveries (webhook_id, claimed_until) where claimed_until is not null;
create index webhook_deliveries_wallet on webhook_deliveries (wallet_id, webhook_id, seq) where state = 'pending';
create index webhook_deliveries_other_wallet on webhook_deliveries (other_wallet_id, webhook_id, seq) where state = 'pending';
create index webhook_deliveries_ended on webhook_deliveries (ended_at) where ended_at is not null;

create function refuse_second_delivery() returns trigger language plpgsql as $$
begin
  raise exception 'delivery % was delivered: it stays as it is', old.seq using errcode = 'restrict_violation';
end $$;
create trigger is_final before update on webhook_deliveries for each row
  when (old.state = 'delivered') execute function refuse_second_delivery();

-- Settlements are rare: what is told of them is written in the transaction in which it happens.
create function tell_of_settlement() returns trigger language plpgsql as $$
begin
  insert into webhook_deliveries (webhook_id, event_id, event_type, event_at, wallet_id, data)
    select w.id, 'settlement_' || new.state || '_' || new.id, 'settlement.' || new.state,
      case new.state when 'approved' then new.approved_at else new.settled_at end, 0,
      json_build_object('settlement_id', new.id, 'state', new.state, 'lines', new.lines,
        'taken_at', to_char(new.taken_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'approved_at', to_char(new.approved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'settled_at', to_char(new.settled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    from webhooks w
    where w.disabled_at is null and w.wallet_ids is null and 'settlement.' || new.state = any (w.event_types)
    on conflict do nothing;
  return null;
end $$;
create trigger is_told after update of state on snapshots for each row
  when (old.state <> new.state and new.state in ('approved', 'settled')) execute function tell_of_settlement();
