import { convert, parseRate } from '../../ledger/exchange.ts'
import type { OperationFields } from '../../ledger/journal.ts'

export interface Flaw {
  expected: string
  found: string
}

/**
 * What an ended operation contradicts in itself, or null: whether its amounts belong to its kind and its verdict, and
 * are what its rates make of the amount that was requested, to the micro-unit.
 */
export function operationFlaw(operation: OperationFields): Flaw | null {
  return verdictFlaw(operation) ?? amountsFlaw(operation)
}

function verdictFlaw([, kind, status, reason, originId, targetId, , , debit, credit]: OperationFields): Flaw | null {
  const isTransfer = kind === 'transfer'
  if ((originId !== null) !== isTransfer || originId === targetId) {
    const expected = isTransfer ? 'a transfer from one wallet to another' : 'a deposit without an origin'
    return { expected, found: `from ${originId ?? 'nowhere'} to ${targetId}` }
  }
  if ((reason !== null) !== (status === 'decline')) {
    return {
      expected: status === 'decline' ? 'a reason' : 'no reason',
      found: `${status} ${reason ?? 'without a reason'}`,
    }
  }
  const found = `debit ${debit ?? 'none'}, credit ${credit ?? 'none'}`
  if (status === 'success' && (credit === null || (debit !== null) !== isTransfer)) {
    return { expected: isTransfer ? 'a success with debit and credit' : 'a success with a credit alone', found }
  }
  if (status === 'decline' && ((debit === null) !== (credit === null) || (debit !== null && !isTransfer))) {
    return { expected: 'a decline with neither debit nor credit, or a refunded transfer with both', found }
  }
  return null
}

function amountsFlaw(operation: OperationFields): Flaw | null {
  const [, , , , , , amount, , debit, credit, request, origin, target] = operation
  const rates = [request, origin, target]
  if (request === null || target === null || credit === null) {
    if (rates.some((rate) => rate !== null)) return { expected: 'no rate, or all of them', found: rates.join(', ') }
    const same = (credit === null || credit === amount) && (debit === null || debit === amount)
    return same ? null : { expected: `${amount} debited and credited, without a rate`, found: `${debit}, ${credit}` }
  }
  if ((origin === null) !== (debit === null)) return { expected: 'a rate for each amount', found: rates.join(', ') }
  return (
    convertedFlaw('credit', amount, request, target, credit) ?? convertedFlaw('debit', amount, request, origin, debit)
  )
}

type Field = OperationFields[number]

function convertedFlaw(what: string, amount: Field, from: Field, to: Field, converted: Field): Flaw | null {
  if (to === null || converted === null) return null
  const rates = [from, to].map((rate) => parseRate(String(rate)))
  const [fromRate = null, toRate = null] = rates
  if (fromRate === null || toRate === null) return { expected: 'positive rates', found: `${from}, ${to}` }
  const due = convert(BigInt(amount ?? 0), fromRate, toRate)
  if (String(due) === String(converted)) return null
  return { expected: `a ${what} of ${due}: ${amount} at ${from} to ${to}`, found: String(converted) }
}
