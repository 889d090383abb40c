import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fewestFirst } from './even.ts'
import { GROUP_COUNT_MAX, type Partition, partition } from './partition.ts'
import { heaviestFirst } from './ranking.ts'

/** Weights of each group, in the order of the items. */
function groupsOf(weights: readonly number[], { groupOf, sums }: Partition): number[][] {
  return Array.from(sums, (_, group) => weights.filter((_, item) => groupOf[item] === group))
}

function walletsPerGroup({ groupOf, sums }: Partition): number[] {
  return Array.from(sums, (_, group) => groupOf.reduce((count, of) => (of === group ? count + 1 : count), 0))
}

const descending = (values: Iterable<number>) => [...values].sort((a, b) => b - a)

/**
 * The method word for word: all items are tuples, the two of the largest spread are combined until one is left. Among equal
 * spreads the later made comes first, and the items come last.
 */
function directlyDifferencedSums(weights: readonly number[], groupCount: number): number[] {
  const zeros = new Array<number>(groupCount - 1).fill(0)
  let tuples = weights.map((weight) => ({ sums: [weight, ...zeros], madeAt: 0 }))
  const spread = ({ sums }: { sums: number[] }) => (sums.at(0) ?? 0) - (sums.at(-1) ?? 0)
  for (let step = 1; tuples.length > 1; step++) {
    const [first, second, ...rest] = tuples.toSorted((a, b) => spread(b) - spread(a) || b.madeAt - a.madeAt)
    const opposite = second?.sums.toReversed() ?? []
    const sums = descending((first?.sums ?? []).map((sum, i) => sum + (opposite[i] ?? 0)))
    tuples = [...rest, { sums, madeAt: step }]
  }
  return tuples[0]?.sums ?? [0, ...zeros]
}

/** Weights of many kinds: few distinct ones with many ties and zeros, wide ones, skewed ones. */
const anyWeights = (maxLength: number) =>
  fc.oneof(
    fc.array(fc.nat(3), { maxLength, size: 'max' }),
    fc.array(fc.nat(100), { maxLength, size: 'max' }),
    fc.array(fc.nat(2 ** 32 - 1), { maxLength, size: 'max' }),
    fc.array(
      fc.nat(1_000).map((rank) => Math.floor(100_000 / (rank + 1))),
      { maxLength, size: 'max' },
    ),
  )

