import { Retryable } from '../errors.ts'

/** Each takes a thread of the four of the pool, and 19 MiB. The other threads are for name look-ups, files and signatures. */
const RUNNING_MAX = 2
const WAITING_MAX = 50

/** Bounds how many passwords are hashed at once, so that log-ins cannot starve the process. */
export class Hashing {
  #running = 0
  readonly #waiting: (() => void)[] = []

  /** Runs the work when it has a place, in order. Throws Retryable when too many wait already: then nothing was done. */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= RUNNING_MAX) {
      if (this.#waiting.length >= WAITING_MAX) {
        throw new Retryable('overloaded', 'too many passwords are checked at once, try again')
      }
      // Whoever ends hands on the place.
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    } else {
      this.#running += 1
    }
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#running -= 1
      else next()
    }
  }
}
