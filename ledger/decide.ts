import { convert, type Rates } from './exchange.ts'
import { fitsBalance, isOperationAmount } from './money.ts'
import {
  type Conversion,
  type DeclineReason,
  isClearing,
  type Operation,
  type OperationKind,
  type QueuedStep,
  type TransferConversion,
  type Wallet,
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

/** What became of a step, and the lines that write it down. Together the lines sum to zero in every currency. */
export type Decision = {
  operation: Operation
  postings: Posting[]
  movements: SystemMovement[]
  positions: PositionMovement[]
} & (
  | { outcome: 'success'; conversion: Conversion }
  | { outcome: 'decline'; reason: DeclineReason; conversion: Conversion | null }
  /** The origin is debited; the credit is to be queued for the target's group. */
  | { outcome: 'debited'; conversion: TransferConversion; targetGroup: number }
  /** The credit is impossible; a refund is to be queued for the origin's group. */
  | { outcome: 'bounced'; conversion: TransferConversion; reason: DeclineReason; originGroup: number }
)

/** What deciding knows: the group whose steps these are, every wallet that they touch, the rates. */
export interface Book {
  group: number
  wallets: ReadonlyMap<number, Wallet>
  rates: Rates
}

/**
 * Decides the steps in order, each seeing the balances that the ones before it left. A refused operation is a decline
 * with a reason; nothing here throws for what a caller may send.
 *
 * Throws when a step's own wallet is not in the group: a stray must not get this far.
 */
export function decide(steps: readonly QueuedStep[], book: Book): Decision[] {
  const balances = new Balances(book)
  return steps.map((step) => decideStep(step, balances))
}

function decideStep(step: QueuedStep, balances: Balances): Decision {
  switch (step.step) {
    case 'apply':
      return apply(step.operation, balances)
    case 'credit':
      return credit(step.operation, step.conversion, balances)
    case 'refund':
      return refund(step.operation, step.conversion, step.reason, balances)
  }
}

function apply(operation: Operation, balances: Balances): Decision {
  switch (operation.kind) {
    case 'deposit':
      return deposit(operation, balances)
    case 'settlement':
      return settle(operation, balances)
    default:
      return transfer(operation, balances)
  }
}

/** The balances as they are within the batch. */
class Balances {
  readonly book: Book
  readonly #now = new Map<number, bigint>()

  constructor(book: Book) {
    this.book = book
  }

  of(wallet: Wallet): bigint {
    return this.#now.get(wallet.id) ?? wallet.balance
  }

  find(id: number | null): Wallet | undefined {
    return id === null ? undefined : this.book.wallets.get(id)
  }

  /** The step's own wallet. */
  own(id: number | null): Wallet {
    const wallet = this.find(id)
    if (wallet?.group !== this.book.group) throw new Error(`wallet ${id} is not in group ${this.book.group}`)
    return wallet
  }

  post(wallet: Wallet, amount: bigint, kind: Posting['kind'], operation: Operation): Posting {
    const balance = this.of(wallet) + amount
    this.#now.set(wallet.id, balance)
    return { walletId: wallet.id, kind, amount, currency: wallet.currency, balance, operation }
  }
}

function deposit(operation: Operation, balances: Balances): Decision {
  const target = balances.own(operation.targetId)
  if (isForeign(target, operation)) return declined(operation, 'unknown_wallet')
  const conversion = conversionOf(operation, null, target, balances.book.rates)
  if (typeof conversion === 'string') return declined(operation, conversion)
  const refusal = creditRefusal(target, conversion.credit, balances)
  if (refusal !== null) return declined(operation, refusal)
  return {
    operation,
    outcome: 'success',
    conversion,
    positions: [],
    postings: [balances.post(target, conversion.credit, 'deposit', operation)],
    movements: [
      { kind: 'world', currency: operation.currency, amount: -operation.amount },
      ...exchanged(operation.currency, operation.amount, target.currency, conversion.credit),
    ],
  }
}

function transfer(operation: Operation, balances: Balances): Decision {
  const origin = balances.own(operation.originId)
  const target = balances.find(operation.targetId)
  if (target === undefined || isForeign(origin, operation) || isForeign(target, operation)) {
    return declined(operation, 'unknown_wallet')
  }
  const conversion = conversionOf(operation, origin, target, balances.book.rates)
  if (typeof conversion === 'string') return declined(operation, conversion)
  const { debit } = conversion
  const refusal = debitRefusal(origin, debit, balances)
  if (refusal !== null) return declined(operation, refusal)
  const positions = [...owed(origin, -debit), ...owed(target, conversion.credit)]

  if (target.group !== balances.book.group) {
    return {
      operation,
      outcome: 'debited',
      conversion,
      targetGroup: target.group,
      positions,
      postings: [balances.post(origin, -debit, operation.kind, operation)],
      movements: [
        ...exchanged(origin.currency, debit, target.currency, conversion.credit),
        { kind: 'transit', currency: target.currency, amount: conversion.credit },
      ],
    }
  }
  const targetRefusal = creditRefusal(target, conversion.credit, balances)
  if (targetRefusal !== null) return declined(operation, targetRefusal)
  return {
    operation,
    outcome: 'success',
    conversion,
    positions,
    postings: [
      balances.post(origin, -debit, operation.kind, operation),
      balances.post(target, conversion.credit, operation.kind, operation),
    ],
    movements: exchanged(origin.currency, debit, target.currency, conversion.credit),
  }
}

/** What was paid out for a clearing account is no longer owed for it, what was paid in is. */
function settle(operation: Operation, balances: Balances): Decision {
  const { originId, targetId, amount, currency } = operation
  const account = balances.own(originId ?? targetId)
  const change = originId === null ? amount : -amount
  // A settlement is certain once it is approved: it is not declined, but waits for somebody to look at it.
  if (isForeign(account, operation) || !fitsBalance(balances.of(account) + change)) {
    throw new Error(`settlement ${operation.id} of wallet ${account.id} is impossible`)
  }
  return {
    operation,
    outcome: 'success',
    conversion: { debit: originId === null ? null : amount, credit: targetId === null ? null : amount, rates: null },
    positions: owed(account, change),
    postings: [balances.post(account, change, 'settlement', operation)],
    movements: [{ kind: 'settlement', currency, amount: -change }],
  }
}

/** The second half of a transfer between groups. */
function credit(operation: Operation, conversion: TransferConversion, balances: Balances): Decision {
  const target = balances.own(operation.targetId)
  const refusal = creditRefusal(target, conversion.credit, balances)
  const fromTransit: SystemMovement = { kind: 'transit', currency: target.currency, amount: -conversion.credit }
  if (refusal === null) {
    return {
      operation,
      outcome: 'success',
      conversion,
      positions: [],
      postings: [balances.post(target, conversion.credit, operation.kind, operation)],
      movements: [fromTransit],
    }
  }
  const origin = balances.find(operation.originId)
  if (origin === undefined) throw new Error(`operation ${operation.id} was debited from a wallet that does not exist`)
  return {
    operation,
    outcome: 'bounced',
    conversion,
    reason: refusal,
    originGroup: origin.group,
    // The money is the origin's again from now on, though its balance shows it with the refund.
    positions: [...owed(target, -conversion.credit), ...owed(origin, conversion.debit)],
    postings: [],
    // Without a conversion the money stays in transit, and the two movements cancel.
    movements: [
      fromTransit,
      ...exchanged(target.currency, conversion.credit, origin.currency, conversion.debit),
      { kind: 'transit', currency: origin.currency, amount: conversion.debit },
    ],
  }
}

/** Gives the debit back, to a wallet in whatever state: the money is its owner's. */
function refund(
  operation: Operation,
  conversion: TransferConversion,
  reason: DeclineReason,
  balances: Balances,
): Decision {
  const origin = balances.own(operation.originId)
  if (!fitsBalance(balances.of(origin) + conversion.debit)) {
    throw new Error(`refund of operation ${operation.id} would overflow the balance of wallet ${origin.id}`)
  }
  return {
    operation,
    outcome: 'decline',
    reason,
    conversion,
    positions: [],
    postings: [balances.post(origin, conversion.debit, 'refund', operation)],
    movements: [{ kind: 'transit', currency: origin.currency, amount: -conversion.debit }],
  }
}

function declined(operation: Operation, reason: DeclineReason): Decision {
  return { operation, outcome: 'decline', reason, conversion: null, postings: [], movements: [], positions: [] }
}

/** Whether the wallet is not of the kind that the operation changes: ingest does not let such an operation in. */
function isForeign({ bankId }: Wallet, { kind }: Operation): boolean {
  return isClearing(kind) !== (bankId !== null)
}

/** Of a clearing account. */
function owed({ bankId }: Wallet, amount: bigint): PositionMovement[] {
  return bankId === null ? [] : [{ bankId, amount }]
}

function conversionOf(
  operation: Operation,
  origin: null,
  target: Wallet,
  rates: Rates,
): (Conversion & { credit: bigint }) | DeclineReason
function conversionOf(
  operation: Operation,
  origin: Wallet,
  target: Wallet,
  rates: Rates,
): TransferConversion | DeclineReason
function conversionOf(
  operation: Operation,
  origin: Wallet | null,
  target: Wallet,
  rates: Rates,
): (Conversion & { credit: bigint }) | DeclineReason {
  const { amount, currency } = operation
  if (currency === target.currency && (origin === null || currency === origin.currency)) {
    return { debit: origin === null ? null : amount, credit: amount, rates: null }
  }
  const request = rates.get(currency)
  const originRate = origin === null ? null : rates.get(origin.currency)
  const targetRate = rates.get(target.currency)
  if (request === undefined || originRate === undefined || targetRate === undefined) return 'unknown_currency'
  const debit = originRate === null ? null : convert(amount, request, originRate)
  const credit = convert(amount, request, targetRate)
  if (debit === 0n || credit === 0n) return 'amount_rounds_to_zero'
  if (!isOperationAmount(credit) || (debit !== null && !isOperationAmount(debit))) return 'amount_out_of_range'
  return { debit, credit, rates: { request, origin: originRate, target: targetRate } }
}

function debitRefusal(wallet: Wallet, amount: bigint, balances: Balances): DeclineReason | null {
  if (wallet.state === 'closed') return 'wallet_closed'
  if (wallet.state === 'frozen') return 'wallet_frozen'
  const after = balances.of(wallet) - amount
  if (wallet.floor !== null && after < wallet.floor) return 'insufficient_funds'
  return fitsBalance(after) ? null : 'balance_out_of_range'
}

/** A frozen wallet still receives. */
function creditRefusal(wallet: Wallet, amount: bigint, balances: Balances): DeclineReason | null {
  if (wallet.state === 'closed') return 'wallet_closed'
  return fitsBalance(balances.of(wallet) + amount) ? null : 'balance_out_of_range'
}

/** The exchange accounts take `given` of one currency and hand out `got` of another. */
function exchanged(from: string, given: bigint, to: string, got: bigint): SystemMovement[] {
  if (from === to) return []
  return [
    { kind: 'exchange', currency: from, amount: given },
    { kind: 'exchange', currency: to, amount: -got },
  ]
}
