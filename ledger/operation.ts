import type { Rate } from './exchange.ts'

export type OperationKind = 'deposit' | 'transfer'

/** Why an operation ended without effect. Stable, machine-readable. */
export type DeclineReason =
  | 'insufficient_funds'
  | 'wallet_closed'
  | 'wallet_frozen'
  | 'unknown_wallet'
  | 'unknown_currency'
  | 'amount_rounds_to_zero'
  | 'amount_out_of_range'
  | 'balance_out_of_range'

/** What a request named, and who is concerned. */
export interface Operation {
  /** UUID version 7; the transaction id that the caller got. */
  id: string
  kind: OperationKind
  /** Null for a deposit. */
  originId: number | null
  targetId: number
  /** Micro-units of `currency`, which need not be a wallet's. */
  amount: bigint
  currency: string
  /** When the request was queued, as Postgres prints it in UTC. */
  acceptedAt: string
}

/** Amounts and rates of a transfer or deposit, fixed once when it is decided. */
export interface Conversion {
  /** Micro-units taken from the origin, in its currency. Null for a deposit. */
  debit: bigint | null
  /** Micro-units given to the target, in its currency. */
  credit: bigint
  /** Set when a currency conversion took place. */
  rates: { request: Rate; origin: Rate | null; target: Rate } | null
}

/** The next step of an operation, as it waits in the queue. */
export type QueuedStep =
  | { step: 'apply'; operation: Operation }
  | { step: 'credit'; operation: Operation; conversion: TransferConversion }
  | { step: 'refund'; operation: Operation; conversion: TransferConversion; reason: DeclineReason }

export type TransferConversion = Conversion & { debit: bigint }

export interface Wallet {
  id: number
  group: number
  currency: string
  state: 'open' | 'frozen' | 'closed'
  /** Micro-units of `currency`. */
  balance: bigint
  /** The balance never falls below it; null: no floor. */
  floor: bigint | null
}

/** The wallet that a step changes. Its group is the group that the step belongs to. */
export function walletOfStep({ step, operation }: QueuedStep): number {
  return step === 'credit' ? operation.targetId : (operation.originId ?? operation.targetId)
}
