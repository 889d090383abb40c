import type { Rate } from './exchange.ts'

/**
 * A deposit brings money from outside of the mesh, a withdrawal takes it there, a transfer moves it between wallets. A hold
 * reserves money of a wallet; it ends by a capture, which moves it to another wallet, by a release, or by its expiry. A reversal
 * takes an applied operation back. A charge brings in what a card paid and holds it until its payout; a card refund gives of it back. The
 * others are of clearing: a payment moves money between clearing accounts, and a settlement
 * changes what an account is owed by what was paid in or out for it.
 */
export const OPERATION_KINDS = [
  'deposit',
  'transfer',
  'withdrawal',
  'hold',
  'capture',
  'release',
  'expiry',
  'payment',
  'reversal',
  'settlement',
  'charge',
  'payout',
  'card_refund',
] as const
export type OperationKind = (typeof OPERATION_KINDS)[number]

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
  | 'unknown_hold'
  | 'hold_declined'
  | 'hold_captured'
  | 'hold_released'
  | 'hold_expired'
  | 'hold_paid_out'
  | 'hold_refunded'
  | 'exceeds_hold'
  | 'rejected_fraud'

/** What a request named, and who is concerned. */
export interface Operation {
  /** UUID version 7; the transaction id that the caller got. */
  id: string
  kind: OperationKind
  /** Null for a deposit, a charge, a settlement that was paid in, and the reversal of a withdrawal. */
  originId: number | null
  /** Null for a withdrawal, a card refund, a hold and what ends it without moving money, a settlement that was paid out, and the reversal of a deposit. */
  targetId: number | null
  /** Micro-units of `currency`, which need not be a wallet's. */
  amount: bigint
  currency: string
  /** When the request was queued, as Postgres prints it in UTC. */
  acceptedAt: string
  /**
   * Of a reversal: the operation that it takes back. Of a capture, a release and an expiry: the hold. Of a payout and a card
   * refund: the charge. Of a settlement: its snapshot. Null for all others.
   */
  relatedId: string | null
}

/** Amounts and rates of an operation, fixed once when it is decided. */
export interface Conversion {
  /** Micro-units taken from the origin, in its currency; of a hold, reserved. Null without an origin. */
  debit: bigint | null
  /** Micro-units given to the target, in its currency. Null without a target. */
  credit: bigint | null
  /** Set when a currency conversion took place. */
  rates: { request: Rate; origin: Rate | null; target: Rate | null } | null
}

/** Of what neither takes nor gives. */
export const NO_CONVERSION: Conversion = { debit: null, credit: null, rates: null }

/** Of a transfer that is looked at for fraud between its debit and its credit. */
export interface Screening {
  /** Of the request that asked for the transfer; null when it had none. */
  requestId: string | null
}

/** The next step of an operation, as it waits in the queue. */
export type QueuedStep =
  /** With a conversion: amounts and rates are those of an operation that is taken back, the other way round. */
  | { step: 'apply'; operation: Operation; conversion?: Conversion; screening?: Screening }
  /** With a screening it waits for a verdict, and not in the queue. */
  | { step: 'credit'; operation: Operation; conversion: TransferConversion; screening?: Screening }
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
  /** What its holds reserve of the balance, from 0. */
  held: bigint
  /** The balance without what is held never falls below it; null: no floor. */
  floor: bigint | null
  /** The bank whose clearing account it is; null for a wallet of anybody else. */
  bankId: number | null
}

/** Money of a wallet that is reserved, by a hold or by a charge. The row is there from the request on. */
export interface Hold {
  /** The one of its operation. */
  id: string
  walletId: number
  /** Once it is not `held` any more, it never changes again, but for what is refunded after a payout. */
  state: 'requested' | 'declined' | 'held' | 'captured' | 'released' | 'expired' | 'paid_out' | 'refunded'
  /** Micro-units of the wallet's currency; 0 while it waits to be converted. */
  amount: bigint
  /** What was taken of it, 0 unless captured. */
  captured: bigint
  /** Of a charge: what card refunds took back, before and after its payout, up to `amount`. */
  refunded: bigint
  /** Captures that are accepted from then on are declined; as Postgres prints it in UTC. Null for the hold of a charge. */
  expiresAt: string | null
  /** The operation that ended it. */
  endedBy: string | null
}

/** The hold that an operation is about, itself included. */
export function holdOf({ kind, id, relatedId }: Operation): string | null {
  switch (kind) {
    case 'hold':
    case 'charge':
      return id
    case 'capture':
    case 'release':
    case 'expiry':
    case 'payout':
    case 'card_refund':
      return relatedId
    default:
      return null
  }
}

/** What a hold reserves while it is held, micro-units. */
export function reservedBy({ amount, refunded }: Hold): bigint {
  return amount - refunded
}

/** The wallet that a step changes. Its group is the group that the step belongs to. */
export function walletOfStep({ step, operation }: QueuedStep): number {
  const id = step === 'credit' ? operation.targetId : (operation.originId ?? operation.targetId)
  if (id === null) throw new Error(`operation ${operation.id} has no wallet`)
  return id
}
