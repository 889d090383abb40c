import { siftRootDown } from './least.ts'
import type { Ranking } from './ranking.ts'

/** A subset that holds no item yet. */
const NO_ITEM = 0xffffffff

// Below this size an insertion sort beats packing keys for the native sort.
const INSERTION_SORT_MAX = 48
const SUBSET_SPACE = 2 ** 16

/**
 * The partial solutions of largest differencing: tuples of `width` subset sums over disjoint items, in a priority queue of
 * which the two with the largest spread (largest sum less smallest sum) are at hand. Among equal spreads the later made
 * tuple comes first.
 *
 * Sums are true sums, not differences, so the last tuple left carries the answer; they are exact below 2^53. Combining never
 * yields a larger spread than the larger of the two it combined, so spreads stay below 2^32.
 *
 * The items of a subset form a tree of ranks in `parent`, whose root (its own parent) is the subset's lowest rank. As a
 * parent's rank is always lower than its child's, one pass in the order of ranks resolves all trees.
 *
 * A full tuple of equal items has no spread, so combining it adds the same to every sum whenever it happens: such tuples
 * never enter the queue but are added up on the side.
 */
export class Tuples {
  readonly parent: Uint32Array
  readonly #width: number
  readonly #ranking: Ranking
  /** Tuple t owns the `width` places from t * width on: a min-heap by sum, with the root rank of each subset. */
  readonly #sums: Float64Array
  readonly #roots: Uint32Array
  readonly #largest: Float64Array
  readonly #spread: Float64Array
  readonly #madeAt: Uint32Array
  readonly #isSorted: Uint8Array
  readonly #queue: Uint32Array
  readonly #keys: Float64Array
  readonly #rootsBySubset: Uint32Array
  readonly #levelRoots: Uint32Array
  #levelSum = 0
  #queued = 0
  #made = 0
  #steps = 0

  /** Room for `tuplesMax` tuples. Memory of tuples that are never made is never touched. */
  constructor(ranking: Ranking, width: number, tuplesMax: number) {
    this.#ranking = ranking
    this.#width = width
    this.parent = new Uint32Array(ranking.items.length)
    this.#sums = new Float64Array(tuplesMax * width)
    this.#roots = new Uint32Array(tuplesMax * width)
    this.#largest = new Float64Array(tuplesMax)
    this.#spread = new Float64Array(tuplesMax)
    this.#madeAt = new Uint32Array(tuplesMax)
    this.#isSorted = new Uint8Array(tuplesMax)
    this.#queue = new Uint32Array(tuplesMax)
    this.#keys = new Float64Array(width)
    this.#rootsBySubset = new Uint32Array(width)
    this.#levelRoots = new Uint32Array(width).fill(NO_ITEM)
  }

  /** Tuples in the queue. */
  get count(): number {
    return this.#queued
  }

  /** The largest spread; -1 when there is no tuple. */
  get topSpread(): number {
    return this.#queued > 0 ? (this.#spread[this.#queue[0] as number] as number) : -1
  }

  /** The second largest spread; -1 when there is none. */
  get secondSpread(): number {
    const left = this.#queued > 1 ? (this.#spread[this.#queue[1] as number] as number) : -1
    return this.#queued > 2 ? Math.max(left, this.#spread[this.#queue[2] as number] as number) : left
  }

  /** Makes one tuple of the `count` single items from rank `first` on, `count` being at most the width. */
  deal(first: number, count: number): void {
    const weights = this.#ranking.weights
    if (count === this.#width && weights[first] === weights[first + count - 1]) {
      this.#dealLevel(first)
      return
    }
    const tuple = this.#made++
    const base = tuple * this.#width
    const empty = this.#width - count
    this.#roots.fill(NO_ITEM, base, base + empty)
    for (let i = 0; i < count; i++) {
      const rank = first + count - 1 - i
      this.parent[rank] = rank
      this.#roots[base + empty + i] = rank
      this.#sums[base + empty + i] = weights[rank] as number
    }
    this.#largest[tuple] = weights[first] as number
    this.#isSorted[tuple] = 1
    this.#enqueue(tuple)
  }

  /**
   * Combines the top tuple with the tuple of the `count` single items from rank `first` on (its other sums being zero): the
   * heaviest goes to the smallest sum, the next to the next smallest.
   */
  absorb(first: number, count: number): void {
    const top = this.#queue[0] as number
    const base = top * this.#width
    this.#sort(top)
    for (let i = 0; i < count; i++) this.#add(top, base + i, first + i)
    this.#isSorted[top] = 0
    this.#sort(top)
    this.#requeueTop()
  }

