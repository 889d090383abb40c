import type { Pool } from '../../common/database/pool.ts'
import type { Log } from '../../common/log.ts'
import { classify } from '../errors.ts'
import { estimateQueueLength } from './sql/estimate-queue-length.ts'

const REFRESH_MS = 1000
/** A full queue is looked at more often, so that nobody is turned away for long after it has drained. */
const REFRESH_FULL_MS = 100

/**
 * Keeps the queue in the database within its bound. Counting it for every request would cost more than queueing, so this
 * counts now and then and adds what this gateway has queued since.
 */
export class QueueBound {
  readonly #pool: Pool
  readonly #operationsMax: number
  readonly #log: Log
  #counted = 0
  #queuedSince = 0
  #refreshing: Promise<void> | null = null
  #refreshedAt = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | null = null

  constructor({ pool, operationsMax, log }: { pool: Pool; operationsMax: number; log: Log }) {
    this.#pool = pool
    this.#operationsMax = operationsMax
    this.#log = log
  }

  async start(): Promise<void> {
    await this.#refresh()
    this.#timer = setInterval(() => {
      if (this.#queuedSince > 0) this.#refresh()
    }, REFRESH_MS)
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
    await this.#refreshing
  }

  queued(operations: number): void {
    this.#queuedSince += operations
  }

  hasRoomFor(operations: number): boolean {
    if (this.#counted + this.#queuedSince + operations <= this.#operationsMax) return true
    if (performance.now() - this.#refreshedAt >= REFRESH_FULL_MS) this.#refresh()
    return false
  }

  #refresh(): Promise<void> {
    this.#refreshing ??= this.#count().finally(() => {
      this.#refreshing = null
      this.#refreshedAt = performance.now()
    })
    return this.#refreshing
  }

  async #count(): Promise<void> {
    const queuedBefore = this.#queuedSince
    try {
      this.#counted = await estimateQueueLength(this.#pool)
      this.#queuedSince -= queuedBefore
    } catch (error) {
      // The last count stands; queueing itself reports what is wrong with the database.
      this.#log[classify(error) === null ? 'error' : 'debug']({ err: error }, 'could not count the queue')
    }
  }
}
