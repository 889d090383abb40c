import { CommandError } from '../../common/command.ts'
import { accountRequestOf, bankAccounts, CURRENCY, walletIdsOf } from './accounts.ts'
import { Books } from './books.ts'
import { type Check, checkApplied } from './check.ts'
import type { Distribution } from './choice.ts'
import { type Gateway, gatewayOver } from './gateway.ts'
import { createHttpClient, type HttpClient } from './http-client.ts'
import {
  type Api,
  type BankPayRequest,
  bankPaymentApi,
  type PaymentApi,
  type PayRequest,
  paymentApi,
} from './payment-api.ts'
import { type Kind, OF_BANKS, type Payment, randomPayments } from './payments.ts'
import { Sample } from './sample.ts'
import { type Sent, sendPayments } from './send.ts'
import { Tally } from './tally.ts'
import { existingWallets, ownWallets, walletRequestOf } from './wallets.ts'

export type LoadPlan = WalletPlan | ClearingPlan

interface CommonPlan {
  url: URL
  workers: number
  transactions: number
  /** Payments in a request. */
  batch: number
  distribution: Distribution
  /** Whether each request has an idempotency key. */
  isIdempotent: boolean
}

/** Between wallets, or into them. */
export interface WalletPlan extends CommonPlan {
  api: Api
  kind: Kind
  /** How many to make, or which ones to use. */
  wallets: { count: number } | { first: number; last: number }
}

/** Between clearing accounts. */
export interface ClearingPlan extends CommonPlan {
  api: 'payments'
  banks: number
  /** Of each bank. */
  accounts: number
}

export interface LoadContext {
  /** From 0 to below 1. */
  random: () => number
  /** Stops sending. */
  stop: AbortSignal
  /** Gives up the check too. */
  stopCheck: AbortSignal
  /** API key to show the gateway; empty or absent: none. */
  key?: string
  /** Told at the begin of each part of the work; what it is given tells how far it is. */
  onProgress: (progress: () => string) => void
}

export interface LoadResult {
  plan: LoadPlan
  sent: Sent
  tally: Tally
  check: Check
}

/** What a run sends, and between whom. */
interface Run<Request> {
  api: PaymentApi<Request>
  currency: string
  isClearing: boolean
  books: Books
  next: () => Payment
  requestOf: (payment: Payment) => Request
  /** Of those between whom it sends; known when everything is sent. */
  walletIds: (gateway: Gateway<Request>) => Promise<readonly number[]>
}

const ANSWER_TIMEOUT_MS = 10_000
/** Operations that are read back at the end: of more, a random sample. */
const OPERATIONS_READ_MAX = 2_000
const STALL_MAX_MS = 30_000

/**
 * Sends random payments to a gateway, measures the answers, and compares the ledger with what was accepted. Throws a
 * CommandError when it does not get as far as the first payment.
 */
export async function load(plan: LoadPlan, context: LoadContext): Promise<LoadResult> {
  const { url, workers: connections } = plan
  const http = createHttpClient({ url, connections, answerTimeoutMs: ANSWER_TIMEOUT_MS, key: context.key ?? '' })
  try {
    return plan.api === 'payments'
      ? await run(plan, await prepared(clearingRun(plan, http, context), context), http, context)
      : await run(plan, await prepared(walletRun(plan, http, context), context), http, context)
  } finally {
    http.close()
  }
}

async function run<Request>(
  plan: LoadPlan,
  { api, currency, isClearing, books, next, requestOf, walletIds }: Run<Request>,
  http: HttpClient,
  { random, stop, stopCheck, onProgress }: LoadContext,
): Promise<LoadResult> {
  const { workers, transactions, batch, isIdempotent } = plan
  const tally = new Tally()
  const sample = new Sample(OPERATIONS_READ_MAX, random)
  const gateway = gatewayOver(http, stopCheck, api)
  onProgress(sendingText(tally, transactions))
  const sent = await sendPayments({
    gateway,
    next,
    requestOf,
    workers,
    transactions,
    batch,
    isIdempotent,
    tally,
    books,
    sample,
    signal: stop,
  })
  onProgress(() => 'waiting until everything that was accepted has ended')
  const check = await checkApplied({
    gateway,
    walletIds: () => walletIds(gateway),
    currency,
    isClearing,
    books,
    sample,
    parallel: workers,
    stallMaxMs: STALL_MAX_MS,
    signal: stopCheck,
  })
  return { plan, sent, tally, check }
}

/** Whether every answer was good, or overload that the gateway declared, and the ledger agrees. */
export function isGood({ tally, check }: LoadResult): boolean {
  return tally.bad === 0 && check.verdict === 'adds up'
}

async function walletRun(
  { api, kind, batch, distribution, transactions, workers, wallets: which }: WalletPlan,
  http: HttpClient,
  { random, stop, onProgress }: LoadContext,
): Promise<Run<PayRequest>> {
  onProgress(() => 'preparing the wallets')
  const context = { gateway: gatewayOver(http, stop), parallel: workers, signal: stop }
  const wallets =
    'count' in which
      ? await ownWallets({ count: which.count, kind, transactions }, context)
      : await existingWallets(which, context)
  return {
    api: paymentApi(api, batch),
    currency: wallets.currency,
    isClearing: false,
    books: new Books(wallets.balances),
    next: randomPayments({ kind, distribution, wallets: wallets.ids.length, random }),
    requestOf: (payment) => walletRequestOf(wallets, payment),
    walletIds: async () => wallets.ids,
  }
}

async function clearingRun(
  { banks, accounts: perBank, batch, distribution, workers }: ClearingPlan,
  http: HttpClient,
  { random, stop, stopCheck, onProgress }: LoadContext,
): Promise<Run<BankPayRequest>> {
  onProgress(() => 'reading the accounts')
  const parallel = workers
  const context = { gateway: gatewayOver(http, stop), parallel, signal: stop }
  const accounts = await bankAccounts({ banks, accounts: perBank }, context)
  return {
    api: bankPaymentApi(batch),
    currency: CURRENCY,
    isClearing: true,
    books: new Books(accounts.balances, false),
    next: randomPayments({
      kind: 'transfers',
      distribution,
      wallets: accounts.accounts.length,
      amounts: OF_BANKS,
      random,
    }),
    requestOf: (payment) => accountRequestOf(accounts, payment),
    walletIds: (gateway) => walletIdsOf(accounts, { gateway, parallel, signal: stopCheck }),
  }
}

async function prepared<Request>(run: Promise<Run<Request>>, { stop }: LoadContext): Promise<Run<Request>> {
  try {
    return await run
  } catch (error) {
    if (stop.aborted) throw new CommandError('stopped before the first payment')
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
