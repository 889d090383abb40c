import { AMOUNT_MAX, isOperationAmount } from '../../ledger/money.ts'
import type { ClearingAccount, Payment, SubmitRequest } from '../../proto/gen/walletmesh/v1/payment.ts'
import type { Party } from '../clearing/party.ts'
import type { PaymentRequest } from '../clearing/payments.ts'
import { currencyNotAllowed, isCurrencyCode } from '../currency-code.ts'
import { Refused } from '../errors.ts'
import type { NewOperation } from '../ingest/ingest.ts'
import { isWalletId } from '../wallet-id.ts'

/**
 * The operation that a caller asks for. Throws Refused for one that cannot be, whatever the database holds. What a payment may
 * be is for clearing to say.
 */
export function operationOf({ operation }: SubmitRequest): NewOperation | PaymentRequest {
  if (operation === undefined) throw new Refused('invalid', 'operation must be a deposit, a transfer or a payment')
  if (operation.$case === 'payment') return paymentOf(operation.value)
  const { amount, currency } = operation.value
  if (operation.$case === 'deposit') {
    const targetId = checkedId(operation.value.walletId, 'wallet_id')
    return { originId: null, targetId, amount: checkedAmount(amount), currency: checkedCurrency(currency) }
  }
  const originId = checkedId(operation.value.originWalletId, 'origin_wallet_id')
  const targetId = checkedId(operation.value.targetWalletId, 'target_wallet_id')
  return { originId, targetId, amount: checkedAmount(amount), currency: checkedCurrency(currency) }
}

/** Refuses a transfer of a wallet to itself. */
export function assertOther({ originId, targetId }: NewOperation): void {
  if (originId !== targetId) return
  throw new Refused('invalid', 'origin_wallet_id and target_wallet_id must be different wallets')
}

function paymentOf({ from, to, amount, currency }: Payment): PaymentRequest {
  return { from: partyOf(from, 'from'), to: partyOf(to, 'to'), amount, currency }
}

function partyOf(account: ClearingAccount | undefined, field: string): Party {
  if (account === undefined) throw new Refused('invalid', `${field} must be an account of a bank`)
  return account
}

function checkedId(id: bigint, field: string): bigint {
  if (!isWalletId(id)) throw new Refused('invalid', `${field} must be a whole number from 1, such as 7`)
  return id
}

function checkedAmount(amount: bigint): bigint {
  if (!isOperationAmount(amount)) {
    throw new Refused(
      'invalid',
      `amount must be a whole number of micro-units from 1 to ${AMOUNT_MAX}, such as 1000000`,
    )
  }
  return amount
}

function checkedCurrency(code: string): string {
  if (!isCurrencyCode(code)) throw currencyNotAllowed()
  return code
}
