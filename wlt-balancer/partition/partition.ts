import { fewestFirst } from './even.ts'
import { heaviestFirst, type Ranking } from './ranking.ts'
import { Tuples } from './tuples.ts'

// Every index in this folder's loops is in range by construction, hence `as number` on what typed arrays return.

/** Every item (a wallet, by its index) in exactly one group. Groups are numbered from 0 in the order of their first item. */
export interface Partition {
  /** Group of each item, 0 to groupCount - 1. */
  readonly groupOf: Uint16Array
  /** Sum of weights per group; exact. */
  readonly sums: Float64Array
}

/** As many groups as a Uint16Array can number with 0xffff to spare. */
export const GROUP_COUNT_MAX = 65_535
const WEIGHT_MAX = 2 ** 32 - 1
const UNSEEN = 0xffff

/**
 * Partitions items into `groupCount` groups of nearly equal sums, by multiway largest differencing (Karmarkar and Karp,
 * "The Differencing Method of Set Partitioning", 1982; the multiway form as in Korf, "A Complete Anytime Algorithm for
 * Number Partitioning", 1998). O(n log groupCount) time beside the sort. Deterministic.
 *
 * Each item starts as a tuple of `groupCount` sums of which one is not zero. The two tuples of the largest spread are
 * combined, largest sum with smallest and so on, until one is left; among equal spreads the later made is taken first. No
 * queue of n tuples is needed for that: the sorted items are the queue of single items, and a tuple made of single items
 * has the spread of its heaviest, which is why it stays on top, and takes in the next single item, until it is full or a
 * tuple made earlier has a larger spread than that item.
 *
 * Items of no weight go where the fewest wallets are.
 *
 * @param weights operations per item: whole numbers from 0 to 2^32 - 1, in total below 2^53
 * @param groupCount 1 to 65,535
 * @throws RangeError when an argument is outside these bounds
 */
export function partition(weights: ArrayLike<number>, groupCount: number): Partition {
  assertGroupCount(groupCount)
  const counts = operationCounts(weights)
  const groupOf = new Uint16Array(counts.length)
  const sums = placeWeighty(counts, groupOf, groupCount)
  placeWeightless(counts, groupOf, groupCount)
  return { groupOf, sums: numberByFirstItem(groupOf, sums) }
}

function assertGroupCount(groupCount: number): void {
  if (Number.isInteger(groupCount) && groupCount >= 1 && groupCount <= GROUP_COUNT_MAX) return
  throw new RangeError(`groupCount is ${groupCount}; it must be a whole number from 1 to ${GROUP_COUNT_MAX}`)
}

function operationCounts(weights: ArrayLike<number>): Uint32Array {
  let total = 0
  for (let item = 0; item < weights.length; item++) {
    const weight = weights[item] as number
    if (!(Number.isInteger(weight) && weight >= 0 && weight <= WEIGHT_MAX)) {
      throw new RangeError(`weight of item ${item} is ${weight}; it must be a whole number from 0 to ${WEIGHT_MAX}`)
    }
    total += weight
  }
  if (total > Number.MAX_SAFE_INTEGER) {
    throw new RangeError(`the weights add up to ${total}; they must stay within ${Number.MAX_SAFE_INTEGER} to be exact`)
  }
  return weights instanceof Uint32Array ? weights : Uint32Array.from(weights)
}

/** Writes the group of every item that has weight; returns the sums. */
function placeWeighty(counts: Uint32Array, groupOf: Uint16Array, groupCount: number): Float64Array {
  const ranking = heaviestFirst(counts)
  const tuples = difference(ranking, groupCount)
  const { sums, roots } = tuples.finish()
  const groupOfRoot = new Map<number, number>()
  for (let group = 0; group < groupCount; group++) groupOfRoot.set(roots[group] as number, group)
  // A parent's rank is lower than its child's, so each is replaced by its group before its children ask for it.
  const groupOfRank = tuples.parent
  for (let rank = 0; rank < groupOfRank.length; rank++) {
    const parent = groupOfRank[rank] as number
    const group = parent === rank ? (groupOfRoot.get(rank) as number) : (groupOfRank[parent] as number)
    groupOfRank[rank] = group
    groupOf[ranking.items[rank] as number] = group
  }
  return sums
}

function difference(ranking: Ranking, groupCount: number): Tuples {
  const items = ranking.weights.length
  const tuples = new Tuples(ranking, groupCount, Math.ceil(items / groupCount) + 1)
  for (let rank = 0; rank < items || tuples.count > 1; ) {
    const singles =
      tuples.count === 0 ? Math.min(groupCount, items - rank) : singlesOnTop(ranking, rank, groupCount, tuples)
    if (singles === groupCount || tuples.count === 0) {
      tuples.deal(rank, singles)
      rank += singles
    } else if (singles > 1) {
      tuples.absorb(rank, singles)
      rank += singles
    } else if (rank < items && (singles === 1 || (ranking.weights[rank] as number) > tuples.secondSpread)) {
      rank += tuples.absorbRun(rank)
    } else {
      tuples.combineTopTwo()
    }
  }
  return tuples
}

/** How many single items from `rank` on come before every tuple, `groupCount` at most: so many make one tuple. */
function singlesOnTop(ranking: Ranking, rank: number, groupCount: number, tuples: Tuples): number {
  const end = Math.min(rank + groupCount, ranking.weights.length)
  const topSpread = tuples.topSpread
  let next = rank
  while (next < end && (ranking.weights[next] as number) > topSpread) next++
  return next - rank
}

function placeWeightless(counts: Uint32Array, groupOf: Uint16Array, groupCount: number): void {
  const items = new Uint32Array(groupCount)
  for (let item = 0; item < counts.length; item++) {
    if ((counts[item] as number) > 0) items[groupOf[item] as number] = (items[groupOf[item] as number] as number) + 1
  }
  const nextGroup = fewestFirst(items)
  for (let item = 0; item < counts.length; item++) {
    if (counts[item] === 0) groupOf[item] = nextGroup()
  }
}

/** Renumbers groups in the order of their first item, empty ones last; returns the sums in the new order. */
function numberByFirstItem(groupOf: Uint16Array, sums: Float64Array): Float64Array {
  const numberOf = new Uint16Array(sums.length).fill(UNSEEN)
  let numbered = 0
  for (let item = 0; item < groupOf.length; item++) {
    const group = groupOf[item] as number
    if (numberOf[group] === UNSEEN) numberOf[group] = numbered++
    groupOf[item] = numberOf[group] as number
  }
  const renumbered = new Float64Array(sums.length)
  for (let group = 0; group < sums.length; group++) {
    const number = numberOf[group] as number
    if (number !== UNSEEN) renumbered[number] = sums[group] as number
  }
  return renumbered
}
