import Type from 'typebox'
import { isUuid } from '../../../common/uuid.ts'
import { formatKey, parseKey } from '../cursor.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { Cursor, limitOf, NextCursor } from '../page.ts'
import type { V1App, V1Context } from '../v1.ts'
import { OF_THE_STORE, Settlement, settlementOf } from './settlement.ts'

const LIMIT_BY_DEFAULT = 20
const LIMIT_MAX = 100

const Query = Type.Object({
  cursor: Cursor,
  limit: limitOf(LIMIT_BY_DEFAULT, LIMIT_MAX),
})

const Settlements = component(
  'Settlements',
  Type.Object({ settlements: Type.Array(Settlement), next_cursor: NextCursor }),
)

const schema = documented({
  operationId: 'listSettlements',
  tags: ['settlements'],
  summary: 'Snapshots and settlements',
  description: 'Newest first.',
  querystring: Query,
  response: { 200: Settlements },
  problems: OF_THE_STORE,
})

/** Newest first. */
export function listSettlements(app: V1App, { clearing: { settlers } }: V1Context): void {
  app.get('/settlements', { schema }, async ({ query: { cursor, limit = LIMIT_BY_DEFAULT } }) => {
    const beforeId = cursor === undefined ? '' : parseKey(cursor, isUuid)
    const { snapshots, hasMore } = await settlers.read((settler) => settler.listSnapshots({ limit, beforeId }))
    const settlements = snapshots.map(settlementOf)
    const last = settlements.at(-1)
    return { settlements, next_cursor: hasMore && last !== undefined ? formatKey(last.id) : null }
  })
}
