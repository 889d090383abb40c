import { setTimeout as delay } from 'node:timers/promises'
import { CommandError } from '../../common/command.ts'
import { type Books, isWithin, type Range } from './books.ts'
import type { Gateway, OperationAnswer } from './gateway.ts'
import { inParallel } from './in-parallel.ts'
import type { AcceptedPayment, Sample } from './sample.ts'

export interface Check {
  verdict: 'adds up' | 'does not add up' | 'not checked'
  /** What is wrong, or why it was not checked; the first few of many. */
  findings: string[]
  /** Accepted operations that were read back, and how they ended. */
  operations: { read: number; all: boolean; success: number; declined: Map<string, number> }
  /** Wallets whose balance was read, and of how many of them it was known to the micro-unit. */
  wallets: { read: number; exact: number }
  sumMicros: bigint
  currency: string
  /** What all banks are owed together; null where no bank has part. */
  positionsMicros: bigint | null
  /** Waiting for the ends and reading everything. */
  tookMs: number
}

export interface CheckOptions {
  gateway: Pick<Gateway<unknown>, 'wallet' | 'operation' | 'banks'>
  /** Of the run; asked for once everything is sent. 0 for one that no payment has opened. */
  walletIds: () => Promise<readonly number[]>
  currency: string
  /** Whether the payments are between banks, whose positions sum to zero then. */
  isClearing: boolean
  books: Books
  sample: Sample
  parallel: number
  /** Waiting ends when nothing has changed for so long. */
  stallMaxMs: number
  /** Gives the check up. */
  signal: AbortSignal
}

const POLL_MS = 100
const READ_AT_ONCE = 64
const FINDINGS_MAX = 10

/**
 * Waits until what was accepted has ended, and compares the ledger with it.
 *
 * An operation of the sample must be known as it was sent, and have ended. Each wallet's balance must be what it was, and what
 * the accepted payments make of it: to the micro-unit when none of them can have been declined, or when all of them were read
 * back; otherwise within what is possible. The sum of all wallets changes by deposits alone.
 */
export async function checkApplied(options: CheckOptions): Promise<Check> {
  const { currency, books, sample } = options
  const check: Check = {
    verdict: 'not checked',
    findings: [],
    operations: { read: 0, all: sample.isComplete, success: 0, declined: new Map() },
    wallets: { read: 0, exact: 0 },
    sumMicros: 0n,
    currency,
    positionsMicros: null,
    tookMs: 0,
  }
  const startMs = performance.now()
  try {
    const ids = await options.walletIds()
    const ended = await untilEnded(options, ids, check)
    settle(books, sample, ended)
    await untilBalanced(options, ids, check)
    if (options.isClearing) await untilPositionsAddUp(options, check)
    check.verdict = check.findings.length === 0 ? 'adds up' : 'does not add up'
  } catch (error) {
    // What was found before it broke off stands.
    if (check.findings.length > 0) check.verdict = 'does not add up'
    if (options.signal.aborted) check.findings.push('the check was interrupted')
    else if (error instanceof CommandError) check.findings.push(error.message)
    else throw error
  }
  check.findings = shortened(check.findings)
  check.tookMs = performance.now() - startMs
  return check
}

interface Ended extends AcceptedPayment {
  operation: OperationAnswer
}

async function untilEnded(
  { gateway, sample, stallMaxMs, signal }: CheckOptions,
  ids: readonly number[],
  check: Check,
): Promise<Ended[]> {
  const ended: Ended[] = []
  let waiting = [...sample.kept]
  for (let changedMs = performance.now(); waiting.length > 0; ) {
    signal.throwIfAborted()
    const first = waiting.slice(0, READ_AT_ONCE)
    const operations = await inParallel(first, READ_AT_ONCE, ({ operationId }) => gateway.operation(operationId))
    const left = first.filter((accepted, i) => {
      const operation = operations[i]
      if (operation?.status === 'new' || operation?.status === 'processing') return true
      const problem = problemOf(accepted, operation, ids)
      if (problem !== null) check.findings.push(`operation ${accepted.operationId} was accepted, but ${problem}`)
      if (operation !== undefined) ended.push({ ...accepted, operation })
      return false
    })
    waiting = [...left, ...waiting.slice(first.length)]
    if (left.length < first.length) changedMs = performance.now()
    if (performance.now() - changedMs > stallMaxMs) {
      check.findings.push(`${waiting.length} of the operations read had not ended, ${left[0]?.operationId} for one`)
      break
    }
    if (left.length > 0) await delay(POLL_MS, undefined, { signal })
  }
  count(ended, check)
  return ended
}

