import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatAmount, formatTable } from './table.ts'

describe('a table', () => {
  test('has columns as wide as their longest cell', () => {
    const columns = [{ title: 'name' }, { title: 'count', align: 'right' as const }, { title: 'note' }]
    const rows = [
      ['a', '7', 'x'],
      ['longer', '123456', ''],
    ]
    expect(formatTable(columns, rows)).toEqual(['name     count  note', 'a            7  x', 'longer  123456'])
  })
})

describe('an amount', () => {
  test.each([
    [0n, '0'],
    [1n, '0.000001'],
    [-1n, '-0.000001'],
    [1_500_000n, '1.5'],
    [200_000_000n, '200'],
    [9_223_372_036_854_775_807n, '9223372036854.775807'],
  ])('of %i micro-units is written %s', (amount, text) => {
    expect(formatAmount(amount)).toBe(text)
  })

  test('loses nothing', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), (amount) => {
        const [whole = '', fraction = ''] = formatAmount(amount).replace('-', '').split('.')
        const micros = BigInt(whole + fraction.padEnd(6, '0'))
        expect(amount < 0n ? -micros : micros).toBe(amount)
      }),
    )
  })
})
