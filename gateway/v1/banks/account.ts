import Type from 'typebox'
import { CLEARING_CURRENCY } from '../../../ledger/money.ts'
import { ACCOUNT, ACCOUNT_RULE } from '../../clearing/party.ts'
import type { Account as StoredAccount } from '../../clearing/sql/read-accounts.ts'
import { CurrencyCode } from '../currency-code.ts'
import { component, described } from '../openapi/component.ts'
import { Time } from '../time.ts'
import { WalletId } from '../wallet-id.ts'
import { OwedToBank } from './bank-id.ts'

/** A clearing account as its bank calls it. */
export const AccountName = component(
  'AccountName',
  Type.String({
    pattern: ACCOUNT.source,
    description: `As the bank calls it: ${ACCOUNT_RULE}`,
    examples: ['BR18 0036'],
  }),
)

export const Account = component(
  'Account',
  Type.Object({
    account: AccountName,
    wallet_id: described(WalletId, 'The wallet that is this account'),
    balance: OwedToBank,
    currency: CurrencyCode,
    opened_at: described(Time, 'When its first payment was accepted'),
  }),
)

export function accountOf({ wallet_id, ...rest }: StoredAccount): Type.Static<typeof Account> {
  return { ...rest, wallet_id: Number(wallet_id), currency: CLEARING_CURRENCY }
}
