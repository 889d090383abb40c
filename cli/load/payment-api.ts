import { bad, isRecord, overloaded, type PayAnswer, parsed, payloadOf, textOf } from './answers.ts'
import type { HttpAnswer } from './http-client.ts'

export const APIS = ['classic', 'v1', 'payments'] as const
/** Of wallets. */
export type Api = Exclude<(typeof APIS)[number], 'payments'>

/** By wallet id. */
export interface PayRequest {
  /** Null in a deposit. */
  originId: number | null
  targetId: number
  amountMicros: bigint
  currency: string
}

/** A clearing account as its bank calls it. */
export interface BankAccount {
  bankId: number
  account: string
}

/** Between clearing accounts. */
export interface BankPayRequest {
  from: BankAccount
  to: BankAccount
  amountMicros: bigint
  currency: string
}

/** How a gateway is asked for payments, and what it answers. */
export interface PaymentApi<Request> {
  /** Path and JSON body of one request. */
  ask(payments: readonly Request[]): [path: string, json: string]
  /** One answer for each payment, in their order. */
  read(answer: HttpAnswer, payments: number): PayAnswer[]
}

/** One payment in a request. */
const classic: PaymentApi<PayRequest> = {
  ask([payment]) {
    if (payment === undefined) throw new RangeError('no payment')
    const { originId, targetId, amountMicros, currency } = payment
    const rest = `"Amount":${amountMicros},"Currency":"${currency}"}`
    return originId === null
      ? ['/receive_amount', `{"WalletId":${targetId},${rest}`]
      : ['/transfer_amount', `{"OriginWalletId":${originId},"TargetWalletId":${targetId},${rest}`]
  },
  read(answer) {
    if (answer.status === 429) return [overloaded(answer)]
    const payload = payloadOf(answer)
    if (answer.status === 200 && typeof payload?.TransactionId === 'string') {
      return [{ kind: 'accepted', operationId: payload.TransactionId }]
    }
    const isRefused = answer.status < 500 && typeof payload?.error === 'string' && payload.error !== 'internal error'
    return [bad(textOf(answer), isRefused)]
  },
}

/** One in a request to a route of /v1. @param jsonOf the body */
function v1Single<Request>(path: string, jsonOf: (payment: Request) => string): PaymentApi<Request> {
  return {
    ask([payment]) {
      if (payment === undefined) throw new RangeError('no payment')
      return [path, jsonOf(payment)]
    },
    read(answer) {
      const id = parsed(answer.body)?.id
      if (answer.status === 202 && typeof id === 'string') return [{ kind: 'accepted', operationId: id }]
      return [unaccepted(answer)]
    },
  }
}

/** Many in a request to a route of /v1. @param list what the route calls them */
function v1Batch<Request>(path: string, list: string, jsonOf: (payment: Request) => string): PaymentApi<Request> {
  return {
    ask: (payments) => [path, `{"${list}":[${payments.map(jsonOf).join(',')}]}`],
    read(answer, payments) {
      const verdicts = answer.status === 202 ? parsed(answer.body)?.[list] : undefined
      if (Array.isArray(verdicts) && verdicts.length === payments) return verdicts.map(verdictOf)
      return new Array<PayAnswer>(payments).fill(unaccepted(answer))
    },
  }
}

/** Between wallets. @param batch payments in a request, one at most in the classic routes */
export function paymentApi(api: Api, batch: number): PaymentApi<PayRequest> {
  if (api === 'classic') return classic
  return batch === 1
    ? v1Single('/v1/operations', operationOf)
    : v1Batch('/v1/operations/batch', 'operations', operationOf)
}

/** Between clearing accounts. @param batch payments in a request */
export function bankPaymentApi(batch: number): PaymentApi<BankPayRequest> {
  return batch === 1
    ? v1Single('/v1/payments', bankPaymentOf)
    : v1Batch('/v1/payments/batch', 'payments', bankPaymentOf)
}

function bankPaymentOf({ from, to, amountMicros, currency }: BankPayRequest): string {
  return `{"from":${partyOf(from)},"to":${partyOf(to)},"amount":"${amountMicros}","currency":"${currency}"}`
}

function partyOf({ bankId, account }: BankAccount): string {
  return `{"bank_id":${bankId},"account":"${account}"}`
}

function operationOf({ originId, targetId, amountMicros, currency }: PayRequest): string {
  const rest = `"target_wallet_id":${targetId},"amount":"${amountMicros}","currency":"${currency}"}`
  return originId === null ? `{"kind":"deposit",${rest}` : `{"kind":"transfer","origin_wallet_id":${originId},${rest}`
}

function unaccepted(answer: HttpAnswer): PayAnswer {
  if (answer.status === 429) return overloaded(answer)
  // Under way: what comes of it is not known yet.
  const isOpen = parsed(answer.body)?.code === 'idempotency_in_flight'
  return bad(textOf(answer), answer.status >= 400 && answer.status < 500 && !isOpen)
}

function verdictOf(verdict: unknown): PayAnswer {
  if (!isRecord(verdict)) return bad('not a verdict', false)
  if (verdict.status === 'new' && typeof verdict.id === 'string') return { kind: 'accepted', operationId: verdict.id }
  const first: unknown = Array.isArray(verdict.errors) ? verdict.errors[0] : undefined
  const detail = isRecord(first) ? String(first.detail) : 'not a verdict'
  return bad(detail, verdict.status === 'refused')
}
