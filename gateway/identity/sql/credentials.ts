import type { Role } from '../../../common/identity/roles.ts'
import type { Queryable } from '../../../common/identity/sql/users.ts'

export interface SessionState {
  user_id: string
  role: Role
}

const READ_SESSION = `
  select s.user_id, u.role from sessions s join users u on u.id = s.user_id
  where s.id = $1 and s.user_id = $2 and s.ended_at is null and u.disabled_at is null`

/** Null when the session has ended, or its user may do nothing. */
export async function readSession(client: Queryable, id: string, userId: string): Promise<SessionState | null> {
  const { rows } = await client.query<SessionState>({ name: 'read-session', text: READ_SESSION, values: [id, userId] })
  return rows[0] ?? null
}

export interface KeyState {
  id: string
  family_id: string
  role: Role
  owner_id: string | null
  owner_role: Role | null
  /** Milliseconds since 1970. */
  expires_at_ms: number | null
}

const READ_KEY = `
  select k.id, k.family_id, k.role, k.owner_id, u.role as owner_role, (extract(epoch from k.expires_at) * 1000)::float8 as expires_at_ms
  from api_keys k left join users u on u.id = k.owner_id
  where k.hash = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
    and (k.owner_id is null or u.disabled_at is null)`

/** Null when there is none, or it was revoked, has expired, or its owner may do nothing. */
export async function readKeyState(client: Queryable, hash: Buffer): Promise<KeyState | null> {
  const { rows } = await client.query<KeyState>({ name: 'read-key', text: READ_KEY, values: [hash] })
  return rows[0] ?? null
}

const KEYS_USED = `
  update api_keys set last_used_at = date_trunc('minute', now())
  where id = any($1::uuid[]) and (last_used_at is null or last_used_at < date_trunc('minute', now()))`

export async function noteKeysUsed(client: Queryable, ids: readonly string[]): Promise<void> {
  await client.query(KEYS_USED, [ids])
}

/** The secret that all gateways sign with; made by the first one that asks. */
export async function tokenSecret(client: Queryable, made: Buffer): Promise<Buffer> {
  await client.query('insert into token_secrets (secret) values ($1) on conflict do nothing', [made])
  const { rows } = await client.query<{ secret: Buffer }>('select secret from token_secrets')
  const [row] = rows
  if (row === undefined) throw new RangeError('no secret was kept')
  return row.secret
}
