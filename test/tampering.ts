import { expect } from 'vitest'

/** A change by hand of what a story left in the database, and what `verify` names then. */
export type Tampering<Told extends readonly unknown[]> = [
  name: string,
  statements: (...told: Told) => string[],
  wrong: (...told: Told) => object,
]

/** Matches a text that has all of these parts. */
export function like(...parts: readonly (string | number)[]) {
  return expect.toSatisfy((text: string) => parts.every((part) => text.includes(String(part))))
}
