import Type from 'typebox'
import { isAccount } from '../../clearing/party.ts'
import { readAccounts } from '../../clearing/sql/read-accounts.ts'
import { parseKey } from '../cursor.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor, pageOf } from '../page.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Account, accountOf } from './account.ts'
import { BankParams, bankWithId } from './bank.ts'

const Query = Type.Object({ cursor: Cursor, limit: Limit })

const Accounts = Type.Object({ accounts: Type.Array(Account), next_cursor: NextCursor })

/** In order of their names. */
export function listAccountsRoute(app: V1App, { pools }: V1Context): void {
  const schema = { params: BankParams, querystring: Query, response: { 200: Accounts } }
  app.get('/banks/:id/accounts', { schema }, async ({ params, query: { cursor, limit = LIMIT_BY_DEFAULT } }) => {
    const after = cursor === undefined ? '' : parseKey(cursor, isAccount)
    const { id: bankId } = await bankWithId(pools, params.id)
    const found = await readAccounts(pools.reads, { bankId, after, limit: limit + 1 })
    const { entries, next_cursor } = pageOf(found, limit, ({ account }) => account)
    return { accounts: entries.map(accountOf), next_cursor }
  })
}
