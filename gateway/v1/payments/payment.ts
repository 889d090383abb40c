import Type from 'typebox'
import type { PaymentState } from '../../clearing/sql/payment-state.ts'
import { Micros } from '../amount.ts'
import { AccountName } from '../banks/account.ts'
import { BankId } from '../banks/bank-id.ts'
import { CurrencyCode } from '../currency-code.ts'
import { nullable } from '../nullable.ts'
import { checkedByHandler, component, described } from '../openapi/component.ts'
import { OperationStatus } from '../operation-status.ts'
import { Time } from '../time.ts'
import { Uuid } from '../uuid.ts'

/** A clearing account, wherever payments name one. They tell what is wrong with one in their own words. */
export const Party = component(
  'Party',
  Type.Object(
    { bank_id: checkedByHandler(BankId), account: checkedByHandler(AccountName) },
    { additionalProperties: false },
  ),
)

export const Payment = component(
  'Payment',
  Type.Object({
    id: Uuid,
    kind: Type.Enum(['payment', 'reversal']),
    status: OperationStatus,
    reason: nullable(Type.String({ description: 'Why it was declined or is not applied yet' })),
    from: Party,
    to: Party,
    amount: Micros,
    currency: CurrencyCode,
    accepted_at: Time,
    applied_at: nullable(Time),
    reversed_by: nullable(described(Uuid, 'The reversal that was asked for; its status tells the rest')),
    reverses: nullable(described(Uuid, 'Of a reversal: the payment that it takes back')),
  }),
)

export function paymentOf(state: PaymentState): Type.Static<typeof Payment> {
  const { from_bank_id, from_account, to_bank_id, to_account, ...rest } = state
  return {
    ...rest,
    from: { bank_id: from_bank_id, account: from_account },
    to: { bank_id: to_bank_id, account: to_account },
  }
}
