import Type from 'typebox'
import type { WalletBalance } from '../balances/balances.ts'
import { noWallet } from '../wallet-id.ts'
import { Micros } from './amount.ts'
import { CurrencyCode } from './currency-code.ts'
import { isFreshWanted } from './fresh.ts'
import { nullable } from './nullable.ts'
import { component, described } from './openapi/component.ts'
import { documented } from './openapi/documented.ts'
import { Time } from './time.ts'
import { Uuid } from './uuid.ts'
import type { V1App, V1Context } from './v1.ts'
import { WalletId, WalletParams } from './wallet-id.ts'

export const Wallet = component(
  'Wallet',
  Type.Object({
    id: WalletId,
    name: nullable(Type.String()),
    country: nullable(Type.String()),
    city: nullable(Type.String()),
    owner_id: nullable(described(Uuid, 'The user whose it is; null: nobody’s')),
    currency: CurrencyCode,
    balance: Micros,
    held: described(Micros, 'What holds reserve of the balance'),
    available: nullable(described(Micros, 'balance − held + credit_limit; null for a wallet without a floor')),
    credit_limit: nullable(
      described(Micros, 'How far below zero the balance may fall; null for a wallet without a floor'),
    ),
    group: Type.Integer({ description: 'The group that the wallet is in at present' }),
    state: Type.Enum(['open', 'frozen', 'closed']),
    created_at: nullable(Time),
    as_of: described(Time, 'Balance, held, credit limit, group and state were so at this time or later'),
  }),
)

const schema = documented({
  operationId: 'readWallet',
  tags: ['wallets'],
  summary: 'A wallet with its balance',
  description: 'What is queued is not in the balance before it is applied.',
  params: WalletParams,
  response: { 200: Wallet },
  problems: ['not_found'],
})

export function wallets(app: V1App, { balances }: V1Context): void {
  app.get('/wallets/:id', { schema }, async ({ params, headers }) => {
    const wallet = await balances.wallet(Number(params.id), { fresh: isFreshWanted(headers) })
    if (wallet === null) throw noWallet(BigInt(params.id))
    return walletOf(wallet)
  })
}

export function walletOf(wallet: WalletBalance): Type.Static<typeof Wallet> {
  const { createdAt, ownerId, balance, held, floor, asOfMs, ...rest } = wallet
  return {
    ...rest,
    owner_id: ownerId,
    balance: String(balance),
    held: String(held),
    available: floor === null ? null : String(balance - held - floor),
    credit_limit: floor === null ? null : String(-floor),
    created_at: createdAt,
    as_of: new Date(asOfMs).toISOString(),
  }
}
