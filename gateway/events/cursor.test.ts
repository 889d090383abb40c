import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatCursor, parseCursor } from './cursor.ts'

const anyCursor = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 65_535 }), fc.bigInt(0n, 10n ** 12n)), {
    selector: ([group]) => group,
    minLength: 1,
    maxLength: 50,
  })
  .map((entries) => new Map(entries))

test('an id brings its cursor back', () => {
  fc.assert(
    fc.property(anyCursor, (cursor) => {
      const id = formatCursor(cursor)
      expect(id).not.toBeNull()
      expect(parseCursor(id ?? '')).toEqual(cursor)
    }),
  )
})

test.each(['', '1', '1.', '.1', '1.1-', '1.1,2.1', '1.-1', 'A.1', `1.${'z'.repeat(11)}`, `1.1-${'9'.repeat(9_000)}`])(
  '%j is no id',
  (id) => {
    expect(parseCursor(id)).toBeNull()
  },
)

test('there is none for more groups than a header has room for', () => {
  expect(formatCursor(new Map(Array.from({ length: 3_000 }, (_, i) => [i + 1, 10n ** 9n])))).toBeNull()
})
