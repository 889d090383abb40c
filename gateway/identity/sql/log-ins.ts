import type { Role } from '../../../common/identity/roles.ts'
import type { Queryable } from '../../../common/identity/sql/users.ts'

export interface Credentials {
  id: string
  name: string
  email: string
  role: Role
  password_hash: string
  disabled: boolean
}

const COLUMNS = 'id, name, email, role, password_hash, disabled_at is not null as disabled'

export async function readCredentials(client: Queryable, email: string): Promise<Credentials | null> {
  const { rows } = await client.query<Credentials>(`select ${COLUMNS} from users where lower(email) = lower($1)`, [
    email,
  ])
  return rows[0] ?? null
}

/** Until the transaction ends, the user is not disabled. */
export async function lockUser(client: Queryable, id: string): Promise<Credentials | null> {
  const { rows } = await client.query<Credentials>(`select ${COLUMNS} from users where id = $1 for share`, [id])
  return rows[0] ?? null
}

const INSERT_SESSION = `
  insert into sessions (id, user_id, expires_at) values ($1, $2, now() + make_interval(secs => $3))`

const END_OLDEST = `
  update sessions set ended_at = now(), end_reason = 'superseded' where id in (
    select id from sessions where user_id = $1 and ended_at is null order by id desc offset $2)`

/** Opens a session, and ends the oldest ones of the user beyond `sessionsMax`. @param id greater than those before */
export async function insertSession(
  client: Queryable,
  { id, userId, ttlSec, sessionsMax }: { id: string; userId: string; ttlSec: number; sessionsMax: number },
): Promise<void> {
  await client.query(INSERT_SESSION, [id, userId, ttlSec])
  await client.query(END_OLDEST, [userId, sessionsMax])
}

const INSERT_TOKEN = `
  insert into refresh_tokens (hash, session_id, expires_at) values ($1, $2, now() + make_interval(secs => $3))`

export async function insertRefreshToken(
  client: Queryable,
  { hash, sessionId, ttlSec }: { hash: Buffer; sessionId: string; ttlSec: number },
): Promise<void> {
  await client.query(INSERT_TOKEN, [hash, sessionId, ttlSec])
}

const USE_TOKEN = `
  update refresh_tokens t set used_at = now() from sessions s
  where t.hash = $1 and t.used_at is null and t.expires_at > now() and s.id = t.session_id and s.ended_at is null
  returning s.id, s.user_id`

/** Of those who come with the same token, one gets its session. */
export async function useRefreshToken(
  client: Queryable,
  hash: Buffer,
): Promise<{ id: string; user_id: string } | null> {
  const { rows } = await client.query<{ id: string; user_id: string }>(USE_TOKEN, [hash])
  return rows[0] ?? null
}

export async function prolongSession(client: Queryable, id: string, ttlSec: number): Promise<void> {
  await client.query('update sessions set expires_at = now() + make_interval(secs => $2) where id = $1', [id, ttlSec])
}

const END_REUSED = `
  update sessions s set ended_at = now(), end_reason = 'token_reused' from refresh_tokens t
  where t.hash = $1 and t.used_at is not null and s.id = t.session_id and s.ended_at is null
  returning s.id, s.user_id`

/** Ends the session that the token was of, if it was used before. */
export async function endSessionOfUsed(
  client: Queryable,
  hash: Buffer,
): Promise<{ id: string; user_id: string } | null> {
  const { rows } = await client.query<{ id: string; user_id: string }>(END_REUSED, [hash])
  return rows[0] ?? null
}

export async function endSession(client: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update sessions set ended_at = now(), end_reason = 'logged_out' where id = $1 and ended_at is null`,
    [id],
  )
  return rowCount === 1
}
