import Type from 'typebox'
import { formatKey } from './cursor.ts'

export const LIMIT_BY_DEFAULT = 100
const LIMIT_MAX = 1000

export const Cursor = Type.Optional(Type.String({ maxLength: 200, description: 'next_cursor of the page before' }))

export const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: LIMIT_MAX, default: LIMIT_BY_DEFAULT }))

export const NextCursor = Type.Union([
  Type.String({ description: 'For the next page; null after the last one' }),
  Type.Null(),
])

/** Cuts a page out of what was read, which is one entry more than the page's where another page follows. */
export function pageOf<Entry>(found: readonly Entry[], limit: number, keyOf: (entry: Entry) => string | number) {
  const entries = found.slice(0, limit)
  const last = found.length > limit ? entries.at(-1) : undefined
  return { entries, next_cursor: last === undefined ? null : formatKey(keyOf(last)) }
}
