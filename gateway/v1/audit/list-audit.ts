import Type from 'typebox'
import { listAudit } from '../../../common/identity/sql/audit.ts'
import { parseKey } from '../cursor.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor, pageOf } from '../page.ts'
import type { V1App, V1Context } from '../v1.ts'

const Query = Type.Object({ cursor: Cursor, limit: Limit })

const nullable = Type.Union([Type.String(), Type.Null()])

const Entry = Type.Object({
  id: Type.String(),
  at: Type.String(),
  actor_kind: Type.Enum(['user', 'key', 'open', 'command', 'nobody']),
  actor_id: nullable,
  action: Type.String(),
  target_kind: nullable,
  target_id: nullable,
  outcome: Type.Enum(['done', 'refused']),
  reason: nullable,
  details: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]),
  request_id: nullable,
  address: nullable,
})

const Audit = Type.Object({ entries: Type.Array(Entry), next_cursor: NextCursor })

/** Who did what, newest first. */
export function listAuditRoute(app: V1App, { pools }: V1Context): void {
  const schema = { querystring: Query, response: { 200: Audit } }
  app.get('/audit', { schema }, async ({ query: { cursor, limit = LIMIT_BY_DEFAULT } }) => {
    const before = cursor === undefined ? null : BigInt(parseKey(cursor, (key) => /^\d{1,18}$/.test(key)))
    const found = (await listAudit(pools.reads, before, limit + 1)).map((row) => ({ ...row, id: String(row.id) }))
    const { entries, next_cursor } = pageOf(found, limit, ({ id }) => id)
    return { entries, next_cursor }
  })
}
