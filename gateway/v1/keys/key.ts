import Type from 'typebox'
import { type ApiKey, readKey } from '../../../common/identity/sql/keys.ts'
import { Refused } from '../../errors.ts'
import type { Principal } from '../../identity/principal.ts'
import { nullable } from '../nullable.ts'
import { component, described } from '../openapi/component.ts'
import { Time } from '../time.ts'
import { RoleName } from '../users/user.ts'
import { Uuid } from '../uuid.ts'
import type { V1Context } from '../v1.ts'

const shown = {
  id: Uuid,
  prefix: Type.String({ description: 'What the key begins with', examples: ['wm_ab12cd34'] }),
  name: Type.String(),
  role: RoleName,
  owner_id: nullable(described(Uuid, 'The user whose wallets it uses')),
  created_at: Time,
  expires_at: nullable(Time),
  revoked_at: nullable(Time),
  last_used_at: nullable(described(Time, 'To the minute')),
  rotated_to: nullable(described(Uuid, 'The key that takes its place')),
}

export const Key = component('Key', Type.Object(shown))
export const MadeKey = component(
  'MadeKey',
  Type.Object({ ...shown, key: Type.String({ description: 'The key itself, told this once' }) }),
)

/** Refuses merchants and users who come with a key themselves: one that was stolen must not make others. */
export function assertKeeper({ role, kind }: Principal): void {
  if (role === 'admin') return
  if (kind !== 'user') throw new Refused('forbidden', 'log in to see and change your keys: a key cannot')
}

/** A key of the caller's. One that is not is refused as if there were none. */
export async function keptKey({ pools }: V1Context, principal: Principal, id: string): Promise<ApiKey> {
  assertKeeper(principal)
  const key = await readKey(pools.reads, id)
  if (key === null || (principal.role !== 'admin' && key.owner_id !== principal.userId)) throw noKey(id)
  return key
}

export function noKey(id: string): Refused {
  return new Refused('not_found', `no key with id: ${id}`)
}
