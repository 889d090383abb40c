import { Refused } from './errors.ts'

const CODE = /^[A-Z][A-Z0-9]{2,9}$/

/** Whether a currency may be called so. */
export function isCurrencyCode(text: string): boolean {
  return CODE.test(text)
}

export function currencyNotAllowed(): Refused {
  return new Refused('invalid', 'currency is not allowed')
}
