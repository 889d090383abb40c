import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { AMOUNT_MAX } from '../../ledger/money.ts'
import { type RefusalCode, Refused } from '../errors.ts'
import type { Pools } from '../pools.ts'
import { type ChangeFlaw, changeWallet, type WalletChange } from '../sql/change-wallet.ts'
import { amountOf } from './amount.ts'
import { assertNoBody, checkedBody, readByHandler, summaryOf } from './body-parts.ts'
import type { V1App, V1Context } from './v1.ts'
import { Wallet, WalletParams, walletWithId } from './wallets.ts'

const STATES = { freeze: 'frozen', unfreeze: 'open', close: 'closed' } as const

const Body = Type.Object(
  { credit_limit: amountOf(`How far below zero the balance may fall: micro-units from 0 to ${AMOUNT_MAX}`) },
  { additionalProperties: false },
)
const validator = Compile(Body)

/** Routes that change what a wallet may do. Asked for again, they change nothing and answer the same. */
export function changeWalletRoutes(app: V1App, { pools }: V1Context): void {
  const response = { 200: Wallet }
  for (const [action, state] of Object.entries(STATES)) {
    app.post(`/wallets/:id/${action}`, { schema: { params: WalletParams, response } }, async ({ params, body }) => {
      assertNoBody(body)
      return changed(pools, params.id, { state })
    })
  }
  const schema = { params: WalletParams, body: Body, response }
  app.patch('/wallets/:id', { schema, validatorCompiler: readByHandler }, async ({ params, body }) => {
    const creditLimit = BigInt(checkedBody(validator, body).credit_limit)
    if (creditLimit < 0n || creditLimit > AMOUNT_MAX) {
      const parts = [
        { pointer: '/credit_limit', code: 'invalid' as const, detail: `must be micro-units from 0 to ${AMOUNT_MAX}` },
      ]
      throw new Refused('invalid', summaryOf(parts), parts)
    }
    return changed(pools, params.id, { creditLimit })
  })
}

async function changed(pools: Pools, id: string, change: WalletChange): Promise<Type.Static<typeof Wallet>> {
  const flaw = await changeWallet(pools.writes, Number(id), change)
  if (flaw !== null) throw refusalOf(flaw, id)
  return walletWithId(pools, id)
}

const REFUSALS: Record<ChangeFlaw, [RefusalCode, string]> = {
  unknown: ['not_found', 'no wallet with id: {id}'],
  clearing: [
    'clearing_account',
    'wallet {id} is a clearing account, which is neither frozen nor closed and has no limit',
  ],
  closed: ['wallet_closed', 'wallet {id} is closed for good'],
  not_empty: ['not_empty', 'wallet {id} has money or holds: it is closed with a balance of 0 and nothing held'],
  below_balance: ['below_balance', 'wallet {id} is further below zero than that, with what is held'],
}

function refusalOf(flaw: ChangeFlaw, id: string): Refused {
  const [code, message] = REFUSALS[flaw]
  return new Refused(code, message.replace('{id}', id))
}
