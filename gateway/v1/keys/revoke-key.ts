import Type from 'typebox'
import { endKey } from '../../../common/identity/keys.ts'
import { byOf } from '../../identity/guard.ts'
import { documented } from '../openapi/documented.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { keptKey } from './key.ts'

const schema = documented({
  operationId: 'revokeKey',
  tags: ['keys'],
  summary: 'Revoke an API key',
  description: 'At once and for ever. Of one that was revoked before, nothing more happens.',
  params: UuidParams,
  response: { 204: Type.Null() },
  problems: ['not_found'],
})

/** Revokes a key at once and for ever. Of one that was revoked before, nothing more happens. */
export function revokeKeyRoute(app: V1App, context: V1Context): void {
  const { identity, pools } = context
  app.delete('/keys/:id', { schema }, async (request, reply) => {
    const id = request.params.id.toLowerCase()
    await keptKey(context, request.principal, id)
    await endKey(pools.writes, id, byOf(request))
    identity.forget(id)
    return reply.code(204).send(null)
  })
}
