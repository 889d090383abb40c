import Type from 'typebox'
import { readKey } from '../../../common/identity/sql/keys.ts'
import { Refused } from '../../errors.ts'
import type { Principal } from '../../identity/principal.ts'
import { RoleName } from '../users/user.ts'
import type { V1Context } from '../v1.ts'

const nullable = Type.Union([Type.String(), Type.Null()])

const shown = {
  id: Type.String(),
  prefix: Type.String({ description: 'What the key begins with' }),
  name: Type.String(),
  role: RoleName,
  owner_id: nullable,
  created_at: Type.String(),
  expires_at: nullable,
  revoked_at: nullable,
  last_used_at: Type.Union([Type.String({ description: 'To the minute' }), Type.Null()]),
  rotated_to: Type.Union([Type.String({ description: 'The key that takes its place' }), Type.Null()]),
}

export const Key = Type.Object(shown)
export const NewKey = Type.Object({ ...shown, key: Type.String({ description: 'The key itself, told this once' }) })

/** Refuses merchants and users who come with a key themselves: one that was stolen must not make others. */
export function assertKeeper({ role, kind }: Principal): void {
  if (role === 'admin') return
  if (kind !== 'user') throw new Refused('forbidden', 'log in to see and change your keys: a key cannot')
}

/** Refuses a key that is not the caller's as if there were none. */
export async function assertKeeperOf({ pools }: V1Context, principal: Principal, id: string): Promise<void> {
  assertKeeper(principal)
  const key = await readKey(pools.reads, id)
  if (key === null || (principal.role !== 'admin' && key.owner_id !== principal.userId)) throw noKey(id)
}

export function noKey(id: string): Refused {
  return new Refused('not_found', `no key with id: ${id}`)
}
