import { spreadPauseMs } from '../../common/backoff.ts'
import type { Pool } from '../../common/database/pool.ts'
import { dayOf } from '../../common/day.ts'
import type { Log } from '../../common/log.ts'
import type { Service } from '../../common/service.ts'
import type { Settings } from '../../common/settings/settings.ts'
import type { Acquirer, AuthorizationAnswer } from '../acquirer/acquirer.ts'
import { createSweeps } from '../sweeps.ts'
import type { WorkListener } from '../work-listener.ts'
import { askAcquirer } from './ask-acquirer.ts'
import { payoutIdOf } from './payout-id.ts'
import {
  type Attempt,
  claimRefunds,
  claimTransactions,
  delayRefund,
  delayTransaction,
  finishRefund,
  type RefundAttempt,
} from './sql/claim-attempts.ts'
import {
  declineCharges,
  type EndedCharge,
  openPayables,
  readEndedCharges,
  recordPayouts,
  recordRefunds,
} from './sql/follow.ts'
import { giveUp, recordApproval, recordCancellation, recordDecline } from './sql/record-answer.ts'

export interface CardsJobOptions {
  settings: Settings['cards']
  acquirer: Acquirer
  /** A pipelined one. */
  writes: Pool
  listener: WorkListener
  nextId: () => string
  /** From 0 up to 1. */
  random: () => number
  log: Log
}

export interface CardsJob extends Service {
  /** Writes an answer down and queues the charge. Returns whether it was the first one, and an approval. */
  record(id: string, answer: AuthorizationAnswer): Promise<boolean>
  /** Puts the next attempt off. @param attempts so many failed */
  delay(id: string, attempts: number): Promise<void>
  /** Does at once what the outcomes of charges and payouts ask for. */
  followNow(): Promise<void>
  /** Writes down at once what the ledger made of refunds, and asks the acquirer for them. */
  refundNow(): Promise<void>
}

/** Between two looks for what the ledger has decided. */
const LOOK_MS = 250
const RETRY_MS = 1_000
/** Transactions of one round. */
const BATCH = 200
/** Attempts under way at a time. */
const ATTEMPTS_MAX = 16
const CLAIM_GRACE_MS = 10_000
const DELAY_MAX_MS = 600_000

/**
 * What goes on with card transactions behind the requests: what the ledger decided is written down, and acquirers that did not answer are
 * asked again. Every gateway has the job; a row tells what is to be done with it, so that whoever finds it goes on with it, after a crash, too.
 */
export function createCardsJob(options: CardsJobOptions): CardsJob {
  const { settings, acquirer, writes, listener, nextId, random, log } = options
  const claimMs = settings.acquirerTimeout + CLAIM_GRACE_MS

  const ask = <Answer>(question: (signal: AbortSignal) => Promise<Answer>) =>
    askAcquirer(settings.acquirerTimeout, question)

  async function record(id: string, answer: AuthorizationAnswer): Promise<boolean> {
    if (answer.state === 'declined') {
      await recordDecline(writes, id, answer.reason)
      return false
    }
    const group = await recordApproval(writes, id)
    if (group !== null) listener.workQueued([group])
    return group !== null
  }

  function delayOf(attempts: number): number {
    return spreadPauseMs(attempts, { firstMs: settings.retry, mostMs: DELAY_MAX_MS }, random())
  }

  /** Of an acquirer that does not answer for long, somebody has to be told. */
  function tell(attempts: number, about: object, what: string): void {
    log[attempts < settings.attempts ? 'warn' : 'error']({ ...about, attempts }, what)
  }

  /** Asks again what became of it; in the end takes it back, from when on no approval counts. The card's number is gone by now. */
  async function retry({ id, acquirer_state, attempts }: Attempt): Promise<void> {
    if (acquirer_state === 'asked') {
      const answer = await ask((signal) => acquirer.find(id, signal))
      if (answer !== null && answer.state !== 'unknown') {
        await record(id, answer)
        return
      }
      if (attempts < settings.attempts) return delayTransaction(writes, id, delayOf(attempts))
      await giveUp(writes, id)
    }
    const cancelled = await ask(async (signal) => {
      await acquirer.cancel(id, signal)
      return true
    })
    if (cancelled !== null) return recordCancellation(writes, id)
    tell(
      attempts,
      { card_transaction: id },
      'a card transaction could not be taken back at the acquirer, it is tried again',
    )
    await delayTransaction(writes, id, delayOf(attempts))
  }

  async function giveBack({ id, transaction_id: authorizationId, amount, attempts }: RefundAttempt): Promise<void> {
    const given = await ask(async (signal) => {
      await acquirer.refund({ id, authorizationId, amount }, signal)
      return true
    })
    if (given !== null) return finishRefund(writes, id)
    tell(attempts, { card_refund: id }, 'the acquirer did not give a refund to its card, it is asked again')
    await delayRefund(writes, id, delayOf(attempts))
  }

  async function askAgain(): Promise<number> {
    const attempts = await claimTransactions(writes, ATTEMPTS_MAX, claimMs)
    const refunds = await claimRefunds(writes, ATTEMPTS_MAX, claimMs)
    await Promise.all([...attempts.map(retry), ...refunds.map(giveBack)])
    return attempts.length + refunds.length
  }

  async function follow(): Promise<number> {
    const ended = await readEndedCharges(writes, BATCH)
    const applied = ended.filter(({ status }) => status === 'success')
    if (applied.length > 0) {
      await openPayables(writes, applied.map(payableOf), dayOf(new Date()))
    }
    if (applied.length < ended.length)
      await declineCharges(
        writes,
        ended.map(({ id }) => id),
      )
    return ended.length
  }

  function payableOf({ id, due_on }: EndedCharge) {
    return { transactionId: id, id: nextId(), payoutId: payoutIdOf(id, due_on) }
  }

  /** Returns whether there may be more. */
  async function round(): Promise<boolean> {
    const charges = await follow()
    const payouts = await recordPayouts(writes, BATCH)
    const refunds = await recordRefunds(writes, BATCH)
    const asked = await askAgain()
    return charges + payouts + refunds + asked > 0
  }

  const rounds = createSweeps({
    sweep: round,
    pauseMs: LOOK_MS,
    retryMs: RETRY_MS,
    failure: 'card transactions were not followed, it is tried again',
    log,
  })

  return {
    record,
    delay: (id, attempts) => delayTransaction(writes, id, delayOf(attempts)),
    async followNow() {
      await follow()
      await recordPayouts(writes, BATCH)
    },
    async refundNow() {
      await recordRefunds(writes, BATCH)
      await askAgain()
    },
    start: rounds.start,
    stop: rounds.stop,
  }
}
