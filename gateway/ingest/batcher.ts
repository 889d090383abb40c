export interface BatcherOptions<Item> {
  /** Deals with one batch. It must not reject: what happens to an item is told to whoever gave it. */
  flush: (batch: Item[]) => Promise<void>
  /** What an item counts for: at least 1. */
  sizeOf: (item: Item) => number
  /** Sizes add up to this at most, but an item that is larger is a batch by itself. */
  batchSizeMax: number
  /** Batches under way at once. */
  flushesMax: number
}

/**
 * Lets items that arrive while a batch is under way share the next one. When nothing is under way, a batch leaves in the
 * same turn of the event loop, together with whatever else arrived in that turn: nobody waits for company. Beside a batch
 * that is under way, another leaves only when as much waits as that one holds: a slow disk is kept busy, and on a fast
 * one batches do not get smaller, and dearer, than the load asks for.
 */
export class Batcher<Item> {
  readonly #options: BatcherOptions<Item>
  #waiting: Item[] = []
  #waitingSize = 0
  #underWaySize = 0
  #flushes = 0
  #scheduled = false
  #idle: PromiseWithResolvers<void> | null = null

  constructor(options: BatcherOptions<Item>) {
    this.#options = options
  }

  /** The sizes of what is waiting or under way, added up. */
  get pending(): number {
    return this.#waitingSize + this.#underWaySize
  }

  add(item: Item): void {
    this.#waiting.push(item)
    this.#waitingSize += this.#options.sizeOf(item)
    this.#schedule()
  }

  /** Resolves when nothing waits and nothing is under way. */
  async drained(): Promise<void> {
    if (this.pending === 0) return
    this.#idle ??= Promise.withResolvers()
    await this.#idle.promise
  }

  #schedule(): void {
    if (this.#scheduled || this.#waiting.length === 0 || this.#flushes >= this.#options.flushesMax) return
    if (this.#waitingSize < this.#underWaySize) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#flushNext()
      this.#schedule()
    })
  }

  #flushNext(): void {
    const { items, size } = this.#takeBatch()
    this.#flushes += 1
    this.#waitingSize -= size
    this.#underWaySize += size
    this.#options.flush(items).finally(() => {
      this.#flushes -= 1
      this.#underWaySize -= size
      this.#schedule()
      if (this.pending === 0) {
        this.#idle?.resolve()
        this.#idle = null
      }
    })
  }

  #takeBatch(): { items: Item[]; size: number } {
    const { sizeOf, batchSizeMax } = this.#options
    const items = this.#waiting
    if (this.#waitingSize <= batchSizeMax) {
      this.#waiting = []
      return { items, size: this.#waitingSize }
    }
    let size = 0
    let taken = 0
    for (const item of items) {
      if (taken > 0 && size + sizeOf(item) > batchSizeMax) break
      size += sizeOf(item)
      taken += 1
    }
    this.#waiting = items.splice(taken)
    return { items, size }
  }
}
