import { convert, type Rates } from './exchange.ts'
import { fitsBalance, isOperationAmount } from './money.ts'
import {
  type Conversion,
  type DeclineReason,
  type Hold,
  holdOf,
  NO_CONVERSION,
  type Operation,
  type OperationKind,
  type QueuedStep,
  reservedBy,
  type Screening,
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
      return apply(step, balances)
    case 'credit':
      return credit(step.operation, step.conversion, balances)
    case 'refund':
      return refund(step.operation, step.conversion, step.reason, balances)
  }
}

function apply(step: QueuedStep & { step: 'apply' }, balances: Balances): Decision {
  const { operation, conversion: fixed, screening } = step
  switch (operation.kind) {
    case 'deposit':
      return deposit(operation, undefined, balances)
    case 'withdrawal':
      return withdraw(operation, undefined, balances)
    case 'hold':
      return hold(operation, balances)
    case 'capture':
      return capture(operation, balances)
    case 'release':
    case 'expiry':
    case 'payout':
      return release(operation, balances)
    case 'charge':
      return charge(operation, balances)
    case 'card_refund':
      return refundCard(operation, balances)
    case 'settlement':
      return settle(operation, balances)
    case 'transfer':
      return transfer(operation, screening === undefined ? WALLETS_ONLY : { ...WALLETS_ONLY, screening }, balances)
    case 'payment':
      return transfer(operation, CLEARING, balances)
    case 'reversal':
      return reverse(operation, fixed, balances)
  }
}

/** The balances as they are within the batch. */
class Balances {
  readonly book: Book
  readonly #now = new Map<number, bigint>()
  readonly #held = new Map<number, bigint>()
  readonly #holds = new Map<string, Hold>()

  constructor(book: Book) {
    this.book = book
  }

  of(wallet: Wallet): bigint {
    return this.#now.get(wallet.id) ?? wallet.balance
  }

  heldOf(wallet: Wallet): bigint {
    return this.#held.get(wallet.id) ?? wallet.held
  }

