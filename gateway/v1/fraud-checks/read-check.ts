import { documented } from '../openapi/documented.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { checkWithId, FraudCheck } from './check.ts'

export function readCheckRoute(app: V1App, context: V1Context): void {
  const schema = documented({
    operationId: 'readFraudCheck',
    tags: ['fraud'],
    summary: 'A screened transfer',
    description: 'By the id of its operation. It is there once the origin is debited.',
    params: UuidParams,
    response: { 200: FraudCheck },
    problems: ['not_found'],
  })
  app.get('/fraud_checks/:id', { schema }, async ({ params: { id } }) => checkWithId(context, id))
}
