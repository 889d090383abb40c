import { type Draft, weightsOf } from './draft.ts'
import { heaviestFirst } from './ranking.ts'

/**
 * The items that may leave the overloaded groups, each once, found by weight. Items that have moved in the same plan are not
 * among them. A place is an item's position in these lists; -1 stands for none.
 */
export class Candidates {
  readonly #weights: Uint32Array
  /** Items by group, and in each group heaviest first. */
  readonly #items: Uint32Array
  /** Group g (from 0) has the places from start[g] up to start[g + 1]. */
  readonly #start: Uint32Array
  /** A taken place points towards the next one that is free; a free place to itself. */
  readonly #nextFree: Uint32Array

  constructor(draft: Draft, isOverloaded: (group: number) => boolean) {
    this.#weights = draft.weights
    const groupOf = (item: number) => (draft.present[item] as number) - 1
    const mayLeave = (item: number) => draft.moveTo[item] === 0 && isOverloaded(groupOf(item))
    const ranked = heaviestFirst(weightsOf(draft, mayLeave)).items
    const end = new Uint32Array(draft.groupCount)
    for (const item of ranked) end[groupOf(item)] = (end[groupOf(item)] as number) + 1
    this.#start = new Uint32Array(draft.groupCount + 1)
    for (let group = 0; group < draft.groupCount; group++) {
      this.#start[group + 1] = (this.#start[group] as number) + (end[group] as number)
    }
    const place = this.#start.slice()
    this.#items = new Uint32Array(ranked.length)
    for (const item of ranked) {
      const next = place[groupOf(item)] as number
      place[groupOf(item)] = next + 1
      this.#items[next] = item
    }
    this.#nextFree = Uint32Array.from({ length: ranked.length + 1 }, (_, at) => at)
  }

  itemAt(place: number): number {
    return this.#items[place] as number
  }

  /** The heaviest item of the group that weighs at most so much. */
  heaviestUpTo(group: number, weight: number): number {
    const place = this.#freeFrom(this.#firstUpTo(group, weight))
    return place < (this.#start[group + 1] as number) ? place : -1
  }

  /** The lightest item of the group that weighs more. */
  lightestAbove(group: number, weight: number): number {
    let place = this.#firstUpTo(group, weight) - 1
    while (place >= (this.#start[group] as number) && this.#nextFree[place] !== place) place--
    return place >= (this.#start[group] as number) ? place : -1
  }

  take(place: number): void {
    this.#nextFree[place] = place + 1
  }

  #firstUpTo(group: number, weight: number): number {
    let low = this.#start[group] as number
    let high = this.#start[group + 1] as number
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#weights[this.#items[middle] as number] as number) > weight) low = middle + 1
      else high = middle
    }
    return low
  }

  #freeFrom(place: number): number {
    const next = this.#nextFree
    let at = place
    while (next[at] !== at) {
      next[at] = next[next[at] as number] as number
      at = next[at] as number
    }
    return at
  }
}
