import Type from 'typebox'
import { CLEARING_CURRENCY } from '../clearing/payments.ts'
import { isFreshWanted } from './fresh.ts'
import type { V1App, V1Context } from './v1.ts'

const Positions = Type.Object({
  currency: Type.String(),
  as_of: Type.String({ description: 'The positions were so at this time or later' }),
  positions: Type.Array(
    Type.Object({
      bank_id: Type.Integer(),
      position: Type.String({ description: 'Micro-units of the currency, as digits: positive is owed to the bank' }),
    }),
  ),
})

/** What each bank is owed, for who asks often: from Redis, where there is one. In order of bank. */
export function positions(app: V1App, { balances }: V1Context): void {
  app.get('/positions', { schema: { response: { 200: Positions } } }, async ({ headers }) => {
    const found = await balances.positions({ fresh: isFreshWanted(headers) })
    const inOrder = [...found.balances].sort(([a], [b]) => a - b)
    return {
      currency: CLEARING_CURRENCY,
      as_of: new Date(found.asOfMs).toISOString(),
      positions: inOrder.map(([bank, position]) => ({ bank_id: bank, position: String(position) })),
    }
  })
}
