import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestAssignment } from './assignment.ts'
import { NO_TRADES } from './neighbours.ts'
import { partition } from './partition.ts'
import { type MovePlan, type PlanInput, planMoves } from './plan.ts'
import { fairShareOf } from './relief.ts'

interface Mesh {
  readonly present: readonly number[]
  readonly weights: readonly number[]
  readonly groupCount: number
}

const BUDGET = { walletShare: 0.01, loadShare: 0.25 }

function planned(mesh: Mesh, options: Partial<PlanInput> = {}): MovePlan {
  return planMoves({
    present: Uint32Array.from(mesh.present),
    weights: Uint32Array.from(mesh.weights),
    idle: [],
    trades: NO_TRADES,
    groupCount: mesh.groupCount,
    target: () => partition(mesh.weights, mesh.groupCount),
    groupCountChanged: false,
    budget: BUDGET,
    balancedEnough: 1.05,
    worthwhile: 0.02,
    ...options,
  })
}

function applied({ present }: Mesh, plan: MovePlan): number[] {
  const next = [...present]
  plan.items.forEach((item, i) => {
    next[item] = plan.groups[i] ?? 0
  })
  return next
}

function loadsOf(mesh: Mesh, groups: readonly number[]): number[] {
  const loads = new Array<number>(mesh.groupCount).fill(0)
  groups.forEach((group, item) => {
    loads[group - 1] = (loads[group - 1] ?? 0) + (mesh.weights[item] ?? 0)
  })
  return loads
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)

/** A mesh of up to `itemsMax` wallets in groups 1 to groupCount, or also in groups beyond. */
const anyMesh = ({ itemsMax, vanishing }: { itemsMax: number; vanishing: boolean }): fc.Arbitrary<Mesh> =>
  fc.integer({ min: 1, max: 8 }).chain((groupCount) => {
    const weight = fc.oneof(fc.nat(3), fc.nat(100), fc.constantFrom(0, 0, 1, 2, 5, 1_000))
    const group = fc.integer({ min: 1, max: vanishing ? groupCount + 3 : groupCount })
    return fc.array(fc.tuple(group, weight), { maxLength: itemsMax, size: 'max' }).map((items) => ({
      present: items.map(([of]) => of),
      weights: items.map(([, weighs]) => weighs),
      groupCount,
    }))
  })

/** Skewed counts whose hottest is below a fair share, in groups that had been balanced before every count changed. */
function driftedMesh(items: number, groupCount: number): Mesh {
  let seed = 1
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 2 ** 32
  }
  const before = Array.from(
    { length: items },
    (_, rank) => Math.floor(20_000 / (((rank * 7_919) % items) + 1) ** 0.6) + 1,
  )
  const present = Array.from(partition(before, groupCount).groupOf, (group) => group + 1)
  const weights = before.map((count, item) =>
    Math.floor(count * ((present[item] ?? 0) % 5 === 0 ? 1.6 : 0.5 + random())),
  )
  return { present, weights, groupCount }
}

