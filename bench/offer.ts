import { setTimeout as delay } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { Latencies } from '../cli/load/latencies.ts'

export interface OfferOptions {
  /** Of the gateway. */
  url: string
  perSecond: number
  seconds: number
  connections: number
  /** Between which wallets transfer number i goes, counted from 0. */
  pair: (i: number) => { origin: number; target: number }
  /** Told the operation's id, and when its acknowledgement was there, in ms since 1970. */
  onAccepted?: (operationId: string, atMs: number) => void
}

export interface Offered {
  /** By HTTP 200 with an id. */
  accepted: number
  /** Answered 429. */
  overloaded: number
  /** Not even sent, since as many waited for a connection as may. */
  dropped: number
  /** From when a transfer was due until its acknowledgement. */
  answered: Latencies
  /** How late a transfer left at worst: large when this process itself got no processor. */
  lateMaxMs: number
  /** Until the last answer. */
  elapsedMs: number
}

const WAITING_MAX = 20_000

/**
 * Open loop: transfers of one micro-unit leave at a fixed rate, however fast they are answered. Throws on the first answer
 * that is neither an acknowledgement nor a 429.
 */
export async function offer(options: OfferOptions): Promise<Offered> {
  const { perSecond, seconds, connections } = options
  const agent = new Agent({ connections })
  const state = { accepted: 0, overloaded: 0, answered: new Latencies() }
  const failing = new AbortController()
  let [waiting, dropped, lateMaxMs] = [0, 0, 0]
  let quiet = Promise.withResolvers<void>()
  const startMs = performance.now()
  const send = async (i: number, dueMs: number) => {
    waiting += 1
    await sendOne(options, agent, i, dueMs, state).catch((error) => failing.abort(error))
    waiting -= 1
    if (waiting === 0) quiet.resolve()
  }
  const count = Math.round(perSecond * seconds)
  for (let sent = 0; sent < count && !failing.signal.aborted; ) {
    const nowMs = performance.now()
    const due = Math.min(count, Math.floor(((nowMs - startMs) / 1_000) * perSecond) + 1)
    for (; sent < due; sent += 1) {
      const dueMs = startMs + (sent / perSecond) * 1_000
      lateMaxMs = Math.max(lateMaxMs, nowMs - dueMs)
      if (waiting < WAITING_MAX) send(sent, dueMs)
      else dropped += 1
    }
    await delay(1)
  }
  if (waiting > 0) {
    quiet = Promise.withResolvers()
    await quiet.promise
  }
  await agent.close()
  failing.signal.throwIfAborted()
  return { ...state, dropped, lateMaxMs, elapsedMs: performance.now() - startMs }
}

async function sendOne(
  { url, pair, onAccepted }: OfferOptions,
  agent: Agent,
  i: number,
  dueMs: number,
  state: Pick<Offered, 'accepted' | 'overloaded' | 'answered'>,
): Promise<void> {
  const { status, text } = await postTransfer(url, agent, pair(i))
  if (status === 429) {
    state.overloaded += 1
    return
  }
  const nowMs = performance.now()
  const operationId = operationIdOf(status, text)
  state.accepted += 1
  state.answered.add(nowMs - dueMs)
  onAccepted?.(operationId, performance.timeOrigin + nowMs)
}

/** Of one micro-unit USD. */
export async function postTransfer(
  url: string,
  agent: Agent,
  { origin, target }: { origin: number; target: number },
): Promise<{ status: number; text: string }> {
  const { statusCode, body } = await request(`${url}/transfer_amount`, {
    dispatcher: agent,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"OriginWalletId":${origin},"TargetWalletId":${target},"Amount":1,"Currency":"USD"}`,
  })
  return { status: statusCode, text: await body.text() }
}

/** Throws unless the answer is an acknowledgement. */
export function operationIdOf(status: number, text: string): string {
  const operationId = /"TransactionId":"([^"]+)"/.exec(text)?.[1]
  if (status !== 200 || operationId === undefined) throw new Error(`not accepted: ${status} ${text}`)
  return operationId
}

/** Two different ones of the wallets 1 to `wallets`, at random. */
export function randomPair(wallets: number): { origin: number; target: number } {
  const origin = Math.floor(Math.random() * wallets)
  const target = (origin + 1 + Math.floor(Math.random() * (wallets - 1))) % wallets
  return { origin: 1 + origin, target: 1 + target }
}
