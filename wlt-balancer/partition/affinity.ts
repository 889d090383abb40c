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

// A wallet that saves a single transfer per window from crossing is not worth the transaction that moves it, unless it moves
// anyway.
const GAIN_MIN = 2
const PASSES_MAX = 2
// Another pass is not worth its time when the one before saved less than this share of all transfers from crossing.
const PASS_WORTHWHILE = 0.002
// Bounds the time spent on an item that trades with very many: it is looked at this often per pass, however often they move.
const LOOKS_MAX = 8

/** Transfers between items of different groups, as the draft has it. */
export function crossingsOf(draft: Draft, { first, second, counts }: Trades): number {
  let crossings = 0
  for (let pair = 0; pair < counts.length; pair++) {
    if (groupAt(draft, first[pair] as number) !== groupAt(draft, second[pair] as number))
      crossings += counts[pair] as number
  }
  return crossings
}

/**
 * Moves items to the groups that they trade with, the item that gains most first, as long as groups stay within half of
 * what balance tolerates and the churn allowance lasts (Fiduccia and Mattheyses, "A Linear-Time Heuristic for Improving
 * Network Partitions", 1982, with more than two groups and with gains of zero and less left out). An item moves at most
 * once in a pass. Items that move anyway change their destination for free. Leaves the draft as it was when the drop of the
 * crossing share is not worthwhile.
 *
 * Deterministic. O(pairs log items) per pass.
 */
export function joinTraders(draft: Draft, options: AffinityOptions): void {
  const { trades, worthwhile } = options
  const transfers = trades.counts.reduce((sum, count) => sum + count, 0)
  if (draft.groupCount < 2 || transfers === 0 || worthwhile >= 1) return
  const search = new Search(draft, options)
  let saved = 0
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    const more = search.pass()
    saved += more
    if (more < PASS_WORTHWHILE * transfers) break
  }
  if (saved > 0 && saved >= worthwhile * transfers) search.write()
}

/** By trader, not by item: with 1,000,000 pairs among 10,000,000 items that takes 520 MB altogether instead of 735. */
class Search {
  readonly #draft: Draft
  readonly #allowance: Allowance
  readonly #neighbours: Neighbours
  readonly #groupOf: Uint16Array
  readonly #weights: Uint32Array
  /** Whether the churn allowance has paid for the trader's move. */
  readonly #isPaid: Uint8Array
  readonly #loads: Float64Array
  readonly #loadMin: number
  readonly #loadMax: number
  readonly #gains: Gains
  /** No less than what each trader's best move would save. */
  readonly #gainMax: Float64Array
  readonly #looks: Uint8Array
  /** Transfers with each group, of the trader that is looked at; all 0 before and after. */
  readonly #ties: Float64Array
  #best = -1
  #gain = 0

  constructor(draft: Draft, { trades, allowance, balancedEnough }: AffinityOptions) {
    this.#draft = draft
    this.#allowance = allowance
    this.#neighbours = neighboursOf(trades, draft.present.length)
    const { items } = this.#neighbours
    this.#groupOf = new Uint16Array(items.length)
    this.#weights = new Uint32Array(items.length)
    this.#isPaid = new Uint8Array(items.length)
    for (let trader = 0; trader < items.length; trader++) {
      const item = items[trader] as number
      this.#groupOf[trader] = groupAt(draft, item) - 1
      this.#weights[trader] = draft.weights[item] as number
      this.#isPaid[trader] = draft.moveTo[item] === 0 ? 0 : 1
    }
    this.#loads = groupLoads(draft).loads
    const total = this.#loads.reduce((sum, load) => sum + load, 0)
    const fairShare = fairShareOf(draft.weights, total, draft.groupCount)
    this.#loadMax = (fairShare * (1 + balancedEnough)) / 2
    this.#loadMin = 2 * fairShare - this.#loadMax
    this.#gains = new Gains(items.length)
    this.#gainMax = new Float64Array(items.length)
    this.#looks = new Uint8Array(items.length)
    this.#ties = new Float64Array(draft.groupCount)
  }

