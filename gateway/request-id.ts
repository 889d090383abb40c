import { isCardNumber } from './cards/card-number.ts'

/** Whether a caller's own id for a request is fit for a log. The number of a card is not. */
export function isRequestId(text: string): boolean {
  return /^[\x21-\x7e]{1,128}$/.test(text) && !isCardNumber(text)
}
