import Type from 'typebox'
import { listRebalances } from '../../groups/sql/rebalances.ts'
import { parseKey } from '../cursor.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { Cursor, limitOf, NextCursor, pageOf } from '../page.ts'
import type { V1App, V1Context } from '../v1.ts'
import { isPathId } from '../wallet-id.ts'
import { Rebalance, rebalanceOf } from './rebalance.ts'

const LIMIT_BY_DEFAULT = 20
const LIMIT_MAX = 100

const Query = Type.Object({ cursor: Cursor, limit: limitOf(LIMIT_BY_DEFAULT, LIMIT_MAX) })

const Rebalances = component('Rebalances', Type.Object({ rebalances: Type.Array(Rebalance), next_cursor: NextCursor }))

const schema = documented({
  operationId: 'listRebalances',
  tags: ['groups'],
  summary: 'What balancers did',
  description: 'Newest first.',
  querystring: Query,
  response: { 200: Rebalances },
  problems: [],
})

/** Newest first. */
export function listRebalancesRoute(app: V1App, { pools }: V1Context): void {
  app.get('/rebalances', { schema }, async ({ query: { cursor, limit = LIMIT_BY_DEFAULT } }) => {
    const before = cursor === undefined ? undefined : BigInt(parseKey(cursor, isPathId))
    const { entries, next_cursor } = pageOf(await listRebalances(pools.reads, before, limit + 1), limit, ({ id }) =>
      String(id),
    )
    return { rebalances: entries.map(rebalanceOf), next_cursor }
  })
}
