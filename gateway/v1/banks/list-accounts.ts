import Type from 'typebox'
import { isAccount } from '../../clearing/party.ts'
import { readAccounts } from '../../clearing/sql/read-accounts.ts'
import { parseKey } from '../cursor.ts'
import { component } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor, pageOf } from '../page.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Account, accountOf } from './account.ts'
import { bankWithId } from './bank.ts'
import { BankParams } from './bank-id.ts'

const Query = Type.Object({ cursor: Cursor, limit: Limit })

const Accounts = component('Accounts', Type.Object({ accounts: Type.Array(Account), next_cursor: NextCursor }))

const schema = documented({
  operationId: 'listAccounts',
  tags: ['banks'],
  summary: 'A bank’s clearing accounts',
  description: 'In order of their names, with their balances.',
  params: BankParams,
  querystring: Query,
  response: { 200: Accounts },
  problems: ['not_found'],
})

/** In order of their names. */
export function listAccountsRoute(app: V1App, { pools }: V1Context): void {
  app.get('/banks/:id/accounts', { schema }, async ({ params, query: { cursor, limit = LIMIT_BY_DEFAULT } }) => {
    const after = cursor === undefined ? '' : parseKey(cursor, isAccount)
    const { id: bankId } = await bankWithId(pools, params.id)
    const found = await readAccounts(pools.reads, { bankId, after, limit: limit + 1 })
    const { entries, next_cursor } = pageOf(found, limit, ({ account }) => account)
    return { accounts: entries.map(accountOf), next_cursor }
  })
}
