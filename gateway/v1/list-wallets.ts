import Type from 'typebox'
import type { Pool } from '../../common/database/pool.ts'
import { usesAllWallets } from '../identity/principal.ts'
import { listWallets, type WalletsRequest } from '../sql/list-wallets.ts'
import { searchWallets } from '../sql/search-wallets.ts'
import { parseKey } from './cursor.ts'
import { component } from './openapi/component.ts'
import { documented } from './openapi/documented.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor, pageOf } from './page.ts'
import type { V1App, V1Context } from './v1.ts'
import { Wallet, walletOf } from './wallets.ts'

const Query = Type.Object({
  cursor: Cursor,
  limit: Limit,
  search: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      pattern: '^[^\\0\\uFFFD\\ud800-\\udfff]*$',
      description: 'How the name begins, in any case',
      examples: ['ana'],
    }),
  ),
})

const Wallets = component('Wallets', Type.Object({ wallets: Type.Array(Wallet), next_cursor: NextCursor }))

const schema = documented({
  operationId: 'listWallets',
  tags: ['wallets'],
  summary: 'Wallets with their balances',
  description:
    'All for admins and operators, for others their own; in order of id, or with `search` those whose name begins so, in order of name.',
  querystring: Query,
  response: { 200: Wallets },
  problems: [],
})

/** All for admins and operators, for others their own. */
export function listWalletsRoute(app: V1App, { pools }: V1Context): void {
  app.get('/wallets', { schema }, async ({ principal, query }) => {
    const { cursor, limit = LIMIT_BY_DEFAULT, search } = query
    const after = cursor === undefined ? 0 : Number(parseKey(cursor, (key) => /^\d{1,15}$/.test(key)))
    const ownerId = usesAllWallets(principal) ? 'all' : principal.userId
    const found = ownerId === null ? [] : await findWallets(pools.reads, { ownerId, after, limit: limit + 1 }, search)
    const { entries, next_cursor } = pageOf(found, limit, ({ id }) => id)
    return { wallets: entries.map(walletOf), next_cursor }
  })
}

function findWallets(pool: Pool, request: WalletsRequest, search: string | undefined) {
  return search === undefined ? listWallets(pool, request) : searchWallets(pool, { ...request, name: search })
}
