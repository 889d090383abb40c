import { Refused } from '../errors.ts'
import { parseRfc3339 } from '../rfc3339.ts'
import type { Place } from '../sql/statement.ts'

const PLACE = /^(?<at>\S{20,40}) (?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (?<direction>in|out)$/

/** A place in a statement as text that callers hand back as it is. */
export function formatCursor({ acceptedAt, operationId, incoming }: Place): string {
  return Buffer.from(`${acceptedAt} ${operationId} ${incoming ? 'in' : 'out'}`).toString('base64url')
}

/** Refuses what `formatCursor` did not make. */
export function parseCursor(cursor: string): Place {
  const { at = '', id = '', direction } = PLACE.exec(Buffer.from(cursor, 'base64url').toString())?.groups ?? {}
  const acceptedAt = parseRfc3339(at)
  if (acceptedAt === null) throw new Refused('invalid', 'cursor must be the next_cursor of a page of this statement')
  return { acceptedAt, operationId: id, incoming: direction === 'in' }
}

/** The key of a list's entry as text that callers hand back as it is. */
export function formatKey(key: string | number): string {
  return Buffer.from(String(key)).toString('base64url')
}

/** Refuses what `formatKey` did not make of such a key. */
export function parseKey(cursor: string, isKey: (text: string) => boolean): string {
  const key = Buffer.from(cursor, 'base64url').toString()
  if (!isKey(key)) throw new Refused('invalid', 'cursor must be the next_cursor of a page of this list')
  return key
}
