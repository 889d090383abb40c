-- Every rate that was set, beside the present ones. In order of id, as the row of the currency is locked when it is taken: the
-- newest of a currency is its present rate.
create table rate_history (
  id bigint generated always as identity primary key,
  code text not null references currencies,
  usd_per_unit numeric(30, 12) not null check (usd_per_unit > 0),
  set_at timestamptz not null,
  check (code <> 'USD' or usd_per_unit = 1)
);
create index rate_history_of on rate_history (code, id);
create trigger append_only before update or delete or truncate on rate_history
  for each statement execute function refuse_change();
revoke update, delete, truncate on rate_history from public, current_user;

-- What was set before is not known, but for the last rate.
insert into rate_history (code, usd_per_unit, set_at) select code, usd_per_unit, updated_at from currencies order by code;
