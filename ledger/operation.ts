import type { Rate } from './exchange.ts'

/**
 * A deposit brings money from outside of the mesh, a transfer moves it between wallets. The others are of clearing: a payment
 * moves money between clearing accounts, a reversal takes one back, and a settlement changes what an account is owed by what
 * was paid in or out for it.
 */
export type OperationKind = 'deposit' | 'transfer' | 'payment' | 'reversal' | 'settlement'

/** Whether it changes clearing accounts; the others never do. */
export function isClearing(kind: OperationKind): boolean {
  return kind !== 'deposit' && kind !== 'transfer'
}

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
  /** Null for a deposit, and for a settlement that was paid in. */
  originId: number | null
  /** Null for a settlement that was paid out. */
  targetId: number | null
  /** Micro-units of `currency`, which need not be a wallet's. */
  amount: bigint
  currency: string
  /** When the request was queued, as Postgres prints it in UTC. */
  acceptedAt: string
  /** Of a reversal: the operation that it takes back. Of a settlement: its snapshot. Null for all others. */
  relatedId: string | null
}

/** Amounts and rates of an operation, fixed once when it is decided. */
export interface Conversion {
  /** Micro-units taken from the origin, in its currency. Null without an origin. */
  debit: bigint | null
  /** Micro-units given to the target, in its currency. Null without a target. */
  credit: bigint | null
  /** Set when a currency conversion took place. */
  rates: { request: Rate; origin: Rate | null; target: Rate } | null
}

/** The next step of an operation, as it waits in the queue. */
export type QueuedStep =
  | { step: 'apply'; operation: Operation }
  | { step: 'credit'; operation: Operation; conversion: TransferConversion }
  | { step: 'refund'; operation: Operation; conversion: TransferConversion; reason: DeclineReason }

/** Of an operation between two wallets. */
export type TransferConversion = Conversion & { debit: bigint; credit: bigint }

export interface Wallet {
  id: number
  group: number
  currency: string
  state: 'open' | 'frozen' | 'closed'
  /** Micro-units of `currency`. */
  balance: bigint
  /** The balance never falls below it; null: no floor. */
  floor: bigint | null
  /** The bank whose clearing account it is; null for a wallet of anybody else. */
  bankId: number | null
}

/** The wallet that a step changes. Its group is the group that the step belongs to. */
export function walletOfStep({ step, operation }: QueuedStep): number {
  const id = step === 'credit' ? operation.targetId : (operation.originId ?? operation.targetId)
  if (id === null) throw new Error(`operation ${operation.id} has no wallet`)
  return id
}
