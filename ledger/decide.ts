import { Balances } from './balances.ts'
import { betweenWallets, conversionOf, exchanged, required } from './conversion.ts'
import { type Book, type Decision, declined, successOf } from './decision.ts'
import { capture, charge, hold, refundCard, release } from './holds.ts'
import { fitsBalance } from './money.ts'
import type { Conversion, Operation, QueuedStep } from './operation.ts'
import { creditRefusal, debitRefusal, isForeign } from './refusals.ts'
import { CLEARING, credit, owed, refund, transfer, WALLETS_ONLY } from './transfer.ts'

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
