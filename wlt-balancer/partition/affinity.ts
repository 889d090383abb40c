import { type Draft, groupLoads } from './draft.ts'
import { Gains } from './gains.ts'
import { type Neighbours, neighboursOf, type Trades } from './neighbours.ts'
import { type Allowance, fairShareOf } from './relief.ts'

export interface AffinityOptions {
  readonly trades: Trades
  readonly allowance: Allowance
  /** As for relief. */
  readonly balancedEnough: number
  /** The least drop of the share of transfers that cross groups for which items move. */
  readonly worthwhile: number
}

// A wallet that saves a single transfer per window from crossing is not worth the transaction that moves it.
const GAIN_MIN = 2
const PASSES_MAX = 4
// Another pass is not worth its time when the one before saved less than this share of all transfers from crossing.
const PASS_WORTHWHILE = 0.002
// Bounds the time spent on an item that trades with very many: it is looked at this often per pass, however often they move.
const LOOKS_MAX = 8

/** Transfers between items of different groups, as the draft has it. */
export function crossingsOf({ present, moveTo }: Draft, { first, second, counts }: Trades): number {
  const groupOf = (item: number) => (moveTo[item] as number) || (present[item] as number)
  let crossings = 0
  for (let pair = 0; pair < counts.length; pair++) {
    if (groupOf(first[pair] as number) !== groupOf(second[pair] as number)) crossings += counts[pair] as number
  }
  return crossings
}

/**
 * Moves items to the groups that they trade with, the item that gains most first, as long as groups stay within half of
 * what balance tolerates and the churn allowance lasts (Fiduccia and Mattheyses, "A Linear-Time Heuristic for Improving
 * Network Partitions", 1982, with more than two groups and with gains of zero and less left out). An item moves at most
 * once in a pass. Items that move anyway change their destination for free. Undoes everything when the drop of the
 * crossing share is not worthwhile.
 *
 * Deterministic. O(pairs log items) per pass.
 */
export function joinTraders(draft: Draft, options: AffinityOptions): void {
  const { trades, worthwhile } = options
  const transfers = trades.counts.reduce((sum, count) => sum + count, 0)
  if (draft.groupCount < 2 || transfers === 0 || worthwhile >= 1) return
  const before = draft.moveTo.slice()
  const search = new Search(draft, options)
  let saved = 0
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    const more = search.pass()
    saved += more
    if (more < PASS_WORTHWHILE * transfers) break
  }
  if (saved === 0 || saved < worthwhile * transfers) draft.moveTo.set(before)
}

class Search {
  readonly #draft: Draft
  readonly #allowance: Allowance
  readonly #neighbours: Neighbours
  readonly #loads: Float64Array
  readonly #loadMin: number
  readonly #loadMax: number
  /** Transfers with each group, of the item that is looked at; all 0 before and after. */
  readonly #ties: Float64Array
  /** No less than what each item's best move would save. */
  readonly #gainMax: Float64Array
  readonly #looks: Uint8Array
  readonly #isPaid: Uint8Array
  #best = -1
  #gain = 0

  constructor(draft: Draft, { trades, allowance, balancedEnough }: AffinityOptions) {
    this.#draft = draft
    this.#allowance = allowance
    this.#neighbours = neighboursOf(trades)
    const count = this.#neighbours.start.length - 1
    this.#loads = groupLoads(draft).loads
    const total = this.#loads.reduce((sum, load) => sum + load, 0)
    const fairShare = fairShareOf(draft.weights, total, draft.groupCount)
    this.#loadMax = (fairShare * (1 + balancedEnough)) / 2
    this.#loadMin = 2 * fairShare - this.#loadMax
    this.#ties = new Float64Array(draft.groupCount)
    this.#gainMax = new Float64Array(count)
    this.#looks = new Uint8Array(count)
    this.#isPaid = Uint8Array.from(draft.moveTo.subarray(0, count), (group) => (group > 0 ? 1 : 0))
  }

  /** Returns how many transfers cross no more. */
  pass(): number {
    const gains = new Gains(this.#looks.length)
    this.#looks.fill(0)
    for (let item = 0; item < this.#looks.length; item++) {
      if (this.#neighbours.start[item] === this.#neighbours.start[item + 1]) continue
      this.#look(item)
      if (this.#gain >= GAIN_MIN) gains.set(item, this.#gain)
    }
    let saved = 0
    while (gains.size > 0) {
      const item = gains.top
      this.#look(item)
      if (this.#gain < gains.next) {
        gains.set(item, this.#gain)
        continue
      }
      gains.removeTop()
      if (this.#gain < GAIN_MIN || !this.#mayMove(item)) continue
      saved += this.#gain
      this.#move(item, gains)
    }
    return saved
  }

  /** Finds the group with room that the item had best be in, and what that saves; below 0 when it had best stay. */
  #look(item: number): void {
    const { start, items, counts } = this.#neighbours
    const ties = this.#ties
    const weight = this.#draft.weights[item] as number
    const own = this.#groupOf(item)
    const end = start[item + 1] as number
    for (let place = start[item] as number; place < end; place++) {
      const group = this.#groupOf(items[place] as number)
      ties[group] = (ties[group] as number) + (counts[place] as number)
    }
    const kept = ties[own] as number
    this.#best = -1
    this.#gain = -kept
    for (let place = start[item] as number; place < end; place++) {
      const group = this.#groupOf(items[place] as number)
      const gain = (ties[group] as number) - kept
      if (group === own || gain <= this.#gain || (this.#loads[group] as number) + weight > this.#loadMax) continue
      this.#best = group
      this.#gain = gain
    }
    for (let place = start[item] as number; place < end; place++) ties[this.#groupOf(items[place] as number)] = 0
    this.#gainMax[item] = this.#gain
    this.#looks[item] = Math.min((this.#looks[item] as number) + 1, LOOKS_MAX)
  }

  #mayMove(item: number): boolean {
    const weight = this.#draft.weights[item] as number
    if ((this.#loads[this.#groupOf(item)] as number) - weight < this.#loadMin) return false
    return this.#isPaid[item] === 1 || this.#allowance.weightMax >= Math.max(weight, 1)
  }

  #move(item: number, gains: Gains): void {
    const { present, weights, moveTo } = this.#draft
    const weight = weights[item] as number
    const from = this.#groupOf(item)
    const to = this.#best
    if (this.#isPaid[item] === 0) this.#allowance.spend(weight)
    this.#isPaid[item] = 1
    this.#loads[from] = (this.#loads[from] as number) - weight
    this.#loads[to] = (this.#loads[to] as number) + weight
    moveTo[item] = present[item] === to + 1 ? 0 : to + 1
    this.#looks[item] = LOOKS_MAX
    this.#raiseNeighbours(item, from, to, gains)
  }

  /** What the neighbours may gain now, without looking at them: for those with many neighbours of their own that is dear. */
  #raiseNeighbours(item: number, from: number, to: number, gains: Gains): void {
    const { start, items, counts } = this.#neighbours
    for (let place = start[item] as number; place < (start[item + 1] as number); place++) {
      const other = items[place] as number
      const group = this.#groupOf(other)
      if (group === to || (this.#looks[other] as number) >= LOOKS_MAX) continue
      const rise = (group === from ? 2 : 1) * (counts[place] as number)
      const gain = (this.#gainMax[other] as number) + rise
      this.#gainMax[other] = gain
      if (gain >= GAIN_MIN) gains.set(other, gain)
    }
  }

  #groupOf(item: number): number {
    return ((this.#draft.moveTo[item] as number) || (this.#draft.present[item] as number)) - 1
  }
}
