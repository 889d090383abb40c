import Type from 'typebox'
import type { WalletBalance } from '../balances/balances.ts'
import { Refused } from '../errors.ts'
import { isFreshWanted } from './fresh.ts'
import type { V1App, V1Context } from './v1.ts'

const Params = Type.Object({ id: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) })

export const Wallet = Type.Object({
  id: Type.Integer(),
  name: Type.Union([Type.String(), Type.Null()]),
  country: Type.Union([Type.String(), Type.Null()]),
  city: Type.Union([Type.String(), Type.Null()]),
  currency: Type.String(),
  balance: Type.String({ description: 'Micro-units of the currency, as digits' }),
  group: Type.Integer({ description: 'The group that the wallet is in at present' }),
  state: Type.Union([Type.Literal('open'), Type.Literal('frozen'), Type.Literal('closed')]),
  created_at: Type.Union([Type.String(), Type.Null()]),
  as_of: Type.String({ description: 'Balance, group and state were so at this time or later' }),
})

export function wallets(app: V1App, { balances }: V1Context): void {
  const schema = { params: Params, response: { 200: Wallet } }
  app.get('/wallets/:id', { schema }, async ({ params, headers }) => {
    const wallet = await balances.wallet(Number(params.id), { fresh: isFreshWanted(headers) })
    if (wallet === null) throw new Refused('not_found', `no wallet with id: ${params.id}`)
    return walletOf(wallet)
  })
}

export function walletOf({ createdAt, balance, asOfMs, ...rest }: WalletBalance): Type.Static<typeof Wallet> {
  return { ...rest, balance: String(balance), created_at: createdAt, as_of: new Date(asOfMs).toISOString() }
}
