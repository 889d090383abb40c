import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Latencies } from './latencies.ts'

describe('latencies', () => {
  test('gives every quantile at most a thousandth and a microsecond larger than the exact one, and never smaller', () => {
    const micros = fc.array(fc.integer({ min: 1, max: 60_000_000 }), { minLength: 1, maxLength: 300 })
    const share = fc.constantFrom(0.5, 0.9, 0.99, 0.999, 1)
    fc.assert(
      fc.property(micros, share, (values, share) => {
        const latencies = new Latencies()
        for (const value of values) latencies.add(value / 1000)
        const measured = (latencies.quantileMs(share) ?? 0) * 1000
        const sorted = values.toSorted((a, b) => a - b)
        // Between two values of a short list either may stand for the quantile.
        const rank = share * sorted.length
        const low = sorted[Math.max(0, Math.ceil(rank - 0.5) - 1)] ?? Number.NaN
        const high = sorted[Math.min(sorted.length - 1, Math.ceil(rank + 0.5) - 1)] ?? Number.NaN
        expect(measured).toBeGreaterThanOrEqual(low)
        expect(measured).toBeLessThanOrEqual(high * 1.001 + 1)
      }),
      { numRuns: 500 },
    )
  })

  test('has no summary without values', () => {
    expect(new Latencies().summary()).toBeNull()
  })

  test('keeps what is longer than an hour, as an hour', () => {
    const latencies = new Latencies()
    latencies.add(2 * 3600 * 1000)
    expect(latencies.summary()?.max).toBeGreaterThanOrEqual(3600 * 1000)
  })
})
