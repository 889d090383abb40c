import Type from 'typebox'
import { readDeadLetters } from '../../../common/dead-letters/read-dead-letters.ts'
import { parseKey } from '../cursor.ts'
import { documented } from '../openapi/documented.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor, pageOf } from '../page.ts'
import { isUuid } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'

const Query = Type.Object({ cursor: Cursor, limit: Limit })

const WalletId = Type.Union([Type.Integer(), Type.Null()])

const DeadLetter = Type.Object({
  operation_id: Type.String(),
  group: Type.Integer({ description: 'In which it was given up' }),
  kind: Type.String(),
  step: Type.String({ description: 'What of the operation could not be done: apply, credit or refund' }),
  origin_wallet_id: WalletId,
  target_wallet_id: WalletId,
  amount: Type.String({ description: 'Micro-units of the currency, as digits' }),
  currency: Type.String(),
  error: Type.String(),
  attempts: Type.Integer(),
  failed_at: Type.String(),
})

const DeadLetters = Type.Object({ dead_letters: Type.Array(DeadLetter), next_cursor: NextCursor })

/** In order of operation id. */
export function listDeadLettersRoute(app: V1App, { pools }: V1Context): void {
  const schema = documented({
    operationId: 'listDeadLetters',
    tags: ['dead letters'],
    summary: 'What could not be applied',
    description: 'In order of operation.',
    querystring: Query,
    response: { 200: DeadLetters },
    problems: [],
  })
  app.get('/dead_letters', { schema }, async ({ query: { cursor, limit = LIMIT_BY_DEFAULT } }) => {
    const after = cursor === undefined ? null : parseKey(cursor, isUuid)
    const found = await readDeadLetters(pools.reads, after, limit + 1)
    const { entries, next_cursor } = pageOf(found, limit, ({ operation_id }) => operation_id)
    return { dead_letters: entries, next_cursor }
  })
}
