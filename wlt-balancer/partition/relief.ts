import { Candidates } from './candidates.ts'
import { type Draft, groupLoads } from './draft.ts'

/**
 * What one round may move, as shares (0 to 1) of all wallets and of all load. A share above 0 always allows one wallet, so
 * that a mesh of few wallets, or one with a very hot wallet, can be balanced too.
 */
export interface ChurnBudget {
  readonly walletShare: number
  readonly loadShare: number
}

/** Counts down a churn budget. */
export class Allowance {
  #wallets: number
  #load: number
  #anyFirst: boolean

  constructor({ walletShare, loadShare }: ChurnBudget, wallets: number, load: number) {
    this.#wallets = walletShare > 0 ? Math.max(1, Math.floor(walletShare * wallets)) : 0
    this.#load = loadShare * load
    this.#anyFirst = loadShare > 0
  }

  /** The largest weight that may still move; 0 when nothing may. */
  get weightMax(): number {
    if (this.#wallets === 0) return 0
    return this.#anyFirst ? Number.POSITIVE_INFINITY : Math.max(0, this.#load)
  }

  spend(weight: number): void {
    this.#wallets--
    this.#load -= weight
    this.#anyFirst = false
  }
}

/** Loads of the groups while moves are drafted. */
interface Relief {
  readonly draft: Draft
  readonly allowance: Allowance
  readonly balancedEnough: number
  readonly mean: number
  /** The mean load of the groups without a hot item. */
  readonly fairShare: number
  readonly loads: Float64Array
  /** The least that each group can be brought to: the fair share, or its hottest item where that is more. */
  readonly floors: Float64Array
}

/**
 * Moves items from overloaded groups to the least loaded ones, few and heavy ones before many and light ones. A group is
 * overloaded when it carries more than `balancedEnough` times the fair share; one with an item hotter than that, more than
 * so many times this item. It is relieved until it is half way between that and the least it can be brought to, lest the
 * next small change overload it again. Each move makes the larger of the two loads it changes smaller, so the largest load
 * never rises.
 *
 * The draft must have no item in a vanishing group any more.
 */
export function relieve(draft: Draft, allowance: Allowance, balancedEnough: number): void {
  const today = groupLoads(draft)
  const total = today.loads.reduce((sum, load) => sum + load, 0)
  const mean = total / draft.groupCount
  if (today.loads.every((load) => load <= balancedEnough * mean)) return
  const fairShare = fairShareOf(draft.weights, total, draft.groupCount)
  const floors = Float64Array.from(today.hottest, (weight) => Math.max(weight, fairShare))
  const relief = { draft, allowance, balancedEnough, mean, fairShare, loads: today.loads, floors }
  partHotItems(relief)
  moveSurplus(relief)
}

/**
 * The load of each group when every item hotter than that has a group for itself and all other load is spread evenly over
 * the other groups; total / groupCount when there is no such item.
 */
export function fairShareOf(weights: Uint32Array, total: number, groupCount: number): number {
  let fairShare = total / groupCount
  for (let known = -1; ; ) {
    let hot = 0
    let hotLoad = 0
    for (const weight of weights) {
      if (weight > fairShare) {
        hot++
        hotLoad += weight
      }
    }
    // Taking the hot ones out lowers the share, which may make others hot; it never takes the last group.
    if (hot === known || hot === 0) return fairShare
    known = hot
    fairShare = (total - hotLoad) / (groupCount - hot)
  }
}

/** Of several hot items in an overloaded group all but the hottest go to groups that have none. */
function partHotItems(relief: Relief): void {
  const { draft, loads, fairShare } = relief
  const hot: number[] = []
  for (let item = 0; item < draft.weights.length; item++) {
    if ((draft.weights[item] as number) > fairShare) hot.push(item)
  }
  hot.sort((a, b) => (draft.weights[b] as number) - (draft.weights[a] as number) || a - b)
  const hasHot = new Uint8Array(draft.groupCount)
  const surplusHot = hot.filter((item) => {
    const group = ((draft.moveTo[item] as number) || (draft.present[item] as number)) - 1
    if (hasHot[group] === 1) return draft.moveTo[item] === 0 && isOverloaded(relief, group)
    hasHot[group] = 1
    return false
  })
  for (const item of surplusHot) {
    const weight = draft.weights[item] as number
    const from = (draft.present[item] as number) - 1
    const to = leastLoaded(loads, (group) => hasHot[group] === 0)
    if (to < 0 || weight > relief.allowance.weightMax || weight >= (loads[from] as number) - (loads[to] as number))
      continue
    move(relief, item, to)
    hasHot[to] = 1
    relief.floors[to] = weight
  }
}

function moveSurplus(relief: Relief): void {
  const { loads, floors, fairShare, allowance } = relief
  const roomUpTo = (fairShare * (1 + relief.balancedEnough)) / 2
  const needsRelief = Uint8Array.from(loads, (_, group) => (isOverloaded(relief, group) ? 1 : 0))
  const candidates = new Candidates(relief.draft, (group) => needsRelief[group] === 1)
  for (;;) {
    const from = mostOverloaded(relief, needsRelief)
    if (from < 0 || allowance.weightMax === 0) return
    const to = leastLoaded(loads, () => true)
    const surplus = (loads[from] as number) - (floors[from] as number)
    const room = roomUpTo - (loads[to] as number)
    const fitting = Math.min(surplus, room, allowance.weightMax)
    let place = candidates.heaviestUpTo(from, fitting)
    if (place < 0) place = lightestThatHelps(relief, candidates, from, to, fitting)
    if (place < 0) {
      // Another group to move to would have less room, so nothing more can be done for this one.
      needsRelief[from] = 0
      continue
    }
    candidates.take(place)
    move(relief, candidates.itemAt(place), to)
  }
}

/** The lightest item that fits nowhere but whose move still leaves both groups below what the first carries now. */
function lightestThatHelps(relief: Relief, candidates: Candidates, from: number, to: number, above: number): number {
  const place = candidates.lightestAbove(from, above)
  if (place < 0) return -1
  const weight = relief.draft.weights[candidates.itemAt(place)] as number
  const gap = (relief.loads[from] as number) - (relief.loads[to] as number)
  return weight < gap && weight <= relief.fairShare && weight <= relief.allowance.weightMax ? place : -1
}

function move({ draft, allowance, loads }: Relief, item: number, to: number): void {
  const weight = draft.weights[item] as number
  const from = (draft.present[item] as number) - 1
  loads[from] = (loads[from] as number) - weight
  loads[to] = (loads[to] as number) + weight
  draft.moveTo[item] = to + 1
  allowance.spend(weight)
}

/** What a group may carry. Where 1.05 (say) times the mean of all can be had in spite of a hot item, it is asked for. */
function limitOf({ floors, balancedEnough, mean, fairShare }: Relief, group: number): number {
  const floor = floors[group] as number
  const isHotWithinLimit = floor > fairShare && floor <= balancedEnough * mean
  return balancedEnough * (isHotWithinLimit ? mean : floor)
}

function isOverloaded(relief: Relief, group: number): boolean {
  return (relief.loads[group] as number) > limitOf(relief, group)
}

/** The group, of those in need, that is furthest above its floor; -1 when all are half way from their limit to it. */
function mostOverloaded(relief: Relief, needsRelief: Uint8Array): number {
  let most = -1
  let mostSurplus = 0
  for (let group = 0; group < needsRelief.length; group++) {
    if (needsRelief[group] === 0) continue
    const floor = relief.floors[group] as number
    const surplus = (relief.loads[group] as number) - floor
    if (surplus > (limitOf(relief, group) - floor) / 2 && surplus > mostSurplus) {
      most = group
      mostSurplus = surplus
    }
  }
  return most
}

function leastLoaded(loads: Float64Array, isFit: (group: number) => boolean): number {
  let least = -1
  for (let group = 0; group < loads.length; group++) {
    if (isFit(group) && (least < 0 || (loads[group] as number) < (loads[least] as number))) least = group
  }
  return least
}
