import type { Pool } from '../../common/database/pool.ts'
import { withinMs } from '../deadline.ts'
import { OutcomeUnknown, Refused, Retryable } from '../errors.ts'
import { type Claim, KeyTaken } from './claim.ts'
import { findKey, type KeptKey } from './sql/find-key.ts'
import { keepAnswer } from './sql/keep-answer.ts'

export interface IdempotencyOptions {
  reads: Pool
  writes: Pool
  /** How long a request waits for one with its key that this process is at work on. */
  waitMaxMs?: number
  /** Requests that wait like that. */
  waitingMax?: number
}

export interface Answered<Answer> {
  answer: Answer
  /** Whether it was given before. */
  isReplay: boolean
}

/** Well below the time for which a connection may be silent. */
const WAIT_MAX_MS = 5_000
const WAITING_MAX = 10_000

/**
 * Does what is asked for under a key once, and answers the same from then on. That is the work of the key's place in
 * the database, which the work takes in its own transaction; in one process, requests with the same key also go one after
 * the other, so that a storm of them reaches no shared commit.
 */
export class Idempotency {
  readonly #options: IdempotencyOptions
  /** Work under way, by key. They never reject. */
  readonly #underWay = new Map<string, Promise<void>>()
  #waiting = 0

  constructor(options: IdempotencyOptions) {
    this.#options = options
  }

  /**
   * Rejects with Refused `idempotency_mismatch` when the key belongs to another request, and with Retryable
   * `idempotency_in_flight` when one with the key is not done for long. Otherwise as the work does: what it refused, or turned away, is not
   * remembered.
   *
   * @param work takes the key in the transaction in which it does anything, or rejects with KeyTaken
   * @param replay makes the first answer of what is kept
   */
  async once<Answer>(
    claim: Claim,
    work: () => Promise<Answer>,
    replay: (kept: KeptKey) => Answer,
  ): Promise<Answered<Answer>> {
    for (;;) {
      const earlier = this.#underWay.get(claim.key)
      if (earlier === undefined) break
      await this.#wait(earlier)
      const kept = await this.#find(claim)
      if (kept !== null) return { answer: replay(kept), isReplay: true }
    }
    const done = Promise.withResolvers<void>()
    this.#underWay.set(claim.key, done.promise)
    try {
      return { answer: await work(), isReplay: false }
    } catch (error) {
      if (error instanceof OutcomeUnknown) throw unknown(error)
      // What was done under the key may be refused by now: the body may be another one, and a limit lower.
      if (!(error instanceof KeyTaken || error instanceof Refused)) throw error
      const kept = await this.#find(claim)
      if (kept !== null) return { answer: replay(kept), isReplay: true }
      throw error instanceof KeyTaken ? inFlight() : error
    } finally {
      this.#underWay.delete(claim.key)
      done.resolve()
    }
  }

  /**
   * For what happens elsewhere, and may happen twice without harm: keeps the answer when it is there. Rejects with KeyTaken when another was
   * kept meanwhile.
   */
  async keep<Answer extends object>(claim: Claim | undefined, answer: Answer): Promise<Answer> {
    if (claim !== undefined && !(await keepAnswer(this.#options.writes, claim, answer))) throw new KeyTaken()
    return answer
  }

  async #find(claim: Claim): Promise<KeptKey | null> {
    const kept = await findKey(this.#options.reads, claim.key)
    if (kept !== null && kept.request !== claim.request) {
      throw new Refused('idempotency_mismatch', 'the idempotency key was used for another request')
    }
    return kept
  }

  async #wait(earlier: Promise<void>): Promise<void> {
    const { waitMaxMs = WAIT_MAX_MS, waitingMax = WAITING_MAX } = this.#options
    if (this.#waiting >= waitingMax) throw inFlight()
    this.#waiting += 1
    try {
      await withinMs(waitMaxMs, earlier, inFlight)
    } finally {
      this.#waiting -= 1
    }
  }
}

export function inFlight(): Retryable {
  return new Retryable('idempotency_in_flight', 'a request with this idempotency key is under way, try again')
}

/** With a key there is nothing to look for. */
function unknown(cause: OutcomeUnknown): Retryable {
  const message = 'the database went away during the commit: try again with the same idempotency key'
  return new Retryable('outcome_unknown', message, { cause })
}

/** Of a single operation that was queued. */
export function keptOperation({ operation_id: id }: KeptKey): string {
  if (id === null) throw new RangeError('the key was kept without an operation')
  return id
}
