import Type from 'typebox'
import { Refused } from '../errors.ts'
import { readTime } from '../rfc3339.ts'
import { readBalanceAt } from '../sql/balance-at.ts'
import { noWallet } from '../wallet-id.ts'
import { Micros } from './amount.ts'
import { CurrencyCode } from './currency-code.ts'
import { component, described } from './openapi/component.ts'
import { documented } from './openapi/documented.ts'
import { Time } from './time.ts'
import type { V1App, V1Context } from './v1.ts'
import { WalletId, WalletParams } from './wallet-id.ts'

const Query = Type.Object({
  at: Type.String({ description: 'RFC 3339 time, not in the future', examples: ['2026-01-31T00:00:00Z'] }),
})

const Balance = component(
  'PastBalance',
  Type.Object({
    wallet_id: WalletId,
    at: Time,
    currency: CurrencyCode,
    balance: described(Micros, 'Micro-units, as digits: of what was applied by then'),
    accepted_later_applied: described(
      Micros,
      'Signed micro-units, as digits: of what was accepted by then, and applied after it',
    ),
  }),
)

const schema = documented({
  operationId: 'readPastBalance',
  tags: ['wallets'],
  summary: 'A wallet’s balance at a past instant',
  description: 'Of what was applied by then. It is known from the end of the newest detached month on.',
  params: WalletParams,
  querystring: Query,
  response: { 200: Balance },
  problems: ['not_found', 'gone'],
})

/** A wallet's balance at a past instant. */
export function balanceAt(app: V1App, { pools }: V1Context): void {
  app.get('/wallets/:id/balance', { schema }, async ({ params: { id }, query }) => {
    const at = readTime('at', query.at)
    if (at === null) throw new Refused('invalid', 'at must be an RFC 3339 time such as 2026-01-31T00:00:00Z')
    // Digits below microseconds may differ; a time that has not come yet has no balance.
    if (Date.parse(query.at) > Date.now() + CLOCKS_APART_MS)
      throw new Refused('invalid', 'at must not be in the future')
    const found = await readBalanceAt(pools.reads, Number(id), at)
    if (found === null) throw noWallet(BigInt(id))
    const { balance, accepted_later_applied, history_starts_at, ...rest } = found
    if (balance === null || accepted_later_applied === null) {
      throw new Refused('gone', `months before ${history_starts_at} are detached: balances are known from then on`)
    }
    return { wallet_id: Number(id), balance, accepted_later_applied, ...rest }
  })
}

/** How much the clocks of a client and a gateway may differ. */
const CLOCKS_APART_MS = 5_000
