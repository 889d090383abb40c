import Type from 'typebox'
import { Refused } from '../errors.ts'
import { readWallet } from '../sql/read-wallet.ts'
import { Micros } from './amount.ts'
import { CurrencyCode } from './currency-code.ts'
import { nullable } from './nullable.ts'
import { component } from './openapi/component.ts'
import { documented } from './openapi/documented.ts'
import { Time } from './time.ts'
import type { V1App, V1Context } from './v1.ts'
import { WalletId, WalletParams } from './wallet-id.ts'

const Wallet = component(
  'Wallet',
  Type.Object({
    id: WalletId,
    name: nullable(Type.String()),
    country: nullable(Type.String()),
    city: nullable(Type.String()),
    currency: CurrencyCode,
    balance: Micros,
    group: Type.Integer({ description: 'The group that the wallet is in at present' }),
    state: Type.Enum(['open', 'frozen', 'closed']),
    created_at: nullable(Time),
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

export function wallets(app: V1App, { pools }: V1Context): void {
  app.get('/wallets/:id', { schema }, async ({ params }) => {
    const wallet = await readWallet(pools.reads, Number(params.id))
    if (wallet === null) throw new Refused('not_found', `no wallet with id: ${params.id}`)
    const { createdAt, balance, ...rest } = wallet
    return { ...rest, balance: String(balance), created_at: createdAt }
  })
}
