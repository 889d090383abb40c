import { CommandError } from '../../common/command.ts'
import { Books } from './books.ts'
import { type Check, checkApplied } from './check.ts'
import type { Distribution } from './choice.ts'
import { gatewayOver } from './gateway.ts'
import { createHttpClient } from './http-client.ts'
import { type Api, paymentApi } from './payment-api.ts'
import { type Kind, randomPayments } from './payments.ts'
import { Sample } from './sample.ts'
import { type Sent, sendPayments } from './send.ts'
import { Tally } from './tally.ts'
import { existingWallets, ownWallets, type RunWallets, type WalletsContext } from './wallets.ts'

export interface LoadPlan {
  url: URL
  workers: number
  transactions: number
  api: Api
  /** Payments in a request. */
  batch: number
  kind: Kind
  distribution: Distribution
  /** How many to make, or which ones to use. */
  wallets: { count: number } | { first: number; last: number }
}

export interface LoadContext {
  /** From 0 to below 1. */
  random: () => number
  /** Stops sending. */
  stop: AbortSignal
  /** Gives up the check too. */
  stopCheck: AbortSignal
  /** Told at the begin of each part of the work; what it is given tells how far it is. */
  onProgress: (progress: () => string) => void
}

export interface LoadResult {
  plan: LoadPlan
  wallets: RunWallets
  sent: Sent
  tally: Tally
  check: Check
}

const ANSWER_TIMEOUT_MS = 10_000
/** Operations that are read back at the end: of more, a random sample. */
const OPERATIONS_READ_MAX = 2_000
const STALL_MAX_MS = 30_000

/**
 * Sends random payments to a gateway, measures the answers, and compares the ledger with what was accepted. Throws a
 * CommandError when it does not get as far as the first payment.
 */
export async function load(plan: LoadPlan, { random, stop, stopCheck, onProgress }: LoadContext): Promise<LoadResult> {
  const { url, workers, transactions, api, batch, kind, distribution } = plan
  const http = createHttpClient({ url, connections: workers, answerTimeoutMs: ANSWER_TIMEOUT_MS })
  try {
    onProgress(() => 'preparing the wallets')
    const wallets = await prepared(plan, { gateway: gatewayOver(http, stop), parallel: workers, signal: stop })
    const tally = new Tally()
    const books = new Books(wallets.balances)
    const sample = new Sample(OPERATIONS_READ_MAX, random)
    const next = randomPayments({ kind, distribution, wallets: wallets.ids.length, random })
    onProgress(sendingText(tally, transactions))
    const gateway = gatewayOver(http, stopCheck, paymentApi(api, batch))
    const sent = await sendPayments({
      gateway,
      wallets,
      next,
      workers,
      transactions,
      batch,
      tally,
      books,
      sample,
      signal: stop,
    })
    onProgress(() => 'waiting until everything that was accepted has ended')
    const check = await checkApplied({
      gateway,
      wallets,
      books,
      sample,
      parallel: workers,
      stallMaxMs: STALL_MAX_MS,
      signal: stopCheck,
    })
    return { plan, wallets, sent, tally, check }
  } finally {
    http.close()
  }
}

/** Whether every answer was good, or overload that the gateway declared, and the ledger agrees. */
export function isGood({ tally, check }: LoadResult): boolean {
  return tally.bad === 0 && check.verdict === 'adds up'
}

async function prepared({ wallets, kind, transactions }: LoadPlan, context: WalletsContext): Promise<RunWallets> {
  try {
    return 'count' in wallets
      ? await ownWallets({ count: wallets.count, kind, transactions }, context)
      : await existingWallets(wallets, context)
  } catch (error) {
    if (context.signal.aborted) throw new CommandError('stopped before the first payment')
    throw error
  }
}

/** The rate is that of the time since it was last asked for. */
function sendingText(tally: Tally, transactions: number): () => string {
  let last = { done: 0, ms: performance.now() }
  return () => {
    const now = { done: tally.done, ms: performance.now() }
    const perSecond = ((now.done - last.done) * 1000) / Math.max(1, now.ms - last.ms)
    last = now
    return `${now.done} of ${transactions} done, ${Math.round(perSecond)} per second, ${tally.bad} bad`
  }
}
