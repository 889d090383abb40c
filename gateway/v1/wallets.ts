import Type from 'typebox'
import { Refused } from '../errors.ts'
import type { Pools } from '../pools.ts'
import { readWallet } from '../sql/read-wallet.ts'
import type { V1App, V1Context } from './v1.ts'

export const WalletParams = Type.Object({ id: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) })

const Micros = Type.String({ description: 'Micro-units of the currency, as digits' })
const MicrosOrNone = Type.Union([Micros, Type.Null()], { description: 'Null for a wallet without a floor' })

export const Wallet = Type.Object({
  id: Type.Integer(),
  name: Type.Union([Type.String(), Type.Null()]),
  country: Type.Union([Type.String(), Type.Null()]),
  city: Type.Union([Type.String(), Type.Null()]),
  currency: Type.String(),
  balance: Micros,
  held: Type.String({ description: 'What holds reserve of the balance' }),
  available: MicrosOrNone,
  credit_limit: MicrosOrNone,
  group: Type.Integer({ description: 'The group that the wallet is in at present' }),
  state: Type.Union([Type.Literal('open'), Type.Literal('frozen'), Type.Literal('closed')]),
  created_at: Type.Union([Type.String(), Type.Null()]),
})

export function wallets(app: V1App, { pools }: V1Context): void {
  const schema = { params: WalletParams, response: { 200: Wallet } }
  app.get('/wallets/:id', { schema }, async ({ params }) => walletWithId(pools, params.id))
}

/** Refused with `not_found` when there is none. */
export async function walletWithId(pools: Pick<Pools, 'reads'>, id: string): Promise<Type.Static<typeof Wallet>> {
  const wallet = await readWallet(pools.reads, Number(id))
  if (wallet === null) throw new Refused('not_found', `no wallet with id: ${id}`)
  const { createdAt, balance, held, floor, ...rest } = wallet
  return {
    ...rest,
    balance: String(balance),
    held: String(held),
    available: floor === null ? null : String(balance - held - floor),
    credit_limit: floor === null ? null : String(-floor),
    created_at: createdAt,
  }
}
