import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDuration, parseDuration } from './duration.ts'

describe('a duration', () => {
  test('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms)
      }),
    )
  })

  test('means its count times its unit', () => {
    const unit = fc.constantFrom(
      ['ms', 1] as const,
      ['s', 1000] as const,
      ['m', 60_000] as const,
      ['h', 3_600_000] as const,
    )
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), unit, (count, [name, ms]) => {
        expect(parseDuration(`${count}${name}`)).toBe(count * ms)
      }),
    )
  })

  test.each([
    [0, '0ms'],
    [250, '250ms'],
    [1000, '1s'],
    [90_000, '90s'],
    [1_800_000, '30m'],
    [7_200_000, '2h'],
  ])('of %i ms is written %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })

  test.each(['', '5', 's', '5 s', ' 5s', '5s ', '05s', '1.5s', '-5s', '+5s', '1e3s', '5S', '5d', '1m30s', '5\ns'])(
    '%j is none',
    (text) => expect(parseDuration(text)).toBeUndefined(),
  )
})
