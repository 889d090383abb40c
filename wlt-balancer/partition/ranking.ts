/** Items in falling order of weight. Items of no weight are left out: where they go changes no load. */
export interface Ranking {
  /** Item index by rank; equal weights stand in the order of their indexes. */
  readonly items: Uint32Array
  /** Weight by rank, never rising. */
  readonly weights: Uint32Array
}

// 11 bits: a 32-bit weight takes three passes, and 2,048 write positions still fit the first-level cache.
const DIGIT_BITS = 11
const BUCKETS = 1 << DIGIT_BITS

/**
 * Ranks items by weight, heaviest first, by a stable radix sort (least significant digit first): O(n) for any weights,
 * with as many passes of 11 bits as the largest weight has.
 */
export function heaviestFirst(weights: Uint32Array): Ranking {
  let count = 0
  let largest = 0
  for (const weight of weights) {
    if (weight > 0) count++
    if (weight > largest) largest = weight
  }
  let ranking = withoutZeros(weights, count)
  if (largest === 0) return ranking
  let spare: Ranking = { items: new Uint32Array(count), weights: new Uint32Array(count) }
  for (let shift = 0; shift < 32 && largest >>> shift > 0; shift += DIGIT_BITS) {
    scatterByDigit(ranking, spare, shift)
    const sorted = spare
    spare = ranking
    ranking = sorted
  }
  return ranking
}

function withoutZeros(weights: Uint32Array, count: number): Ranking {
  const ranking = { items: new Uint32Array(count), weights: new Uint32Array(count) }
  let rank = 0
  for (let item = 0; item < weights.length; item++) {
    const weight = weights[item] as number
    if (weight === 0) continue
    ranking.items[rank] = item
    ranking.weights[rank] = weight
    rank++
  }
  return ranking
}

function scatterByDigit(from: Ranking, to: Ranking, shift: number): void {
  const position = new Uint32Array(BUCKETS)
  for (const weight of from.weights) {
    const digit = (weight >>> shift) & (BUCKETS - 1)
    position[digit] = (position[digit] as number) + 1
  }
  let start = 0
  for (let digit = BUCKETS - 1; digit >= 0; digit--) {
    const size = position[digit] as number
    position[digit] = start
    start += size
  }
  for (let rank = 0; rank < from.weights.length; rank++) {
    const weight = from.weights[rank] as number
    const digit = (weight >>> shift) & (BUCKETS - 1)
    const place = position[digit] as number
    position[digit] = place + 1
    to.weights[place] = weight
    to.items[place] = from.items[rank] as number
  }
}
