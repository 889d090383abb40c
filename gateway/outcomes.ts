import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from '../common/database/pool.ts'
import type { Log } from '../common/log.ts'
import { type OperationState, readEnded } from './sql/read-operation.ts'

/** Between two looks, while somebody waits. */
const LOOK_MS = 5
/** After a look that failed. */
const RETRY_MS = 250
/** More do not wait. */
const WAITING_MAX = 10_000

type Waiter = (state: OperationState | null) => void

/**
 * Tells those who wait for the outcome of their operation. One statement looks for all of them at once, one look after the other,
 * and none while nobody waits. (Told by each commit of an op-processor instead, everybody would pay for the few who wait.)
 */
export class Outcomes {
  readonly #pool: Pool
  readonly #log: Log
  readonly #waiting = new Map<string, Set<Waiter>>()
  #waiters = 0
  readonly #stopping = new AbortController()
  #looking: Promise<void> | null = null

  constructor(pool: Pool, log: Log) {
    this.#pool = pool
    this.#log = log
  }

  /** Resolves with the operation once it has ended; with null after `timeoutMs`, when too many wait, and when this stops. */
  async ended(id: string, timeoutMs: number): Promise<OperationState | null> {
    if (this.#stopping.signal.aborted || this.#waiters >= WAITING_MAX) return null
    const { promise, resolve } = Promise.withResolvers<OperationState | null>()
    const timer = setTimeout(() => resolve(null), timeoutMs)
    // A request that is sent again under its idempotency key waits for the same operation.
    const together = this.#waiting.get(id) ?? new Set()
    this.#waiting.set(id, together.add(resolve))
    this.#waiters += 1
    this.#looking ??= this.#look()
    try {
      return await promise
    } finally {
      clearTimeout(timer)
      this.#waiters -= 1
      together.delete(resolve)
      if (together.size === 0 && this.#waiting.get(id) === together) this.#waiting.delete(id)
    }
  }

  async #look(): Promise<void> {
    const { signal } = this.#stopping
    const pause = (ms: number) => delay(ms, undefined, { signal }).catch(() => {})
    await pause(LOOK_MS)
    while (this.#waiting.size > 0 && !signal.aborted) {
      try {
        for (const state of await readEnded(this.#pool, [...this.#waiting.keys()])) {
          for (const resolve of this.#waiting.get(state.id) ?? []) resolve(state)
        }
        await pause(LOOK_MS)
      } catch (error) {
        this.#log.warn({ err: error }, 'outcomes could not be read')
        await pause(RETRY_MS)
      }
    }
    this.#looking = null
  }

  /** Nobody waits any more. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    for (const together of this.#waiting.values()) for (const resolve of together) resolve(null)
    await this.#looking
  }
}
