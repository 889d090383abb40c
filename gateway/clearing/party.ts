/** A clearing account as banks name it. */
export interface Party {
  bankId: number
  account: string
}

export const ACCOUNT = /^[A-Za-z0-9]([A-Za-z0-9./ -]{0,32}[A-Za-z0-9])?$/

/** What an account may be called, as a check of the database says, too. */
export const ACCOUNT_RULE =
  'must be 1 to 34 letters, digits, dots, slashes, spaces and hyphens, with a letter or digit at both ends'

export function isAccount(text: string): boolean {
  return ACCOUNT.test(text)
}

const BANK_ID_MAX = 2 ** 31 - 1

/** Whether a bank can have this id. */
export function isBankId(id: number): boolean {
  return Number.isInteger(id) && id > 0 && id <= BANK_ID_MAX
}

export function isSame(one: Party, other: Party): boolean {
  return one.bankId === other.bankId && one.account === other.account
}
