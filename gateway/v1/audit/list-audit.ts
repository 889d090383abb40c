import Type from 'typebox'
import { listAudit } from '../../../common/identity/sql/audit.ts'
import { parseKey } from '../cursor.ts'
import { nullable } from '../nullable.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor, pageOf } from '../page.ts'
import { Time } from '../time.ts'
import type { V1App, V1Context } from '../v1.ts'

const Query = Type.Object({ cursor: Cursor, limit: Limit })

const Entry = component(
  'AuditEntry',
  Type.Object({
    id: Type.String({ pattern: '^[0-9]+$' }),
    at: Time,
    actor_kind: Type.Enum(['user', 'key', 'open', 'command', 'nobody'], {
      description: '`open`: whoever came while nobody was asked. `command`: the command line',
    }),
    actor_id: nullable(Type.String({ description: 'Of the user or the key' })),
    action: Type.String({ examples: ['user.change'] }),
    target_kind: nullable(Type.String({ examples: ['user'] })),
    target_id: nullable(Type.String()),
    outcome: Type.Enum(['done', 'refused']),
    reason: nullable(Type.String({ description: 'The code of the refusal' })),
    details: nullable(Type.Record(Type.String(), Type.Unknown())),
    request_id: nullable(Type.String()),
    address: nullable(Type.String({ description: 'Where it was asked from' })),
  }),
)

const Audit = component('Audit', Type.Object({ entries: Type.Array(Entry), next_cursor: NextCursor }))

const schema = documented({
  operationId: 'listAudit',
  tags: ['audit'],
  summary: 'Who did what',
  description: 'Newest first. Operations are not in it: the ledger is their record.',
  querystring: Query,
  response: { 200: Audit },
  problems: [],
})

/** Who did what, newest first. */
export function listAuditRoute(app: V1App, { pools }: V1Context): void {
  app.get('/audit', { schema }, async ({ query: { cursor, limit = LIMIT_BY_DEFAULT } }) => {
    const before = cursor === undefined ? null : BigInt(parseKey(cursor, (key) => /^\d{1,18}$/.test(key)))
    const found = (await listAudit(pools.reads, before, limit + 1)).map((row) => ({ ...row, id: String(row.id) }))
    const { entries, next_cursor } = pageOf(found, limit, ({ id }) => id)
    return { entries, next_cursor }
  })
}
