import Type from 'typebox'
import { BRAND_NAMES } from '../../cards/card-number.ts'
import type { TransactionState } from '../../cards/sql/read-transactions.ts'
import { Refused } from '../../errors.ts'
import type { Ownership } from '../../identity/ownership.ts'
import type { Principal } from '../../identity/principal.ts'
import { Micros } from '../amount.ts'
import { CurrencyCode } from '../currency-code.ts'
import { nullable } from '../nullable.ts'
import { component, described } from '../openapi/component.ts'
import { Time } from '../time.ts'
import { Uuid } from '../uuid.ts'
import { WalletId } from '../wallet-id.ts'

export const PaymentMethod = component(
  'PaymentMethod',
  Type.Enum(['credit_card', 'debit_card'], { description: 'It decides the fee, and when the rest is due' }),
)

/** A day in UTC. */
export const Day = component(
  'Day',
  Type.String({ format: 'date', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', examples: ['2026-12-24'] }),
)

const MaskedCard = component(
  'MaskedCard',
  Type.Object(
    {
      brand: Type.Enum([...BRAND_NAMES]),
      last_four: Type.String({ pattern: '^[0-9]{4}$', examples: ['1111'] }),
      holder: Type.String(),
      expiry: Type.String({ description: 'MM/YY', examples: ['12/40'] }),
    },
    { description: 'All that is told of a card' },
  ),
)

export const CardRefund = component(
  'CardRefund',
  Type.Object({
    id: described(Uuid, 'Its id, and the one of its operation'),
    amount: described(Micros, 'Given back, in micro-units, as digits'),
    net: described(Micros, 'Of it, what the wallet pays; the fee pays the rest'),
    status: Type.Enum(['pending', 'succeeded', 'failed']),
    reason: nullable(Type.String({ description: 'Why it failed, such as insufficient_funds' })),
    created_at: Time,
    ended_at: nullable(Time),
  }),
)

export const CardTransaction = component(
  'CardTransaction',
  Type.Object({
    id: described(Uuid, 'Its id, and the one of its charge’s operation'),
    wallet_id: WalletId,
    description: Type.String(),
    payment_method: PaymentMethod,
    amount: described(Micros, 'What the card pays, in micro-units, as digits'),
    fee: described(Micros, 'What is kept of it'),
    net: described(Micros, 'What the wallet gets: amount less fee, rounded up'),
    currency: CurrencyCode,
    due_date: described(Day, 'When the net is due, in UTC'),
    card: MaskedCard,
    status: Type.Enum(['processing', 'pending_payment', 'paid', 'declined', 'pending_refund', 'refunded'], {
      description:
        'processing: the acquirer or the ledger has not said yet. pending_payment: in the balance of the wallet, and not available before it is due.',
    }),
    reason: nullable(Type.String({ description: 'Why it was declined, such as card_declined' })),
    refunded: described(Micros, 'Of the amount, what was given back'),
    payable_id: nullable(described(Uuid, 'What is due for it; null before it is charged')),
    refunds: Type.Array(CardRefund, { description: 'Newest first, the last hundred' }),
    created_at: Time,
  }),
)

export function cardTransactionOf(state: TransactionState): Type.Static<typeof CardTransaction> {
  const { brand, last_four, holder, expiry, wallet_id, ...rest } = state
  return { ...rest, wallet_id: Number(wallet_id), card: { brand, last_four, holder, expiry } }
}

export function noCardTransaction(id: string): Refused {
  return new Refused('not_found', `no card transaction with id: ${id}`)
}

/** The transaction, when there is one that the caller may see. Refuses others’ as if there were none. */
export async function seen(
  found: TransactionState | null,
  id: string,
  ownership: Ownership,
  principal: Principal,
): Promise<TransactionState> {
  if (found !== null && (await ownership.mayUse(principal, BigInt(found.wallet_id)))) return found
  throw noCardTransaction(id)
}
