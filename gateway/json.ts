declare global {
  interface JSON {
    /** A value that `stringify` prints as this text: a number of any length. */
    rawJSON(text: string): RawJson
    parse(
      text: string,
      reviver: (this: unknown, key: string, value: unknown, context: { source: string }) => unknown,
    ): unknown
  }
}

/** A number that JSON carries digit by digit. */
export type RawJson = object & { readonly rawJSON: string }

/** Prints an integer or decimal of any length as a JSON number. */
export function jsonNumber(value: bigint | string): RawJson {
  return JSON.rawJSON(String(value))
}

/** A JSON number as it was written, because reading it as a double could change it. */
export class NumberText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What a JSON text holds: numbers are `NumberText` wherever a double might not be what was written. */
export type JsonValue = null | boolean | number | string | NumberText | JsonValue[] | { [key: string]: JsonValue }

/** The text is not JSON, or an object in it has a key twice. The message is one for the caller. */
export class JsonError extends Error {}

/**
 * Parses JSON without losing a digit, and refuses a key that stands twice in an object (`JSON.parse` would silently keep
 * the last). An integer of up to 15 digits is a `number`; any other number is its text.
 */
export function parseJson(text: string): JsonValue {
  return parseWith(text, (source) => new NumberText(source))
}

/** The same, but a long integer is a text of its digits: for bodies in which an integer may be written as a text. */
export function parseJsonTexts(text: string): unknown {
  return parseWith(text, (source) => (/^-?\d+$/.test(source) ? source : new NumberText(source)))
}

function parseWith(text: string, exact: (source: string) => NumberText | string): JsonValue {
  const look = lookOver(text)
  const value = look.plainNumbers ? parsePlain(text) : parseExact(text, exact)
  if (look.quotes < 0 || quotesOf(value) !== look.quotes) refuseDuplicates(text)
  return value
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const DOT = 0x2e
const UPPER_E = 0x45
const LOWER_E = 0x65
const ZERO = 0x30
const NINE = 0x39
/** A double holds every integer of so many digits. */
const SAFE_DIGITS = 15

interface Look {
  /** Number of quotation marks; -1 when escapes make them unreliable. */
  quotes: number
  /** No number has a fraction, an exponent or more than 15 digits. */
  plainNumbers: boolean
}

/** One pass over the text, so that an ordinary request body needs neither a reviver nor a scan for duplicate keys. */
function lookOver(text: string): Look {
  let quotes = 0
  let digits = 0
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code === BACKSLASH) return { quotes: -1, plainNumbers: false }
    if (code === QUOTE) {
      quotes += 1
      digits = 0
      continue
    }
    // Within a text, digits are no number.
    if (quotes % 2 === 1) continue
    if (code >= ZERO && code <= NINE) {
      digits += 1
      if (digits > SAFE_DIGITS) return { quotes: -1, plainNumbers: false }
      continue
    }
    if (digits > 0 && (code === DOT || code === LOWER_E || code === UPPER_E)) {
      return { quotes: -1, plainNumbers: false }
    }
    digits = 0
  }
  return { quotes, plainNumbers: true }
}

function parsePlain(text: string): JsonValue {
  try {
    return JSON.parse(text)
  } catch {
    throw new JsonError('the body is not valid JSON')
  }
}

function parseExact(text: string, exact: (source: string) => NumberText | string): JsonValue {
  try {
    return JSON.parse(text, (_key, value, context) =>
      typeof value === 'number' && !isPlain(context.source) ? exact(context.source) : value,
    ) as JsonValue
  } catch {
    // Also when it is nested so deeply that reviving it overflows the stack.
    throw new JsonError('the body is not valid JSON')
  }
}

function isPlain(source: string): boolean {
  return /^-?\d{1,15}$/.test(source)
}

/** Deeper than any request is; parsed JSON may be nested deeper than the stack is. */
const DEPTH_MAX = 4

/** How many quotation marks the value needs when nothing is escaped; -1 for what is nested deeply. */
function quotesOf(value: JsonValue | undefined, depth = 0): number {
  if (typeof value === 'string') return 2
  if (typeof value !== 'object' || value === null || value instanceof NumberText) return 0
  if (depth === DEPTH_MAX) return -1
  let quotes = 0
  if (Array.isArray(value)) {
    for (const element of value) {
      const inner = quotesOf(element, depth + 1)
      if (inner < 0) return -1
      quotes += inner
    }
    return quotes
  }
  for (const key in value) {
    const inner = quotesOf(value[key], depth + 1)
    if (inner < 0) return -1
    quotes += 2 + inner
  }
  return quotes
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],]/gs

/** @param text valid JSON */
function refuseDuplicates(text: string): void {
  const keysOfOpenObjects: (Set<string> | null)[] = []
  let keyNext = false
  for (const [token] of text.matchAll(TOKEN)) {
    const keys = keysOfOpenObjects.at(-1) ?? null
    switch (token) {
      case '{':
        keysOfOpenObjects.push(new Set())
        keyNext = true
        break
      case '[':
        keysOfOpenObjects.push(null)
        keyNext = false
        break
      case '}':
      case ']':
        keysOfOpenObjects.pop()
        keyNext = false
        break
      case ',':
        keyNext = keys !== null
        break
      default:
        if (!keyNext || keys === null) break
        keyNext = false
        addOnce(keys, JSON.parse(token))
    }
  }
}

function addOnce(keys: Set<string>, key: string): void {
  if (keys.has(key)) throw new JsonError(`the body has ${JSON.stringify(key.slice(0, 100))} twice`)
  keys.add(key)
}
