import Type from 'typebox'
import { noAccount } from '../../clearing/accounts.ts'
import { ACCOUNT_RULE, isAccount } from '../../clearing/party.ts'
import { readAccount } from '../../clearing/sql/read-account.ts'
import { Refused } from '../../errors.ts'
import { checkedByHandler } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import type { V1App, V1Context } from '../v1.ts'
import { Account, AccountName, accountOf } from './account.ts'
import { bankWithId } from './bank.ts'
import { BankParams } from './bank-id.ts'

const Params = Type.Object({ ...BankParams.properties, account: checkedByHandler(AccountName) })

const schema = documented({
  operationId: 'readAccount',
  tags: ['banks'],
  summary: 'A clearing account with its balance',
  description: 'An account appears with the first payment that names it.',
  params: Params,
  response: { 200: Account },
  problems: ['not_found'],
})

export function readAccountRoute(app: V1App, { pools }: V1Context): void {
  app.get('/banks/:id/accounts/:account', { schema }, async ({ params: { id, account } }) => {
    if (!isAccount(account)) throw new Refused('invalid', `account ${ACCOUNT_RULE}`)
    const { id: bankId } = await bankWithId(pools, id)
    const found = await readAccount(pools.reads, { bankId, account })
    if (found === null) throw noAccount({ bankId, account })
    return accountOf(found)
  })
}
