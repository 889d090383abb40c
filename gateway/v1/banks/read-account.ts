import Type from 'typebox'
import { noAccount } from '../../clearing/accounts.ts'
import { ACCOUNT_RULE, isAccount } from '../../clearing/party.ts'
import { readAccount } from '../../clearing/sql/read-account.ts'
import { Refused } from '../../errors.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Account, accountOf } from './account.ts'
import { BankParams, bankWithId } from './bank.ts'

const Params = Type.Object({ ...BankParams.properties, account: Type.String() })

export function readAccountRoute(app: V1App, { pools }: V1Context): void {
  const schema = { params: Params, response: { 200: Account } }
  app.get('/banks/:id/accounts/:account', { schema }, async ({ params: { id, account } }) => {
    if (!isAccount(account)) throw new Refused('invalid', `account ${ACCOUNT_RULE}`)
    const { id: bankId } = await bankWithId(pools, id)
    const found = await readAccount(pools.reads, { bankId, account })
    if (found === null) throw noAccount({ bankId, account })
    return accountOf(found)
  })
}