  /**
   * Combines the top tuple with the single item at rank `first`, then with the next, for as long as that tuple comes first
   * and the item second. Returns the number of items taken.
   */
  absorbRun(first: number): number {
    const top = this.#queue[0] as number
    const base = top * this.#width
    const weights = this.#ranking.weights
    const rival = this.secondSpread
    this.#isSorted[top] = 0
    let rank = first
    let next = 0
    do {
      this.#add(top, base, rank++)
      siftRootDown(this.#sums, this.#roots, base, this.#width)
      next = rank < weights.length ? (weights[rank] as number) : rival
    } while (next > rival && next <= this.#spreadNow(top))
    this.#requeueTop()
    return rank - first
  }

  /** Combines the two top tuples: largest sum with smallest, second largest with second smallest, and so on. */
  combineTopTwo(): void {
    const first = this.#queue[0] as number
    this.#queue[0] = this.#queue[--this.#queued] as number
    this.#siftDown()
    const second = this.#queue[0] as number
    this.#sort(first)
    this.#sort(second)
    const base = first * this.#width
    const mirror = second * this.#width + this.#width - 1
    for (let i = 0; i < this.#width; i++) {
      this.#sums[base + i] = (this.#sums[base + i] as number) + (this.#sums[mirror - i] as number)
      this.#roots[base + i] = this.#join(this.#roots[base + i] as number, this.#roots[mirror - i] as number)
    }
    this.#isSorted[first] = 0
    this.#sort(first)
    this.#queue[0] = first
    this.#requeueTop()
  }

  /** Sums and subset roots (NO_ITEM for an empty subset) of all items, once at most one tuple is left in the queue. */
  finish(): { sums: Float64Array; roots: Uint32Array } {
    const sums = new Float64Array(this.#width).fill(this.#levelSum)
    const roots = this.#levelRoots.slice()
    const base = (this.#queue[0] as number) * this.#width
    for (let i = 0; this.#queued > 0 && i < this.#width; i++) {
      sums[i] = this.#levelSum + (this.#sums[base + i] as number)
      roots[i] = this.#join(roots[i] as number, this.#roots[base + i] as number)
    }
    return { sums, roots }
  }

  #dealLevel(first: number): void {
    for (let i = 0; i < this.#width; i++) {
      const root = this.#levelRoots[i] as number
      if (root === NO_ITEM) this.#levelRoots[i] = first + i
      this.parent[first + i] = root === NO_ITEM ? first + i : root
    }
    this.#levelSum += this.#ranking.weights[first] as number
  }

  /** The root of both subsets, given by their roots. */
  #join(a: number, b: number): number {
    const root = Math.min(a, b)
    const child = Math.max(a, b)
    if (child !== NO_ITEM) this.parent[child] = root
    return root
  }

  #spreadNow(tuple: number): number {
    return (this.#largest[tuple] as number) - (this.#sums[tuple * this.#width] as number)
  }

  #add(tuple: number, place: number, rank: number): void {
    const sum = (this.#sums[place] as number) + (this.#ranking.weights[rank] as number)
    const root = this.#roots[place] as number
    this.#sums[place] = sum
    if (root === NO_ITEM) this.#roots[place] = rank
    this.parent[rank] = root === NO_ITEM ? rank : root
    if (sum > (this.#largest[tuple] as number)) this.#largest[tuple] = sum
  }

  /** Puts the tuple's places in rising order, which keeps them a min-heap. */
  #sort(tuple: number): void {
    if (this.#isSorted[tuple] === 1) return
    const base = tuple * this.#width
    if (this.#width <= INSERTION_SORT_MAX) this.#insertionSort(base)
    else this.#packedSort(base)
    this.#largest[tuple] = this.#sums[base + this.#width - 1] as number
    this.#isSorted[tuple] = 1
  }

  #insertionSort(base: number): void {
    const sums = this.#sums
    const roots = this.#roots
    for (let end = base + 1; end < base + this.#width; end++) {
      const sum = sums[end] as number
      const root = roots[end] as number
      let hole = end
      for (; hole > base && (sums[hole - 1] as number) > sum; hole--) {
        sums[hole] = sums[hole - 1] as number
        roots[hole] = roots[hole - 1] as number
      }
      sums[hole] = sum
      roots[hole] = root
    }
  }

  /** Sorts by one exact number per subset: 32 bits of sum above the smallest sum, 16 bits of place. */
  #packedSort(base: number): void {
    const width = this.#width
    let smallest = Number.POSITIVE_INFINITY
    for (let i = 0; i < width; i++) smallest = Math.min(smallest, this.#sums[base + i] as number)
    for (let i = 0; i < width; i++) {
      this.#keys[i] = ((this.#sums[base + i] as number) - smallest) * SUBSET_SPACE + i
      this.#rootsBySubset[i] = this.#roots[base + i] as number
    }
    this.#keys.sort()
    for (let i = 0; i < width; i++) {
      const key = this.#keys[i] as number
      const above = Math.floor(key / SUBSET_SPACE)
      this.#sums[base + i] = smallest + above
      this.#roots[base + i] = this.#rootsBySubset[key - above * SUBSET_SPACE] as number
    }
  }

  #isBefore(a: number, b: number): boolean {
    const lead = (this.#spread[a] as number) - (this.#spread[b] as number)
    return lead > 0 || (lead === 0 && (this.#madeAt[a] as number) > (this.#madeAt[b] as number))
  }

  #stamp(tuple: number): void {
    this.#spread[tuple] = this.#spreadNow(tuple)
    this.#madeAt[tuple] = this.#steps++
  }

  #requeueTop(): void {
    this.#stamp(this.#queue[0] as number)
    this.#siftDown()
  }

  #enqueue(tuple: number): void {
    this.#stamp(tuple)
    const queue = this.#queue
    let hole = this.#queued++
    while (hole > 0) {
      const above = (hole - 1) >> 1
      if (!this.#isBefore(tuple, queue[above] as number)) break
      queue[hole] = queue[above] as number
      hole = above
    }
    queue[hole] = tuple
  }

  #siftDown(): void {
    const queue = this.#queue
    const tuple = queue[0] as number
    let hole = 0
    for (let child = 1; child < this.#queued; child = 2 * hole + 1) {
      if (child + 1 < this.#queued && this.#isBefore(queue[child + 1] as number, queue[child] as number)) child++
      if (!this.#isBefore(queue[child] as number, tuple)) break
      queue[hole] = queue[child] as number
      hole = child
    }
    queue[hole] = tuple
  }
}