describe('planMoves: who moves', () => {
  it('partitions a mesh in full for the first time: all wallets in group 1, four of them', () => {
    const mesh = { present: [1, 1, 1, 1], weights: [1234, 5678, 0, 3456], groupCount: 2 }
    const plan = planned(mesh, { groupCountChanged: true })
    expect(applied(mesh, plan)).toEqual([2, 1, 1, 2])
    expect(plan.report).toMatchObject({
      moved: 2,
      loadMoved: 4690,
      movedFromVanished: 0,
      maxOverMeanFloor: 5678 / 5184,
    })
    expect([...plan.report.after.loads]).toEqual([5678, 4690])
  })

  it('reaches exactly the target from a single group, idle wallets included', () => {
    const weights = Array.from({ length: 2_000 }, (_, item) => (item % 3 === 0 ? 0 : (item * 37) % 101))
    const mesh = { present: weights.map(() => 1), weights, groupCount: 7 }
    const { report } = planned(mesh, { groupCountChanged: true })
    const target = partition(weights, 7)
    expect([...report.after.loads].sort()).toEqual([...target.sums].sort())
    expect(Math.max(...report.after.wallets) - Math.min(...report.after.wallets)).toBeLessThanOrEqual(1)
  })

  it('moves nothing when there is nothing', () => {
    const { items, report } = planned({ present: [], weights: [], groupCount: 3 })
    expect(items).toHaveLength(0)
    expect(report.hottest).toBeNull()
    expect(report.after).toMatchObject({ spread: 0, maxOverMean: 1 })
  })

  it('moves nothing when the largest load is within the threshold', () => {
    fc.assert(
      fc.property(
        anyMesh({ itemsMax: 60, vanishing: false }),
        fc.double({ min: 1, max: 3, noNaN: true }),
        (mesh, threshold) => {
          const loads = loadsOf(mesh, mesh.present)
          fc.pre(Math.max(...loads) <= threshold * (sum(loads) / mesh.groupCount))
          expect(planned(mesh, { balancedEnough: threshold }).items).toHaveLength(0)
        },
      ),
    )
  })

  it('moves nothing when one wallet has all the load, and says so', () => {
    const { items, report } = planned({ present: [1, 1, 2, 3], weights: [0, 900, 0, 0], groupCount: 3 })
    expect(items).toHaveLength(0)
    expect(report.hottest).toEqual({ item: 1, weight: 900, isAboveFairShare: true })
    expect(report.maxOverMeanFloor).toBe(3)
    expect(report.after.maxOverMean).toBe(3)
  })

  it('relieves the group of a hot wallet of everything else', () => {
    const mesh = { present: [1, 1, 1, 2, 3], weights: [1_000, 50, 60, 80, 90], groupCount: 3 }
    const plan = planned(mesh, { budget: { walletShare: 1, loadShare: 1 } })
    expect(loadsOf(mesh, applied(mesh, plan))[0]).toBe(1_000)
    expect([...plan.items]).toEqual([1, 2])
  })

  it('asks for the threshold also of a group whose wallet alone is above a fair share, but not above the threshold', () => {
    const light = Array.from({ length: 400 }, (_, item) => 1 + (item % 2))
    const mesh = {
      present: [1, 1, 1, ...light.map((_, i) => 2 + (i % 3))],
      weights: [204, 9, 2, ...light],
      groupCount: 4,
    }
    const plan = planned(mesh, { budget: { walletShare: 1, loadShare: 1 } })
    expect(plan.report.maxOverMeanFloor).toBeGreaterThan(1)
    expect(plan.report.before.maxOverMean).toBeGreaterThan(1.05)
    expect(plan.report.after.maxOverMean).toBeLessThanOrEqual(1.05)
    expect([...plan.items]).toEqual([1])
  })

  it('parts two hot wallets that share a group', () => {
    const mesh = { present: [1, 1, 2, 3], weights: [1_000, 900, 10, 20], groupCount: 3 }
    const plan = planned(mesh)
    expect([...plan.items]).toEqual([1])
    expect([...plan.groups]).toEqual([2])
  })

  it('moves the wallet that fits best rather than many light ones', () => {
    const light = Array.from({ length: 50 }, () => 1)
    const mesh = { present: [1, 1, ...light.map(() => 1), 2], weights: [60, 45, ...light, 60], groupCount: 2 }
    const plan = planned(mesh, { budget: { walletShare: 1, loadShare: 1 } })
    expect([...plan.items]).toEqual([1])
  })

  it('empties groups that no longer exist, whatever the budget, into the least loaded groups', () => {
    const mesh = { present: [1, 7, 2, 7, 9], weights: [10, 20, 30, 5, 0], groupCount: 2 }
    const plan = planned(mesh, { budget: { walletShare: 0, loadShare: 0 } })
    expect(applied(mesh, plan)).toEqual([1, 1, 2, 1, 2])
    expect([...plan.report.before.ids]).toEqual([1, 2, 7, 9])
    expect(plan.report).toMatchObject({ moved: 3, movedFromVanished: 3, loadMoved: 25 })
  })

  it('takes no more than about a fair share to fill a new group', () => {
    const weights = Array.from({ length: 5_000 }, (_, item) => 1 + ((item * 7_919) % 997))
    const present = Array.from(partition(weights, 10).groupOf, (group) => group + 1)
    const { report } = planned({ present, weights, groupCount: 11 }, { groupCountChanged: true })
    expect(report.after.maxOverMean).toBeLessThanOrEqual(1.05)
    expect(report.moved / 5_000).toBeLessThan(0.12)
    expect(report.after.wallets[10]).toBeGreaterThan(400)
  })

  it('fills no new group with more than any group carries today', () => {
    // Seven groups of exactly 100 each. Largest differencing into eight makes a group above 100, and it would be the new one.
    const weights = [40, 21, 39, 33, 34, 33, 34, 32, 34, 33, 31, 36, 48, 44, 8, 52, 41, 7, 18, 39, 43]
    const mesh = { present: weights.map((_, item) => 1 + Math.floor(item / 3)), weights, groupCount: 8 }
    expect(Math.max(...partition(weights, 8).sums)).toBeGreaterThan(100)
    const plan = planned(mesh, { groupCountChanged: true })
    expect(Math.max(...loadsOf(mesh, applied(mesh, plan)))).toBeLessThanOrEqual(100)
  })

  it('reaches a new group within the budget when the number of groups is not said to have changed', () => {
    const weights = new Array<number>(1_000).fill(1)
    const mesh = { present: weights.map((_, item) => 1 + (item % 2)), weights, groupCount: 3 }
    const plan = planned(mesh)
    expect(plan.items).toHaveLength(10)
    expect([...new Set(plan.groups)]).toEqual([3])
  })

  it('balances skewed load that drifted by moving at most one wallet in a hundred', () => {
    const mesh = driftedMesh(50_000, 20)
    const { report } = planned(mesh)
    expect(report.before.maxOverMean).toBeGreaterThan(1.3)
    expect(report.after.maxOverMean).toBeLessThanOrEqual(1.05)
    expect(report.moved).toBeLessThanOrEqual(500)
  })
})

