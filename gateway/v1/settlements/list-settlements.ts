import Type from 'typebox'
import { formatKey, parseKey } from '../cursor.ts'
import { Cursor, NextCursor } from '../page.ts'
import { isUuid } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Settlement, settlementOf } from './settlement.ts'

const LIMIT_BY_DEFAULT = 20
const LIMIT_MAX = 100

const Query = Type.Object({
  cursor: Cursor,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMIT_MAX, default: LIMIT_BY_DEFAULT })),
})

const Settlements = Type.Object({ settlements: Type.Array(Settlement), next_cursor: NextCursor })

/** Newest first. */
export function listSettlements(app: V1App, { clearing: { settlers } }: V1Context): void {
  const schema = { querystring: Query, response: { 200: Settlements } }
  app.get('/settlements', { schema }, async ({ query: { cursor, limit = LIMIT_BY_DEFAULT } }) => {
    const beforeId = cursor === undefined ? '' : parseKey(cursor, isUuid)
    const { snapshots, hasMore } = await settlers.read((settler, options) =>
      settler.listSnapshots({ limit, beforeId }, options),
    )
    const settlements = snapshots.map(settlementOf)
    const last = settlements.at(-1)
    return { settlements, next_cursor: hasMore && last !== undefined ? formatKey(last.id) : null }
  })
}
