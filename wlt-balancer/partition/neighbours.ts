/** Pairs of items that trade, each pair once, in any order. */
export interface Trades {
  readonly first: Uint32Array
  readonly second: Uint32Array
  /** Transfers between the two, 1 and up. */
  readonly counts: Uint32Array
}

export const NO_TRADES: Trades = { first: new Uint32Array(), second: new Uint32Array(), counts: new Uint32Array() }

/** Who trades with each item, and how often: item i has the places from start[i] up to start[i + 1]. Ends with the last that trades. */
export interface Neighbours {
  readonly start: Uint32Array
  readonly items: Uint32Array
  readonly counts: Uint32Array
}

export function neighboursOf({ first, second, counts }: Trades): Neighbours {
  let itemCount = 0
  for (let pair = 0; pair < counts.length; pair++) {
    itemCount = Math.max(itemCount, (first[pair] as number) + 1, (second[pair] as number) + 1)
  }
  const start = new Uint32Array(itemCount + 1)
  for (let pair = 0; pair < counts.length; pair++) {
    const a = (first[pair] as number) + 1
    const b = (second[pair] as number) + 1
    start[a] = (start[a] as number) + 1
    start[b] = (start[b] as number) + 1
  }
  for (let item = 0; item < itemCount; item++) start[item + 1] = (start[item + 1] as number) + (start[item] as number)
  const next = start.slice()
  const neighbours = { start, items: new Uint32Array(2 * counts.length), counts: new Uint32Array(2 * counts.length) }
  const add = (item: number, other: number, count: number) => {
    const place = next[item] as number
    next[item] = place + 1
    neighbours.items[place] = other
    neighbours.counts[place] = count
  }
  for (let pair = 0; pair < counts.length; pair++) {
    add(first[pair] as number, second[pair] as number, counts[pair] as number)
    add(second[pair] as number, first[pair] as number, counts[pair] as number)
  }
  return neighbours
}
