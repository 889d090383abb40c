import Type from 'typebox'
import { CLEARING_CURRENCY } from '../../clearing/payments.ts'
import type { Account as StoredAccount } from '../../clearing/sql/read-accounts.ts'

export const Account = Type.Object({
  account: Type.String(),
  wallet_id: Type.Integer({ description: 'The wallet that is this account' }),
  balance: Type.String({ description: 'Micro-units of the currency, as digits: positive is owed to the bank' }),
  currency: Type.String(),
  opened_at: Type.String({ description: 'When its first payment was accepted' }),
})

export function accountOf({ wallet_id, ...rest }: StoredAccount): Type.Static<typeof Account> {
  return { ...rest, wallet_id: Number(wallet_id), currency: CLEARING_CURRENCY }
}
