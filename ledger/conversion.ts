import type { SystemMovement } from './decision.ts'
import { convert, type Rates } from './exchange.ts'
import { isOperationAmount } from './money.ts'
import type { Conversion, DeclineReason, Operation, TransferConversion, Wallet } from './operation.ts'

export function conversionOf(
  operation: Operation,
  origin: null,
  target: Wallet,
  rates: Rates,
): (Conversion & { credit: bigint }) | DeclineReason
export function conversionOf(
  operation: Operation,
  origin: Wallet,
  target: null,
  rates: Rates,
): (Conversion & { debit: bigint }) | DeclineReason
export function conversionOf(
  operation: Operation,
  origin: Wallet,
  target: Wallet,
  rates: Rates,
): TransferConversion | DeclineReason
export function conversionOf(
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

export function betweenWallets({ debit, credit, rates }: Conversion): TransferConversion {
  return { debit: required(debit), credit: required(credit), rates }
}

export function required(amount: bigint | null): bigint {
  if (amount === null) throw new Error('an operation without an amount that it must have')
  return amount
}

/** The exchange accounts take `given` of one currency and hand out `got` of another. */
export function exchanged(from: string, given: bigint, to: string, got: bigint): SystemMovement[] {
  if (from === to) return []
  return [
    { kind: 'exchange', currency: from, amount: given },
    { kind: 'exchange', currency: to, amount: -got },
  ]
}
