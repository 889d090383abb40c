import Type from 'typebox'
import { listUsers } from '../../../common/identity/sql/users.ts'
import { isUuid } from '../../../common/uuid.ts'
import { parseKey } from '../cursor.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor, pageOf } from '../page.ts'
import type { V1App, V1Context } from '../v1.ts'
import { User } from './user.ts'

const Query = Type.Object({ cursor: Cursor, limit: Limit })

const Users = component('Users', Type.Object({ users: Type.Array(User), next_cursor: NextCursor }))

const schema = documented({
  operationId: 'listUsers',
  tags: ['users'],
  summary: 'Users',
  description: 'In order of creation. Who is disabled stays.',
  querystring: Query,
  response: { 200: Users },
  problems: [],
})

/** In order of creation. */
export function listUsersRoute(app: V1App, { pools }: V1Context): void {
  app.get('/users', { schema }, async ({ query: { cursor, limit = LIMIT_BY_DEFAULT } }) => {
    const after = cursor === undefined ? null : parseKey(cursor, isUuid)
    const { entries, next_cursor } = pageOf(await listUsers(pools.reads, after, limit + 1), limit, ({ id }) => id)
    return { users: entries, next_cursor }
  })
}
