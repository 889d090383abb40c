import Type from 'typebox'
import { CLEARING_CURRENCY } from '../../ledger/money.ts'
import { BankId, OwedToBank } from './banks/bank-id.ts'
import { CurrencyCode } from './currency-code.ts'
import { isFreshWanted } from './fresh.ts'
import { component, described } from './openapi/component.ts'
import { documented } from './openapi/documented.ts'
import { Time } from './time.ts'
import type { V1App, V1Context } from './v1.ts'

const Position = component('Position', Type.Object({ bank_id: BankId, position: OwedToBank }))

const Positions = component(
  'Positions',
  Type.Object({
    currency: CurrencyCode,
    as_of: described(Time, 'The positions were so at this time or later'),
    positions: Type.Array(Position),
  }),
)

const schema = documented({
  operationId: 'readPositions',
  tags: ['banks'],
  summary: 'What each bank is owed',
  description:
    'For who asks often: from Redis, where there is one, and then up to two seconds old. `Cache-Control: no-cache` reads PostgreSQL.',
  response: { 200: Positions },
  problems: [],
})

/** What each bank is owed, for who asks often: from Redis, where there is one. In order of bank. */
export function positions(app: V1App, { balances }: V1Context): void {
  app.get('/positions', { schema }, async ({ headers }) => {
    const found = await balances.positions({ fresh: isFreshWanted(headers) })
    const inOrder = [...found.balances].sort(([a], [b]) => a - b)
    return {
      currency: CLEARING_CURRENCY,
      as_of: new Date(found.asOfMs).toISOString(),
      positions: inOrder.map(([bank, position]) => ({ bank_id: bank, position: String(position) })),
    }
  })
}
