import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Journal, nextJournals } from './next-journals.ts'

const journal = (group: number, seq: number, atMicros: number, operations = 1): Journal => ({
  group,
  seq: BigInt(seq),
  committedAt: String(atMicros),
  atMicros,
  operations,
})
const placesOf = (journals: readonly Journal[]) => journals.map(({ group, seq }) => `${group}/${seq}`)

describe('the next journals', () => {
  test('come in the order of their time over all groups', () => {
    const read = [journal(1, 1, 10), journal(1, 2, 30), journal(2, 7, 20), journal(2, 8, 40)]
    expect(placesOf(nextJournals(read, { readMax: 9, operationsMax: 9 }))).toEqual(['1/1', '2/7', '1/2', '2/8'])
  })

  test('are no later than what is known of a group of which more may follow', () => {
    const read = [journal(1, 1, 10), journal(1, 2, 20), journal(2, 7, 15), journal(2, 8, 40)]
    expect(placesOf(nextJournals(read, { readMax: 2, operationsMax: 9 }))).toEqual(['1/1', '2/7', '1/2'])
  })

  test('hold no more operations than told, but at least one journal', () => {
    const read = [journal(1, 1, 10, 50), journal(1, 2, 20, 1)]
    expect(placesOf(nextJournals(read, { readMax: 9, operationsMax: 9 }))).toEqual(['1/1'])
    expect(nextJournals([], { readMax: 9, operationsMax: 9 })).toEqual([])
  })

  test('are all of them, each once, in order of seq within each group, however they are cut', () => {
    const group = fc.array(fc.record({ at: fc.nat(50), operations: fc.nat(5) }), { maxLength: 20 })
    fc.assert(
      fc.property(
        fc.array(group, { maxLength: 4 }),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(8),
        (groups, readMax, most) => {
          const all = groups.map((journals, g) =>
            journals.map(({ at, operations }, i) => journal(g, i + 1, at, operations)),
          )
          const taken: Journal[] = []
          const cursors = all.map(() => 0)
          for (;;) {
            const read = all.flatMap((journals, g) => journals.slice(cursors[g], (cursors[g] ?? 0) + readMax))
            const next = nextJournals(read, { readMax, operationsMax: most })
            if (next.length === 0) break
            for (const { group } of next) cursors[group] = (cursors[group] ?? 0) + 1
            taken.push(...next)
          }
          const expected = all.flat().length
          expect(taken).toHaveLength(expected)
          for (const [g, journals] of all.entries()) {
            expect(taken.filter(({ group }) => group === g).map(({ seq }) => seq)).toEqual(
              journals.map(({ seq }) => seq),
            )
          }
          // Where the clock never goes back, the whole is in order of time.
          const monotone = all.every((journals) =>
            journals.every(({ atMicros }, i) => atMicros >= (journals[i - 1]?.atMicros ?? 0)),
          )
          if (monotone) expect(taken).toEqual(taken.toSorted((a, b) => a.atMicros - b.atMicros))
        },
      ),
    )
  })
})
