import Type from 'typebox'
import { isUuid } from '../../../common/uuid.ts'
import { listTransactions } from '../../cards/sql/read-transactions.ts'
import { usesAllWallets } from '../../identity/principal.ts'
import { parseKey } from '../cursor.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor, pageOf } from '../page.ts'
import type { V1App, V1Context } from '../v1.ts'
import { OfWallet } from '../wallet-id.ts'
import { CardTransaction, cardTransactionOf } from './card-transaction.ts'

const Query = Type.Object({
  wallet_id: OfWallet,
  cursor: Cursor,
  limit: Limit,
})

const CardTransactions = component(
  'CardTransactions',
  Type.Object({ card_transactions: Type.Array(CardTransaction), next_cursor: NextCursor }),
)

const schema = documented({
  operationId: 'listCardTransactions',
  tags: ['card transactions'],
  summary: 'Card transactions',
  description: 'Newest first: all for admins and operators, for others those of their own wallets.',
  querystring: Query,
  response: { 200: CardTransactions },
  problems: [],
})

export function listCardTransactions(app: V1App, { pools }: V1Context): void {
  app.get('/card_transactions', { schema }, async ({ principal, query }) => {
    const { wallet_id, cursor, limit = LIMIT_BY_DEFAULT } = query
    const before = cursor === undefined ? null : parseKey(cursor, isUuid)
    const walletId = wallet_id === undefined ? null : BigInt(wallet_id)
    const ownerId = usesAllWallets(principal) ? 'all' : principal.userId
    const page = { walletId, before, limit: limit + 1 }
    const found = ownerId === null ? [] : await listTransactions(pools.reads, { ownerId, ...page })
    const { entries, next_cursor } = pageOf(found, limit, ({ id }) => id)
    return { card_transactions: entries.map(cardTransactionOf), next_cursor }
  })
}
