/** How far a listener is: the newest journal that it was told of, by group. */
export type Cursor = Map<number, bigint>

/** Longer ones do not come back: servers limit the headers of a request. */
const LENGTH_MAX = 8_000

/** As the id of an event, which a listener that comes back names; null when there are too many groups for one. */
export function formatCursor(cursor: Cursor): string | null {
  const id = [...cursor].map(([group, seq]) => `${group.toString(36)}.${seq.toString(36)}`).join('-')
  return id.length > LENGTH_MAX ? null : id
}

/** Null for what `formatCursor` did not make. */
export function parseCursor(id: string): Cursor | null {
  if (id.length > LENGTH_MAX || !/^[0-9a-z]{1,7}\.[0-9a-z]{1,10}(-[0-9a-z]{1,7}\.[0-9a-z]{1,10})*$/.test(id))
    return null
  return new Map(
    id.split('-').map((part) => {
      const [group = '', seq = ''] = part.split('.')
      return [Number.parseInt(group, 36), BigInt(Number.parseInt(seq, 36))]
    }),
  )
}