function count(ended: readonly Ended[], { operations }: Check): void {
  operations.read = ended.length
  for (const { operation } of ended) {
    if (operation.status === 'success') operations.success += 1
    else {
      const reason = operation.reason ?? 'no reason'
      operations.declined.set(reason, (operations.declined.get(reason) ?? 0) + 1)
    }
  }
}

function problemOf(
  { payment }: AcceptedPayment,
  operation: OperationAnswer | undefined,
  ids: readonly number[],
): string | null {
  if (operation === undefined) return 'the gateway does not know it'
  const originId = payment.origin === null ? null : ids[payment.origin]
  const isAsSent =
    operation.amount === String(payment.amountMicros) &&
    operation.origin_wallet_id === originId &&
    operation.target_wallet_id === ids[payment.target]
  return isAsSent ? null : 'is not what was sent'
}

/** Tells the books how the accepted payments ended, as far as it is known. */
function settle(books: Books, sample: Sample, ended: readonly Ended[]): void {
  const declined = ended.filter(({ operation }) => operation.status === 'decline')
  const isEveryEndKnown = sample.isComplete && ended.length === sample.kept.length
  if (isEveryEndKnown) for (const { payment } of declined) books.takeBack(payment)
  else if (declined.length > 0 || !books.canPayAll()) books.doubtAll()
}

/** Commits are seen one after the other, so balances that are read while the last ones happen are read again. */
async function untilBalanced(options: CheckOptions, ids: readonly number[], check: Check): Promise<void> {
  const { gateway, books, parallel, stallMaxMs, signal } = options
  const expected = ids.map((_, place) => books.balance(place))
  const balances: bigint[] = new Array(ids.length).fill(0n)
  let reading = [...ids.keys()]
  for (let changedMs = performance.now(); ; ) {
    await inParallel(reading, parallel, async (place) => {
      signal.throwIfAborted()
      const id = ids[place] ?? 0
      const balance = id === 0 ? 0n : ((await gateway.wallet(id))?.balance ?? 0n)
      if (balance !== balances[place]) changedMs = performance.now()
      balances[place] = balance
    })
    const wrong = reading.filter((place) => !isWithin(balances[place] ?? 0n, expected[place] ?? NOTHING))
    const sum = balances.reduce((sum, balance) => sum + balance, 0n)
    const isSumRight = isWithin(sum, books.sum())
    check.wallets = { read: ids.length, exact: expected.filter(({ low, high }) => low === high).length }
    check.sumMicros = sum
    if (wrong.length === 0 && isSumRight) return
    if (performance.now() - changedMs > stallMaxMs) {
      for (const place of wrong) {
        check.findings.push(`wallet ${ids[place]} has ${balances[place]}, not ${rangeText(expected[place] ?? NOTHING)}`)
      }
      if (!isSumRight) check.findings.push(`the balances sum to ${sum}, not ${rangeText(books.sum())}`)
      return
    }
    // A wrong sum may come from any of them.
    reading = wrong.length > 0 ? wrong : [...ids.keys()]
    await delay(POLL_MS, undefined, { signal })
  }
}

/** A settlement that is under way is in some positions before it is in others. */
async function untilPositionsAddUp({ gateway, stallMaxMs, signal }: CheckOptions, check: Check): Promise<void> {
  for (let changedMs = performance.now(); ; await delay(POLL_MS, undefined, { signal })) {
    const banks = await gateway.banks()
    const sum = banks.reduce((sum, { position }) => sum + position, 0n)
    if (sum !== check.positionsMicros) changedMs = performance.now()
    check.positionsMicros = sum
    if (sum === 0n) return
    if (performance.now() - changedMs > stallMaxMs) {
      check.findings.push(`what the banks are owed sums to ${sum}, not 0`)
      return
    }
  }
}

const NOTHING: Range = { low: 0n, high: 0n }

/** Of micro-units. */
function rangeText({ low, high }: Range): string {
  return low === high ? String(low) : `${low} to ${high}`
}

function shortened(findings: string[]): string[] {
  const more = findings.length - FINDINGS_MAX
  return more <= 0 ? findings : [...findings.slice(0, FINDINGS_MAX), `and ${more} more`]
}
