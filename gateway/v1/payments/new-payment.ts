import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { CLEARING_CURRENCY, MICROS_PER_CENT } from '../../../ledger/money.ts'
import type { PaymentRequest } from '../../clearing/payments.ts'
import { type BodyPart, Refused } from '../../errors.ts'
import { namedAmount } from '../amount.ts'
import { partsOf, summaryOf } from '../body-parts.ts'
import { checkedByHandler, component } from '../openapi/component.ts'
import { Party } from './payment.ts'

const ClearingCurrency = component('ClearingCurrency', Type.Literal(CLEARING_CURRENCY))

/** Read with `readNewPayment`; what a payment may be beyond that is said in one place for all ways in. */
export const NewPaymentBody = component(
  'NewPayment',
  Type.Object(
    {
      from: Party,
      to: Party,
      amount: namedAmount(
        'PaymentAmount',
        Number(MICROS_PER_CENT),
        'Micro-units that are whole cents, up to the limit, as digits or as an integer',
      ),
      currency: checkedByHandler(ClearingCurrency),
    },
    { additionalProperties: false },
  ),
)

export const NEW_PAYMENT = {
  from: { bank_id: 11, account: 'BR18 0036' },
  to: { bank_id: 4, account: '8810-2' },
  amount: '250000000',
  currency: 'USD',
}

const validator = Compile(NewPaymentBody)

/** Sorts one payment of a body: what is asked for, or what is wrong with its form. @param at pointer of the payment in the body */
export function readNewPayment(body: unknown, at: string): PaymentRequest | BodyPart[] {
  if (!validator.Check(body)) return partsOf(validator.Errors(body), at)
  const { from, to, amount, currency } = body
  return {
    from: { bankId: from.bank_id, account: from.account },
    to: { bankId: to.bank_id, account: to.account },
    amount: BigInt(amount),
    currency,
  }
}

/** What is wrong with which part of the body. @param at pointer of the payment in the body */
export function refusedParts({ parts }: Refused, at: string): BodyPart[] {
  return parts.map((part) => ({ ...part, pointer: at + part.pointer }))
}

/** A refused payment as the answer tells of it: what cannot be by its place in the body, what is not there by its name. */
export function paymentRefused({ code, message, parts }: Refused): Refused {
  return new Refused(code, code === 'invalid' ? summaryOf(parts) : message, parts)
}
