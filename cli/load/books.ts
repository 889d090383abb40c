import type { Payment } from './payments.ts'

/** What the caller knows of a payment that it sent. */
export type Certainty =
  /** It was applied. */
  | 'applied'
  /** It may have been applied, or not. */
  | 'open'

/** Micro-units, both ends included. */
export interface Range {
  low: bigint
  high: bigint
}

interface Sums {
  in: bigint[]
  out: bigint[]
}

/**
 * What the balances of a run's wallets must be after the payments that were sent: to the micro-unit where every outcome is
 * known, within a range where some are not.
 */
export class Books {
  readonly #start: readonly bigint[]
  readonly #sums: Record<Certainty, Sums>
  readonly #hasFloor: boolean
  #openDeposits = 0n
  #appliedDeposits = 0n

  /**
   * @param start balance of each wallet before the first payment
   * @param hasFloor whether a wallet can be short of money; clearing accounts cannot
   */
  constructor(start: readonly bigint[], hasFloor = true) {
    this.#hasFloor = hasFloor
    const zeros = () => start.map(() => 0n)
    this.#start = start
    this.#sums = { applied: { in: zeros(), out: zeros() }, open: { in: zeros(), out: zeros() } }
  }

  get wallets(): number {
    return this.#start.length
  }

  add(payment: Payment, certainty: Certainty): void {
    this.#enter(payment, certainty, payment.amountMicros)
  }

  /** Takes back a payment that was added as applied: it was declined. */
  takeBack(payment: Payment): void {
    this.#enter(payment, 'applied', -payment.amountMicros)
  }

  /** From now on whatever was added as applied may have been declined. */
  doubtAll(): void {
    const { applied, open } = this.#sums
    for (const side of ['in', 'out'] as const) {
      applied[side].forEach((sum, i) => {
        open[side][i] = (open[side][i] ?? 0n) + sum
        applied[side][i] = 0n
      })
    }
    this.#openDeposits += this.#appliedDeposits
    this.#appliedDeposits = 0n
  }

  /** Whether each wallet could pay all that it was asked to even if nothing came in before. */
  canPayAll(): boolean {
    if (!this.#hasFloor) return true
    const { applied, open } = this.#sums
    return this.#start.every((start, i) => start >= (applied.out[i] ?? 0n) + (open.out[i] ?? 0n))
  }

  balance(wallet: number): Range {
    const { applied, open } = this.#sums
    const settled = (this.#start[wallet] ?? 0n) + (applied.in[wallet] ?? 0n) - (applied.out[wallet] ?? 0n)
    return { low: settled - (open.out[wallet] ?? 0n), high: settled + (open.in[wallet] ?? 0n) }
  }

  /** Of all wallets together. Transfers between them do not change it, whatever became of them. */
  sum(): Range {
    const settled = this.#start.reduce((sum, balance) => sum + balance, 0n) + this.#appliedDeposits
    return { low: settled, high: settled + this.#openDeposits }
  }

  #enter({ origin, target }: Payment, certainty: Certainty, amount: bigint): void {
    const sums = this.#sums[certainty]
    sums.in[target] = (sums.in[target] ?? 0n) + amount
    if (origin !== null) sums.out[origin] = (sums.out[origin] ?? 0n) + amount
    else if (certainty === 'applied') this.#appliedDeposits += amount
    else this.#openDeposits += amount
  }
}

export function isWithin(value: bigint, { low, high }: Range): boolean {
  return value >= low && value <= high
}
