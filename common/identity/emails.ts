const LENGTH_MAX = 254
const LOCAL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/

export const EMAIL_EXPECTED = 'an e-mail address such as ana@example.org'

/**
 * Whether the text is an address as HTML's input of type email takes it: ASCII, without quotes and comments. (A domain in
 * another script is written in its ASCII form, xn--….)
 */
export function isEmail(text: string): boolean {
  const [local = '', domain = '', ...more] = text.split('@')
  if (text.length > LENGTH_MAX || more.length > 0) return false
  return LOCAL.test(local) && domain.split('.').every((label) => LABEL.test(label))
}

/** What is the same for all spellings of an address: letter case does not count. */
export function emailKey(email: string): string {
  return email.toLowerCase()
}
