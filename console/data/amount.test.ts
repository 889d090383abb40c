import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amountParts, formatAmount, hasFineAmounts, parseAmount, plainAmount } from './amount.ts'

const MAX = 9_223_372_036_854_775_807n
const anyAmount = fc.bigInt(1n, MAX)

describe('an amount', () => {
  test('that is shown is read back to the last micro-unit', () => {
    fc.assert(
      fc.property(anyAmount, (micros) => {
        expect(parseAmount(formatAmount(micros))).toEqual({ micros })
        expect(parseAmount(plainAmount(micros))).toEqual({ micros })
      }),
    )
  })

  test.each([
    ['12.50', 12_500_000n],
    ['12.5', 12_500_000n],
    ['.5', 500_000n],
    ['7.', 7_000_000n],
    ['0.000001', 1n],
    [' 1 250 ', 1_250_000_000n],
    ['1\u202f250.00', 1_250_000_000n],
    ["1'250", 1_250_000_000n],
    ['9223372036854.775807', MAX],
    ['00012', 12_000_000n],
  ])('is read: %s', (text, micros) => {
    expect(parseAmount(text)).toEqual({ micros })
  })

  test.each([
    ['', /^Enter an amount/],
    ['12,50', /no commas/],
    ['1,250', /no commas/],
    ['-1', /more than zero/],
    ['0', /more than zero/],
    ['0.0000001', /at most 6 decimals/],
    ['9223372036854.775808', /more than an operation/],
    ['1e3', /not an amount/],
    ['abc', /not an amount/],
    ['.', /not an amount/],
    ['1.2.3', /not an amount/],
    ['0x10', /not an amount/],
    ['١٢', /not an amount/],
  ])('is refused in words: %s', (text, flaw) => {
    expect(parseAmount(text).flaw).toMatch(flaw)
  })

  test('is shown with two decimals or, where it has more, all', () => {
    expect(formatAmount(1_234_500_000n)).toBe('1\u202f234.50')
    expect(formatAmount('181847279')).toBe('181.847279')
    expect(formatAmount(-1n)).toBe('\u22120.000001')
    expect(formatAmount(0n)).toBe('0.00')
    expect(amountParts('-1000000000000')).toEqual({ sign: '\u2212', whole: '1\u202f000\u202f000', decimals: '.00' })
    expect(hasFineAmounts(['0', '1000000', '-500000', '10000'])).toBe(false)
    expect(hasFineAmounts(['1001000'])).toBe(true)
  })
})
