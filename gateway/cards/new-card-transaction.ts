import type { ShownCard } from '../acquirer/acquirer.ts'
import type { BodyPart } from '../errors.ts'
import { isMessage } from '../message.ts'
import { brandOf, holdsCardNumber, passesLuhn } from './card-number.ts'

export type PaymentMethod = 'credit_card' | 'debit_card'

/** What a merchant asks a card to pay. */
export interface NewCardTransaction {
  walletId: bigint
  description: string
  method: PaymentMethod
  /** Micro-units of the wallet's currency, which `currency` must be. */
  amount: bigint
  currency: string
  card: ShownCard
}

export const HOLDER_CHARACTERS_MAX = 64

/** Letters of any script with what stands between them; no digit, so that no number of a card gets in here. */
const HOLDER = /^[\p{L}\p{M}][\p{L}\p{M} .,'’/&-]*$/u
const EXPIRY = /^(0[1-9]|1[0-2])\/([0-9]{2})$/
const CENTURY = 2000

/** What is wrong with it that no schema can say; nothing that it tells repeats what was sent. */
export function problemsOf({ description, card }: NewCardTransaction, now: Date): BodyPart[] {
  const problems: BodyPart[] = []
  const add = (field: string, detail: string) => problems.push({ pointer: `/${field}`, code: 'invalid', detail })
  if (!isMessage(description)) add('description', 'must be 1 to 140 characters, none of them a control character')
  else if (holdsCardNumber(description)) add('description', 'must not hold the number of a card')
  const brand = brandOf(card.number)
  if (!/^[0-9]{13,19}$/.test(card.number) || !passesLuhn(card.number)) {
    add('card/number', 'must be the number of a card, 13 to 19 digits of which the last is a check digit')
  } else if (brand === undefined) add('card/number', 'must be of a brand that is known here')
  else if (!brand.lengths.includes(card.number.length)) add('card/number', 'must be as long as its brand has it')
  if (card.holder.length > HOLDER_CHARACTERS_MAX || !HOLDER.test(card.holder)) {
    add('card/holder', `must be 1 to ${HOLDER_CHARACTERS_MAX} letters with what stands between them`)
  }
  const expiry = EXPIRY.exec(card.expiry)
  if (expiry === null) add('card/expiry', 'must be a month as MM/YY')
  else if (now.getTime() >= endOf(Number(expiry[1]), Number(expiry[2]))) add('card/expiry', 'must not be over')
  const digits = brand?.codeDigits ?? 3
  if (!/^[0-9]+$/.test(card.verificationCode) || card.verificationCode.length !== digits) {
    add('card/verification_code', `must be ${digits} digits`)
  }
  return problems
}

/** The instant from which a card is no longer valid: the end of the month, in UTC. */
function endOf(month: number, yearOfCentury: number): number {
  return Date.UTC(CENTURY + yearOfCentury, month)
}
