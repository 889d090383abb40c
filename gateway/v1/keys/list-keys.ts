import Type from 'typebox'
import { listKeys } from '../../../common/identity/sql/keys.ts'
import { isUuid } from '../../../common/uuid.ts'
import { parseKey } from '../cursor.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor, pageOf } from '../page.ts'
import type { V1App, V1Context } from '../v1.ts'
import { assertKeeper, Key } from './key.ts'

const Query = Type.Object({ cursor: Cursor, limit: Limit })

const Keys = component('Keys', Type.Object({ keys: Type.Array(Key), next_cursor: NextCursor }))

const schema = documented({
  operationId: 'listKeys',
  tags: ['keys'],
  summary: 'API keys',
  description: 'In order of creation: all for admins, for others their own. Revoked ones stay.',
  querystring: Query,
  response: { 200: Keys },
  problems: [],
})

/** In order of creation: all for admins, for others their own. Revoked ones stay. */
export function listKeysRoute(app: V1App, { pools }: V1Context): void {
  app.get('/keys', { schema }, async ({ principal, query: { cursor, limit = LIMIT_BY_DEFAULT } }) => {
    assertKeeper(principal)
    const after = cursor === undefined ? null : parseKey(cursor, isUuid)
    const ownerId = principal.role === 'admin' ? null : principal.userId
    const { entries, next_cursor } = pageOf(
      await listKeys(pools.reads, ownerId, after, limit + 1),
      limit,
      ({ id }) => id,
    )
    return { keys: entries, next_cursor }
  })
}