  findHold(operation: Operation): Hold | undefined {
    const id = holdOf(operation)
    return id === null ? undefined : (this.#holds.get(id) ?? this.book.holds.get(id))
  }

  /** Changes a hold, and with it what its wallet holds. */
  change(before: Hold, wallet: Wallet, fields: Partial<Hold>, reserved: bigint): HoldChange {
    const after = { ...before, ...fields }
    this.#holds.set(before.id, after)
    if (reserved !== 0n) this.#held.set(wallet.id, this.heldOf(wallet) + reserved)
    return { before, after, reserved }
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

/** @param fixed amounts of the withdrawal that is taken back */
function deposit(operation: Operation, fixed: Conversion | undefined, balances: Balances): Decision {
  const target = balances.own(operation.targetId)
  if (isForeign(target, WALLETS_ONLY)) return declined(operation, 'unknown_wallet')
  const conversion = fixed ?? conversionOf(operation, null, target, balances.book.rates)
  if (typeof conversion === 'string') return declined(operation, conversion)
  const amount = required(conversion.credit)
  const refusal = creditRefusal(target, amount, balances)
  if (refusal !== null) return declined(operation, refusal)
  return {
    ...successOf(operation, conversion),
    postings: [balances.post(target, amount, operation.kind, operation)],
    movements: [
      { kind: 'world', currency: operation.currency, amount: -operation.amount },
      ...exchanged(operation.currency, operation.amount, target.currency, amount),
    ],
  }
}

/** @param fixed amounts of the deposit that is taken back */
function withdraw(operation: Operation, fixed: Conversion | undefined, balances: Balances): Decision {
  const origin = balances.own(operation.originId)
  if (isForeign(origin, WALLETS_ONLY)) return declined(operation, 'unknown_wallet')
  const conversion = fixed ?? conversionOf(operation, origin, null, balances.book.rates)
  if (typeof conversion === 'string') return declined(operation, conversion)
  const debit = required(conversion.debit)
  const refusal = debitRefusal(origin, debit, balances)
  if (refusal !== null) return declined(operation, refusal)
  return {
    ...successOf(operation, conversion),
    postings: [balances.post(origin, -debit, operation.kind, operation)],
    movements: [
      ...exchanged(origin.currency, debit, operation.currency, operation.amount),
      { kind: 'world', currency: operation.currency, amount: operation.amount },
    ],
  }
}

/** Takes an operation back: between wallets with the amounts of then, between clearing accounts as another payment. */
function reverse(operation: Operation, fixed: Conversion | undefined, balances: Balances): Decision {
  if (fixed === undefined) return transfer(operation, CLEARING, balances)
  if (operation.originId === null) return deposit(operation, fixed, balances)
  if (operation.targetId === null) return withdraw(operation, fixed, balances)
  return transfer(operation, { ...WALLETS_ONLY, fixed: betweenWallets(fixed) }, balances)
}

interface TransferTerms {
  /** Whether it is between clearing accounts; otherwise it is between wallets of nobody's bank. */
  isClearing: boolean
  /** Amounts of the operation that is taken back; without it the present rates count. */
  fixed?: TransferConversion
  /** The hold that pays for it; without it what is available does. */
  from?: Hold
  /** With it the credit waits for a verdict, also within a group. */
  screening?: Screening
}

const WALLETS_ONLY: TransferTerms = { isClearing: false }
const CLEARING: TransferTerms = { isClearing: true }

function transfer(operation: Operation, terms: TransferTerms, balances: Balances): Decision {
  const { fixed, from, screening } = terms
  const origin = balances.own(operation.originId)
  const target = balances.find(operation.targetId)
  if (target === undefined || isForeign(origin, terms) || isForeign(target, terms)) {
    return declined(operation, 'unknown_wallet')
  }
  const conversion = fixed ?? conversionOf(operation, origin, target, balances.book.rates)
  if (typeof conversion === 'string') return declined(operation, conversion)
  const { debit } = conversion
  const isLater = target.group !== balances.book.group || screening !== undefined
  const refusal =
    debitRefusal(origin, debit, balances, from) ?? (isLater ? null : creditRefusal(target, conversion.credit, balances))
  if (refusal !== null) return declined(operation, refusal)
  const positions = [...owed(origin, -debit), ...owed(target, conversion.credit)]
  const spent = { state: 'captured', captured: debit, endedBy: operation.id } as const
  const hold = from === undefined ? null : balances.change(from, origin, spent, -from.amount)

  if (isLater) {
    return {
      operation,
      outcome: 'debited',
      conversion,
      targetGroup: target.group,
      ...(screening === undefined ? {} : { screening }),
      positions,
      hold,
      postings: [balances.post(origin, -debit, operation.kind, operation)],
      movements: [
        ...exchanged(origin.currency, debit, target.currency, conversion.credit),
        { kind: 'transit', currency: target.currency, amount: conversion.credit },
      ],
    }
  }
  return {
    operation,
    outcome: 'success',
    conversion,
    positions,
    hold,
    postings: [
      balances.post(origin, -debit, operation.kind, operation),
      balances.post(target, conversion.credit, operation.kind, operation),
    ],
    movements: exchanged(origin.currency, debit, target.currency, conversion.credit),
  }
}

/** Reserves money of a wallet: its balance stays, and less of it is available. */
function hold(operation: Operation, balances: Balances): Decision {
  const origin = balances.own(operation.originId)
  const requested = balances.findHold(operation)
  if (requested === undefined) throw new Error(`hold ${operation.id} was requested without its row`)
  const conversion = isForeign(origin, WALLETS_ONLY)
    ? 'unknown_wallet'
    : conversionOf(operation, origin, null, balances.book.rates)
  const refusal = typeof conversion === 'string' ? conversion : holdRefusal(origin, conversion.debit, balances)
  if (typeof conversion === 'string' || refusal !== null) {
    const change = balances.change(requested, origin, { state: 'declined' }, 0n)
    return { ...declined(operation, refusal ?? 'unknown_wallet'), hold: change }
  }
  const amount = conversion.debit
  return {
    ...successOf(operation, conversion),
    hold: balances.change(requested, origin, { state: 'held', amount }, amount),
  }
}

/** Moves money of a hold to another wallet; what it leaves of the hold is available again. */
function capture(operation: Operation, balances: Balances): Decision {
  const hold = openHold(operation, balances)
  if (typeof hold === 'string') return declined(operation, hold)
  // Its currency is the wallet's.
  if (operation.amount > hold.amount) return declined(operation, 'exceeds_hold')
  return transfer(operation, { ...WALLETS_ONLY, from: hold }, balances)
}

const RELEASED = { release: 'released', expiry: 'expired', payout: 'paid_out' } as const

/** Gives all that a hold reserves back, also in a frozen wallet: nothing leaves it. */
function release(operation: Operation, balances: Balances): Decision {
  const origin = balances.own(operation.originId)
  const hold = openHold(operation, balances)
  if (typeof hold === 'string') return declined(operation, hold)
  const state = RELEASED[operation.kind as keyof typeof RELEASED]
  const change = balances.change(hold, origin, { state, endedBy: operation.id }, -reservedBy(hold))
  return { ...successOf(operation, NO_CONVERSION), hold: change }
}

/** Brings in what a card paid and holds it in the same step: it is in the balance, and not available before its payout. */
function charge(operation: Operation, balances: Balances): Decision {
  const target = balances.own(operation.targetId)
  const requested = balances.findHold(operation)
  if (requested === undefined) throw new Error(`charge ${operation.id} was requested without its row`)
  const conversion = isForeign(target, WALLETS_ONLY)
    ? 'unknown_wallet'
    : conversionOf(operation, null, target, balances.book.rates)
  const refusal = typeof conversion === 'string' ? conversion : chargeRefusal(target, conversion.credit, balances)
  if (typeof conversion === 'string' || refusal !== null) {
    const change = balances.change(requested, target, { state: 'declined' }, 0n)
    return { ...declined(operation, refusal ?? 'unknown_wallet'), hold: change }
  }
  const { credit } = conversion
  return {
    ...successOf(operation, conversion),
    hold: balances.change(requested, target, { state: 'held', amount: credit }, credit),
    postings: [balances.post(target, credit, 'charge', operation)],
    movements: [
      { kind: 'world', currency: operation.currency, amount: -operation.amount },
      ...exchanged(operation.currency, operation.amount, target.currency, credit),
    ],
  }
}

/** Takes money of a charge back to the outside: what is still held of it is not yet its owner's, after the payout it is. */
function refundCard(operation: Operation, balances: Balances): Decision {
  const origin = balances.own(operation.originId)
  const hold = cardHold(operation, balances)
  if (typeof hold === 'string') return declined(operation, hold)
  const conversion = conversionOf(operation, origin, null, balances.book.rates)
  if (typeof conversion === 'string') return declined(operation, conversion)
  const { debit } = conversion
  if (debit > reservedBy(hold)) return declined(operation, 'exceeds_hold')
  const isHeld = hold.state === 'held'
  const refusal = isHeld ? heldRefusal(origin, debit, balances) : debitRefusal(origin, debit, balances)
  if (refusal !== null) return declined(operation, refusal)
  const refunded = hold.refunded + debit
  const end = isHeld && refunded === hold.amount ? ({ state: 'refunded', endedBy: operation.id } as const) : {}
  return {
    ...successOf(operation, conversion),
    hold: balances.change(hold, origin, { refunded, ...end }, isHeld ? -debit : 0n),
    postings: [balances.post(origin, -debit, 'card_refund', operation)],
    movements: [
      ...exchanged(origin.currency, debit, operation.currency, operation.amount),
      { kind: 'world', currency: operation.currency, amount: operation.amount },
    ],
  }
}

/** The charge that the operation gives back of, or why it cannot. */
function cardHold(operation: Operation, balances: Balances): Hold | DeclineReason {
  const hold = balances.findHold(operation)
  if (hold === undefined || hold.walletId !== operation.originId || hold.expiresAt !== null) return 'unknown_hold'
  return hold.state === 'held' || hold.state === 'paid_out' ? hold : HOLD_REFUSALS[hold.state]
}

const HOLD_REFUSALS: Record<Exclude<Hold['state'], 'held'>, DeclineReason> = {
  // Its own step is among the dead letters: it was queued before this one.
  requested: 'unknown_hold',
  declined: 'hold_declined',
  captured: 'hold_captured',
  released: 'hold_released',
  expired: 'hold_expired',
  paid_out: 'hold_paid_out',
  refunded: 'hold_refunded',
}

/** The hold that the operation ends, or why it cannot. */
function openHold(operation: Operation, balances: Balances): Hold | DeclineReason {
  const hold = balances.findHold(operation)
  if (hold === undefined || hold.walletId !== operation.originId) return 'unknown_hold'
  // What a card paid is given free by its payout alone, and that gives nothing else free.
  if ((hold.expiresAt === null) !== (operation.kind === 'payout')) return 'unknown_hold'
  if (hold.state !== 'held') return HOLD_REFUSALS[hold.state]
  // Times of one zone with four digits of a year are in the order of their texts.
  const isLate = operation.kind === 'capture' && hold.expiresAt !== null && operation.acceptedAt >= hold.expiresAt
  return isLate ? 'hold_expired' : hold
}

/** What was paid out for a clearing account is no longer owed for it, what was paid in is. */
function settle(operation: Operation, balances: Balances): Decision {
  const { originId, targetId, amount, currency } = operation
  const account = balances.own(originId ?? targetId)
  const change = originId === null ? amount : -amount
  // A settlement is certain once it is approved: it is not declined, but waits for somebody to look at it.
  if (isForeign(account, CLEARING) || !fitsBalance(balances.of(account) + change)) {
    throw new Error(`settlement ${operation.id} of wallet ${account.id} is impossible`)
  }
  return {
    operation,
    outcome: 'success',
    conversion: { debit: originId === null ? null : amount, credit: targetId === null ? null : amount, rates: null },
    positions: owed(account, change),
    hold: null,
    postings: [balances.post(account, change, 'settlement', operation)],
    movements: [{ kind: 'settlement', currency, amount: -change }],
  }
}

/** The second half of a transfer between groups, or of one that was screened. */
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
      hold: null,
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
    hold: null,
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
    hold: null,
    postings: [balances.post(origin, conversion.debit, 'refund', operation)],
    movements: leavingTransit(operation, conversion, reason, origin, balances),
  }
}

/** What bounced waits in the origin's currency. What was rejected never bounced, and waits in the target's as it was debited. */
function leavingTransit(
  operation: Operation,
  conversion: TransferConversion,
  reason: DeclineReason,
  origin: Wallet,
  balances: Balances,
): SystemMovement[] {
  if (reason !== 'rejected_fraud') return [{ kind: 'transit', currency: origin.currency, amount: -conversion.debit }]
  const target = balances.find(operation.targetId)
  if (target === undefined) throw new Error(`operation ${operation.id} was debited for a wallet that does not exist`)
  return [
    { kind: 'transit', currency: target.currency, amount: -conversion.credit },
    ...exchanged(target.currency, conversion.credit, origin.currency, conversion.debit),
  ]
}

function declined(operation: Operation, reason: DeclineReason): Decision {
  return { operation, outcome: 'decline', reason, conversion: null, ...nothingMoved() }
}

/** A success that has moved nothing yet. */
function successOf(operation: Operation, conversion: Conversion): Decision & { outcome: 'success' } {
  return { operation, outcome: 'success', conversion, ...nothingMoved() }
}

function nothingMoved(): Pick<Decision, 'postings' | 'movements' | 'positions' | 'hold'> {
  return { postings: [], movements: [], positions: [], hold: null }
}

/** Whether the wallet is not of the kind that the operation changes: ingest does not let such an operation in. */
function isForeign({ bankId }: Wallet, { isClearing }: TransferTerms): boolean {
  return isClearing !== (bankId !== null)
}

function betweenWallets({ debit, credit, rates }: Conversion): TransferConversion {
  return { debit: required(debit), credit: required(credit), rates }
}

function required(amount: bigint | null): bigint {
  if (amount === null) throw new Error('an operation without an amount that it must have')
  return amount
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
  target: null,
  rates: Rates,
): (Conversion & { debit: bigint }) | DeclineReason
function conversionOf(
  operation: Operation,
  origin: Wallet,
  target: Wallet,
  rates: Rates,
): TransferConversion | DeclineReason
function conversionOf(
  { amount, currency }: Operation,
  origin: Wallet | null,
  target: Wallet | null,
  rates: Rates,
): Conversion | DeclineReason {
  const isSame = (origin === null || origin.currency === currency) && (target === null || target.currency === currency)
  if (isSame) return { debit: origin === null ? null : amount, credit: target === null ? null : amount, rates: null }
  const request = rates.get(currency)
  const originRate = origin === null ? null : rates.get(origin.currency)
  const targetRate = target === null ? null : rates.get(target.currency)
  if (request === undefined || originRate === undefined || targetRate === undefined) return 'unknown_currency'
  const debit = originRate === null ? null : convert(amount, request, originRate)
  const credit = targetRate === null ? null : convert(amount, request, targetRate)
  if (debit === 0n || credit === 0n) return 'amount_rounds_to_zero'
  const fits = (converted: bigint | null) => converted === null || isOperationAmount(converted)
  if (!fits(debit) || !fits(credit)) return 'amount_out_of_range'
  return { debit, credit, rates: { request, origin: originRate, target: targetRate } }
}

/** @param from the hold that pays for it */
function debitRefusal(wallet: Wallet, amount: bigint, balances: Balances, from?: Hold): DeclineReason | null {
  if (wallet.state === 'closed') return 'wallet_closed'
  if (wallet.state === 'frozen') return 'wallet_frozen'
  const reserved = balances.heldOf(wallet) - (from?.amount ?? 0n)
  const available = balances.of(wallet) - reserved - amount
  if (wallet.floor !== null && available < wallet.floor) return 'insufficient_funds'
  return fitsBalance(available) ? null : 'balance_out_of_range'
}

/** As much may be held as a balance can be. */
function holdRefusal(wallet: Wallet, amount: bigint, balances: Balances): DeclineReason | null {
  const refusal = debitRefusal(wallet, amount, balances)
  return refusal ?? (fitsBalance(balances.heldOf(wallet) + amount) ? null : 'balance_out_of_range')
}

/** What is held of a charge may leave a frozen wallet, too: it is not yet its owner's. */
function heldRefusal(wallet: Wallet, amount: bigint, balances: Balances): DeclineReason | null {
  if (wallet.state === 'closed') return 'wallet_closed'
  return fitsBalance(balances.of(wallet) - amount) ? null : 'balance_out_of_range'
}

/** With a credit limit, more may be held than the balance is, and than a balance can be. */
function chargeRefusal(wallet: Wallet, amount: bigint, balances: Balances): DeclineReason | null {
  const refusal = creditRefusal(wallet, amount, balances)
  return refusal ?? (fitsBalance(balances.heldOf(wallet) + amount) ? null : 'balance_out_of_range')
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
