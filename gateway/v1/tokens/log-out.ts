import Type from 'typebox'
import { byOf } from '../../identity/guard.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'

const Query = Type.Object({
  all: Type.Optional(Type.Boolean({ default: false, description: 'Every session of the user, not this one alone' })),
})

const schema = documented({
  operationId: 'logOut',
  tags: ['tokens'],
  summary: 'Log out',
  description: 'The session’s tokens are worth nothing from then on.',
  querystring: Query,
  response: { 204: Type.Null() },
  problems: [],
})

/** Logs out: the session's tokens are worth nothing from then on. */
export function logOutRoute(app: V1App, { identity }: V1Context): void {
  app.delete('/tokens', { schema }, async (request, reply) => {
    const { principal, query } = request
    await identity.logIn.logOut(principal, query.all ?? false, byOf(request))
    for (const id of [principal.sessionId, query.all ? principal.userId : null]) if (id !== null) identity.forget(id)
    return reply.code(204).send(null)
  })
}
