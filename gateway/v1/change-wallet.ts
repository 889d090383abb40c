import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { AMOUNT_MAX } from '../../ledger/money.ts'
import type { RefusalCode } from '../codes.ts'
import { Refused } from '../errors.ts'
import type { Claim } from '../idempotency/claim.ts'
import type { KeptKey } from '../idempotency/sql/find-key.ts'
import { type ChangeFlaw, changeWallet, type WalletChange } from '../sql/change-wallet.ts'
import { amountOf } from './amount.ts'
import { assertNoBody, checkedBody, readByHandler, summaryOf } from './body-parts.ts'
import { once } from './once.ts'
import { component } from './openapi/component.ts'
import { documented } from './openapi/documented.ts'
import type { V1App, V1Context } from './v1.ts'
import { WalletParams } from './wallet-id.ts'
import { Wallet, walletOf } from './wallets.ts'

const ACTIONS = [
  {
    action: 'freeze',
    state: 'frozen',
    operationId: 'freezeWallet',
    summary: 'Freeze a wallet',
    description: 'Money may come in, and not go out any more.',
    problems: [],
  },
  {
    action: 'unfreeze',
    state: 'open',
    operationId: 'unfreezeWallet',
    summary: 'Unfreeze a wallet',
    description: 'Money may go out again.',
    problems: [],
  },
  {
    action: 'close',
    state: 'closed',
    operationId: 'closeWallet',
    summary: 'Close a wallet',
    description:
      'For good, and only with a balance of 0 and nothing held. What is on its way to it comes back to its sender.',
    problems: ['not_empty'],
  },
] as const

const Body = component(
  'WalletChanges',
  Type.Object(
    { credit_limit: amountOf(`How far below zero the balance may fall: micro-units from 0 to ${AMOUNT_MAX}`) },
    { additionalProperties: false },
  ),
)
const validator = Compile(Body)

const updateSchema = documented({
  operationId: 'updateWallet',
  tags: ['wallets'],
  summary: 'Change a wallet’s credit limit',
  description: 'Every operation is decided before the change or after it.',
  params: WalletParams,
  body: Body,
  bodyExamples: { 'credit limit': { credit_limit: '50000000' } },
  response: { 200: Wallet },
  problems: ['not_found', 'clearing_account', 'wallet_closed', 'below_balance'],
})

/** Routes that change what a wallet may do. Asked for again, they change nothing and answer the same. */
export function changeWalletRoutes(app: V1App, { idempotency, pools }: V1Context): void {
  for (const { action, state, problems, ...about } of ACTIONS) {
    const schema = documented({
      ...about,
      tags: ['wallets'],
      params: WalletParams,
      response: { 200: Wallet },
      idempotent: true,
      problems: ['not_found', 'clearing_account', 'wallet_closed', ...problems],
    })
    app.post(`/wallets/:id/${action}`, { schema }, async (request, reply) => {
      const work = async (claim: Claim | undefined) => {
        assertNoBody(request.body)
        return changed(request.params.id, { state }, claim)
      }
      return once(idempotency, request, reply, work, keptWallet)
    })
  }
  const options = { schema: updateSchema, validatorCompiler: readByHandler }
  app.patch('/wallets/:id', options, async ({ params, body }) => {
    const creditLimit = BigInt(checkedBody(validator, body).credit_limit)
    if (creditLimit < 0n || creditLimit > AMOUNT_MAX) {
      const parts = [
        { pointer: '/credit_limit', code: 'invalid' as const, detail: `must be micro-units from 0 to ${AMOUNT_MAX}` },
      ]
      throw new Refused('invalid', summaryOf(parts), parts)
    }
    return changed(params.id, { creditLimit })
  })

  async function changed(id: string, change: WalletChange, claim?: Claim): Promise<Type.Static<typeof Wallet>> {
    const outcome = await changeWallet(pools.writes, Number(id), change, { claim, answerOf: walletOf })
    if (typeof outcome === 'string') throw refusalOf(outcome, id)
    return outcome
  }
}

function keptWallet({ answer }: KeptKey): Type.Static<typeof Wallet> {
  return answer as Type.Static<typeof Wallet>
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
