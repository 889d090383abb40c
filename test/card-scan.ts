import { createHash } from 'node:crypto'
import { passesLuhn } from '../gateway/cards/card-number.ts'

/** Text in which no card data may be, and where it is from. */
export interface Evidence {
  from: string
  text: string
}

export interface Sought {
  /** Card numbers that were sent. */
  numbers: readonly string[]
  /** Verification codes that were sent. */
  codes: readonly string[]
  /** Hashes without a key that must not be there either, as hexadecimal digits. */
  hashes: readonly string[]
}

/** What anybody can make of a number. */
export function plainHashes(text: string): string[] {
  return ['md5', 'sha1', 'sha256', 'sha512'].map((name) => createHash(name).update(text).digest('hex'))
}

const SHOWN = 80

/** Where of it card data is; nothing when all is well. */
export function findCardData(evidence: readonly Evidence[], sought: Sought): string[] {
  const numbers = sought.numbers.map(spaced)
  const codes = sought.codes.map((code) => new RegExp(`(?<![\\w.:+/-])${code}(?![\\w.:+/-])`))
  return evidence.flatMap(({ from, text }) => {
    const found = (what: string, at: number) => `${from}: ${what}: …${text.slice(Math.max(0, at - SHOWN), at + SHOWN)}…`
    const hits: string[] = []
    for (const [i, number] of numbers.entries()) {
      const at = text.search(number)
      if (at >= 0) hits.push(found(`the number ${sought.numbers[i]}`, at))
    }
    for (const hash of sought.hashes) {
      const at = text.indexOf(hash)
      if (at >= 0) hits.push(found('a hash of it without a key', at))
    }
    const words = withoutNumbers(text)
    for (const code of codes) {
      const at = words.search(code)
      if (at >= 0) hits.push(`${from}: a verification code: …${words.slice(Math.max(0, at - SHOWN), at + SHOWN)}…`)
    }
    const like = anyCardNumber(text)
    if (like !== undefined) hits.push(found(`what looks like a card number, ${like.number}`, like.at))
    return hits
  })
}

/** A number with or without something between its digits. */
function spaced(number: string): RegExp {
  return new RegExp(`(?<![0-9])${[...number].join('[ ._/-]?')}(?![0-9])`)
}

/** Numbers of JSON are durations, ports and the like: a code is sent as a text. */
function withoutNumbers(text: string): string {
  return text.replace(/(?<=[:[,]\s?)-?\d+(?:\.\d+)?(?=\s?[,}\]])/g, '0')
}

/** Of these, many digits are likely: ids, hashes, times, what is after a point. */
const NOT_CARDS =
  /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|\b(?:\\\\?x)?[0-9a-f]{24,}\b|\d{4}-\d{2}-\d{2}[T ][\d:.]+(?:[+-]\d{2}(?::?\d{2})?|Z)?|\d+\.\d+/gi
// Cards that pay begin with 2 to 6 (ISO/IEC 7812-1), times in milli- or microseconds with 1.
const CANDIDATES = /(?<![0-9A-Za-z])[2-6](?:[ .-]?[0-9]){12,18}(?![0-9A-Za-z])/g

function anyCardNumber(text: string): { number: string; at: number } | undefined {
  const rest = text.replace(NOT_CARDS, (found) => '#'.repeat(found.length))
  for (const match of rest.matchAll(CANDIDATES)) {
    const digits = match[0].replace(/[^0-9]/g, '')
    // A run of one digit is no number of a card.
    if (passesLuhn(digits) && new Set(digits).size > 2) return { number: match[0], at: match.index }
  }
  return undefined
}
