import { adoptNewGroups } from './adopt.ts'
import { crossingsOf, joinTraders } from './affinity.ts'
import { type Draft, type GroupLoads, groupLoads, weightsOf } from './draft.ts'
import { fewestFirst } from './even.ts'
import { siftRootDown } from './least.ts'
import type { Trades } from './neighbours.ts'
import type { Partition } from './partition.ts'
import { heaviestFirst } from './ranking.ts'
import { Allowance, type ChurnBudget, relieve } from './relief.ts'

/** An item is a wallet, by its index in `present`, `weights` and `target.groupOf`. */
export interface PlanInput {
  /** Today's group id of every item, 1 and up, not necessarily without gaps. */
  readonly present: Uint32Array
  /** Load of every item: its operations in the window counted, or what they cost. */
  readonly weights: Uint32Array
  /** Wallets of no weight that are no items and stay where they are, by group from 1 on. */
  readonly idle: ArrayLike<number>
  /** Which items trade with each other. */
  readonly trades: Trades
  readonly groupCount: number
  /** partition(weights, groupCount); asked for when the number of groups changed. */
  readonly target: () => Partition
  /**
   * Whether the mesh was last balanced for another number of groups, or never. Then the budget does not apply, and groups
   * that have no wallet yet are filled as in the target.
   */
  readonly groupCountChanged: boolean
  readonly budget: ChurnBudget
  /** A group is left as it is up to this many times its fair share, 1 and up; such as 1.05. */
  readonly balancedEnough: number
  /** Wallets move to those that they trade with when the share of transfers that cross groups drops by this, 0 to 1; 1: never. */
  readonly worthwhile: number
}

export interface MovePlan {
  /** Items that move, in rising order. */
  readonly items: Uint32Array
  /** Their new group ids. */
  readonly groups: Uint32Array
  readonly report: PlanReport
}

export interface Balance extends GroupLoads {
  /** Largest load less smallest load. */
  readonly spread: number
  /** Largest load over the mean load of these groups; 1 when there is no load. */
  readonly maxOverMean: number
}

export interface PlanReport {
  /** Groups 1 to n, then those that vanish. */
  readonly before: Balance
  /** Groups 1 to n. */
  readonly after: Balance
  /** No partition has a smaller maxOverMean: 1, or the hottest item over the fair share. */
  readonly maxOverMeanFloor: number
  readonly moved: number
  /** Those of `moved` whose group vanishes: they move whatever the budget says. */
  readonly movedFromVanished: number
  readonly loadMoved: number
  /** Shares of the transfers of `trades` that cross groups; null when there are none. */
  readonly crossingBefore: number | null
  readonly crossingAfter: number | null
  /** The item of the largest weight; null when there is no load. */
  readonly hottest: { readonly item: number; readonly weight: number; readonly isAboveFairShare: boolean } | null
}

/** More groups than any mesh runs; naming the target's groups takes time in the cube of it. */
export const PLAN_GROUP_COUNT_MAX = 1_024

/**
 * Plans the moves that bring today's groups to a balance of load: those that buy balance, and no others.
 *
 * 1. When the number of groups changed, groups that are empty today are filled as the target partition fills them.
 * 2. Items of groups that vanish move, heaviest first, each to the least loaded group; budget or not.
 * 3. Overloaded groups hand a few heavy items to the least loaded groups, within the budget. A balanced mesh moves nothing.
 * 4. With what is left of the budget, items move to the groups that they trade with, if that is worthwhile.
 *
 * Pure and deterministic. The largest load after is never above the largest before, or half of the tolerance where that is
 * more, unless vanishing groups force it.
 *
 * @throws RangeError when the arrays differ in length, a group id is 0, or a bound is out of range
 */
export function planMoves(input: PlanInput): MovePlan {
  assertPlannable(input)
  const { present, weights, idle, groupCount, trades, balancedEnough, worthwhile } = input
  const draft = { present, weights, idle, groupCount, moveTo: new Uint16Array(present.length) }
  const before = groupLoads(draft)
  const total = before.loads.reduce((sum, load) => sum + load, 0)
  const wallets = before.wallets.reduce((sum, count) => sum + count, 0)
  const transfers = trades.counts.reduce((sum, count) => sum + count, 0)
  const crossing = () => (transfers === 0 ? null : crossingsOf(draft, trades) / transfers)
  const crossingBefore = crossing()
  if (input.groupCountChanged) adoptNewGroups(draft, input.target())
  emptyVanishing(draft)
  const allowance = new Allowance(input.groupCountChanged ? UNLIMITED : input.budget, wallets, total)
  relieve(draft, allowance, balancedEnough)
  joinTraders(draft, { trades, allowance, balancedEnough, worthwhile })
  const moves = movesOf(draft)
  const report = { ...reportOf(draft, before, total), ...moves.sums, crossingBefore, crossingAfter: crossing() }
  return { items: moves.items, groups: moves.groups, report }
}

