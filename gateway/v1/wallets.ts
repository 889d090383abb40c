import Type from 'typebox'
import { Refused } from '../errors.ts'
import { readWallet, type WalletRow } from '../sql/read-wallet.ts'
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
})

export function wallets(app: V1App, { pools }: V1Context): void {
  const schema = { params: Params, response: { 200: Wallet } }
  app.get('/wallets/:id', { schema }, async ({ params }) => {
    const wallet = await readWallet(pools.reads, Number(params.id))
    if (wallet === null) throw new Refused('not_found', `no wallet with id: ${params.id}`)
    return walletOf(wallet)
  })
}

export function walletOf({ createdAt, balance, ...rest }: WalletRow): Type.Static<typeof Wallet> {
  return { ...rest, balance: String(balance), created_at: createdAt }
}
