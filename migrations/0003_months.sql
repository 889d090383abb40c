-- The months of the ledger: partitions that are made ahead, and what is kept of those that were detached.

-- The least id of that time among uuids of version 7, whose first 48 bits are milliseconds.
create function first_id(at timestamptz) returns uuid language sql immutable strict as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Months that were detached, with what left in them.
create table detached_months (
  month date primary key check (extract(day from month) = 1),
  operations bigint not null check (operations >= 0),
  postings bigint not null check (postings >= 0),
  detached_at timestamptz not null default now()
);

-- What the detached postings of a wallet add up to: its balance is this and the sum of its other postings.
create table brought_forward (
  wallet_id bigint primary key,
  amount numeric(38, 0) not null,
  postings bigint not null check (postings > 0)
);

-- Balances that detached postings of a wallet reached more often (positive) or less often than they left them. An unbroken run of
-- postings from 0 to 7 is 0: -1, 7: 1.
create table brought_forward_ends (
  wallet_id bigint not null,
  balance numeric(38, 0) not null,
  reached bigint not null,
  primary key (wallet_id, balance)
);

-- The rows of a journal that left with a month, and the sum of their postings by currency, such as {"USD": -5}.
create table brought_forward_journals (
  group_id integer not null,
  journal_seq bigint not null,
  month date not null references detached_months,
  operations integer not null check (operations >= 0),
  postings integer not null check (postings >= 0),
  amounts jsonb not null,
  primary key (group_id, journal_seq, month)
);

-- Sums of the postings of busy hours, so that totals and far pages of busy wallets need not read them one by one. Hours
-- that have no row here are read from the postings.
create table posting_hours (
  wallet_id bigint not null,
  hour timestamptz not null,
  incoming boolean not null,
  -- As requested, like the amount.
  currency text not null,
  amount numeric(38, 0) not null check (amount > 0),
  postings bigint not null check (postings > 0),
  primary key (wallet_id, hour, incoming, currency)
);

-- Hours before `closed` may have been summed up, those before `summed` were. Closing an hour waits for the transactions that
-- write postings; whoever writes one for a closed hour from then on adds it to the sums.
create table posting_hours_state (
  one boolean primary key default true check (one),
  closed timestamptz not null default '-infinity',
  summed timestamptz not null default '-infinity' check (summed <= closed)
);
insert into posting_hours_state default values;

-- Once per statement that inserts postings. Mostly none is late.
create function add_late_postings() returns trigger language plpgsql as $$
declare
  horizon timestamptz := (select closed from posting_hours_state);
begin
  if not exists (select from lines where accepted_at < horizon) then
    return null;
  end if;
  -- Either the sums were committed before, or they will be made with these postings.
  perform pg_advisory_xact_lock_shared(hashtext(current_schema()), -3);
  insert into posting_hours (wallet_id, hour, incoming, currency, amount, postings)
    select l.wallet_id, date_trunc('hour', l.accepted_at, 'UTC'), l.amount > 0, l.requested_currency, sum(l.requested_amount), count(*)
    from lines l
    where l.accepted_at < horizon and exists (
      select from posting_hours h where h.wallet_id = l.wallet_id and h.hour = date_trunc('hour', l.accepted_at, 'UTC'))
    group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (wallet_id, hour, incoming, currency) do update
      set amount = posting_hours.amount + excluded.amount, postings = posting_hours.postings + excluded.postings;
  return null;
end $$;

-- A partition is guarded like its table: statement triggers of the table do not fire for a statement that names the partition.
create function guard_partition(the_table text, the_partition text) returns void language plpgsql as $$
begin
  execute format('create trigger append_only before update or delete or truncate on %I
                  for each statement execute function refuse_change()', the_partition);
  execute format('revoke update, delete, truncate on %I from public, current_user', the_partition);
  if the_table = 'postings' then
    execute format('create trigger sums_to_zero after insert on %I referencing new table as lines
                    for each statement execute function check_postings_sum()', the_partition);
    execute format('create trigger sums_up_hours after insert on %I referencing new table as lines
                    for each statement execute function add_late_postings()', the_partition);
  else
    execute format('create trigger belongs_to_journal after insert on %I referencing new table as lines
                    for each statement execute function check_operations_count()', the_partition);
  end if;
end $$;

create trigger sums_up_hours after insert on postings
  referencing new table as lines for each statement execute function add_late_postings();

-- Makes one partition. Rows of it that landed in the default partition move into it: the default partition is written anew
-- without them, so that nobody deletes rows of the ledger. Without such rows, writers are not held up.
create function make_partition(the_table text, the_partition text, the_key text, lower_bound text, upper_bound text)
returns void language plpgsql as $$
declare
  default_partition text := the_table || '_default';
  inside text := format('%1$I >= %2$L and %1$I < %3$L', the_key, lower_bound, upper_bound);
  bounds text := format('for values from (%L) to (%L)', lower_bound, upper_bound);
  strays boolean;
begin
  execute format('create table %I (like %I including all)', the_partition, the_table);
  execute format('select exists (select from %I where %s)', default_partition, inside) into strays;
  if strays then
    execute format('lock table %I in access exclusive mode', the_table);
    execute format('alter table %I detach partition %I', the_table, default_partition);
    execute format('alter table %I rename to %I', default_partition, default_partition || '_old');
    execute format('create table %I (like %I including all)', default_partition, the_table);
    execute format('insert into %I select * from %I where %s', the_partition, default_partition || '_old', inside);
    execute format('insert into %I select * from %I where not (%s)', default_partition, default_partition || '_old', inside);
    execute format('drop table %I', default_partition || '_old');
    execute format('alter table %I attach partition %I default', the_table, default_partition);
    perform guard_partition(the_table, default_partition);
  end if;
  execute format('alter table %I attach partition %I %s', the_table, the_partition, bounds);
  perform guard_partition(the_table, the_partition);
end $$;

-- Makes the partitions of the month that begins on this day, unless they are there or were detached. Returns whether it did.
create function make_month(the_month date) returns boolean language plpgsql as $$
declare
  starts timestamptz := the_month::timestamp at time zone 'UTC';
  ends timestamptz := (the_month + interval '1 month') at time zone 'UTC';
  suffix text := to_char(the_month, '_YYYY_MM');
begin
  if extract(day from the_month) <> 1 then
    raise exception '% is not the first day of a month', the_month using errcode = 'invalid_parameter_value';
  end if;
  perform pg_advisory_xact_lock(hashtext(current_schema()), -4);
  if to_regclass(format('%I.%I', current_schema(), 'postings' || suffix)) is not null
     or exists (select from detached_months where month = the_month) then
    return false;
  end if;
  perform make_partition('postings', 'postings' || suffix, 'accepted_at', starts::text, ends::text);
  perform make_partition('operations', 'operations' || suffix, 'id', first_id(starts)::text, first_id(ends)::text);
  return true;
end $$;

select guard_partition(t, t || '_default') from unnest(array['postings', 'operations']) t;
select make_month((date_trunc('month', now() at time zone 'UTC') + n * interval '1 month')::date) from generate_series(0, 3) n;
