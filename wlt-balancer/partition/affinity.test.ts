import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crossingsOf, joinTraders } from './affinity.ts'
import type { Draft } from './draft.ts'
import type { Trades } from './neighbours.ts'
import { Allowance, fairShareOf } from './relief.ts'

type Trade = readonly [first: number, second: number, count: number]

interface Mesh {
  readonly present: readonly number[]
  readonly weights: readonly number[]
  readonly groupCount: number
  readonly trades: readonly Trade[]
}

interface Options {
  walletShare?: number
  loadShare?: number
  worthwhile?: number
  moveTo?: readonly number[]
}

const TOLERANCE = 1.2

function tradesOf(trades: readonly Trade[]): Trades {
  return {
    first: Uint32Array.from(trades, ([first]) => first),
    second: Uint32Array.from(trades, ([, second]) => second),
    counts: Uint32Array.from(trades, ([, , count]) => count),
  }
}

function joined(mesh: Mesh, { walletShare = 1, loadShare = 1, worthwhile = 0, moveTo }: Options = {}) {
  const draft: Draft = {
    present: Uint32Array.from(mesh.present),
    weights: Uint32Array.from(mesh.weights),
    idle: [],
    groupCount: mesh.groupCount,
    moveTo: Uint16Array.from(moveTo ?? mesh.present.map(() => 0)),
  }
  const total = mesh.weights.reduce((sum, weight) => sum + weight, 0)
  const trades = tradesOf(mesh.trades)
  const before = { crossings: crossingsOf(draft, trades), loads: loadsOf(draft), groups: groupsOf(draft) }
  const allowance = new Allowance({ walletShare, loadShare }, mesh.present.length, total)
  joinTraders(draft, { trades, allowance, balancedEnough: TOLERANCE, worthwhile })
  const after = { crossings: crossingsOf(draft, trades), loads: loadsOf(draft), groups: groupsOf(draft) }
  return { draft, before, after, total }
}

function groupsOf({ present, moveTo }: Draft): number[] {
  return Array.from(present, (group, item) => moveTo[item] || group)
}

function loadsOf(draft: Draft): number[] {
  const loads = new Array<number>(draft.groupCount).fill(0)
  for (const [item, group] of groupsOf(draft).entries()) {
    loads[group - 1] = (loads[group - 1] ?? 0) + (draft.weights[item] ?? 0)
  }
  return loads
}

const anyMesh: fc.Arbitrary<Mesh> = fc
  .record({ groupCount: fc.integer({ min: 1, max: 5 }), items: fc.integer({ min: 2, max: 60 }) })
  .chain(({ groupCount, items }) =>
    fc.record({
      groupCount: fc.constant(groupCount),
      present: fc.array(fc.integer({ min: 1, max: groupCount }), { minLength: items, maxLength: items }),
      weights: fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(40)), {
        minLength: items,
        maxLength: items,
      }),
      trades: fc
        .uniqueArray(fc.tuple(fc.nat(items - 1), fc.nat(items - 1), fc.integer({ min: 1, max: 30 })), {
          maxLength: 150,
          size: 'max',
          selector: ([a, b]) => Math.min(a, b) * items + Math.max(a, b),
        })
        .map((trades) => trades.filter(([a, b]) => a !== b)),
    }),
  )

/** Communities of ten that trade among themselves and are spread over all groups. */
function scattered(communities: number, groupCount: number): Mesh {
  const items = communities * 10
  const trades: Trade[] = []
  for (let item = 0; item < items; item++) {
    for (let other = item + communities; other < items; other += communities) trades.push([item, other, 5])
  }
  const present = Array.from({ length: items }, (_, item) => 1 + (((item * 7_919) >> 3) % groupCount))
  return { present, weights: present.map(() => 45), groupCount, trades }
}