describe('partition', () => {
  it('puts wallets 1 and 4 against 2 and 3 in the example of four wallets and two groups', () => {
    const { groupOf, sums } = partition([1234, 5678, 0, 3456], 2)
    expect([...groupOf]).toEqual([0, 1, 1, 0])
    expect([...sums]).toEqual([4690, 5678])
  })

  it('pairs 3 with 9, 5 with 7 and 10 with 1 in the example of six items and three groups', () => {
    const weights = [1, 7, 5, 10, 9, 3]
    expect(groupsOf(weights, partition(weights, 3))).toEqual([
      [1, 10],
      [7, 5],
      [9, 3],
    ])
  })

  it('gives empty groups when there is no item', () => {
    const { groupOf, sums } = partition([], 3)
    expect(groupOf).toHaveLength(0)
    expect([...sums]).toEqual([0, 0, 0])
  })

  it('puts one item in one group', () => {
    expect([...partition([5], 3).sums]).toEqual([5, 0, 0])
    expect([...partition([0], 3).groupOf]).toEqual([0])
  })

  it('puts everything in the only group', () => {
    const { groupOf, sums } = partition([3, 0, 4], 1)
    expect([...groupOf]).toEqual([0, 0, 0])
    expect([...sums]).toEqual([7])
  })

  it('gives each of fewer items than groups a group of its own', () => {
    expect([...partition([4, 4, 9], 5).sums]).toEqual([4, 4, 9, 0, 0])
  })

  it('deals equal weights out evenly', () => {
    const result = partition(new Uint32Array(1_000).fill(7), 8)
    expect([...result.sums]).toEqual(new Array(8).fill(125 * 7))
    expect(walletsPerGroup(result)).toEqual(new Array(8).fill(125))
  })

  it('leaves the item with all the load alone and spreads the idle ones over the other groups', () => {
    const result = partition([0, 0, 0, 1_000_000, 0, 0, 0], 4)
    expect(descending(result.sums)).toEqual([1_000_000, 0, 0, 0])
    expect(descending(walletsPerGroup(result))).toEqual([2, 2, 2, 1])
  })

  it('spreads a mesh without any load evenly, neighbours in different groups', () => {
    expect([...partition(new Uint32Array(7), 3).groupOf]).toEqual([0, 1, 2, 0, 1, 2, 0])
  })

  it('brings 100,000 skewed counts to a spread of 1 at most', () => {
    const weights = Uint32Array.from({ length: 100_000 }, (_, rank) => 2_000 / (rank + 1) ** 0.7 + 1)
    const { sums } = partition(weights, 100)
    expect(Math.max(...sums) - Math.min(...sums)).toBeLessThanOrEqual(1)
  })

  it('has the sums of the direct method, also with ties, idle items and fewer items than groups', () => {
    const property = fc.property(anyWeights(40), fc.integer({ min: 1, max: 12 }), (weights, groupCount) => {
      expect(descending(partition(weights, groupCount).sums)).toEqual(directlyDifferencedSums(weights, groupCount))
    })
    fc.assert(property, { numRuns: 2_000 })
  })

  it('has the sums of the direct method for many groups', () => {
    const property = fc.property(anyWeights(400), fc.integer({ min: 40, max: 70 }), (weights, groupCount) => {
      expect(descending(partition(weights, groupCount).sums)).toEqual(directlyDifferencedSums(weights, groupCount))
    })
    fc.assert(property, { numRuns: 100 })
  })

  it('puts every item in exactly one group, and the sums are those of the groups', () => {
    const property = fc.property(anyWeights(500), fc.integer({ min: 1, max: 600 }), (weights, groupCount) => {
      const { groupOf, sums } = partition(weights, groupCount)
      expect(groupOf).toHaveLength(weights.length)
      expect(sums).toHaveLength(groupCount)
      const added = new Float64Array(groupCount)
      weights.forEach((weight, item) => {
        const group = groupOf[item] ?? groupCount
        expect(group).toBeLessThan(groupCount)
        added[group] = (added[group] ?? 0) + weight
      })
      expect(sums).toEqual(added)
    })
    fc.assert(property, { numRuns: 500 })
  })

  it('never separates the numbers of wallets further by placing idle ones', () => {
    const property = fc.property(
      fc.array(fc.nat(2), { maxLength: 60, size: 'max' }),
      fc.integer({ min: 1, max: 9 }),
      (weights, n) => {
        const result = partition(weights, n)
        const idle = weights.filter((weight) => weight === 0).length
        const active = groupsOf(weights, result).map((group) => group.filter((weight) => weight > 0).length)
        const all = walletsPerGroup(result)
        const fullest = Math.max(...active)
        // Either the idle ones fill every gap and the rest is level, or they only raise groups below the fullest.
        if (idle >= active.reduce((gap, count) => gap + fullest - count, 0)) {
          expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1)
        } else {
          expect(Math.max(...all)).toBe(fullest)
        }
      },
    )
    fc.assert(property, { numRuns: 500 })
  })

  it('numbers groups in the order of their first item and answers the same every time', () => {
    const property = fc.property(anyWeights(100), fc.integer({ min: 1, max: 12 }), (weights, groupCount) => {
      const result = partition(weights, groupCount)
      const firstSeen = [...new Set(result.groupOf)]
      expect(firstSeen).toEqual(firstSeen.map((_, number) => number))
      expect(partition(Uint32Array.from(weights), groupCount)).toEqual(result)
    })
    fc.assert(property)
  })

  it('leaves its input as it was', () => {
    const weights = Uint32Array.of(3, 0, 9, 4)
    partition(weights, 2)
    expect([...weights]).toEqual([3, 0, 9, 4])
  })

  it('takes as many groups as it says', () => {
    expect(new Set(partition(new Uint32Array(70_000).fill(1), GROUP_COUNT_MAX).groupOf).size).toBe(GROUP_COUNT_MAX)
  })

  it.each([0, -1, 1.5, Number.NaN, 65_536])('refuses %s groups and says how many there may be', (groupCount) => {
    expect(() => partition([1, 2], groupCount)).toThrow(RangeError)
    expect(() => partition([1, 2], groupCount)).toThrow('a whole number from 1 to 65535')
  })

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 32])(
    'refuses the weight %s and names the item',
    (weight) => {
      expect(() => partition([1, weight], 2)).toThrow(RangeError)
      expect(() => partition([1, weight], 2)).toThrow(/item 1 is .* a whole number from 0 to 4294967295/)
    },
  )

  it('refuses weights that add up to more than can be exact', () => {
    const weights = new Uint32Array(2 ** 21 + 1_000).fill(2 ** 32 - 1)
    expect(() => partition(weights, 2)).toThrow(RangeError)
  })
})

describe('heaviestFirst', () => {
  it('ranks by falling weight, equal ones by item, without those of no weight', () => {
    const property = fc.property(anyWeights(300), (weights) => {
      const { items, weights: ranked } = heaviestFirst(Uint32Array.from(weights))
      const expected = weights
        .map((weight, item) => ({ weight, item }))
        .filter(({ weight }) => weight > 0)
        .sort((a, b) => b.weight - a.weight || a.item - b.item)
      expect([...items]).toEqual(expected.map(({ item }) => item))
      expect([...ranked]).toEqual(expected.map(({ weight }) => weight))
    })
    fc.assert(property)
  })
})

describe('fewestFirst', () => {
  it('always names a group with the fewest wallets', () => {
    const property = fc.property(fc.array(fc.nat(6), { minLength: 1, maxLength: 8, size: 'max' }), (wallets) => {
      const next = fewestFirst(wallets)
      const now = [...wallets]
      for (let i = 0; i < 40; i++) {
        const group = next()
        expect(now[group]).toBe(Math.min(...now))
        now[group] = (now[group] ?? 0) + 1
      }
    })
    fc.assert(property)
  })
})
