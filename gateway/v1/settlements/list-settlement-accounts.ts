import Type from 'typebox'
import { formatKey, parseKey } from '../cursor.ts'
import { Cursor, LIMIT_BY_DEFAULT, Limit, NextCursor } from '../page.ts'
import { UuidParams } from '../uuid.ts'
import type { V1App, V1Context } from '../v1.ts'

const Query = Type.Object({ cursor: Cursor, limit: Limit })

const Account = Type.Object({
  wallet_id: Type.Integer(),
  bank_id: Type.Integer(),
  account: Type.String(),
  balance: Type.String({ description: 'At the cut; micro-units, as digits: positive is owed to the bank' }),
})

const Accounts = Type.Object({ accounts: Type.Array(Account), next_cursor: NextCursor })

const WALLET_ID = /^[1-9][0-9]{0,14}$/

/** The accounts of a snapshot with their balances in it, in order of wallet. */
export function listSettlementAccounts(app: V1App, { clearing: { settlers } }: V1Context): void {
  const schema = { params: UuidParams, querystring: Query, response: { 200: Accounts } }
  app.get('/settlements/:id/accounts', { schema }, async ({ params: { id }, query }) => {
    const { cursor, limit = LIMIT_BY_DEFAULT } = query
    const afterWalletId = cursor === undefined ? 0n : BigInt(parseKey(cursor, (key) => WALLET_ID.test(key)))
    const { accounts, hasMore } = await settlers.read((settler, options) =>
      settler.listSnapshotAccounts({ id, limit, afterWalletId }, options),
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
