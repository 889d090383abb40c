/** What the last digit of a card number is for (ISO/IEC 7812-1, annex B). @param digits nothing else */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

interface Brand {
  name: string
  prefix: RegExp
  lengths: readonly number[]
  /** Digits of its verification code. */
  codeDigits: number
}

const SIXTEEN_TO_NINETEEN = [16, 17, 18, 19]

/** By the first digits, the more precise first. */
const BRANDS: readonly Brand[] = [
  { name: 'american_express', prefix: /^3[47]/, lengths: [15], codeDigits: 4 },
  { name: 'diners_club', prefix: /^3(?:0[0-5]|095|[689])/, lengths: [14, 15, 16, 17, 18, 19], codeDigits: 3 },
  { name: 'jcb', prefix: /^35(?:2[89]|[3-8])/, lengths: SIXTEEN_TO_NINETEEN, codeDigits: 3 },
  { name: 'visa', prefix: /^4/, lengths: [13, 16, 19], codeDigits: 3 },
  {
    name: 'mastercard',
    prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/,
    lengths: [16],
    codeDigits: 3,
  },
  { name: 'discover', prefix: /^6(?:011|4[4-9]|5)/, lengths: SIXTEEN_TO_NINETEEN, codeDigits: 3 },
  { name: 'unionpay', prefix: /^62/, lengths: SIXTEEN_TO_NINETEEN, codeDigits: 3 },
]

export const BRAND_NAMES = BRANDS.map(({ name }) => name)

/** The brand of a card by its number; undefined where none has such numbers. */
export function brandOf(number: string): Brand | undefined {
  return BRANDS.find(({ prefix }) => prefix.test(number))
}

/** Digits that may be a card number, alone or in groups. */
const CANDIDATES = /(?<![0-9])[0-9](?:[ .-]?[0-9]){12,18}(?![0-9])/g

/** Whether a text is what looks like a card number, and nothing else. */
export function isCardNumber(text: string): boolean {
  const digits = text.replace(/[ .-]/g, '')
  return /^[0-9]{13,19}$/.test(digits) && passesLuhn(digits)
}

/** Whether a text holds what looks like a card number. */
export function holdsCardNumber(text: string): boolean {
  return [...text.matchAll(CANDIDATES)].some(([found]) => passesLuhn(found.replace(/[^0-9]/g, '')))
}

/** The same text without what looks like a card number. */
export function withoutCardNumbers(text: string): string {
  return text.replace(CANDIDATES, (found) => (passesLuhn(found.replace(/[^0-9]/g, '')) ? '****' : found))
}
