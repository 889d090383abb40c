import { setTimeout as delay } from 'node:timers/promises'
import { CommandError } from '../../common/command.ts'
import { type HttpAnswer, type HttpClient, NoAnswer } from './http-client.ts'

export type PayAnswer =
  | { kind: 'accepted'; operationId: string }
  /** Declared by the gateway: nothing happened. */
  | { kind: 'overloaded'; retryAfterMs: number }
  | { kind: 'bad'; error: string; mayHaveHappened: boolean; isFromServer: boolean }

export interface WalletAnswer {
  balance: bigint
  currency: string
  state: string
}

export interface OperationAnswer {
  status: 'new' | 'processing' | 'success' | 'decline'
  reason: string | null
  amount: string
  origin_wallet_id: number | null
  target_wallet_id: number
}

/** By wallet id. */
export interface PayRequest {
  originId: number | null
  targetId: number
  amountMicros: bigint
  currency: string
}

/**
 * What a load test asks of a gateway. All but `pay` try again for a few seconds when the gateway is overloaded or does not answer, and then
 * throw a CommandError. So making a wallet may leave one that nobody uses.
 */
export interface Gateway {
  /** Once, whatever comes of it. */
  pay(request: PayRequest): Promise<PayAnswer>
  createWallet(wallet: { name: string; currency: string }): Promise<number>
  /** Undefined when there is none. */
  wallet(id: number): Promise<WalletAnswer | undefined>
  operation(id: string): Promise<OperationAnswer | undefined>
}

const ATTEMPTS_MAX = 8
const PAUSE_MS = 250
/** However long Retry-After asks for. */
const RETRY_AFTER_MAX_MS = 10_000
const MS_PER_SEC = 1000

/** @param signal ends the pauses between attempts: whatever waits then throws */
export function gatewayOver(http: HttpClient, signal: AbortSignal): Gateway {
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

  return {
    async pay(request) {
      const answer = await http.post(...paymentOf(request)).catch((error: unknown) => {
        if (error instanceof NoAnswer) return error
        throw error
      })
      return answer instanceof NoAnswer ? unanswered(answer) : verdictOn(answer)
    },
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
  }
}

function paymentOf({ originId, targetId, amountMicros, currency }: PayRequest): [path: string, json: string] {
  const rest = `"Amount":${amountMicros},"Currency":"${currency}"}`
  return originId === null
    ? ['/receive_amount', `{"WalletId":${targetId},${rest}`]
    : ['/transfer_amount', `{"OriginWalletId":${originId},"TargetWalletId":${targetId},${rest}`]
}

function unanswered({ message, isUnsent }: NoAnswer): PayAnswer {
  return { kind: 'bad', error: message, mayHaveHappened: !isUnsent, isFromServer: false }
}

function verdictOn(answer: HttpAnswer): PayAnswer {
  if (answer.status === 429) return { kind: 'overloaded', retryAfterMs: retryAfterMs(answer) }
  const payload = payloadOf(answer)
  const id = payload?.TransactionId
  if (answer.status === 200 && typeof id === 'string') return { kind: 'accepted', operationId: id }
  // What a route refuses, it has not queued; a fault may come before or after the commit.
  const isRefused = answer.status < 500 && typeof payload?.error === 'string' && payload.error !== 'internal error'
  return { kind: 'bad', error: textOf(answer), mayHaveHappened: !isRefused, isFromServer: true }
}

function retryAfterMs({ retryAfterSec }: HttpAnswer): number {
  return retryAfterSec === null ? PAUSE_MS : Math.min(RETRY_AFTER_MAX_MS, retryAfterSec * MS_PER_SEC)
}

const UUID = /[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}/gi
const TEXT_SHOWN = 120

/** The error that an answer tells of, without ids, so that alike ones are counted together. */
function textOf(answer: HttpAnswer): string {
  const payload = payloadOf(answer)
  const text = typeof payload?.error === 'string' ? payload.error : `not an answer of a gateway: ${answer.body}`
  const shown = text.replaceAll(UUID, '…').replaceAll(/\s+/g, ' ').slice(0, TEXT_SHOWN)
  return answer.status === 200 ? shown : `${answer.status} ${shown}`
}

function payloadOf({ body }: HttpAnswer): Record<string, unknown> | undefined {
  const payload = parsed(body)?.payload
  return typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : undefined
}

function parsed(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
