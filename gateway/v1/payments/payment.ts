import Type from 'typebox'
import type { PaymentState } from '../../clearing/sql/payment-state.ts'

const nullable = <T extends ReturnType<typeof Type.String>>(type: T) => Type.Union([type, Type.Null()])

const Party = Type.Object({ bank_id: Type.Integer(), account: Type.String() })

export const Payment = Type.Object({
  id: Type.String(),
  kind: Type.Enum(['payment', 'reversal']),
  status: Type.Enum(['new', 'processing', 'success', 'decline']),
  reason: nullable(Type.String({ description: 'Why it was declined or is not applied yet' })),
  from: Party,
  to: Party,
  amount: Type.String({ description: 'Micro-units, as digits' }),
  currency: Type.String(),
  accepted_at: Type.String(),
  applied_at: nullable(Type.String()),
  reversed_by: nullable(Type.String({ description: 'The reversal that was asked for; its status tells the rest' })),
  reverses: nullable(Type.String({ description: 'Of a reversal: the payment that it takes back' })),
})

export function paymentOf(state: PaymentState): Type.Static<typeof Payment> {
  const { from_bank_id, from_account, to_bank_id, to_account, ...rest } = state
  return {
    ...rest,
    from: { bank_id: from_bank_id, account: from_account },
    to: { bank_id: to_bank_id, account: to_account },
  }
}
