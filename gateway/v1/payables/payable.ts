import Type from 'typebox'
import type { PayableState } from '../../cards/sql/read-payables.ts'
import { Micros } from '../amount.ts'
import { Day } from '../card-transactions/card-transaction.ts'
import { CurrencyCode } from '../currency-code.ts'
import { nullable } from '../nullable.ts'
import { component, described } from '../openapi/component.ts'
import { Time } from '../time.ts'
import { Uuid } from '../uuid.ts'
import { WalletId } from '../wallet-id.ts'

export const PayableStatus = component(
  'PayableStatus',
  Type.Enum(['waiting_funds', 'paid', 'refunded'], {
    description: 'refunded: all of it was given back before it was paid out',
  }),
)

export const Payable = component(
  'Payable',
  Type.Object({
    id: Uuid,
    transaction_id: described(Uuid, 'The card transaction’s'),
    wallet_id: WalletId,
    amount: described(Micros, 'What the card paid, in micro-units, as digits'),
    fee: Micros,
    net: described(Micros, 'What is due: amount less fee'),
    refunded: described(Micros, 'Of the net, what refunds took back'),
    currency: CurrencyCode,
    due_date: described(Day, 'In UTC'),
    status: PayableStatus,
    operation_id: nullable(described(Uuid, 'The payout’s; null before it is queued')),
    ended_at: nullable(described(Time, 'When it was paid out or refunded')),
    created_at: Time,
  }),
)

export function payableOf({ wallet_id, ...state }: PayableState): Type.Static<typeof Payable> {
  return { ...state, wallet_id: Number(wallet_id) }
}
