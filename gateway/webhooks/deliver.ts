import { spreadPauseMs } from '../../common/backoff.ts'
import type { Pool } from '../../common/database/pool.ts'
import type { Log } from '../../common/log.ts'
import type { Settings } from '../../common/settings/settings.ts'
import { type Answer, send } from './send.ts'
import { type Claim, type Claims, claim, dueWebhooks } from './sql/claim.ts'
import { finish, type Outcome } from './sql/finish.ts'

export interface DelivererOptions {
  pool: Pool
  settings: Settings['webhooks']
  /** From 0 up to 1. */
  random: () => number
  /** A delivery ended, or has to be tried again. */
  onAttempt: (outcome: 'delivered' | 'failed' | 'dead') => void
  /** There may be more to do. */
  onFree: () => void
  log: Log
}

export interface Deliverer {
  /** Starts what is due, as far as the bounds allow. */
  round(): Promise<void>
  /** Waits for what is under way. */
  drain(): Promise<void>
}

/** What a gateway may need beside the attempt itself, before others take it for dead. */
const CLAIM_GRACE_MS = 20_000
const GONE = 410

/**
 * Sends deliveries. Several gateways share them by claims that end by themselves, so that those of one that was killed are sent again
 * by another.
 */
export function createDeliverer(options: DelivererOptions): Deliverer {
  const { pool, settings, random, onAttempt, onFree, log } = options
  const backoff = { firstMs: settings.firstRetry, mostMs: settings.retryMax }
  const underWay = new Set<Promise<void>>()
  let turn = 0

  /** Of each webhook, what came of attempts and waits for being written. */
  const ends = new Map<number, Outcome[]>()

  async function attempt(webhookId: number, { url, secrets }: Claims, claimed: Claim): Promise<void> {
    const answer = await send(url, messageOf(claimed, Date.now()), secrets, settings)
    const outcome = outcomeOf(claimed, answer)
    onAttempt(outcome.state === 'pending' ? 'failed' : outcome.state)
    if (outcome.state === 'dead') log.warn({ webhook: webhookId, event: claimed.eventId }, 'a delivery is dead')
    if (outcome.gone) log.warn({ webhook: webhookId }, 'its server answered 410: the webhook is disabled')
    await write(webhookId, outcome)
  }

  /** Together with others that end while it waits for those before. */
  async function write(webhookId: number, outcome: Outcome): Promise<void> {
    const waiting = ends.get(webhookId)
    if (waiting !== undefined) {
      waiting.push(outcome)
      return
    }
    const mine = [outcome]
    ends.set(webhookId, mine)
    while (mine.length > 0) {
      const outcomes = mine.splice(0)
      await finish(pool, webhookId, outcomes).catch((error: unknown) => {
        // Their claims end by themselves, and they are sent again.
        log.warn({ err: error, webhook: webhookId }, 'what came of deliveries could not be written')
      })
    }
    ends.delete(webhookId)
  }

  function outcomeOf({ seq, attempts, tries }: Claim, answer: Answer): Outcome {
    const status = 'status' in answer ? answer.status : null
    const delivered = status !== null && status >= 200 && status < 300
    // Kept, should the webhook be enabled again.
    const gone = status === GONE
    const failures = gone ? 1 : tries
    const delayMs = failures >= settings.attempts ? null : spreadPauseMs(failures, backoff, random())
    return {
      seq,
      attempts,
      state: delivered ? 'delivered' : delayMs === null ? 'dead' : 'pending',
      delayMs: delayMs ?? 0,
      status,
      error: 'error' in answer ? answer.error : delivered ? null : `answered ${status}`,
      gone,
    }
  }

  function start(webhookId: number, claims: Claims): void {
    for (const claimed of claims.claims) {
      const running = attempt(webhookId, claims, claimed).finally(() => {
        underWay.delete(running)
        onFree()
      })
      underWay.add(running)
    }
  }

  async function startDue(webhookId: number): Promise<void> {
    for (let more = true; more; ) {
      const free = settings.concurrency - underWay.size
      if (free <= 0) return
      const claims = await claim(pool, {
        webhookId,
        freeMax: free,
        atOnceMax: settings.concurrencyOfOne,
        claimMs: settings.timeout + CLAIM_GRACE_MS,
      })
      if (claims !== null) start(webhookId, claims)
      // Where all that was looked at has to wait, something behind it need not.
      more = claims?.more === true && claims.claims.length === 0
    }
  }

  return {
    async round() {
      if (underWay.size >= settings.concurrency) return
      const due = await dueWebhooks(pool)
      // Another one first each time: none has to wait for what others leave over.
      turn += 1
      for (let i = 0; i < due.length; i += 1) {
        const webhookId = due[(turn + i) % due.length]
        if (webhookId !== undefined) await startDue(webhookId)
      }
    },
    async drain() {
      await Promise.all(underWay)
    },
  }
}

function messageOf({ seq, eventId, eventType, eventAt, data }: Claim, nowMs: number) {
  const body = JSON.stringify({
    id: eventId,
    type: eventType,
    created_at: eventAt,
    sequence: Number(seq),
    data,
  })
  return { id: eventId, timestamp: Math.floor(nowMs / 1000), body }
}
