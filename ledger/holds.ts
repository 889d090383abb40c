import type { Balances } from './balances.ts'
import { conversionOf, exchanged } from './conversion.ts'
import { type Decision, declined, successOf } from './decision.ts'
import { type DeclineReason, type Hold, NO_CONVERSION, type Operation, reservedBy } from './operation.ts'
import { chargeRefusal, debitRefusal, heldRefusal, holdRefusal, isForeign } from './refusals.ts'
import { transfer, WALLETS_ONLY } from './transfer.ts'

/** Reserves money of a wallet: its balance stays, and less of it is available. */
export function hold(operation: Operation, balances: Balances): Decision {
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
export function capture(operation: Operation, balances: Balances): Decision {
  const hold = openHold(operation, balances)
  if (typeof hold === 'string') return declined(operation, hold)
  // Its currency is the wallet's.
  if (operation.amount > hold.amount) return declined(operation, 'exceeds_hold')
  return transfer(operation, { ...WALLETS_ONLY, from: hold }, balances)
}

const RELEASED = { release: 'released', expiry: 'expired', payout: 'paid_out' } as const

/** Gives all that a hold reserves back, also in a frozen wallet: nothing leaves it. */
export function release(operation: Operation, balances: Balances): Decision {
  const origin = balances.own(operation.originId)
  const hold = openHold(operation, balances)
  if (typeof hold === 'string') return declined(operation, hold)
  const state = RELEASED[operation.kind as keyof typeof RELEASED]
  const change = balances.change(hold, origin, { state, endedBy: operation.id }, -reservedBy(hold))
  return { ...successOf(operation, NO_CONVERSION), hold: change }
}

/** Brings in what a card paid and holds it in the same step: it is in the balance, and not available before its payout. */
export function charge(operation: Operation, balances: Balances): Decision {
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
export function refundCard(operation: Operation, balances: Balances): Decision {
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