describe('joining wallets that trade', () => {
  it('never makes more transfers cross groups', () => {
    fc.assert(
      fc.property(anyMesh, (mesh) => {
        const { before, after } = joined(mesh)
        expect(after.crossings).toBeLessThanOrEqual(before.crossings)
      }),
    )
  })

  it('fills no group above half of the tolerance, and drains none below as much', () => {
    fc.assert(
      fc.property(anyMesh, (mesh) => {
        const { draft, before, after, total } = joined(mesh)
        const fairShare = fairShareOf(draft.weights, total, mesh.groupCount)
        const margin = ((TOLERANCE - 1) / 2) * fairShare + 1e-9
        after.loads.forEach((load, group) => {
          expect(load).toBeLessThanOrEqual(Math.max(before.loads[group] ?? 0, fairShare + margin))
          expect(load).toBeGreaterThanOrEqual(Math.min(before.loads[group] ?? 0, fairShare - margin))
        })
      }),
    )
  })

  it('moves no more wallets and load than the budget allows, and only into groups that are to be', () => {
    const shares = fc.record({ walletShare: fc.double({ min: 0, max: 1 }), loadShare: fc.double({ min: 0, max: 1 }) })
    fc.assert(
      fc.property(anyMesh, shares.filter(noNaN), (mesh, budget) => {
        const { draft, after, total } = joined(mesh, budget)
        const moved = mesh.present.flatMap((group, item) => (after.groups[item] === group ? [] : [item]))
        const load = moved.reduce((sum, item) => sum + (mesh.weights[item] ?? 0), 0)
        const largest = Math.max(...mesh.weights)
        const wallets = budget.walletShare * mesh.present.length
        expect(moved.length).toBeLessThanOrEqual(budget.walletShare > 0 ? Math.max(1, wallets) : 0)
        // A share above 0 always allows one wallet.
        expect(load).toBeLessThanOrEqual(budget.loadShare > 0 ? Math.max(budget.loadShare * total, largest) : 0)
        expect(after.groups.every((group) => group >= 1 && group <= mesh.groupCount)).toBe(true)
        expect(draft.moveTo.length).toBe(mesh.present.length)
      }),
    )
  })

  it('answers the same every time', () => {
    fc.assert(
      fc.property(anyMesh, (mesh) => {
        expect(joined(mesh).after.groups).toEqual(joined(mesh).after.groups)
      }),
    )
  })

  it('brings scattered communities together', () => {
    const { before, after, total } = joined(scattered(100, 4))
    expect(before.crossings / total).toBeGreaterThan(0.3)
    expect(after.crossings).toBeLessThan(before.crossings / 3)
  })

  it('moves nothing where the share of crossing transfers cannot drop by enough', () => {
    const mesh = scattered(100, 4)
    const { before, after, total } = joined(mesh)
    const drop = (before.crossings - after.crossings) / (total / 2)
    expect(joined(mesh, { worthwhile: drop - 0.001 }).after.groups).toEqual(after.groups)
    expect(joined(mesh, { worthwhile: drop + 0.001 }).after.groups).toEqual(mesh.present)
    expect(joined(mesh, { worthwhile: 1 }).after.groups).toEqual(mesh.present)
  })

  it('moves nothing to save a single transfer from crossing', () => {
    const mesh: Mesh = { present: [1, 2, 1, 2], weights: [1, 1, 40, 40], groupCount: 2, trades: [[0, 1, 1]] }
    expect(joined(mesh).after.groups).toEqual(mesh.present)
    expect(joined({ ...mesh, trades: [[0, 1, 2]] }).after.crossings).toBe(0)
  })

  it('redirects wallets that move anyway without asking the budget', () => {
    const mesh: Mesh = {
      present: [4, 2, 1, 2, 3],
      weights: [2, 2, 40, 40, 42],
      groupCount: 3,
      trades: [[0, 1, 9]],
    }
    const { after } = joined(mesh, { walletShare: 0, loadShare: 0, moveTo: [1, 0, 0, 0, 0] })
    expect(after.groups).toEqual([2, 2, 1, 2, 3])
  })
})

function noNaN({ walletShare, loadShare }: { walletShare: number; loadShare: number }): boolean {
  return !Number.isNaN(walletShare) && !Number.isNaN(loadShare)
}
