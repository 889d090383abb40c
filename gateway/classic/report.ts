import { Refused } from '../errors.ts'
import { readTime } from '../rfc3339.ts'
import type { Period } from '../sql/report.ts'
import { isWalletId, noWallet } from '../wallet-id.ts'

const WHOLE_NUMBER = /^\d{1,100}$/

/** @param text what stands in the path for the wallet's id */
export function readWalletIdOf(text: string | undefined): bigint {
  if (text === undefined || text === '' || /^0+$/.test(text)) throw new Refused('invalid', 'wallet id should be filled')
  if (!WHOLE_NUMBER.test(text)) throw new Refused('invalid', 'wallet id must be a whole number from 1, such as 7')
  const id = BigInt(text)
  if (!isWalletId(id)) throw noWallet(id)
  return id
}

export type Query = Readonly<Record<string, unknown>>

/** `from` and `to` of a report; null stands for its default. */
export function readPeriod(query: Query): Period {
  return { from: readTime('from', readParameter(query, 'from')), to: readTime('to', readParameter(query, 'to')) }
}

/** A whole number of the query from `min` to `max`. */
export function readCount(query: Query, name: string, { byDefault, min, max }: Range): number {
  const text = readParameter(query, name)
  if (text === null) return byDefault
  const count = WHOLE_NUMBER.test(text) ? Number(text) : Number.NaN
  if (!(count >= min && count <= max)) {
    throw new Refused('invalid', `${name} must be a whole number from ${min} to ${max}`)
  }
  return count
}

interface Range {
  byDefault: number
  min: number
  max: number
}

/** Null when it is absent or empty. */
export function readParameter(query: Query, name: string): string | null {
  const value = query[name]
  if (value === undefined || value === '') return null
  if (typeof value !== 'string') throw new Refused('invalid', `${name} must be given once`)
  return value
}
