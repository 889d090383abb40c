import Type from 'typebox'
import { usesAllWallets } from '../identity/principal.ts'
import { listWallets } from '../sql/list-wallets.ts'
import { parseKey } from './cursor.ts'
import { component } from './openapi/component.ts'
import { documented } from './openapi/documented.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor, pageOf } from './page.ts'
import type { V1App, V1Context } from './v1.ts'
import { Wallet, walletOf } from './wallets.ts'

const Query = Type.Object({ cursor: Cursor, limit: Limit })

const Wallets = component('Wallets', Type.Object({ wallets: Type.Array(Wallet), next_cursor: NextCursor }))

const schema = documented({
  operationId: 'listWallets',
  tags: ['wallets'],
  summary: 'Wallets with their balances',
  description: 'In order of id: all for admins and operators, for others their own.',
  querystring: Query,
  response: { 200: Wallets },
  problems: [],
})

/** In order of id: all for admins and operators, for others their own. */
export function listWalletsRoute(app: V1App, { pools }: V1Context): void {
  app.get('/wallets', { schema }, async ({ principal, query: { cursor, limit = LIMIT_BY_DEFAULT } }) => {
    const after = cursor === undefined ? 0 : Number(parseKey(cursor, (key) => /^\d{1,15}$/.test(key)))
    const ownerId = usesAllWallets(principal) ? 'all' : principal.userId
    const found = ownerId === null ? [] : await listWallets(pools.reads, { ownerId, after, limit: limit + 1 })
    const { entries, next_cursor } = pageOf(found, limit, ({ id }) => id)
    return { wallets: entries.map(walletOf), next_cursor }
  })
}
