/** Draws a place from 0 to below the number of places. */
export type Choice = () => number

export const DISTRIBUTIONS = ['uniform', 'zipf'] as const
export type Distribution = (typeof DISTRIBUTIONS)[number]

/** Of the Zipf distribution: the place i is drawn in proportion to 1 / (i + 1)^0.99, as in the YCSB benchmark. */
export const ZIPF_EXPONENT = 0.99

/** @param random from 0 to below 1 */
export function choice(distribution: Distribution, places: number, random: () => number): Choice {
  if (distribution === 'uniform') return () => Math.floor(random() * places)
  const upTo = cumulativeWeights(places)
  const total = upTo.at(-1) ?? 0
  return () => firstAbove(upTo, random() * total)
}

function cumulativeWeights(places: number): Float64Array {
  const upTo = new Float64Array(places)
  let sum = 0
  for (let i = 0; i < places; i += 1) {
    sum += (i + 1) ** -ZIPF_EXPONENT
    upTo[i] = sum
  }
  return upTo
}

function firstAbove(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) > value) high = middle
    else low = middle + 1
  }
  return low
}
