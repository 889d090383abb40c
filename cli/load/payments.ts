import { type Choice, choice, type Distribution } from './choice.ts'

export const KINDS = ['transfers', 'deposits'] as const
export type Kind = (typeof KINDS)[number]

/** Between wallets by their place in the list of the run's wallets. */
export interface Payment {
  /** Null in a deposit. */
  origin: number | null
  target: number
  amountMicros: bigint
}

/** One unit; the least amount is one micro-unit. */
export const AMOUNT_MAX_MICROS = 1_000_000n

export interface PaymentsOptions {
  kind: Kind
  distribution: Distribution
  wallets: number
  /** From 0 to below 1. */
  random: () => number
}

/** Draws random payments. A transfer whose two draws are the same wallet goes to the next one. */
export function randomPayments({ kind, distribution, wallets, random }: PaymentsOptions): () => Payment {
  const draw: Choice = choice(distribution, wallets, random)
  return () => {
    const origin = kind === 'deposits' ? null : draw()
    const drawn = draw()
    return {
      origin,
      target: drawn === origin ? (drawn + 1) % wallets : drawn,
      amountMicros: 1n + BigInt(Math.floor(random() * Number(AMOUNT_MAX_MICROS))),
    }
  }
}