const UNLIMITED: ChurnBudget = { walletShare: 1, loadShare: 1 }

function assertPlannable({
  present,
  weights,
  groupCount,
  trades,
  budget,
  balancedEnough,
  worthwhile,
}: PlanInput): void {
  const isUnknown = (item: number) => item >= present.length
  if (weights.length !== present.length) {
    throw new RangeError(
      `present and weights have ${present.length} and ${weights.length} items; they must have as many`,
    )
  }
  if (!(Number.isInteger(groupCount) && groupCount >= 1 && groupCount <= PLAN_GROUP_COUNT_MAX)) {
    throw new RangeError(`groupCount is ${groupCount}; it must be a whole number from 1 to ${PLAN_GROUP_COUNT_MAX}`)
  }
  if (trades.first.some(isUnknown) || trades.second.some(isUnknown)) {
    throw new RangeError(`an item that trades is not among the ${present.length} items`)
  }
  const item = present.indexOf(0)
  if (item >= 0) throw new RangeError(`the present group of item ${item} is 0; group ids start at 1`)
  for (const [name, share] of Object.entries(budget)) {
    if (!(share >= 0 && share <= 1)) throw new RangeError(`${name} is ${share}; it must be a share from 0 to 1`)
  }
  if (!(worthwhile >= 0 && worthwhile <= 1)) throw new RangeError(`worthwhile is ${worthwhile}; it must be from 0 to 1`)
  if (!(balancedEnough >= 1)) throw new RangeError(`balancedEnough is ${balancedEnough}; it must be 1 or more`)
}

/** Moves what is left in vanishing groups: loads go to the least loaded group, heaviest first, idle wallets to the fewest. */
function emptyVanishing(draft: Draft): void {
  const { present, weights, moveTo, groupCount } = draft
  const mustMove = (item: number) => (present[item] as number) > groupCount && moveTo[item] === 0
  const today = groupLoads(draft)
  if (today.ids.length === groupCount) return
  const wallets = today.wallets.slice(0, groupCount)
  const groups = Uint32Array.from({ length: groupCount }, (_, group) => group)
  groups.sort((a, b) => (today.loads[a] as number) - (today.loads[b] as number) || a - b)
  const loads = Float64Array.from(groups, (group) => today.loads[group] as number)
  for (const item of heaviestFirst(weightsOf(draft, mustMove)).items) {
    const group = groups[0] as number
    moveTo[item] = group + 1
    wallets[group] = (wallets[group] as number) + 1
    loads[0] = (loads[0] as number) + (weights[item] as number)
    siftRootDown(loads, groups, 0, groupCount)
  }
  const nextGroup = fewestFirst(wallets)
  for (let item = 0; item < present.length; item++) {
    if (mustMove(item)) moveTo[item] = nextGroup() + 1
  }
}

function movesOf({ present, weights, moveTo, groupCount }: Draft) {
  const moved = moveTo.reduce((count, group) => (group > 0 ? count + 1 : count), 0)
  const items = new Uint32Array(moved)
  const groups = new Uint32Array(moved)
  let next = 0
  let loadMoved = 0
  let movedFromVanished = 0
  for (let item = 0; item < moveTo.length; item++) {
    if (moveTo[item] === 0) continue
    items[next] = item
    groups[next++] = moveTo[item] as number
    loadMoved += weights[item] as number
    if ((present[item] as number) > groupCount) movedFromVanished++
  }
  return { items, groups, sums: { moved, movedFromVanished, loadMoved } }
}

function reportOf(draft: Draft, before: GroupLoads, total: number) {
  const mean = total / draft.groupCount
  const hottest = hottestOf(draft.weights, mean)
  return {
    before: balanceOf(before, total),
    after: balanceOf(groupLoads(draft), total),
    maxOverMeanFloor: hottest === null ? 1 : Math.max(1, hottest.weight / mean),
    hottest,
  }
}

function hottestOf(weights: Uint32Array, fairShare: number): PlanReport['hottest'] {
  let hottest = 0
  for (let item = 1; item < weights.length; item++) {
    if ((weights[item] as number) > (weights[hottest] as number)) hottest = item
  }
  const weight = weights[hottest] ?? 0
  return weight === 0 ? null : { item: hottest, weight, isAboveFairShare: weight > fairShare }
}

function balanceOf(groups: GroupLoads, total: number): Balance {
  const largest = groups.loads.reduce((max, load) => Math.max(max, load), 0)
  const smallest = groups.loads.reduce((min, load) => Math.min(min, load), largest)
  const maxOverMean = total > 0 ? largest / (total / groups.loads.length) : 1
  return { ...groups, spread: largest - smallest, maxOverMean }
}
