import { convert, parseRate } from '../../ledger/exchange.ts'
import type { OperationFields } from '../../ledger/journal.ts'
import type { OperationKind } from '../../ledger/operation.ts'

export interface Flaw {
  expected: string
  found: string
}

/**
 * What an ended operation contradicts in itself, or null: whether its parties and amounts belong to its kind and its verdict,
 * and its amounts are what its rates make of the one that was requested, to the micro-unit.
 */
export function operationFlaw(operation: OperationFields): Flaw | null {
  return partiesFlaw(operation) ?? relatedFlaw(operation) ?? verdictFlaw(operation) ?? amountsFlaw(operation)
}

type Field = OperationFields[number]

/** Of each kind: in words, and whether these are the parties that it has. */
const PARTIES: Record<OperationKind, [string, (originId: Field, targetId: Field) => boolean]> = {
  deposit: ['a deposit without an origin', hasTarget],
  transfer: ['a transfer from one wallet to another', areTwo],
  withdrawal: ['a withdrawal without a target', hasOrigin],
  hold: ['a hold of one wallet', hasOrigin],
  capture: ['a capture from one wallet to another', areTwo],
  release: ['a release of one wallet', hasOrigin],
  expiry: ['an expiry of one wallet', hasOrigin],
  payment: ['a payment from one account to another', areTwo],
  reversal: ['a reversal from somebody or to somebody', areNotTheSame],
  settlement: ['a settlement of one account', (originId, targetId) => (originId === null) !== (targetId === null)],
  charge: ['a charge without an origin', hasTarget],
  payout: ['a payout of one wallet', hasOrigin],
  card_refund: ['a card refund without a target', hasOrigin],
}

function areTwo(originId: Field, targetId: Field): boolean {
  return originId !== null && targetId !== null && originId !== targetId
}

function hasTarget(originId: Field, targetId: Field): boolean {
  return originId === null && targetId !== null
}

function hasOrigin(originId: Field, targetId: Field): boolean {
  return originId !== null && targetId === null
}

function areNotTheSame(originId: Field, targetId: Field): boolean {
  return originId !== targetId
}

/** Kinds that are related to another operation, or to a snapshot. */
const RELATED: readonly Field[] = ['reversal', 'settlement', 'capture', 'release', 'expiry', 'payout', 'card_refund']

/** Kinds that neither take nor give. */
const MOVES_NOTHING: readonly Field[] = ['release', 'expiry', 'payout']

function partiesFlaw([, kind, , , originId, targetId]: OperationFields): Flaw | null {
  const [expected, isRight] = PARTIES[kind as OperationKind] ?? ['a kind of operation', () => false]
  if (isRight(originId, targetId)) return null
  return { expected, found: `${kind} from ${originId ?? 'nowhere'} to ${targetId ?? 'nowhere'}` }
}

function relatedFlaw(operation: OperationFields): Flaw | null {
  const [kind, relatedId] = [operation[1], operation[14]]
  if ((relatedId !== null) === RELATED.includes(kind ?? null)) return null
  const expected = relatedId === null ? 'what it is related to' : `nothing that a ${kind} is related to`
  return { expected, found: String(relatedId ?? 'nothing') }
}

function verdictFlaw([, kind, status, reason, originId, targetId, , , debit, credit]: OperationFields): Flaw | null {
  if ((reason !== null) !== (status === 'decline')) {
    return {
      expected: status === 'decline' ? 'a reason' : 'no reason',
      found: `${status} ${reason ?? 'without a reason'}`,
    }
  }
  const found = `debit ${debit ?? 'none'}, credit ${credit ?? 'none'}`
  if (MOVES_NOTHING.includes(kind ?? null)) {
    return debit === null && credit === null ? null : { expected: `a ${kind} with neither debit nor credit`, found }
  }
  const hasOneForEach = (debit !== null) === (originId !== null) && (credit !== null) === (targetId !== null)
  if (status === 'success' && !hasOneForEach) {
    return { expected: 'a success with a debit of its origin and a credit of its target', found }
  }
  const isRefunded = debit !== null && credit !== null && originId !== null && targetId !== null
  if (status === 'decline' && (debit !== null || credit !== null) && !isRefunded) {
    return { expected: `a decline with neither debit nor credit, or a refunded ${kind} with both`, found }
  }
  return null
}

function amountsFlaw(operation: OperationFields): Flaw | null {
  const [, kind, , , , , amount, , debit, credit, request, origin, target] = operation
  const rates = [request, origin, target]
  if (request === null || kind === 'settlement') {
    if (rates.some((rate) => rate !== null)) {
      const expected = kind === 'settlement' ? 'no rate' : 'no rate, or all of them'
      return { expected, found: rates.join(', ') }
    }
    const same = (credit === null || credit === amount) && (debit === null || debit === amount)
    return same ? null : { expected: `${amount} debited and credited, without a rate`, found: `${debit}, ${credit}` }
  }
  if ((origin === null) !== (debit === null) || (target === null) !== (credit === null)) {
    return { expected: 'a rate for each amount', found: rates.join(', ') }
  }
  return (
    convertedFlaw('credit', amount, request, target, credit) ?? convertedFlaw('debit', amount, request, origin, debit)
  )
}

function convertedFlaw(what: string, amount: Field, from: Field, to: Field, converted: Field): Flaw | null {
  if (to === null || converted === null) return null
  const rates = [from, to].map((rate) => parseRate(String(rate)))
  const [fromRate = null, toRate = null] = rates
  if (fromRate === null || toRate === null) return { expected: 'positive rates', found: `${from}, ${to}` }
  const due = convert(BigInt(amount ?? 0), fromRate, toRate)
  if (String(due) === String(converted)) return null
  return { expected: `a ${what} of ${due}: ${amount} at ${from} to ${to}`, found: String(converted) }
}
