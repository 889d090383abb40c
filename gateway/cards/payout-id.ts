import { createHash } from 'node:crypto'

/**
 * The id of a payable's payout: a UUID of version 7 with the time of the day it is due, so that it is in that month of the ledger, and a
 * hash for its random bits: the same whoever makes it.
 *
 * @param dueOn YYYY-MM-DD
 */
export function payoutIdOf(transactionId: string, dueOn: string): string {
  const time = Date.parse(`${dueOn}T00:00:00Z`).toString(16).padStart(12, '0')
  const hash = createHash('sha256').update(`payout ${transactionId}`).digest('hex')
  const variant = ((Number.parseInt(hash.slice(3, 4), 16) & 0x3) | 0x8).toString(16)
  const digits = `${time}7${hash.slice(0, 3)}${variant}${hash.slice(4, 19)}`
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