describe('planMoves: promises for any mesh', () => {
  const budgets = fc.record({
    walletShare: fc.double({ min: 0, max: 1, noNaN: true }),
    loadShare: fc.double({ min: 0, max: 1, noNaN: true }),
  })

  it('never exceeds the budget, but for one wallet and for those that must move', () => {
    fc.assert(
      fc.property(anyMesh({ itemsMax: 60, vanishing: true }), budgets, (mesh, budget) => {
        const plan = planned(mesh, { budget })
        const chosen = [...plan.items].filter((item) => (mesh.present[item] ?? 0) <= mesh.groupCount)
        const loadChosen = sum(chosen.map((item) => mesh.weights[item] ?? 0))
        if (budget.walletShare === 0 || budget.loadShare === 0) expect(chosen).toHaveLength(0)
        if (chosen.length > 1) {
          expect(chosen.length).toBeLessThanOrEqual(budget.walletShare * mesh.weights.length)
          expect(loadChosen).toBeLessThanOrEqual(budget.loadShare * sum(mesh.weights))
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('moves items once, to another group that exists, and leaves none in a vanished one', () => {
    fc.assert(
      fc.property(anyMesh({ itemsMax: 60, vanishing: true }), fc.boolean(), (mesh, groupCountChanged) => {
        const plan = planned(mesh, { groupCountChanged })
        expect(new Set(plan.items).size).toBe(plan.items.length)
        plan.items.forEach((item, i) => {
          expect(plan.groups[i]).not.toBe(mesh.present[item])
        })
        for (const group of applied(mesh, plan)) {
          expect(group).toBeGreaterThanOrEqual(1)
          expect(group).toBeLessThanOrEqual(mesh.groupCount)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('never raises the largest load when no group vanishes', () => {
    fc.assert(
      fc.property(
        anyMesh({ itemsMax: 60, vanishing: false }),
        fc.boolean(),
        budgets,
        (mesh, groupCountChanged, budget) => {
          const { report } = planned(mesh, { groupCountChanged, budget })
          expect(Math.max(...report.after.loads)).toBeLessThanOrEqual(Math.max(...report.before.loads))
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it('reports the loads that applying the plan gives', () => {
    fc.assert(
      fc.property(anyMesh({ itemsMax: 60, vanishing: true }), fc.boolean(), (mesh, groupCountChanged) => {
        const plan = planned(mesh, { groupCountChanged })
        const { before, after, moved, loadMoved } = plan.report
        const loads = loadsOf(mesh, applied(mesh, plan))
        expect([...after.loads]).toEqual(loads)
        expect(after.spread).toBe(Math.max(...loads) - Math.min(...loads))
        expect(sum(before.loads)).toBe(sum(mesh.weights))
        expect(sum(before.wallets)).toBe(mesh.weights.length)
        expect(sum(after.wallets)).toBe(mesh.weights.length)
        expect(moved).toBe(plan.items.length)
        expect(loadMoved).toBe(sum([...plan.items].map((item) => mesh.weights[item] ?? 0)))
      }),
    )
  })

  it('comes to rest: applied again and again to the same load it soon moves nothing', () => {
    fc.assert(
      fc.property(anyMesh({ itemsMax: 60, vanishing: true }), (mesh) => {
        let present = mesh.present
        let rounds = 0
        for (; rounds < 70; rounds++) {
          const plan = planned({ ...mesh, present })
          if (plan.items.length === 0) break
          present = applied({ ...mesh, present }, plan)
        }
        expect(rounds).toBeLessThan(70)
      }),
    )
  })

  it('moves nothing more once drifted load was balanced', () => {
    const mesh = driftedMesh(50_000, 20)
    const present = applied(mesh, planned(mesh))
    expect(planned({ ...mesh, present }).items).toHaveLength(0)
  })

  it('answers the same every time and leaves its input as it was', () => {
    const mesh = driftedMesh(2_000, 8)
    const present = Uint32Array.from(mesh.present)
    const first = planned(mesh, { present, groupCountChanged: true })
    expect(planned(mesh, { present, groupCountChanged: true })).toEqual(first)
    expect([...present]).toEqual(mesh.present)
  })
})

describe('planMoves: input it refuses', () => {
  const mesh = { present: [1, 2], weights: [3, 4], groupCount: 2 }

  it.each<[string, Partial<PlanInput>, string]>([
    ['arrays of different length', { weights: Uint32Array.of(1) }, 'must have as many'],
    ['a group id of 0', { present: Uint32Array.of(1, 0) }, 'item 1 is 0; group ids start at 1'],
    [
      'a share above 1',
      { budget: { walletShare: 1.5, loadShare: 1 } },
      'walletShare is 1.5; it must be a share from 0 to 1',
    ],
    ['a share that is no number', { budget: { walletShare: 1, loadShare: Number.NaN } }, 'loadShare is NaN'],
    ['a threshold below 1', { balancedEnough: 0.9 }, 'balancedEnough is 0.9; it must be 1 or more'],
    ['too many groups', { groupCount: 1_025 }, 'from 1 to 1024'],
  ])('refuses %s', (_, options, message) => {
    expect(() => planned(mesh, options)).toThrow(RangeError)
    expect(() => planned(mesh, options)).toThrow(message)
  })
})

describe('bestAssignment', () => {
  const permutations = (values: number[]): number[][] =>
    values.length === 0
      ? [[]]
      : values.flatMap((value) =>
          permutations(values.filter((other) => other !== value)).map((rest) => [value, ...rest]),
        )

  it('finds the largest gain of all assignments', () => {
    const square = fc
      .integer({ min: 1, max: 5 })
      .chain((size) => fc.array(fc.nat(20), { minLength: size ** 2, maxLength: size ** 2 }))
    fc.assert(
      fc.property(square, (gains) => {
        const size = Math.sqrt(gains.length)
        const gainOf = (columns: Iterable<number>) =>
          sum([...columns].map((column, row) => gains[row * size + column] ?? 0))
        const found = bestAssignment(Float64Array.from(gains), size)
        expect([...found].sort()).toEqual([...found.keys()])
        expect(gainOf(found)).toBe(Math.max(...permutations([...found.keys()]).map(gainOf)))
      }),
    )
  })
})

describe('fairShareOf', () => {
  it('is the mean without a hot item, and the mean of the rest with one', () => {
    expect(fairShareOf(Uint32Array.of(5, 5, 5, 5), 20, 2)).toBe(10)
    expect(fairShareOf(Uint32Array.of(100, 4, 4, 4), 112, 3)).toBe(6)
    expect(fairShareOf(Uint32Array.of(100, 0, 0), 100, 3)).toBe(0)
  })

  it('takes out those that become hot because hotter ones were taken out', () => {
    expect(fairShareOf(Uint32Array.of(1_000, 30, 5, 5), 1_040, 3)).toBe(10)
  })
})
