import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linearTicks, logTicks, type Plot, svgOf } from './plot.ts'

const PLOT: Plot = {
  title: 'Speed <by> size & more',
  x: { title: 'size', scale: 'log' },
  y: { title: 'speed (1/s)', scale: 'linear' },
  series: [
    {
      name: 'one',
      points: [
        { x: 1, y: 10 },
        { x: 100, y: 40 },
        { x: 10_000, y: 20 },
      ],
    },
    { name: 'other', isDashed: true, points: [{ x: 10, y: 0 }] },
  ],
}

function marks(svg: string): { x: number; y: number }[] {
  return [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }))
}

describe('a plot', () => {
  test('draws what is more further up, and on a logarithmic axis equal ratios equally far apart', () => {
    const [first, second, third, zero] = marks(svgOf(PLOT))
    if (!first || !second || !third || !zero) throw new Error('a mark is missing')
    expect(second.y).toBeLessThan(third.y)
    expect(third.y).toBeLessThan(first.y)
    expect(first.y).toBeLessThan(zero.y)
    expect(second.x - first.x).toBeCloseTo(third.x - second.x, 1)
  })

  test('names its axes, series and values, whatever characters they have', () => {
    const svg = svgOf(PLOT)
    for (const text of ['Speed &lt;by&gt; size &amp; more', 'speed (1/s)', 'other', 'one: 10,000, 20', '>1,000<']) {
      expect(svg).toContain(text)
    }
    expect(svg.match(/stroke-dasharray/g)).toHaveLength(2)
  })

  test('keeps every point inside of its axes', () => {
    const value = fc.double({ min: 0.01, max: 1e7, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(fc.record({ x: value, y: value }), { minLength: 1 }),
        fc.constantFrom('linear', 'log'),
        (points, scale) => {
          const axis = { title: '', scale } as const
          const svg = svgOf({ title: '', x: axis, y: axis, series: [{ name: '', points }] })
          for (const { x, y } of marks(svg)) {
            expect(x).toBeGreaterThanOrEqual(75.9)
            expect(x).toBeLessThanOrEqual(684.1)
            expect(y).toBeGreaterThanOrEqual(83.9)
            expect(y).toBeLessThanOrEqual(360.1)
          }
        },
      ),
    )
  })

  test.each([
    ['linear', -1],
    ['log', 0],
    ['linear', Number.NaN],
  ] as const)('refuses, on a %s axis, the value %d', (scale, y) => {
    const plot = { ...PLOT, y: { title: 'y', scale }, series: [{ name: 'one', points: [{ x: 1, y }] }] }
    expect(() => svgOf(plot)).toThrow(RangeError)
  })
})

describe('the ticks of an axis', () => {
  test('are few and round', () => {
    expect(linearTicks(43_000)).toEqual([0, 10_000, 20_000, 30_000, 40_000, 50_000])
    expect(linearTicks(0.3)).toEqual([0, 0.1, 0.2, 0.3])
    expect(linearTicks(0)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
    expect(logTicks(3, 90)).toEqual([2, 5, 10, 20, 50, 100])
    expect(logTicks(1, 10_000)).toEqual([1, 10, 100, 1_000, 10_000])
    expect(logTicks(10, 10)).toEqual([10, 100])
  })

  test('enclose all values', () => {
    const value = fc.double({ min: 0.001, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)]
        const ticks = logTicks(min, max)
        expect(ticks[0]).toBeLessThanOrEqual(min)
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(max)
        expect(linearTicks(max).at(-1)).toBeGreaterThanOrEqual(max * (1 - 1e-8))
      }),
    )
  })
})
