import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { convert, formatRate, ONE, parseRate, type Rate } from './exchange.ts'
import { AMOUNT_MAX, AMOUNT_MIN, fitsBalance, isOperationAmount } from './money.ts'

const RATES = { USD: '1', EUR: '1.093809', RUB: '0.009803', THB: '0.029758' } as const
const RATE_MAX = 10n ** 30n - 1n

const anyRate = fc.oneof(
  fc.bigInt(1n, RATE_MAX),
  fc.bigInt(1n, 10n ** 15n),
  fc.constantFrom(1n, ONE, RATE_MAX, ...Object.values(RATES).map(rate)),
)
const anyAmount = fc.oneof(fc.bigInt(1n, AMOUNT_MAX), fc.bigInt(1n, 10_000n), fc.constant(AMOUNT_MAX))

function rate(text: string): Rate {
  const parsed = parseRate(text)
  if (parsed === null) throw new Error(`${text} is not a rate`)
  return parsed
}

describe('converting', () => {
  test.each([
    [200_000_000n, 'USD', 'EUR', 182_847_279n],
    [1_000_000n, 'EUR', 'RUB', 111_579_006n],
    [1_000_000n, 'EUR', 'THB', 36_756_804n],
    [1_000_000n, 'EUR', 'USD', 1_093_809n],
    [1n, 'RUB', 'EUR', 0n],
    [AMOUNT_MAX, 'EUR', 'EUR', AMOUNT_MAX],
    [0n, 'USD', 'EUR', 0n],
  ] as const)('turns %d micro-units of %s into %s exactly', (amount, from, to, expected) => {
    expect(convert(amount, rate(RATES[from]), rate(RATES[to]))).toBe(expected)
  })

  test('never hands out more than the amount is worth, and holds back less than one micro-unit', () => {
    fc.assert(
      fc.property(anyAmount, anyRate, anyRate, (amount, from, to) => {
        const got = convert(amount, from, to)
        const worth = amount * from
        expect(got * to <= worth).toBe(true)
        expect((got + 1n) * to > worth).toBe(true)
      }),
    )
  })

  test('there and back never gains anything', () => {
    fc.assert(
      fc.property(anyAmount, anyRate, anyRate, (amount, from, to) => {
        expect(convert(convert(amount, from, to), to, from) <= amount).toBe(true)
      }),
    )
  })

  test('in parts never gains anything over converting at once, and loses less than one micro-unit per part', () => {
    fc.assert(
      fc.property(fc.array(anyAmount, { minLength: 1, maxLength: 10 }), anyRate, anyRate, (parts, from, to) => {
        const atOnce = convert(
          parts.reduce((sum, part) => sum + part, 0n),
          from,
          to,
        )
        const inParts = parts.reduce((sum, part) => sum + convert(part, from, to), 0n)
        expect(inParts <= atOnce).toBe(true)
        expect(atOnce - inParts < BigInt(parts.length)).toBe(true)
      }),
    )
  })

  test('between equal rates keeps every micro-unit', () => {
    fc.assert(fc.property(anyAmount, anyRate, (amount, same) => convert(amount, same, same) === amount))
  })
})

/** A decimal written down in one of the ways a caller may write it, with the rate that it means. */
const anySpelling = fc
  .tuple(fc.bigInt(1n, RATE_MAX), fc.integer({ min: -20, max: 20 }), fc.nat(3), fc.constantFrom('e', 'E', 'e+'))
  .map(([means, exponent, zeros, mark]) => {
    // means · 10^-12 = digits · 10^-places · 10^exponent
    const places = 12 + exponent
    const digits = places < 0 ? `${means}${'0'.repeat(-places)}` : means.toString().padStart(places + 1, '0')
    const point = digits.length - Math.max(places, 0)
    const fraction = digits.slice(point) + '0'.repeat(zeros)
    const decimal = `${digits.slice(0, point)}${fraction === '' ? '' : '.'}${fraction}`
    const sign = exponent < 0 ? mark.slice(0, 1) : mark
    return { means, text: exponent === 0 ? decimal : `${decimal}${sign}${exponent}` }
  })

describe('a rate', () => {
  test('is read back as it was written', () => {
    fc.assert(fc.property(fc.bigInt(1n, RATE_MAX), (value) => parseRate(formatRate(value)) === value))
  })

  test('means the same in every spelling', () => {
    fc.assert(
      fc.property(anySpelling, ({ text, means }) => {
        expect(parseRate(text)).toBe(means)
      }),
    )
  })

  test('is written as Postgres prints numeric(30, 12)', () => {
    expect(formatRate(ONE)).toBe('1.000000000000')
    expect(formatRate(1n)).toBe('0.000000000001')
    expect(formatRate(RATE_MAX)).toBe('999999999999999999.999999999999')
  })

  test.each([
    ['1.093809', 1_093_809_000_000n],
    ['5e-7', 500_000n],
    ['1E2', 100n * ONE],
    ['007', 7n * ONE],
    ['0.000000000001', 1n],
    ['1.0000000000000000', ONE],
    ['0.0001e-8', 1n],
  ])('%s is read exactly', (text, expected) => {
    expect(parseRate(text)).toBe(expected)
  })

  test.each([
    ...['0', '0.000000000000', '0e5', '-1', '+1', '-0', '', ' ', ' 1', '1 ', '1\n', '.5', '1.', '1,5', '1_000', '0x10'],
    ...['1e', '1e+', '1e1.5', '1e100', 'e5', 'NaN', 'Infinity', '1.2.3', '--1', '１', '1;drop table currencies'],
    ...['0.0000000000001', '1.0000000000001', '1e-13', '1000000000000000000', '1e18', '1.5e-12'],
  ])('refuses %j', (text) => {
    expect(parseRate(text)).toBeNull()
  })

  test('is refused as soon as it does not fit 18 digits before the point and 12 after it', () => {
    fc.assert(
      fc.property(
        fc.bigInt(RATE_MAX + 1n, RATE_MAX * 10n ** 6n),
        (tooLarge) => parseRate(formatRate(tooLarge)) === null,
      ),
    )
    fc.assert(
      fc.property(fc.bigInt(1n, RATE_MAX), fc.integer({ min: 1, max: 9 }), (value, digit) => {
        expect(parseRate(`${formatRate(value)}${digit}`)).toBeNull()
      }),
    )
  })
})

describe('micro-units', () => {
  test('a balance is what 64 bits hold, an amount a positive one of these', () => {
    expect([AMOUNT_MIN, AMOUNT_MAX].map(fitsBalance)).toEqual([true, true])
    expect([AMOUNT_MIN - 1n, AMOUNT_MAX + 1n].map(fitsBalance)).toEqual([false, false])
    expect([1n, AMOUNT_MAX].map(isOperationAmount)).toEqual([true, true])
    expect([0n, -1n, AMOUNT_MIN, AMOUNT_MAX + 1n].map(isOperationAmount)).toEqual([false, false, false, false])
    expect(BigInt.asIntN(64, AMOUNT_MAX)).toBe(AMOUNT_MAX)
    expect(BigInt.asIntN(64, AMOUNT_MIN)).toBe(AMOUNT_MIN)
  })
})
