import { describe, expect, test } from 'vitest'
import { isFlat, median, quantile, trendOf } from './statistics.ts'

test('the median is the lower one of two in the middle, a quantile the value that the share does not exceed', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([4, 1, 3, 2])).toBe(2)
  expect(quantile([5, 1, 4, 2, 3], 0.8)).toBe(4)
  expect(quantile([5, 1, 4, 2, 3], 1)).toBe(5)
})

describe('a trend', () => {
  const times = (of: (i: number) => number, n = 60) => Array.from({ length: n }, (_, i) => of(i))

  test('tells by how much values grow over all of their time', () => {
    const { growth, error } = trendOf(times((i) => 90 + (20 * i) / 59))
    expect(growth).toBeCloseTo(0.2, 6)
    expect(error).toBeCloseTo(0, 6)
  })

  test.each([
    ['constant', times(() => 7), true],
    ['nothing at all', times(() => 0), true],
    ['falling', times((i) => 100 - i), true],
    ['a saw that vacuum cuts', times((i) => (i % 6) * 1_000), true],
    ['growing steadily', times((i) => 100 + i), false],
    ['a saw whose teeth get longer', times((i) => (i % 6) * 1_000 + i * 200), false],
    ['growing by a twentieth', times((i) => 1_000 + i * 0.8), true],
  ])('of values that are %s', (_, values, flat) => {
    expect(isFlat(trendOf(values))).toBe(flat)
  })

  test('needs three values', () => {
    expect(() => trendOf([1, 2])).toThrow(RangeError)
  })
})
