import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { brandOf, holdsCardNumber, isCardNumber, passesLuhn, withoutCardNumbers } from './card-number.ts'

/** The number with its check digit, found by trying all of them. */
function checked(digits: string): string {
  const last = [...'0123456789'].filter((digit) => passesLuhn(digits + digit))
  expect(last).toHaveLength(1)
  return digits + last[0]
}

const anyDigits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((digits) => digits.join(''))

describe('the check digit', () => {
  test('of the example of ISO/IEC 7812-1 is right', () => {
    expect(passesLuhn('17893729974')).toBe(true)
    expect(passesLuhn('17893729975')).toBe(false)
  })

  test('finds every digit that is mistyped', () => {
    fc.assert(
      fc.property(anyDigits(15), fc.nat(15), fc.integer({ min: 1, max: 9 }), (digits, place, more) => {
        const number = checked(digits)
        const typed = [...number].map((digit, i) => (i === place ? (Number(digit) + more) % 10 : digit)).join('')
        expect(passesLuhn(number)).toBe(true)
        expect(passesLuhn(typed)).toBe(false)
      }),
    )
  })
})

describe('the brand', () => {
  test.each([
    ['4111111111111111', 'visa'],
    ['5105105105105100', 'mastercard'],
    ['2221000000000009', 'mastercard'],
    ['2720990000000007', 'mastercard'],
    ['378282246310005', 'american_express'],
    ['6011000990139424', 'discover'],
    ['30569309025904', 'diners_club'],
    ['3530111333300000', 'jcb'],
    ['6200000000000005', 'unionpay'],
    ['9000000000000001', undefined],
    ['2721000000000000', undefined],
    ['2220990000000000', undefined],
  ])('of %s is %s', (number, brand) => {
    expect(brandOf(number)?.name).toBe(brand)
  })
})

describe('a card number in a text', () => {
  test('is found with and without what stands between its digits, and taken out', () => {
    fc.assert(
      fc.property(
        anyDigits(15),
        fc.constantFrom('', ' ', '-', '.'),
        fc.constantFrom(' ', ', ', '\n', 'a', '"'),
        (digits, between, around) => {
          const number = checked(digits)
          const text = `card${around}${[...number].join(between)}${around}of Ana`
          expect(holdsCardNumber(text)).toBe(true)
          expect(withoutCardNumbers(text)).toBe(`card${around}****${around}of Ana`)
        },
      ),
    )
  })

  test.each(['order 12345', '4111111111111112', '2026-11-25', ''])('is not there: %j', (text) => {
    expect(holdsCardNumber(text)).toBe(false)
    expect(withoutCardNumbers(text)).toBe(text)
    expect(isCardNumber(text)).toBe(false)
  })

  test('is told from a text that holds more', () => {
    expect(isCardNumber('4111-1111-1111-1111')).toBe(true)
    expect(isCardNumber('x4111111111111111')).toBe(false)
  })
})
