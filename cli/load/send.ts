import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { PayAnswer } from './answers.ts'
import type { Books } from './books.ts'
import type { Gateway } from './gateway.ts'
import type { Payment } from './payments.ts'
import type { Sample } from './sample.ts'
import type { Tally } from './tally.ts'

export interface SendOptions<Request> {
  gateway: Pick<Gateway<Request>, 'payAll'>
  next: () => Payment
  requestOf: (payment: Payment) => Request
  workers: number
  transactions: number
  /** Payments in a request. */
  batch: number
  /** Whether each request has an idempotency key, and is sent again until it is known what came of it. */
  isIdempotent: boolean
  /** What is sent is entered into these three. */
  tally: Tally
  books: Books
  sample: Sample
  /** Sends no more when it is aborted; what is under way is still answered. */
  signal: AbortSignal
}

export interface Sent {
  elapsedMs: number
  /** Share of the time, 0 to 1, in which the generator itself was at work. */
  generatorBusy: number
  /** Why less than asked was sent; null when all was. */
  stopped: string | null
}

const OVERLOADED_MAX = 10
/** Of a request with an idempotency key: longer than a gateway needs to start anew. */
const UNANSWERED_MAX = 100
const PAUSE_MS = 100
const SILENCE_MAX_MS = 5_000

/** Each worker sends a request when its last one is answered, until all payments are sent. */
export async function sendPayments<Request>(options: SendOptions<Request>): Promise<Sent> {
  const { workers, transactions, batch, signal } = options
  const before = performance.eventLoopUtilization()
  const startMs = performance.now()
  const pulse = { lastAnswerMs: startMs, isGone: false }
  let sent = 0
  const worker = async () => {
    while (sent < transactions && !signal.aborted && !pulse.isGone) {
      const count = Math.min(batch, transactions - sent)
      sent += count
      await sendTogether(options, count, pulse)
    }
  }
  await Promise.all(Array.from({ length: Math.min(workers, Math.ceil(transactions / batch)) }, worker))
  return {
    elapsedMs: performance.now() - startMs,
    generatorBusy: performance.eventLoopUtilization(before).utilization,
    stopped: stoppedBecause(sent < transactions, pulse.isGone),
  }
}

function stoppedBecause(isShort: boolean, isGone: boolean): string | null {
  if (!isShort) return null
  return isGone ? `no answer for ${SILENCE_MAX_MS / 1000} s` : 'interrupted'
}

interface Pulse {
  lastAnswerMs: number
  isGone: boolean
}

/** One request, again and again while the gateway says that it is overloaded, or while it is open what came of its idempotency key. */
async function sendTogether<Request>(options: SendOptions<Request>, count: number, pulse: Pulse): Promise<void> {
  const { gateway, next, requestOf, isIdempotent, tally, signal } = options
  const payments = Array.from({ length: count }, next)
  const requests = payments.map(requestOf)
  const key = isIdempotent ? randomUUID() : undefined
  let [unanswered, mayHaveHappened] = [0, false]
  for (let attempt = 1; ; attempt += 1) {
    const startMs = performance.now()
    const answers = await gateway.payAll(requests, key)
    const nowMs = performance.now()
    const [first] = answers
    mayHaveHappened ||= answers.some((answer) => answer.kind === 'bad' && answer.mayHaveHappened)
    if (key !== undefined && answers.some((answer) => isUnanswered(answer, mayHaveHappened))) {
      unanswered += 1
      await settle(answers, pulse, nowMs, signal)
      if (unanswered < UNANSWERED_MAX && !pulse.isGone && !signal.aborted) {
        tally.sentAgain += 1
        continue
      }
      for (const [i, answer] of answers.entries()) {
        enter(options, payments[i], unknown(answer, mayHaveHappened), nowMs - startMs)
      }
      return
    }
    if (first?.kind !== 'overloaded') {
      answers.forEach((answer, i) => {
        enter(options, payments[i], answer, nowMs - startMs)
      })
      await settle(answers, pulse, nowMs, signal)
      return
    }
    // A request is turned away as a whole.
    pulse.lastAnswerMs = nowMs
    tally.overloaded += 1
    if (attempt < OVERLOADED_MAX && !signal.aborted) await pause(first.retryAfterMs, signal)
    if (attempt === OVERLOADED_MAX || signal.aborted) {
      tally.givenUp += count
      return
    }
  }
}

/** Whether nobody says what came of the request. @param mayHaveHappened in this attempt or an earlier one */
function isUnanswered(answer: PayAnswer, mayHaveHappened: boolean): boolean {
  if (answer.kind === 'accepted') return false
  return answer.kind === 'overloaded' ? mayHaveHappened : answer.mayHaveHappened || !answer.isFromServer
}

/** What is entered when nothing more is known. */
function unknown(answer: PayAnswer, mayHaveHappened: boolean): PayAnswer {
  if (answer.kind === 'bad') return { ...answer, mayHaveHappened }
  return { kind: 'bad', error: 'no answer but overload', mayHaveHappened, isFromServer: true }
}

function enter(
  { tally, books, sample }: Pick<SendOptions<unknown>, 'tally' | 'books' | 'sample'>,
  payment: Payment | undefined,
  answer: PayAnswer,
  tookMs: number,
): void {
  if (payment === undefined) throw new RangeError('an answer without a payment')
  if (answer.kind === 'accepted') {
    tally.addAccepted(tookMs)
    books.add(payment, 'applied')
    sample.offer({ operationId: answer.operationId, payment })
  } else if (answer.kind === 'bad') {
    tally.addBad(answer.error)
    if (answer.mayHaveHappened) books.add(payment, 'open')
  }
}

async function settle(answers: readonly PayAnswer[], pulse: Pulse, nowMs: number, signal: AbortSignal): Promise<void> {
  const bad = answers.filter((answer) => answer.kind === 'bad')
  if (bad.length < answers.length || bad.some(({ isFromServer }) => isFromServer)) pulse.lastAnswerMs = nowMs
  else if (nowMs - pulse.lastAnswerMs > SILENCE_MAX_MS) pulse.isGone = true
  // Whoever is gone is not found faster by asking a thousand times a second.
  else await pause(PAUSE_MS, signal)
}

/** Ends early when the signal is aborted. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {})
}
