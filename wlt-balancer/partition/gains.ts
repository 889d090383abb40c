const ABSENT = 0xffffffff

/** A binary heap of items by gain, the largest on top, in which the gain of an item can change. Each item is in it at most once. */
export class Gains {
  readonly #items: Uint32Array
  readonly #placeOf: Uint32Array
  readonly #gainOf: Float64Array
  #size = 0

  constructor(itemCount: number) {
    this.#items = new Uint32Array(itemCount)
    this.#placeOf = new Uint32Array(itemCount).fill(ABSENT)
    this.#gainOf = new Float64Array(itemCount)
  }

  get size(): number {
    return this.#size
  }

  /** The item of the largest gain; there must be one. */
  get top(): number {
    return this.#items[0] as number
  }

  set(item: number, gain: number): void {
    if (this.#placeOf[item] === ABSENT) {
      this.#gainOf[item] = gain
      this.#rise(item, this.#size++)
      return
    }
    const before = this.#gainOf[item] as number
    this.#gainOf[item] = gain
    if (gain > before) this.#rise(item, this.#placeOf[item] as number)
    else this.#sink(item, this.#placeOf[item] as number)
  }

  removeTop(): void {
    this.#placeOf[this.top] = ABSENT
    const last = this.#items[--this.#size] as number
    if (this.#size > 0) this.#sink(last, 0)
  }

  /** The larger of the two gains that come next after the top's; minus infinity when there is none. */
  get next(): number {
    let next = Number.NEGATIVE_INFINITY
    for (let place = 1; place < 3 && place < this.#size; place++) next = Math.max(next, this.#gainAt(place))
    return next
  }

  #gainAt(place: number): number {
    return this.#gainOf[this.#items[place] as number] as number
  }

  #put(item: number, place: number): void {
    this.#items[place] = item
    this.#placeOf[item] = place
  }

  #rise(item: number, from: number): void {
    const gain = this.#gainOf[item] as number
    let hole = from
    while (hole > 0) {
      const above = (hole - 1) >>> 1
      if (this.#gainAt(above) >= gain) break
      this.#put(this.#items[above] as number, hole)
      hole = above
    }
    this.#put(item, hole)
  }

  #sink(item: number, from: number): void {
    const gain = this.#gainOf[item] as number
    let hole = from
    for (let child = 2 * hole + 1; child < this.#size; child = 2 * hole + 1) {
      if (child + 1 < this.#size && this.#gainAt(child + 1) > this.#gainAt(child)) child++
      if (this.#gainAt(child) <= gain) break
      this.#put(this.#items[child] as number, hole)
      hole = child
    }
    this.#put(item, hole)
  }
}
