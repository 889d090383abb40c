/** A journal that was not fanned out yet. */
export interface Journal {
  group: number
  seq: bigint
  /** As Postgres prints it. */
  committedAt: string
  /** The same in microseconds since 1970, for comparing. */
  atMicros: number
  operations: number
}

export interface NextOptions {
  /** Of one group, how many were read at most: of a group that has so many, later ones may follow. */
  readMax: number
  /** Of the journals that are taken together; a single one may have more. */
  operationsMax: number
}

/**
 * The journals to fan out next, in the order in which they happened. A wallet that moved to another group has its later operations in
 * journals that are younger by the database's clock, so that going by time keeps each wallet's order; within a group the order is
 * that of seq.
 *
 * @param journals of each group those after its cursor, in order of seq
 */
export function nextJournals(journals: readonly Journal[], { readMax, operationsMax }: NextOptions): Journal[] {
  const groups = new Map<number, Journal[]>()
  for (const journal of journals) {
    const before = groups.get(journal.group) ?? []
    // Never before its predecessor, whatever the clock did.
    const latest = before.at(-1)?.atMicros ?? journal.atMicros
    before.push({ ...journal, atMicros: Math.max(latest, journal.atMicros) })
    groups.set(journal.group, before)
  }
  // What comes after the last one that was read of a group, nobody knows yet.
  const unread = [...groups.values()].flatMap((read) => (read.length < readMax ? [] : (read.at(-1)?.atMicros ?? [])))
  const horizon = Math.min(...unread)
  const inOrder = [...groups.values()]
    .flat()
    .filter(({ atMicros }) => atMicros <= horizon)
    .sort((a, b) => a.atMicros - b.atMicros || a.group - b.group || (a.seq < b.seq ? -1 : 1))
  let operations = 0
  const end = inOrder.findIndex((journal, i) => {
    operations += journal.operations
    return i > 0 && operations > operationsMax
  })
  return end === -1 ? inOrder : inOrder.slice(0, end)
}
