import Type from 'typebox'
import { Micros } from '../amount.ts'
import { AccountName } from '../banks/account.ts'
import { BankId } from '../banks/bank-id.ts'
import { formatKey, parseKey } from '../cursor.ts'
import { component, described } from '../openapi/component.ts'
import { documented } from '../openapi/documented.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor } from '../page.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'
import { WalletId } from '../wallet-id.ts'
import { OF_THE_STORE } from './settlement.ts'

const Query = Type.Object({ cursor: Cursor, limit: Limit })

const Account = component(
  'AccountOfSettlement',
  Type.Object({
    wallet_id: WalletId,
    bank_id: BankId,
    account: AccountName,
    balance: described(Micros, 'At the cut; micro-units, as digits: positive is owed to the bank'),
  }),
)

const Accounts = component(
  'AccountsOfSettlement',
  Type.Object({ accounts: Type.Array(Account), next_cursor: NextCursor }),
)

const schema = documented({
  operationId: 'listSettlementAccounts',
  tags: ['settlements'],
  summary: 'A snapshot’s accounts with their balances',
  description: 'As they were at the cut, in order of wallet.',
  params: UuidParams,
  querystring: Query,
  response: { 200: Accounts },
  problems: ['not_found', ...OF_THE_STORE],
})

const WALLET_ID = /^[1-9][0-9]{0,14}$/

/** The accounts of a snapshot with their balances in it, in order of wallet. */
export function listSettlementAccounts(app: V1App, { clearing: { settlers } }: V1Context): void {
  app.get('/settlements/:id/accounts', { schema }, async ({ params: { id }, query }) => {
    const { cursor, limit = LIMIT_BY_DEFAULT } = query
    const afterWalletId = cursor === undefined ? 0n : BigInt(parseKey(cursor, (key) => WALLET_ID.test(key)))
    const { accounts, hasMore } = await settlers.read((settler) =>
      settler.listSnapshotAccounts({ id, limit, afterWalletId }),
    )
    const last = accounts.at(-1)
    return {
      accounts: accounts.map(({ walletId, bankId, account, balance }) => ({
        wallet_id: Number(walletId),
        bank_id: bankId,
        account,
        balance: String(balance),
      })),
      next_cursor: hasMore && last !== undefined ? formatKey(String(last.walletId)) : null,
    }
  })
}
