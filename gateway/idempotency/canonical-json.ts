import { Refused } from '../errors.ts'
import type { JsonValue } from '../json.ts'

/**
 * One text for all ways to write the same JSON: no white space, and the keys of objects in order. Refuses what is nested
 * deeper than any request.
 */
export function canonicalJson(value: unknown): string {
  return textOf(value as JsonValue | undefined, 0)
}

/** Far from the end of the stack. */
const DEPTH_MAX = 64

function textOf(value: JsonValue | undefined, depth: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? ''
  if (depth === DEPTH_MAX) throw new Refused('invalid', 'the body is nested too deeply')
  if (Array.isArray(value)) return `[${value.map((element) => textOf(element, depth + 1)).join(',')}]`
  const object = value as { [key: string]: JsonValue }
  const fields = Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${textOf(object[key], depth + 1)}`)
  return `{${fields.join(',')}}`
}
