import { v7 as uuidv7 } from 'uuid'
import type { Pool } from '../database/pool.ts'
import { transaction } from '../database/transaction.ts'
import type { Role } from './roles.ts'
import { newKey } from './secrets.ts'
import { recordAudit } from './sql/audit.ts'
import { type ApiKey, handOver, insertKey, lockKey, revokeKey } from './sql/keys.ts'
import type { By } from './users.ts'

/** A key and its text, which is told once and kept by nobody. */
export interface NewApiKey {
  key: ApiKey
  text: string
}

export interface KeyRequest {
  name: string
  role: Role
  ownerId: string | null
  /** As Postgres reads it; null: never. */
  expiresAt: string | null
}

/** Makes a key, and the record of it. A merchant's and a user's key has an owner. */
export async function createKey(pool: Pool, request: KeyRequest, by: By): Promise<NewApiKey> {
  const { text, ...secret } = newKey()
  const id = uuidv7()
  return transaction(pool, async (client) => {
    const key = await insertKey(client, { id, familyId: id, ...secret, ...request })
    const { prefix, role, owner_id } = key
    await recordAudit(client, {
      ...by,
      action: 'key.create',
      target: { kind: 'key', id },
      details: { prefix, role, owner_id },
    })
    return { key, text }
  })
}

export type RotateFlaw = 'unknown' | 'revoked' | 'expired' | 'rotated'

/**
 * Makes a key that may the same, and lets the old one work for `overlapSec` more, so that who uses it can change over without
 * a gap. The new one does not expire where the old one did not, and otherwise lasts as long as the old one was made for.
 */
export async function rotateKey(
  pool: Pool,
  id: string,
  overlapSec: number,
  by: By,
): Promise<(NewApiKey & { old: ApiKey }) | RotateFlaw> {
  const { text, ...secret } = newKey()
  return transaction(pool, async (client) => {
    const old = await lockKey(client, id)
    if (old === null) return 'unknown'
    if (old.revoked_at !== null) return 'revoked'
    if (old.rotated_to !== null) return 'rotated'
    const { rows } = await client.query<{ expired: boolean; expires_at: string | null }>(LIFETIME, [
      old.expires_at,
      old.created_at,
    ])
    if (rows[0]?.expired) return 'expired'
    const { name, role, owner_id: ownerId, family_id: familyId } = old
    const expiresAt = rows[0]?.expires_at ?? null
    const key = await insertKey(client, { id: uuidv7(), familyId, ...secret, name, role, ownerId, expiresAt })
    await recordAudit(client, {
      ...by,
      action: 'key.rotate',
      target: { kind: 'key', id },
      details: { to: key.id, prefix: key.prefix, overlap_seconds: overlapSec },
    })
    return { key, text, old: await handOver(client, id, key.id, overlapSec) }
  })
}

const LIFETIME = `
  select coalesce($1::timestamptz <= now(), false) as expired, now() + ($1::timestamptz - $2::timestamptz) as expires_at`

/** Ends a key at once. False when it was revoked before, or there is none. */
export async function endKey(pool: Pool, id: string, by: By): Promise<boolean> {
  return transaction(pool, async (client) => {
    if (!(await revokeKey(client, id))) return false
    await recordAudit(client, { ...by, action: 'key.revoke', target: { kind: 'key', id } })
    return true
  })
}
