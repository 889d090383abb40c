import { Latencies } from './latencies.ts'

/** Texts beyond it are counted together. */
const ERRORS_MAX = 20
const OTHER = 'other errors'

/** Counts of the answers to payments. */
export class Tally {
  readonly latencies = new Latencies()
  /** Answers by their error. */
  readonly badByError = new Map<string, number>()
  accepted = 0
  bad = 0
  /** Answers 429. */
  overloaded = 0
  /** Requests that were sent again under their idempotency key, each time. */
  sentAgain = 0
  /** Payments that got nothing but 429. */
  givenUp = 0

  get done(): number {
    return this.accepted + this.bad + this.givenUp
  }

  /** @param ms from the request to its answer */
  addAccepted(ms: number): void {
    this.accepted += 1
    this.latencies.add(ms)
  }

  addBad(error: string): void {
    this.bad += 1
    const key = this.badByError.has(error) || this.badByError.size < ERRORS_MAX ? error : OTHER
    this.badByError.set(key, (this.badByError.get(key) ?? 0) + 1)
  }
}
