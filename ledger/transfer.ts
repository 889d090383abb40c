import type { Balances } from './balances.ts'
import { conversionOf, exchanged } from './conversion.ts'
import { type Decision, declined, type PositionMovement, type SystemMovement } from './decision.ts'
import { fitsBalance } from './money.ts'
import type { DeclineReason, Hold, Operation, Screening, TransferConversion, Wallet } from './operation.ts'
import { creditRefusal, debitRefusal, isForeign } from './refusals.ts'

export interface TransferTerms {
  /** Whether it is between clearing accounts; otherwise it is between wallets of nobody's bank. */
  isClearing: boolean
  /** Amounts of the operation that is taken back; without it the present rates count. */
  fixed?: TransferConversion
  /** The hold that pays for it; without it what is available does. */
  from?: Hold
  /** With it the credit waits for a verdict, also within a group. */
  screening?: Screening
}

export const WALLETS_ONLY: TransferTerms = { isClearing: false }
export const CLEARING: TransferTerms = { isClearing: true }

/** From one wallet to another, in the same step where they are of one group and nobody screens it; otherwise its first half. */
export function transfer(operation: Operation, terms: TransferTerms, balances: Balances): Decision {
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

/** The second half of a transfer between groups, or of one that was screened. */
export function credit(operation: Operation, conversion: TransferConversion, balances: Balances): Decision {
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
export function refund(
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

/** Of a clearing account. */
export function owed({ bankId }: Wallet, amount: bigint): PositionMovement[] {
  return bankId === null ? [] : [{ bankId, amount }]
}