  /** Returns how many transfers cross no more. */
  pass(): number {
    const gains = this.#gains
    this.#looks.fill(0)
    for (let trader = 0; trader < this.#looks.length; trader++) {
      this.#look(trader)
      if (this.#isWorthAMove(trader, this.#gain)) gains.set(trader, this.#gain)
    }
    let saved = 0
    while (gains.size > 0) {
      const trader = gains.top
      this.#look(trader)
      if (this.#gain < gains.next) {
        gains.set(trader, this.#gain)
        continue
      }
      gains.removeTop()
      if (!this.#isWorthAMove(trader, this.#gain) || !this.#mayMove(trader)) continue
      saved += this.#gain
      this.#move(trader)
    }
    return saved
  }

  /** Puts what was found into the draft. */
  write(): void {
    const { present, moveTo } = this.#draft
    const { items } = this.#neighbours
    for (let trader = 0; trader < items.length; trader++) {
      const item = items[trader] as number
      const group = (this.#groupOf[trader] as number) + 1
      moveTo[item] = group === present[item] ? 0 : group
    }
  }

  /** Finds the group with room that the trader had best be in, and what that saves; below 0 when it had best stay. */
  #look(trader: number): void {
    const { start, others, counts } = this.#neighbours
    const ties = this.#ties
    const weight = this.#weights[trader] as number
    const own = this.#groupOf[trader] as number
    const end = start[trader + 1] as number
    for (let place = start[trader] as number; place < end; place++) {
      const group = this.#groupOf[others[place] as number] as number
      ties[group] = (ties[group] as number) + (counts[place] as number)
    }
    const kept = ties[own] as number
    this.#best = -1
    this.#gain = -kept
    for (let place = start[trader] as number; place < end; place++) {
      const group = this.#groupOf[others[place] as number] as number
      const gain = (ties[group] as number) - kept
      if (group === own || gain <= this.#gain || (this.#loads[group] as number) + weight > this.#loadMax) continue
      this.#best = group
      this.#gain = gain
    }
    for (let place = start[trader] as number; place < end; place++) {
      ties[this.#groupOf[others[place] as number] as number] = 0
    }
    this.#gainMax[trader] = this.#gain
    this.#looks[trader] = Math.min((this.#looks[trader] as number) + 1, LOOKS_MAX)
  }

  #isWorthAMove(trader: number, gain: number): boolean {
    return gain >= (this.#isPaid[trader] === 1 ? 1 : GAIN_MIN)
  }

  #mayMove(trader: number): boolean {
    const weight = this.#weights[trader] as number
    if ((this.#loads[this.#groupOf[trader] as number] as number) - weight < this.#loadMin) return false
    return this.#isPaid[trader] === 1 || this.#allowance.weightMax >= Math.max(weight, 1)
  }

  #move(trader: number): void {
    const weight = this.#weights[trader] as number
    const from = this.#groupOf[trader] as number
    const to = this.#best
    if (this.#isPaid[trader] === 0) this.#allowance.spend(weight)
    this.#isPaid[trader] = 1
    this.#loads[from] = (this.#loads[from] as number) - weight
    this.#loads[to] = (this.#loads[to] as number) + weight
    this.#groupOf[trader] = to
    this.#looks[trader] = LOOKS_MAX
    this.#raiseNeighbours(trader, from, to)
  }

  /** What the neighbours may gain now, without looking at them: for those with many neighbours of their own that is dear. */
  #raiseNeighbours(trader: number, from: number, to: number): void {
    const { start, others, counts } = this.#neighbours
    for (let place = start[trader] as number; place < (start[trader + 1] as number); place++) {
      const other = others[place] as number
      const group = this.#groupOf[other] as number
      if (group === to || (this.#looks[other] as number) >= LOOKS_MAX) continue
      const gain = (this.#gainMax[other] as number) + (group === from ? 2 : 1) * (counts[place] as number)
      this.#gainMax[other] = gain
      if (this.#isWorthAMove(other, gain)) this.#gains.set(other, gain)
    }
  }
}

function groupAt({ present, moveTo }: Draft, item: number): number {
  return (moveTo[item] as number) || (present[item] as number)
}
