import { readUser } from '../../../common/identity/sql/users.ts'
import { Refused } from '../../errors.ts'
import { documented } from '../openapi/documented.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { noUser, User } from './user.ts'

const ownSchema = documented({
  operationId: 'readMe',
  tags: ['users'],
  summary: 'Who calls',
  description: 'The user who is logged in, or the owner of the API key.',
  response: { 200: User },
  problems: ['not_found'],
})

const schema = documented({
  operationId: 'readUser',
  tags: ['users'],
  summary: 'A user',
  description: 'Admins see everybody; others themselves, and nobody else is there for them.',
  params: UuidParams,
  response: { 200: User },
  problems: ['not_found'],
})

/** Admins see everybody; others themselves, and nobody else is there for them. */
export function readUserRoutes(app: V1App, { pools }: V1Context): void {
  app.get('/users/me', { schema: ownSchema }, async ({ principal: { userId } }) => {
    const found = userId === null ? null : await readUser(pools.reads, userId)
    if (found === null)
      throw new Refused('not_found', 'you are no user: an API key without an owner, or nobody was asked')
    return found
  })

  app.get('/users/:id', { schema }, async ({ params, principal }) => {
    const id = params.id.toLowerCase()
    const isTheirs = principal.role === 'admin' || principal.userId === id
    const found = isTheirs ? await readUser(pools.reads, id) : null
    if (found === null) throw noUser(params.id)
    return found
  })
}
