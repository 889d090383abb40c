import { documented } from '../openapi/documented.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Key, keptKey } from './key.ts'

const schema = documented({
  operationId: 'readKey',
  tags: ['keys'],
  summary: 'An API key',
  description: 'Without what is secret. One’s own; for admins any.',
  params: UuidParams,
  response: { 200: Key },
  problems: ['not_found'],
})

export function readKeyRoute(app: V1App, context: V1Context): void {
  app.get('/keys/:id', { schema }, async ({ params, principal }) =>
    keptKey(context, principal, params.id.toLowerCase()),
  )
}
