-- What must hold whoever writes: a journal continues its group's chain under the present epoch, sums to zero in every
-- currency, and is never changed afterwards.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;

do $$
declare t text;
begin
  foreach t in array array['operations', 'journals', 'postings', 'system_postings'] loop
    execute format('create trigger append_only before update or delete or truncate on %I
                    for each statement execute function refuse_change()', t);
    execute format('revoke update, delete, truncate on %I from public, current_user', t);
  end loop;
end $$;

create function check_lease() returns trigger language plpgsql as $$
begin
  if new.epoch < old.epoch or new.generation < old.generation
     or (new.holder_id is not null and new.holder_id is distinct from old.holder_id and new.epoch = old.epoch) then
    raise exception 'group %: a grant raises the epoch, and nothing lowers epoch or generation', new.id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger lease_moves_forward before update on groups for each row execute function check_lease();

create function check_journal() returns trigger language plpgsql as $$
declare
  head bytea;
  current_epoch bigint;
begin
  select hash into head from journals where group_id = new.group_id and seq = new.seq - 1;
  if new.previous_hash is distinct from coalesce(head, decode(repeat('00', 32), 'hex')) or (head is null and new.seq <> 1) then
    raise exception 'journal %/% does not continue the chain of its group', new.group_id, new.seq using errcode = 'integrity_constraint_violation';
  end if;
  select epoch into current_epoch from groups where id = new.group_id;
  if new.epoch is distinct from current_epoch then
    raise exception 'journal %/% carries epoch %, the group is at %', new.group_id, new.seq, new.epoch, current_epoch
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger continues_chain before insert on journals for each row execute function check_journal();

-- These functions run once per statement, over the rows that it inserted. A journal's lines are written in the same
-- transaction as the journal, and its system lines in the same statement as its postings or before.
create function check_postings_sum() returns trigger language plpgsql as $$
declare bad record;
begin
  select l.group_id, l.journal_seq, l.currency, sum(l.amount) as off into bad
    from (
      select group_id, journal_seq, currency, sum(amount) as amount from lines group by 1, 2, 3
      union all
      select s.group_id, s.journal_seq, s.currency, s.amount from system_postings s
        join (select distinct group_id, journal_seq from lines) j using (group_id, journal_seq)
    ) l
    group by 1, 2, 3 having sum(l.amount) <> 0 limit 1;
  if found then
    raise exception 'journal %/% does not sum to zero: % % too much', bad.group_id, bad.journal_seq, bad.off, bad.currency
      using errcode = 'integrity_constraint_violation';
  end if;
  select l.group_id, l.journal_seq into bad
    from (select group_id, journal_seq, count(*) as n from lines group by 1, 2) l
    left join journals j on j.group_id = l.group_id and j.seq = l.journal_seq
    where j.postings is distinct from l.n or j.xmin <> pg_current_xact_id()::xid limit 1;
  if found then
    raise exception 'journal %/% was written with another number of postings, or earlier', bad.group_id, bad.journal_seq
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create trigger sums_to_zero after insert on postings
  referencing new table as lines for each statement execute function check_postings_sum();

create function check_system_postings_sum() returns trigger language plpgsql as $$
declare bad record;
begin
  select l.group_id, l.journal_seq, l.currency into bad
    from lines l join journals j on j.group_id = l.group_id and j.seq = l.journal_seq
    where j.postings = 0
    group by 1, 2, 3 having sum(l.amount) <> 0 limit 1;
  if found then
    raise exception 'journal %/% does not sum to zero in %', bad.group_id, bad.journal_seq, bad.currency
      using errcode = 'integrity_constraint_violation';
  end if;
  if exists (
    select from lines l
    left join journals j on j.group_id = l.group_id and j.seq = l.journal_seq and j.xmin = pg_current_xact_id()::xid
    where j.seq is null
  ) then
    raise exception 'system postings without a journal of the same transaction'
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create trigger sums_to_zero after insert on system_postings
  referencing new table as lines for each statement execute function check_system_postings_sum();

create function check_operations_count() returns trigger language plpgsql as $$
declare bad record;
begin
  select l.group_id, l.journal_seq into bad
    from (select group_id, journal_seq, count(*) as n from lines group by 1, 2) l
    left join journals j on j.group_id = l.group_id and j.seq = l.journal_seq
    where j.operations is distinct from l.n or j.xmin <> pg_current_xact_id()::xid limit 1;
  if found then
    raise exception 'journal %/% was written with another number of operations, or earlier', bad.group_id, bad.journal_seq
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create trigger belongs_to_journal after insert on operations
  referencing new table as lines for each statement execute function check_operations_count();

-- Refuses to run alone. Statements that are sent together are one transaction only if their `begin` succeeded; had it
-- failed, each would commit for itself.
create function assert_in_transaction() returns void language plpgsql as $$
begin
  if now() = statement_timestamp() then
    raise exception 'not in a transaction' using errcode = 'no_active_sql_transaction';
  end if;
end $$;

-- Ends the transaction of a processor whose lease or whose knowledge of the group is out of date. Called after the
-- group's lock is taken, in a statement of its own, so that it reads what that lock protects.
create function assert_lease(the_group integer, the_epoch bigint, the_generation bigint) returns void
language plpgsql as $$
declare g groups;
begin
  perform assert_in_transaction();
  select * into g from groups where id = the_group;
  if g.epoch is distinct from the_epoch then
    raise exception 'group % is at epoch %, the lease was for %', the_group, g.epoch, the_epoch using errcode = 'WM001';
  end if;
  if g.generation is distinct from the_generation then
    raise exception 'wallets moved in or out of group %', the_group using errcode = 'WM003';
  end if;
end $$;

create function assert_rows(actual bigint, expected bigint, what text) returns void language plpgsql as $$
begin
  perform assert_in_transaction();
  if actual is distinct from expected then
    raise exception '% % expected, % found', expected, what, actual using errcode = 'WM002';
  end if;
end $$;

-- What a processor remembers of a wallet is out of date once somebody else changes it. The lock holds off its commits.
create function note_wallet_change() returns trigger language plpgsql as $$
begin
  if new.currency <> old.currency then
    raise exception 'the currency of wallet % cannot change', new.id using errcode = 'restrict_violation';
  end if;
  perform pg_advisory_xact_lock(hashtext(current_schema()), new.group_id);
  update groups set generation = generation + 1 where id = new.group_id;
  return new;
end $$;
create trigger is_noted before update of state, floor, currency on wallets for each row execute function note_wallet_change();
