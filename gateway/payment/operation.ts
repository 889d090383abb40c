import { isUuid } from '../../common/uuid.ts'
import { AMOUNT_MAX, isOperationAmount } from '../../ledger/money.ts'
import type { ClearingAccount, Payment, SubmitRequest, Transfer } from '../../proto/gen/walletmesh/v1/payment.ts'
import type { Party } from '../clearing/party.ts'
import type { PaymentRequest } from '../clearing/payments.ts'
import { currencyNotAllowed, isCurrencyCode } from '../currency-code.ts'
import { Refused } from '../errors.ts'
import { isToItself, type NewReversal } from '../ingest/asked.ts'
import type { NewOperation } from '../ingest/ingest.ts'
import { isMessage, MESSAGE_CHARACTERS_MAX } from '../message.ts'
import { isWalletId } from '../wallet-id.ts'

/**
 * The operation that a caller asks for. Throws Refused for one that cannot be, whatever the database holds. What a payment may
 * be is for clearing to say.
 */
export function operationOf(request: SubmitRequest): NewOperation | PaymentRequest | NewReversal {
  const { operation } = request
  if (operation === undefined) throw new Refused('invalid', 'operation must be there, such as a deposit or a transfer')
  if (operation.$case === 'payment') return paymentOf(operation.value)
  const message = messageOf(request)
  switch (operation.$case) {
    case 'deposit': {
      const { value } = operation
      return { originId: null, targetId: checkedId(value.walletId, 'wallet_id'), ...sumOf(value), ...message }
    }
    case 'transfer':
      return { ...partiesOf(operation.value), ...sumOf(operation.value), ...message }
    case 'withdrawal':
    case 'hold': {
      const { $case: kind, value } = operation
      const expiry = 'expiresAfterSec' in value ? expiryOf(value.expiresAfterSec) : {}
      const origin = { originId: checkedId(value.walletId, 'wallet_id'), targetId: null }
      return { kind, ...origin, ...sumOf(value), ...expiry, ...message }
    }
    case 'capture': {
      const { holdId, targetWalletId, amount } = operation.value
      const parties = { originId: null, targetId: checkedId(targetWalletId, 'target_wallet_id') }
      const taken = amount === undefined ? null : checkedAmount(amount)
      const hold = { holdId: checkedUuid(holdId, 'hold_id') }
      return { kind: 'capture', ...hold, ...parties, amount: taken, currency: null, ...message }
    }
    case 'release': {
      const holdId = checkedUuid(operation.value.holdId, 'hold_id')
      return { kind: 'release', holdId, originId: null, targetId: null, amount: null, currency: null, ...message }
    }
    case 'reversal':
      return { kind: 'reversal', reversedId: checkedUuid(operation.value.operationId, 'operation_id'), ...message }
  }
}

function partiesOf({ originWalletId, targetWalletId }: Transfer) {
  return {
    originId: checkedId(originWalletId, 'origin_wallet_id'),
    targetId: checkedId(targetWalletId, 'target_wallet_id'),
  }
}

function sumOf({ amount, currency }: { amount: bigint; currency: string }) {
  return { amount: checkedAmount(amount), currency: checkedCurrency(currency) }
}

function messageOf({ message }: SubmitRequest): { message?: string } {
  if (message === undefined) return {}
  if (isMessage(message)) return { message }
  throw new Refused(
    'invalid',
    `message must be 1 to ${MESSAGE_CHARACTERS_MAX} characters, none of them a control character`,
  )
}

function expiryOf(expiresAfterSec: number | undefined): { expiresAfterSec?: number } {
  if (expiresAfterSec === undefined) return {}
  if (expiresAfterSec < 1) throw new Refused('invalid', 'expires_after_sec must be a whole number from 1')
  return { expiresAfterSec }
}

export function checkedUuid(text: string, field: string): string {
  if (!isUuid(text)) throw new Refused('invalid', `${field} must be a UUID`)
  return text.toLowerCase()
}

/** Refuses a transfer of a wallet to itself. */
export function assertOther(operation: NewOperation | NewReversal): void {
  if (!isToItself(operation)) return
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
