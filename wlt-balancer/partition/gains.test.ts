import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Gains } from './gains.ts'

test('the item of the largest gain is on top, however gains change', () => {
  const step = fc.oneof(
    fc.record({ item: fc.nat(15), gain: fc.integer({ min: -9, max: 9 }) }),
    fc.constant('remove' as const),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
      const gains = new Gains(16)
      const expected = new Map<number, number>()
      for (const each of steps) {
        if (each !== 'remove') {
          gains.set(each.item, each.gain)
          expected.set(each.item, each.gain)
        } else if (gains.size > 0) {
          expected.delete(gains.top)
          gains.removeTop()
        }
        expect(gains.size).toBe(expected.size)
        const [first, second] = [...expected.values()].sort((a, b) => b - a)
        if (first === undefined) continue
        expect(expected.get(gains.top)).toBe(first)
        expect(gains.next).toBe(second ?? Number.NEGATIVE_INFINITY)
      }
    }),
  )
})
