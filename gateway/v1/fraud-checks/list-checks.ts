import Type from 'typebox'
import { isUuid } from '../../../common/uuid.ts'
import { listChecks } from '../../screening/sql/checks.ts'
import { parseKey } from '../cursor.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor, pageOf } from '../page.ts'
import type { V1App, V1Context } from '../v1.ts'
import { CheckState, FraudCheck } from './check.ts'

const Query = Type.Object({ state: Type.Optional(CheckState), cursor: Cursor, limit: Limit })

const FraudChecks = component(
  'FraudChecks',
  Type.Object({ fraud_checks: Type.Array(FraudCheck), next_cursor: NextCursor }),
)

/** Newest first. */
export function listChecksRoute(app: V1App, { pools }: V1Context): void {
  const schema = documented({
    operationId: 'listFraudChecks',
    tags: ['fraud'],
    summary: 'Screened transfers',
    description: 'Newest first.',
    querystring: Query,
    response: { 200: FraudChecks },
    problems: [],
  })
  app.get('/fraud_checks', { schema }, async ({ query: { state = null, cursor, limit = LIMIT_BY_DEFAULT } }) => {
    const before = cursor === undefined ? null : parseKey(cursor, isUuid)
    const found = await listChecks(pools.reads, { state, before, limit: limit + 1 })
    const { entries, next_cursor } = pageOf(found, limit, ({ operation_id }) => operation_id)
    return { fraud_checks: entries, next_cursor }
  })
}
