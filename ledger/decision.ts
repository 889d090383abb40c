import type { Rates } from './exchange.ts'
import type {
  Conversion,
  DeclineReason,
  Hold,
  Operation,
  OperationKind,
  Screening,
  TransferConversion,
  Wallet,
} from './operation.ts'

/** A change of one wallet's balance. */
export interface Posting {
  walletId: number
  kind: OperationKind | 'refund'
  /** Signed micro-units of the wallet's currency. */
  amount: bigint
  currency: string
  /** The wallet's balance after it. */
  balance: bigint
  operation: Operation
}

export type SystemAccountKind = 'world' | 'exchange' | 'transit' | 'settlement'

/** A change of a system account; a journal carries one summed line per account. */
export interface SystemMovement {
  kind: SystemAccountKind
  currency: string
  amount: bigint
}

/** A change of what a bank is owed, in micro-units: positive is owed to the bank. */
export interface PositionMovement {
  bankId: number
  amount: bigint
}

/** What a decision makes of a hold. */
export interface HoldChange {
  before: Hold
  after: Hold
  /** What is added to what its wallet holds, signed micro-units. */
  reserved: bigint
}

/** What became of a step, and the lines that write it down. Together the lines sum to zero in every currency. */
export type Decision = {
  operation: Operation
  postings: Posting[]
  movements: SystemMovement[]
  positions: PositionMovement[]
  hold: HoldChange | null
} & (
  | { outcome: 'success'; conversion: Conversion }
  | { outcome: 'decline'; reason: DeclineReason; conversion: Conversion | null }
  /** The origin is debited; the credit is to be queued for the target's group, with a screening once that allows it. */
  | { outcome: 'debited'; conversion: TransferConversion; targetGroup: number; screening?: Screening }
  /** The credit is impossible; a refund is to be queued for the origin's group. */
  | { outcome: 'bounced'; conversion: TransferConversion; reason: DeclineReason; originGroup: number }
)

/** What deciding knows: the group whose steps these are, every wallet and hold that they touch, the rates. */
export interface Book {
  group: number
  wallets: ReadonlyMap<number, Wallet>
  holds: ReadonlyMap<string, Hold>
  rates: Rates
}

export function declined(operation: Operation, reason: DeclineReason): Decision {
  return { operation, outcome: 'decline', reason, conversion: null, ...nothingMoved() }
}

/** A success that has moved nothing yet. */
export function successOf(operation: Operation, conversion: Conversion): Decision & { outcome: 'success' } {
  return { operation, outcome: 'success', conversion, ...nothingMoved() }
}

export function nothingMoved(): Pick<Decision, 'postings' | 'movements' | 'positions' | 'hold'> {
  return { postings: [], movements: [], positions: [], hold: null }
}
