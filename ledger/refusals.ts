import type { Balances } from './balances.ts'
import { fitsBalance } from './money.ts'
import type { DeclineReason, Hold, Wallet } from './operation.ts'

/** Whether the wallet is not of the kind that the operation changes: ingest does not let such an operation in. */
export function isForeign({ bankId }: Wallet, { isClearing }: { isClearing: boolean }): boolean {
  return isClearing !== (bankId !== null)
}

/** @param from the hold that pays for it */
export function debitRefusal(wallet: Wallet, amount: bigint, balances: Balances, from?: Hold): DeclineReason | null {
  if (wallet.state === 'closed') return 'wallet_closed'
  if (wallet.state === 'frozen') return 'wallet_frozen'
  const reserved = balances.heldOf(wallet) - (from?.amount ?? 0n)
  const available = balances.of(wallet) - reserved - amount
  if (wallet.floor !== null && available < wallet.floor) return 'insufficient_funds'
  return fitsBalance(available) ? null : 'balance_out_of_range'
}

/** As much may be held as a balance can be. */
export function holdRefusal(wallet: Wallet, amount: bigint, balances: Balances): DeclineReason | null {
  const refusal = debitRefusal(wallet, amount, balances)
  return refusal ?? (fitsBalance(balances.heldOf(wallet) + amount) ? null : 'balance_out_of_range')
}

/** What is held of a charge may leave a frozen wallet, too: it is not yet its owner's. */
export function heldRefusal(wallet: Wallet, amount: bigint, balances: Balances): DeclineReason | null {
  if (wallet.state === 'closed') return 'wallet_closed'
  return fitsBalance(balances.of(wallet) - amount) ? null : 'balance_out_of_range'
}

/** With a credit limit, more may be held than the balance is, and than a balance can be. */
export function chargeRefusal(wallet: Wallet, amount: bigint, balances: Balances): DeclineReason | null {
  const refusal = creditRefusal(wallet, amount, balances)
  return refusal ?? (fitsBalance(balances.heldOf(wallet) + amount) ? null : 'balance_out_of_range')
}

/** A frozen wallet still receives. */
export function creditRefusal(wallet: Wallet, amount: bigint, balances: Balances): DeclineReason | null {
  if (wallet.state === 'closed') return 'wallet_closed'
  return fitsBalance(balances.of(wallet) + amount) ? null : 'balance_out_of_range'
}
