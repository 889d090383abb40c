export interface BatcherOptions<Item> {
  /** Deals with one batch. It must not reject: what happens to an item is told to whoever gave it. */
  flush: (batch: Item[]) => Promise<void>
  batchSizeMax: number
  /** Batches under way at once. */
  flushesMax: number
}

/**
 * Lets items that arrive while a batch is under way share the next one. When nothing is under way, a batch leaves in the
 * same turn of the event loop, together with whatever else arrived in that turn: nobody waits for company. Beside a batch
 * that is under way, another leaves only when as many items wait as that one holds: a slow disk is kept busy, and on a fast
 * one batches do not get smaller, and dearer, than the load asks for.
 */
export class Batcher<Item> {
  readonly #options: BatcherOptions<Item>
  #waiting: Item[] = []
  #underWay = 0
  #flushes = 0
  #scheduled = false
  #idle: PromiseWithResolvers<void> | null = null

  constructor(options: BatcherOptions<Item>) {
    this.#options = options
  }

  /** Items that are waiting or under way. */
  get pending(): number {
    return this.#waiting.length + this.#underWay
  }

  add(item: Item): void {
    this.#waiting.push(item)
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
    if (this.#waiting.length < this.#underWay) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#flushNext()
      this.#schedule()
    })
  }

  #flushNext(): void {
    const batch = this.#takeBatch()
    this.#flushes += 1
    this.#underWay += batch.length
    this.#options.flush(batch).finally(() => {
      this.#flushes -= 1
      this.#underWay -= batch.length
      this.#schedule()
      if (this.pending === 0) {
        this.#idle?.resolve()
        this.#idle = null
      }
    })
  }

  #takeBatch(): Item[] {
    const batch = this.#waiting
    if (batch.length <= this.#options.batchSizeMax) {
      this.#waiting = []
      return batch
    }
    this.#waiting = batch.splice(this.#options.batchSizeMax)
    return batch
  }
}
