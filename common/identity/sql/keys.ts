import type { Role } from '../roles.ts'
import type { Queryable } from './users.ts'
import { utcText } from './utc-text.ts'

/** What may be shown of an API key. Times are RFC 3339. */
export interface ApiKey {
  id: string
  prefix: string
  name: string
  role: Role
  owner_id: string | null
  created_at: string
  expires_at: string | null
  revoked_at: string | null
  /** To the minute. */
  last_used_at: string | null
  rotated_to: string | null
}

export interface NewKey {
  id: string
  /** Of the first of the keys that took each other's place. */
  familyId: string
  prefix: string
  hash: Buffer
  name: string
  role: Role
  ownerId: string | null
  /** As Postgres reads it; null: never. */
  expiresAt: string | null
}

const TIMES = ['created_at', 'expires_at', 'revoked_at', 'last_used_at']
const SHOWN = `id, prefix, name, role, owner_id, ${TIMES.map((time) => `${utcText(time)} as ${time}`).join(', ')}, rotated_to`

const INSERT_KEY = `
  insert into api_keys (id, family_id, prefix, hash, name, role, owner_id, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
  returning ${SHOWN}`

export async function insertKey(client: Queryable, key: NewKey): Promise<ApiKey> {
  const { id, familyId, prefix, hash, name, role, ownerId, expiresAt } = key
  const { rows } = await client.query<ApiKey>(INSERT_KEY, [id, familyId, prefix, hash, name, role, ownerId, expiresAt])
  const [made] = rows
  if (made === undefined) throw new RangeError('a key that was not inserted')
  return made
}

export async function readKey(client: Queryable, id: string): Promise<ApiKey | null> {
  const { rows } = await client.query<ApiKey>(`select ${SHOWN} from api_keys where id = $1`, [id])
  return rows[0] ?? null
}

/** The same; until the transaction ends, nobody else changes it. */
export async function lockKey(client: Queryable, id: string): Promise<(ApiKey & { family_id: string }) | null> {
  const statement = `select ${SHOWN}, family_id from api_keys where id = $1 for update`
  const { rows } = await client.query<ApiKey & { family_id: string }>(statement, [id])
  return rows[0] ?? null
}

export async function readKeyByPrefix(client: Queryable, prefix: string): Promise<ApiKey | null> {
  const { rows } = await client.query<ApiKey>(`select ${SHOWN} from api_keys where prefix = $1`, [prefix])
  return rows[0] ?? null
}

const LIST_KEYS = `
  select ${SHOWN} from api_keys
  where ($1::uuid is null or owner_id = $1) and ($2::uuid is null or id > $2) order by id limit $3`

/** In order of creation, after the key with the id `after`; of one owner, or of all. */
export async function listKeys(
  client: Queryable,
  ownerId: string | null,
  after: string | null,
  limit: number,
): Promise<ApiKey[]> {
  const { rows } = await client.query<ApiKey>(LIST_KEYS, [ownerId, after, limit])
  return rows
}

/** False when it was revoked before, or there is none. */
export async function revokeKey(client: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'update api_keys set revoked_at = now() where id = $1 and revoked_at is null',
    [id],
  )
  return rowCount === 1
}

const HAND_OVER = `
  update api_keys set rotated_to = $2, expires_at = least(expires_at, now() + make_interval(secs => $3)) where id = $1
  returning ${SHOWN}`

/** The key names the one that takes its place, and works for at most `overlapSec` more. */
export async function handOver(client: Queryable, id: string, to: string, overlapSec: number): Promise<ApiKey> {
  const { rows } = await client.query<ApiKey>(HAND_OVER, [id, to, overlapSec])
  const [old] = rows
  if (old === undefined) throw new RangeError('a key that was not handed over')
  return old
}
