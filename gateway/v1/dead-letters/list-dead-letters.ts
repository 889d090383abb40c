import Type from 'typebox'
import { jobOf } from '../../../common/dead-letters/id.ts'
import { readDeadLetters } from '../../../common/dead-letters/read-dead-letters.ts'
import { isUuid } from '../../../common/uuid.ts'
import { parseKey } from '../cursor.ts'
import { nullable } from '../nullable.ts'
import { documented } from '../openapi/documented.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor, pageOf } from '../page.ts'
import type { V1App, V1Context } from '../v1.ts'

const Query = Type.Object({ cursor: Cursor, limit: Limit })

const WalletId = nullable(Type.Integer())

const DeadLetter = Type.Object({
  id: Type.String({ description: 'Of a step its operation, of a job its own: by it they are replayed' }),
  operation_id: nullable(Type.String({ description: 'Null: a job that is about none' })),
  group: nullable(Type.Integer({ description: 'In which it was given up; null for a job' })),
  kind: Type.String({ description: 'Of the operation; job' }),
  step: Type.String({
    description: 'What of the operation could not be done: apply, credit or refund. Of a job: its task',
  }),
  origin_wallet_id: WalletId,
  target_wallet_id: WalletId,
  amount: nullable(Type.String({ description: 'Micro-units of the currency, as digits; null for a job' })),
  currency: nullable(Type.String()),
  error: Type.String(),
  attempts: Type.Integer(),
  failed_at: Type.String(),
})

const DeadLetters = Type.Object({ dead_letters: Type.Array(DeadLetter), next_cursor: NextCursor })

/** Steps in order of operation id, then jobs. */
export function listDeadLettersRoute(app: V1App, { pools }: V1Context): void {
  const schema = documented({
    operationId: 'listDeadLetters',
    tags: ['dead letters'],
    summary: 'What could not be applied, or done',
    description: 'Steps in order of operation, then jobs.',
    querystring: Query,
    response: { 200: DeadLetters },
    problems: [],
  })
  app.get('/dead_letters', { schema }, async ({ query: { cursor, limit = LIMIT_BY_DEFAULT } }) => {
    const after = cursor === undefined ? null : parseKey(cursor, (id) => isUuid(id) || jobOf(id) !== null)
    const found = await readDeadLetters(pools.reads, after, limit + 1)
    const { entries, next_cursor } = pageOf(found, limit, ({ id }) => id)
    return { dead_letters: entries, next_cursor }
  })
}
