import { type Choice, choice, type Distribution } from './choice.ts'

export const KINDS = ['transfers', 'deposits'] as const
export type Kind = (typeof KINDS)[number]

/** Between wallets, or clearing accounts, by their place in the list of the run. */
export interface Payment {
  /** Null in a deposit. */
  origin: number | null
  target: number
  amountMicros: bigint
}

/** What amounts are drawn from: from the step on in steps, up to the largest. */
export interface Amounts {
  stepMicros: bigint
  maxMicros: bigint
}

/** One unit; the least amount is one micro-unit. */
export const AMOUNT_MAX_MICROS = 1_000_000n
const OF_WALLETS: Amounts = { stepMicros: 1n, maxMicros: AMOUNT_MAX_MICROS }

/** Whole cents up to what a gateway lets banks pay, unless its settings say otherwise. */
export const OF_BANKS: Amounts = { stepMicros: 10_000n, maxMicros: 1_000_000_000n }

export interface PaymentsOptions {
  kind: Kind
  distribution: Distribution
  wallets: number
  /** Without it those of wallets. */
  amounts?: Amounts
  /** From 0 to below 1. */
  random: () => number
}

/** Draws random payments. A transfer whose two draws are the same wallet goes to the next one. */
export function randomPayments(options: PaymentsOptions): () => Payment {
  const { kind, distribution, wallets, amounts: { stepMicros, maxMicros } = OF_WALLETS, random } = options
  const draw: Choice = choice(distribution, wallets, random)
  return () => {
    const origin = kind === 'deposits' ? null : draw()
    const drawn = draw()
    return {
      origin,
      target: drawn === origin ? (drawn + 1) % wallets : drawn,
      amountMicros: stepMicros * (1n + BigInt(Math.floor(random() * Number(maxMicros / stepMicros)))),
    }
  }
}
