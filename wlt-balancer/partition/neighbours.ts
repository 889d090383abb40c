/** Pairs of items that trade, each pair once, in any order. */
export interface Trades {
  readonly first: Uint32Array
  readonly second: Uint32Array
  /** Transfers between the two, 1 and up. */
  readonly counts: Uint32Array
}

export const NO_TRADES: Trades = { first: new Uint32Array(), second: new Uint32Array(), counts: new Uint32Array() }

/**
 * The items that trade, numbered anew from 0 in their order, as they may be few among many; and with whom each trades, and
 * how often: trader t has the places from start[t] up to start[t + 1].
 */
export interface Neighbours {
  /** Item of each trader. */
  readonly items: Uint32Array
  readonly start: Uint32Array
  /** Trader at a place. */
  readonly others: Uint32Array
  readonly counts: Uint32Array
}

export function neighboursOf(trades: Trades, itemCount: number): Neighbours {
  const { first, second, counts } = trades
  // By item: how many it trades with, and then its number as a trader.
  const numberOf = new Uint32Array(itemCount)
  for (const item of first) numberOf[item] = (numberOf[item] as number) + 1
  for (const item of second) numberOf[item] = (numberOf[item] as number) + 1
  const traders = numberOf.reduce((sum, degree) => (degree > 0 ? sum + 1 : sum), 0)
  const items = new Uint32Array(traders)
  const start = new Uint32Array(traders + 1)
  let number = 0
  for (let item = 0; item < itemCount; item++) {
    const degree = numberOf[item] as number
    if (degree === 0) continue
    items[number] = item
    numberOf[item] = number
    start[number + 1] = (start[number] as number) + degree
    number++
  }
  const next = start.slice()
  const neighbours = {
    items,
    start,
    others: new Uint32Array(2 * counts.length),
    counts: new Uint32Array(2 * counts.length),
  }
  const add = (trader: number, other: number, count: number) => {
    const place = next[trader] as number
    next[trader] = place + 1
    neighbours.others[place] = other
    neighbours.counts[place] = count
  }
  for (let pair = 0; pair < counts.length; pair++) {
    const a = numberOf[first[pair] as number] as number
    const b = numberOf[second[pair] as number] as number
    add(a, b, counts[pair] as number)
    add(b, a, counts[pair] as number)
  }
  return neighbours
}
