import type { Client, Pool } from '../../database/pool.ts'
import type { Role } from '../roles.ts'
import { utcText } from './utc-text.ts'

/** What may be shown of a user. Times are RFC 3339. */
export interface User {
  id: string
  email: string
  name: string
  role: Role
  created_at: string
  disabled_at: string | null
}

export interface NewUser {
  /** A UUID of version 7: lists are in the order of ids. */
  id: string
  email: string
  name: string
  role: Role
  passwordHash: string
}

export type Queryable = Pick<Pool | Client, 'query'>

const SHOWN = `id, email, name, role, ${utcText('created_at')} as created_at, ${utcText('disabled_at')} as disabled_at`

const INSERT_USER = `
  insert into users (id, email, name, role, password_hash) values ($1, $2, $3, $4, $5)
  on conflict do nothing
  returning ${SHOWN}`

/** Null when somebody has that address, in whatever spelling. */
export async function insertUser(client: Queryable, user: NewUser): Promise<User | null> {
  const { id, email, name, role, passwordHash } = user
  const { rows } = await client.query<User>(INSERT_USER, [id, email, name, role, passwordHash])
  return rows[0] ?? null
}

export async function readUser(client: Queryable, id: string): Promise<User | null> {
  const { rows } = await client.query<User>(`select ${SHOWN} from users where id = $1`, [id])
  return rows[0] ?? null
}

export async function readUserByEmail(client: Queryable, email: string): Promise<User | null> {
  const { rows } = await client.query<User>(`select ${SHOWN} from users where lower(email) = lower($1)`, [email])
  return rows[0] ?? null
}

const LIST_USERS = `select ${SHOWN} from users where $1::uuid is null or id > $1 order by id limit $2`

/** In order of creation, after the user with the id `after`. */
export async function listUsers(client: Queryable, after: string | null, limit: number): Promise<User[]> {
  const { rows } = await client.query<User>(LIST_USERS, [after, limit])
  return rows
}

/** What is undefined stays as it is. */
export interface UserChange {
  email?: string | undefined
  name?: string | undefined
  role?: Role | undefined
  passwordHash?: string | undefined
  disabled?: boolean | undefined
}

const UPDATE_USER = `
  update users set email = coalesce($2, email), name = coalesce($3, name), role = coalesce($4, role),
    password_hash = coalesce($5, password_hash),
    disabled_at = case when $6::boolean is null then disabled_at when $6 then coalesce(disabled_at, now()) end
  where id = $1
  returning ${SHOWN}`

/** Null when there is none. Fails with a unique violation when somebody else has the address. */
export async function updateUser(client: Queryable, id: string, change: UserChange): Promise<User | null> {
  const { email, name, role, passwordHash, disabled } = change
  const values = [id, email ?? null, name ?? null, role ?? null, passwordHash ?? null, disabled ?? null]
  const { rows } = await client.query<User>(UPDATE_USER, values)
  return rows[0] ?? null
}

// In order of id, so that two changes at once wait for each other instead of failing.
const LOCK_ADMINS = `select id from users where role = 'admin' and disabled_at is null order by id for update`

/** The admins who may act; until the transaction ends, nobody else changes any of them. */
export async function lockAdmins(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(LOCK_ADMINS)
  return rows.map(({ id }) => id)
}
