import type { Payment } from './payments.ts'

export interface AcceptedPayment {
  operationId: string
  payment: Payment
}

/**
 * Keeps accepted payments, all of them up to `size`, and of more an even random sample (reservoir sampling: Vitter,
 * "Random sampling with a reservoir", 1985, algorithm R).
 */
export class Sample {
  readonly #size: number
  readonly #random: () => number
  readonly #kept: AcceptedPayment[] = []
  #offered = 0

  /** @param random from 0 to below 1 */
  constructor(size: number, random: () => number) {
    this.#size = size
    this.#random = random
  }

  get kept(): readonly AcceptedPayment[] {
    return this.#kept
  }

  get isComplete(): boolean {
    return this.#kept.length === this.#offered
  }

  offer(accepted: AcceptedPayment): void {
    this.#offered += 1
    const place = this.#kept.length < this.#size ? this.#kept.length : Math.floor(this.#random() * this.#offered)
    if (place < this.#size) this.#kept[place] = accepted
  }
}
