import { AMOUNT_MAX, isOperationAmount } from '../../ledger/money.ts'
import { currencyNotAllowed, isCurrencyCode } from '../currency-code.ts'
import { Refused } from '../errors.ts'
import { JsonError, type JsonValue, NumberText, parseJson } from '../json.ts'

/** The fields of a request body under the names that the route gives them. */
export type Fields<Name extends string> = { readonly [N in Name]?: JsonValue }

/** The fields that a route takes, and their lower-case spellings. */
export interface FieldNames<Name extends string> {
  readonly names: readonly Name[]
  readonly bySpelling: ReadonlyMap<string, Name>
}

export function fieldNames<const Name extends string>(...names: Name[]): FieldNames<Name> {
  return { names, bySpelling: new Map(names.flatMap((name) => [[name, name] as const, [name.toLowerCase(), name]])) }
}

/**
 * Reads a request body: one JSON object, its field names in any letter case. Fields that the route does not know are
 * passed over.
 */
export function readFields<Name extends string>(body: unknown, { bySpelling }: FieldNames<Name>): Fields<Name> {
  const object = readObject(body)
  const fields: { [N in Name]?: JsonValue } = {}
  for (const key in object) {
    const name = bySpelling.get(key) ?? bySpelling.get(key.toLowerCase())
    if (name === undefined) continue
    if (fields[name] !== undefined) throw new Refused('invalid', `the body has ${name} twice`)
    const value = object[key]
    if (value !== undefined) fields[name] = value
  }
  return fields
}

function readObject(body: unknown): { [key: string]: JsonValue } {
  if (typeof body !== 'string' || body === '') {
    throw new Refused('invalid', 'the body must be a JSON object, but it is empty')
  }
  const value = parse(body)
  if (!isObject(value)) throw new Refused('invalid', 'the body must be a JSON object')
  return value
}

function parse(text: string): JsonValue {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof JsonError) throw new Refused('invalid', error.message)
    throw error
  }
}

export function isObject(value: JsonValue | undefined): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NumberText)
}

/** Refuses a body in which a field is missing, null, zero or blank. */
export function requireAll<Name extends string>(fields: Fields<Name>, { names }: FieldNames<Name>): void {
  for (const name of names) {
    if (isUnfilled(fields[name])) throw new Refused('invalid', 'all fields should be filled')
  }
}

function isUnfilled(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === 0) return true
  if (typeof value === 'string') return value.trim() === ''
  return value instanceof NumberText && /^-?[0.]+([eE].*)?$/.test(value.text)
}

/** Micro-units, 1 to 2^63 − 1. */
export function readAmount(value: JsonValue | undefined, name: string): bigint {
  const amount = integerOf(value)
  if (amount === null || !isOperationAmount(amount)) {
    throw new Refused(
      'invalid',
      `${name} must be a whole number of micro-units from 1 to ${AMOUNT_MAX}, such as 1000000`,
    )
  }
  return amount
}

/** A wallet's number; one that no wallet can have is returned all the same, for `no wallet with id`. */
export function readWalletId(value: JsonValue | undefined, name: string): bigint {
  const id = integerOf(value)
  if (id === null || id < 1n) throw new Refused('invalid', `${name} must be a whole number from 1, such as 7`)
  return id
}

const TEXT_LENGTH_MAX = 1000

/** Text in any script that the database can keep: no zero byte, no broken characters. */
export function readText(value: JsonValue | undefined, name: string): string {
  if (typeof value !== 'string') throw new Refused('invalid', `${name} must be a text`)
  if (value.length > TEXT_LENGTH_MAX) {
    throw new Refused('invalid', `${name} must not be longer than ${TEXT_LENGTH_MAX} characters`)
  }
  if (value.includes('\0')) throw new Refused('invalid', `${name} must not contain the character U+0000`)
  // U+FFFD is what the decoder puts where the bytes were not UTF-8.
  if (!value.isWellFormed() || value.includes('\uFFFD')) {
    throw new Refused('invalid', `${name} must be valid UTF-8 text`)
  }
  return value
}

/** A code that a currency may have; any other text cannot be a known currency. */
export function readCurrency(value: JsonValue | undefined, name: string): string {
  if (typeof value !== 'string') throw new Refused('invalid', `${name} must be a text such as USD`)
  if (!isCurrencyCode(value)) throw currencyNotAllowed()
  return value
}

function integerOf(value: JsonValue | undefined): bigint | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : null
  // A longer text is out of any range; BigInt would take its time over a million digits.
  if (value instanceof NumberText) return /^-?\d{1,100}$/.test(value.text) ? BigInt(value.text) : null
  return null
}
