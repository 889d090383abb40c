import { setTimeout as delay } from 'node:timers/promises'
import { CommandError } from '../../common/command.ts'
import { type PayAnswer, parsed, payloadOf, retryAfterMs, textOf, unanswered } from './answers.ts'
import { type HttpAnswer, type HttpClient, NoAnswer } from './http-client.ts'
import { type BankAccount, type PaymentApi, type PayRequest, paymentApi } from './payment-api.ts'

export interface WalletAnswer {
  balance: bigint
  currency: string
  state: string
}

export interface AccountAnswer {
  walletId: number
  balance: bigint
}

export interface BankAnswer {
  id: number
  position: bigint
}

export interface OperationAnswer {
  status: 'new' | 'processing' | 'success' | 'decline'
  reason: string | null
  amount: string
  origin_wallet_id: number | null
  target_wallet_id: number
}

/**
 * What a load test asks of a gateway. All but `pay` and `payAll` try again for a few seconds when the gateway is overloaded or does not answer, and then
 * throw a CommandError. So making a wallet may leave one that nobody uses.
 */
export interface Gateway<Request = PayRequest> {
  /** Once, whatever comes of it. */
  pay(payment: Request): Promise<PayAnswer>
  /** The same for as many as the API takes in a request: one answer for each, in their order. */
  payAll(payments: readonly Request[], idempotencyKey?: string): Promise<PayAnswer[]>
  createWallet(wallet: { name: string; currency: string }): Promise<number>
  /** Undefined when there is none. */
  wallet(id: number): Promise<WalletAnswer | undefined>
  operation(id: string): Promise<OperationAnswer | undefined>
  /** Undefined when the bank has none of that name. */
  account(account: BankAccount): Promise<AccountAnswer | undefined>
  /** All of them, in order of id. */
  banks(): Promise<BankAnswer[]>
}

const PAGE_MAX = 1000

interface BanksPage {
  banks: { id: number; position: string }[]
  next_cursor: string | null
}

const ATTEMPTS_MAX = 8
const PAUSE_MS = 250

/** @param signal ends the pauses between attempts: whatever waits then throws */
export function gatewayOver(http: HttpClient, signal: AbortSignal): Gateway
export function gatewayOver<Request>(http: HttpClient, signal: AbortSignal, api: PaymentApi<Request>): Gateway<Request>
export function gatewayOver(
  http: HttpClient,
  signal: AbortSignal,
  api: PaymentApi<PayRequest> = paymentApi('classic', 1),
): Gateway {
  async function patiently(what: string, call: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await call().catch((error: unknown) => {
        if (error instanceof NoAnswer) return error
        throw error
      })
      const failed = answer instanceof NoAnswer || answer.status === 429 || answer.status === 503
      if (!failed) return answer
      if (attempt === ATTEMPTS_MAX) {
        throw new CommandError(`${what} failed: ${answer instanceof NoAnswer ? answer.message : textOf(answer)}`)
      }
      await delay(answer instanceof NoAnswer ? PAUSE_MS : retryAfterMs(answer), undefined, { signal })
    }
  }

  async function read(path: string): Promise<Record<string, unknown> | undefined> {
    const answer = await patiently(`GET ${path}`, () => http.get(path))
    if (answer.status === 404) return undefined
    const body = answer.status === 200 ? parsed(answer.body) : undefined
    if (body === undefined) throw new CommandError(`GET ${path} failed: ${textOf(answer)}`)
    return body
  }

  async function payAll(payments: readonly PayRequest[], idempotencyKey?: string): Promise<PayAnswer[]> {
    const headers = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }
    const answer = await http.post(...api.ask(payments), headers).catch((error: unknown) => {
      if (error instanceof NoAnswer) return error
      throw error
    })
    return answer instanceof NoAnswer ? payments.map(() => unanswered(answer)) : api.read(answer, payments.length)
  }

  return {
    async pay(payment) {
      const [answer] = await payAll([payment])
      if (answer === undefined) throw new RangeError('a payment without an answer')
      return answer
    },
    payAll,
    async createWallet({ name, currency }) {
      const body = JSON.stringify({ Name: name, Country: 'none', City: 'none', Currency: currency })
      const answer = await patiently('POST /wallet', () => http.post('/wallet', body))
      const id = payloadOf(answer)?.WalletID
      if (typeof id !== 'number') throw new CommandError(`POST /wallet failed: ${textOf(answer)}`)
      return id
    },
    async wallet(id) {
      const body = await read(`/v1/wallets/${id}`)
      if (body === undefined) return undefined
      return { balance: BigInt(String(body.balance)), currency: String(body.currency), state: String(body.state) }
    },
    async operation(id) {
      return (await read(`/v1/operations/${id}`)) as OperationAnswer | undefined
    },
    async account({ bankId, account }) {
      const body = await read(`/v1/banks/${bankId}/accounts/${encodeURIComponent(account)}`)
      return body && { walletId: Number(body.wallet_id), balance: BigInt(String(body.balance)) }
    },
    async banks() {
      const found: BankAnswer[] = []
      for (let page = `/v1/banks?limit=${PAGE_MAX}`; page !== ''; ) {
        const body = (await read(page)) as BanksPage | undefined
        if (body === undefined) throw new CommandError('the gateway has no /v1/banks: it is older than this command')
        for (const { id, position } of body.banks) found.push({ id, position: BigInt(position) })
        page = body.next_cursor === null ? '' : `/v1/banks?limit=${PAGE_MAX}&cursor=${body.next_cursor}`
      }
      return found
    },
  }
}
