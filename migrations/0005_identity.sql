-- Who may do what: users, their sessions, API keys, owners of wallets, and the record of what was changed by whom.

create table users (
  id uuid primary key,
  email text not null check (email ~ '^[!-?A-~]+@[!-?A-~]+$' and length(email) <= 254),
  name text not null check (name <> ''),
  role text not null check (role in ('admin', 'operator', 'merchant', 'user')),
  password_hash text not null check (password_hash like '$argon2id$%'),
  created_at timestamptz not null default now(),
  -- Who is disabled may do nothing; what is theirs stays.
  disabled_at timestamptz
);
-- One user for an address, however it is written.
create unique index users_email on users (lower(email));

-- A log-in and what came of it. It ends when its newest refresh token expires, or before.
create table sessions (
  id uuid primary key,
  user_id uuid not null references users,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null check (expires_at > created_at),
  ended_at timestamptz,
  end_reason text check (end_reason in ('logged_out', 'token_reused', 'password_changed', 'user_disabled', 'superseded')),
  check ((ended_at is null) = (end_reason is null))
);
create index sessions_of_user on sessions (user_id);

-- SHA-256 of 256 random bits each: there is nothing to guess, so no slow hash is needed. A token is used once; who comes with a
-- used one has a copy that somebody else used, or the other way round, and the whole session ends.
create table refresh_tokens (
  hash bytea primary key check (octet_length(hash) = 32),
  session_id uuid not null references sessions on delete cascade,
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null check (expires_at > issued_at),
  used_at timestamptz
);
create index refresh_tokens_of_session on refresh_tokens (session_id);

-- What signs access tokens where the settings name no secret.
create table token_secrets (
  one boolean primary key default true check (one),
  secret bytea not null check (octet_length(secret) = 32),
  created_at timestamptz not null default now()
);

create table api_keys (
  id uuid primary key,
  -- What people tell keys apart by; no secret.
  prefix text not null unique check (prefix ~ '^wm_[a-z0-9]{8}$'),
  hash bytea not null unique check (octet_length(hash) = 32),
  name text not null check (name <> ''),
  role text not null check (role in ('admin', 'operator', 'merchant', 'user')),
  -- The first of the keys that took each other's place: to others they are one caller.
  family_id uuid not null,
  -- Whose wallets the key may spend from. It never may more than its owner.
  owner_id uuid references users,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  -- To the minute.
  last_used_at timestamptz,
  -- The key that takes its place; this one works until it expires.
  rotated_to uuid references api_keys,
  check (owner_id is not null or role in ('admin', 'operator'))
);
create index api_keys_of_owner on api_keys (owner_id);

-- Beside the hot wallets, not in them. A wallet has one owner for ever, or none: then only admins and operators may use it.
create table wallet_owners (
  wallet_id bigint primary key references wallets,
  user_id uuid not null references users,
  since timestamptz not null default now()
);
create index wallet_owners_by_user on wallet_owners (user_id, wallet_id);

-- Failed log-ins in a row, by account and by address, over all gateways. Keys are SHA-256 of what was typed, be there such an
-- account or not.
create table login_attempts (
  kind text not null check (kind in ('account', 'address')),
  key bytea not null check (octet_length(key) = 32),
  failures integer not null check (failures > 0),
  failed_at timestamptz not null,
  locked_until timestamptz,
  primary key (kind, key)
);
create index login_attempts_failed_at on login_attempts (failed_at);

-- Who did what to whom, and who was refused. No secrets.
create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  -- open: whoever came while nobody was asked. command: the command line, by its user of the operating system.
  actor_kind text not null check (actor_kind in ('user', 'key', 'open', 'command', 'nobody')),
  actor_id text,
  action text not null,
  target_kind text,
  target_id text,
  outcome text not null check (outcome in ('done', 'refused')),
  -- Why it was refused.
  reason text,
  details jsonb,
  request_id text,
  address inet,
  check ((outcome = 'refused') = (reason is not null)),
  check ((target_kind is null) = (target_id is null))
);

-- Has a row once authentication is on. Nothing takes it off again: that would open the mesh.
create table authentication (
  one boolean primary key default true check (one),
  required_since timestamptz not null default now()
);

do $$
declare t text;
begin
  foreach t in array array['audit', 'authentication', 'wallet_owners'] loop
    execute format('create trigger append_only before update or delete or truncate on %I
                    for each statement execute function refuse_change()', t);
    -- Not of owners: foreign keys lock their rows, which takes the privilege.
    if t <> 'wallet_owners' then
      execute format('revoke update, delete, truncate on %I from public, current_user', t);
    end if;
  end loop;
end $$;

create function require_authentication() returns trigger language plpgsql as $$
begin
  insert into authentication default values on conflict do nothing;
  return new;
end $$;
create trigger closes_the_mesh after insert or update of role on users for each row when (new.role = 'admin')
  execute function require_authentication();
create trigger closes_the_mesh after insert on api_keys for each row execute function require_authentication();

-- Gateways remember for a moment what they read of these rows; here they learn that it changed, whoever changed it.
create function tell_identity() returns trigger language plpgsql as $$
begin
  perform pg_notify(left(tg_table_schema, 50) || '_identity', coalesce(to_jsonb(new) ->> 'id', 'on'));
  return new;
end $$;
create trigger is_told after insert on authentication for each row execute function tell_identity();
create trigger is_told after update on users for each row
  when (old.role is distinct from new.role or old.disabled_at is distinct from new.disabled_at) execute function tell_identity();
create trigger is_told after update on sessions for each row
  when (old.ended_at is distinct from new.ended_at) execute function tell_identity();
create trigger is_told after update on api_keys for each row
  when ((old.role, old.expires_at, old.revoked_at) is distinct from (new.role, new.expires_at, new.revoked_at))
  execute function tell_identity();

-- What has ended does not come back to life.
create function check_ended() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'sessions' then
    if old.ended_at is not null and new.ended_at is distinct from old.ended_at then
      raise exception 'session % has ended', old.id using errcode = 'restrict_violation';
    end if;
  elsif old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at then
    raise exception 'key % was revoked', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger stays_ended before update on sessions for each row execute function check_ended();
create trigger stays_ended before update on api_keys for each row execute function check_ended();
