import type { Trades } from './partition/neighbours.ts'

const FIRST_CAPACITY = 1 << 10
const SEED = 20_260_101

/**
 * Counts the transfers between each two wallets, given by their numbers, in memory that is bounded: with more than
 * `pairsMax` pairs, one transfer in two is kept, with still more one in four, and so on. As all transfers are kept with the
 * same chance, shares of them can be estimated from what is kept. The same transfers in the same order give the same.
 */
export class TradeTable {
  readonly #pairsMax: number
  /** Open addressing; a free slot has count 0. */
  #low = new Uint32Array(2 * FIRST_CAPACITY)
  #high = new Uint32Array(2 * FIRST_CAPACITY)
  #counts = new Uint32Array(2 * FIRST_CAPACITY)
  #pairs = 0
  #halvings = 0
  #random = SEED

  /** @param pairsMax 1 to 2^26 */
  constructor(pairsMax: number) {
    this.#pairsMax = pairsMax
  }

  get pairs(): number {
    return this.#pairs
  }

  /** The chance with which each transfer was kept: 1, 1/2, 1/4 and so on. */
  get sampled(): number {
    return 2 ** -this.#halvings
  }

  add(a: number, b: number): void {
    if (a === b) return
    for (let i = 0; i < this.#halvings; i += 1) if (this.#isTails()) return
    const slot = this.#slotOf(Math.min(a, b), Math.max(a, b))
    this.#counts[slot] = (this.#counts[slot] as number) + 1
    if (this.#counts[slot] !== 1) return
    this.#pairs += 1
    this.#low[slot] = Math.min(a, b)
    this.#high[slot] = Math.max(a, b)
    while (this.#pairs > this.#pairsMax) this.#halve()
    if (this.#pairs > this.#counts.length * 0.6) this.#rebuild(2 * this.#counts.length, (count) => count)
  }

  /** All pairs with the wallets' numbers replaced, but those of a wallet that is replaced by -1. */
  trades(numberOf: Int32Array): Trades {
    const first = new Uint32Array(this.#pairs)
    const second = new Uint32Array(this.#pairs)
    const counts = new Uint32Array(this.#pairs)
    let next = 0
    for (let slot = 0; slot < this.#counts.length; slot += 1) {
      if (this.#counts[slot] === 0) continue
      const a = numberOf[this.#low[slot] as number] as number
      const b = numberOf[this.#high[slot] as number] as number
      if (a < 0 || b < 0) continue
      first[next] = a
      second[next] = b
      counts[next++] = this.#counts[slot] as number
    }
    return { first: first.subarray(0, next), second: second.subarray(0, next), counts: counts.subarray(0, next) }
  }

  #halve(): void {
    this.#halvings += 1
    this.#rebuild(this.#counts.length, (count) => (count >>> 1) + (count % 2 === 1 && this.#isTails() ? 1 : 0))
  }

  #rebuild(slots: number, keep: (count: number) => number): void {
    const [low, high, counts] = [this.#low, this.#high, this.#counts]
    this.#low = new Uint32Array(slots)
    this.#high = new Uint32Array(slots)
    this.#counts = new Uint32Array(slots)
    this.#pairs = 0
    for (let from = 0; from < counts.length; from += 1) {
      const count = counts[from] === 0 ? 0 : keep(counts[from] as number)
      if (count === 0) continue
      const slot = this.#slotOf(low[from] as number, high[from] as number)
      this.#low[slot] = low[from] as number
      this.#high[slot] = high[from] as number
      this.#counts[slot] = count
      this.#pairs += 1
    }
  }

  #slotOf(low: number, high: number): number {
    const mask = this.#counts.length - 1
    const mixed = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)
    let slot = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 0
    slot = (slot ^ (slot >>> 13)) & mask
    while (this.#counts[slot] !== 0 && (this.#low[slot] !== low || this.#high[slot] !== high)) slot = (slot + 1) & mask
    return slot
  }

  /** By xorshift32 (Marsaglia, "Xorshift RNGs", 2003). */
  #isTails(): boolean {
    this.#random ^= this.#random << 13
    this.#random ^= this.#random >>> 17
    this.#random ^= this.#random << 5
    return this.#random < 0
  }
}
