import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choice, DISTRIBUTIONS, ZIPF_EXPONENT } from './choice.ts'
import { AMOUNT_MAX_MICROS, KINDS, OF_BANKS, randomPayments } from './payments.ts'

/** Draws evenly spread over 0 to 1, as random numbers are in the long run. */
function evenly(draws: number): () => number {
  let drawn = 0
  return () => (drawn++ % draws) / draws
}

function shares(distribution: (typeof DISTRIBUTIONS)[number], places: number): number[] {
  const draws = 100_000
  const draw = choice(distribution, places, evenly(draws))
  const counts = new Array<number>(places).fill(0)
  for (let i = 0; i < draws; i += 1) {
    const place = draw()
    counts[place] = (counts[place] ?? 0) + 1
  }
  return counts.map((count) => count / draws)
}

describe('a choice of wallets', () => {
  test('gives every wallet the same share when it is uniform', () => {
    for (const share of shares('uniform', 50)) expect(share).toBeCloseTo(1 / 50, 4)
  })

  test('gives the wallet i a share in proportion to 1 / i^0.99 when it is zipf', () => {
    const [first = 0, ...rest] = shares('zipf', 50)
    rest.forEach((share, i) => {
      expect(share).toBeCloseTo(first / (i + 2) ** ZIPF_EXPONENT, 3)
    })
  })
})

describe('a random payment', () => {
  test('is between two wallets of the run, of an amount from one micro-unit to one unit, whatever is drawn', () => {
    const draws = fc.array(fc.double({ min: 0, max: 1 - 2 ** -53, noNaN: true }), { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        fc.constantFrom(...DISTRIBUTIONS),
        fc.integer({ min: 2, max: 200 }),
        draws,
        (kind, distribution, wallets, [...left]) => {
          const random = () => left.shift() ?? 0
          const { origin, target, amountMicros } = randomPayments({ kind, distribution, wallets, random })()
          const places = origin === null ? [target] : [origin, target]
          expect(origin === null).toBe(kind === 'deposits')
          expect(new Set(places).size).toBe(places.length)
          for (const place of places) expect(place >= 0 && place < wallets && Number.isInteger(place)).toBe(true)
          expect(amountMicros >= 1n && amountMicros <= AMOUNT_MAX_MICROS).toBe(true)
        },
      ),
    )
  })

  test('between banks is of whole cents, from one up to what they may pay', () => {
    const amountAt = (drawn: number) => {
      const draws = [0, 0, drawn]
      const random = () => draws.shift() ?? 0
      return randomPayments({ kind: 'transfers', distribution: 'uniform', wallets: 2, amounts: OF_BANKS, random })()
        .amountMicros
    }
    expect(amountAt(0)).toBe(10_000n)
    expect(amountAt(1 - 2 ** -53)).toBe(1_000_000_000n)
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1 - 2 ** -53, noNaN: true }), (drawn) => amountAt(drawn) % 10_000n === 0n),
    )
  })
})
