import { CommitUnknown } from '../../common/database/one-sync.ts'
import type { Pool } from '../../common/database/pool.ts'
import type { Log } from '../../common/log.ts'
import { isOperationAmount } from '../../ledger/money.ts'
import { currencyNotAllowed, isCurrencyCode } from '../currency-code.ts'
import { classify, OutcomeUnknown, type RefusalCode, Refused, Retryable } from '../errors.ts'
import { unknownOperation } from '../sql/read-operation.ts'
import { isWalletId, noWallet } from '../wallet-id.ts'
import type { WorkListener } from '../work-listener.ts'
import { Batcher } from './batcher.ts'
import { commitSets } from './commit.ts'
import type { IngestMetrics } from './ingest-metrics.ts'
import { operationIds } from './operation-ids.ts'
import { QueueBound } from './queue-bound.ts'
import type { Flaw, OperationRequest, RequestSet, SetVerdict } from './sql/queue-requests.ts'
import { queueReversal, type ReversalFlaw, type ReversalOf } from './sql/queue-reversal.ts'

/** What a caller asks for; the operation's id is given by the gateway. */
export type NewOperation = Omit<OperationRequest, 'operationId'>

/** The id of an operation that is queued, or why it is not. */
export type Verdict = string | OperationRefused

/**
 * Queues operations durably. Everything here rejects with Retryable when there is too much work or the database does not
 * answer; with OutcomeUnknown when it went away during the commit.
 */
export interface Ingest {
  /** Throws what queueing so many operations now would reject with for want of room. */
  assertRoomFor(operations: number): void
  /** Resolves with the operation's id once it is committed to the queue. Rejects with Refused when it names what does not exist. */
  queue(operation: NewOperation): Promise<string>
  /** Queues what is sound, in one commit, and resolves with a verdict on each, in order. Refused: more than may ever wait. */
  queueEach(operations: readonly NewOperation[]): Promise<Verdict[]>
  /** Queues all of them in one commit, or nothing: then it rejects with BatchRefused. */
  queueAll(operations: readonly NewOperation[]): Promise<string[]>
  /**
   * Queues the reversal of an applied operation and resolves with the reversal's id. Rejects with Refused: `not_found` when there
   * is no such operation, `not_reversible` when it is of another kind, `not_applied` while it waits and when it was declined,
   * `already_reversed` the second time, unless the first reversal was declined.
   */
  queueReversal(operationId: string, of: ReversalOf, message?: string): Promise<string>
}

/** Nothing of a batch was queued, because some of it is refused. */
export class BatchRefused<Refusal extends Refused = Refused> extends Refused {
  /** By place in the batch. */
  readonly refusals: ReadonlyMap<number, Refusal>

  constructor(refusals: ReadonlyMap<number, Refusal>) {
    super('batch_refused', `${refusals.size} of its operations are refused, so that none was queued`)
    this.refusals = refusals
  }
}

/** It names what does not exist. */
export class OperationRefused extends Refused {
  readonly flaw: Flaw

  constructor(flaw: Flaw, operation: NewOperation) {
    const { code, message } = refusalOf(flaw, operation)
    super(code, message)
    this.flaw = flaw
  }
}

export interface IngestOptions {
  /** Not pipelined, with `transactionTimeoutMs`, and FLUSHES_MAX connections that nothing else uses. */
  pool: Pool
  /** For reversals. */
  writes: Pool
  /** For counting the queue. */
  reads: Pool
  limits: { batchRequests: number; pendingRequests: number; queuedOperations: number }
  /** How long a hold lasts that does not say so, and how long one may, in seconds. */
  holds: { expiresAfterSec: number; expiresAfterSecMax: number }
  /** A batch without an answer is given up after it. Longer than the pool's `transactionTimeoutMs`. */
  answerTimeoutMs: number
  listener: WorkListener
  metrics: IngestMetrics
  log: Log
}

/** While one batch waits for the disk, another can be prepared. A third gained nothing with 64 connections. */
export const FLUSHES_MAX = 2

/** What one caller waits for. */
interface Submission extends RequestSet {
  /** @param flaws by place in `requests` */
  resolve: (flaws: ReadonlyMap<number, Flaw>) => void
  reject: (error: unknown) => void
}

const NO_FLAWS: ReadonlyMap<number, Flaw> = new Map()

/**
 * Queues operations of many callers in one commit: see Batcher for how they meet. Each is answered after the commit that
 * holds its operations, so that what was acknowledged is never lost.
 */
export class BatchedIngest implements Ingest {
  readonly #options: IngestOptions
  readonly #batcher: Batcher<Submission>
  readonly #bound: QueueBound
  readonly #nextId = operationIds()
  #failing = false

  constructor(options: IngestOptions) {
    this.#options = options
    this.#batcher = new Batcher({
      flush: (batch) => this.#flush(batch),
      sizeOf: ({ requests }) => requests.length,
      batchSizeMax: options.limits.batchRequests,
      flushesMax: FLUSHES_MAX,
    })
    this.#bound = new QueueBound({
      pool: options.reads,
      operationsMax: options.limits.queuedOperations,
      log: options.log,
    })
    options.metrics.observePending(() => this.#batcher.pending)
  }

  async start(): Promise<void> {
    await this.#bound.start()
  }

  /** Returns when everything that was accepted is answered. */
  async stop(): Promise<void> {
    await this.#batcher.drained()
    await this.#bound.stop()
  }

  async queue(operation: NewOperation): Promise<string> {
    this.assertRoomFor(1)
    const flaw = this.#flawOf(operation)
    if (flaw !== null) throw new OperationRefused(flaw, operation)
    const request = this.#requestOf(operation)
    const found = (await this.#submit([request], false)).get(0)
    if (found !== undefined) throw new OperationRefused(found, operation)
    return request.operationId
  }

  async queueEach(operations: readonly NewOperation[]): Promise<Verdict[]> {
    this.assertRoomFor(operations.length)
    const verdicts: Verdict[] = []
    const requests: OperationRequest[] = []
    const places: number[] = []
    operations.forEach((operation, place) => {
      const flaw = this.#flawOf(operation)
      const request = this.#requestOf(operation)
      verdicts.push(flaw === null ? request.operationId : new OperationRefused(flaw, operation))
      if (flaw !== null) return
      requests.push(request)
      places.push(place)
    })
    for (const [i, flaw] of await this.#submit(requests, false)) {
      const [place, request] = [places[i], requests[i]]
      if (place !== undefined && request !== undefined) verdicts[place] = new OperationRefused(flaw, request)
    }
    return verdicts
  }

  async queueAll(operations: readonly NewOperation[]): Promise<string[]> {
    this.assertRoomFor(operations.length)
    const requests = operations.map((operation) => this.#requestOf(operation))
    const known = new Map<number, Flaw>()
    requests.forEach((request, place) => {
      const flaw = this.#flawOf(request)
      if (flaw !== null) known.set(place, flaw)
    })
    const flaws = known.size > 0 ? known : await this.#submit(requests, true)
    const refusals = new Map<number, OperationRefused>()
    for (const [place, flaw] of flaws) {
      const request = requests[place]
      if (request !== undefined) refusals.set(place, new OperationRefused(flaw, request))
    }
    if (refusals.size > 0) throw new BatchRefused(refusals)
    return requests.map(({ operationId }) => operationId)
  }

  async queueReversal(reversedId: string, of: ReversalOf, message: string | null = null): Promise<string> {
    this.assertRoomFor(1)
    const { writes, reads, listener } = this.#options
    const operationId = this.#nextId()
    const outcome = await queueReversal(writes, { reversedId, of, operationId, message })
    const what = of === 'payment' ? 'payment' : 'operation'
    // Of payments, another operation is none.
    if (outcome === 'unknown' || (outcome === 'irreversible' && of === 'payment')) {
      throw await unknownOperation(reads, reversedId, what)
    }
    if (typeof outcome === 'string') throw reversalRefused(outcome, `${what} ${reversedId}`)
    this.#bound.queued(1)
    listener.workQueued([outcome.group])
    return operationId
  }

  #requestOf(operation: NewOperation): OperationRequest {
    const { expiresAfterSec } = this.#options.holds
    const operationId = this.#nextId()
    return operation.kind === 'hold' ? { operationId, expiresAfterSec, ...operation } : { operationId, ...operation }
  }

  #flawOf(operation: NewOperation): Flaw | null {
    const { expiresAfterSec = 0 } = operation
    return expiresAfterSec > this.#options.holds.expiresAfterSecMax ? 'expiry' : flawOf(operation)
  }

  assertRoomFor(operations: number): void {
    const { pendingRequests, queuedOperations } = this.#options.limits
    const most = Math.min(pendingRequests, queuedOperations)
    if (operations > most) throw new Refused('too_large', `at most ${most} operations can be queued at once here`)
    const pending = this.#batcher.pending + operations
    if (pending > pendingRequests) {
      throw new Retryable('overloaded', 'too many requests wait for their commit, try again')
    }
    if (!this.#bound.hasRoomFor(pending)) {
      throw new Retryable('overloaded', 'too many operations are queued, try again')
    }
  }

  #submit(requests: readonly OperationRequest[], allOrNothing: boolean): Promise<ReadonlyMap<number, Flaw>> {
    if (requests.length === 0) return Promise.resolve(NO_FLAWS)
    const payments = requests.filter(({ kind }) => kind === 'payment').length
    if (payments > 0 && payments < requests.length)
      throw new RangeError('payments are queued apart from other operations')
    const set = { requests, payments: payments > 0, anyKind: requests.some(isUncommon), allOrNothing }
    return new Promise((resolve, reject) => this.#batcher.add({ ...set, resolve, reject }))
  }

  async #flush(batch: Submission[]): Promise<void> {
    const { pool, answerTimeoutMs, metrics } = this.#options
    const startedAt = performance.now()
    const { sets, parts } = setsOf(batch)
    const operations = sets.reduce((sum, { requests }) => sum + requests.length, 0)
    let verdicts: SetVerdict[] | undefined
    try {
      verdicts = await commitSets(pool, sets, answerTimeoutMs)
    } catch (error) {
      this.#failed(error, operations)
      for (const submission of batch) submission.reject(failure(error, submission.requests))
    }
    if (verdicts !== undefined) {
      for (const [i, { resolve }] of batch.entries()) resolve(flawsOf(parts[i], verdicts))
      this.#succeeded(sets, verdicts)
    }
    metrics.batch(operations, performance.now() - startedAt)
  }

  #succeeded(sets: readonly RequestSet[], verdicts: readonly SetVerdict[]): void {
    if (this.#failing) this.#options.log.info('requests are queued again')
    this.#failing = false
    sets.forEach(({ requests, allOrNothing }, i) => {
      const flaws = verdicts[i]?.flaws.size ?? 0
      this.#bound.queued(allOrNothing && flaws > 0 ? 0 : requests.length - flaws)
    })
    const groups = new Set(verdicts.flatMap((verdict) => verdict.groups))
    if (groups.size > 0) this.#options.listener.workQueued([...groups])
  }

  /** One line when the database goes and one when it is back, not one per batch. */
  #failed(error: unknown, requests: number): void {
    const lasting = this.#failing && classify(error) !== null
    this.#options.log[lasting ? 'debug' : 'error']({ err: error, requests }, 'requests could not be queued')
    this.#failing = true
  }
}

/** Where the requests of a submission stand. */
interface Part {
  set: number
  from: number
  to: number
}

/**
 * What stands for itself goes together, in order: deposits and transfers, submissions that hold anything else, and payments; each
 * batch that is all or nothing goes by itself.
 */
function setsOf(batch: readonly Submission[]): { sets: RequestSet[]; parts: Part[] } {
  const sets: RequestSet[] = []
  const shared = new Map<string, { set: number; requests: OperationRequest[] }>()
  const parts = batch.map((submission): Part => {
    const { requests, payments, anyKind, allOrNothing } = submission
    if (allOrNothing) return { set: sets.push(submission) - 1, from: 0, to: requests.length }
    const sort = `${payments} ${anyKind}`
    const together = shared.get(sort) ?? { set: sets.length, requests: [] }
    if (together.set === sets.length) {
      sets.push({ requests: together.requests, payments, anyKind, allOrNothing })
      shared.set(sort, together)
    }
    const from = together.requests.length
    for (const request of requests) together.requests.push(request)
    return { set: together.set, from, to: together.requests.length }
  })
  return { sets, parts }
}

function flawsOf(part: Part | undefined, verdicts: readonly SetVerdict[]): ReadonlyMap<number, Flaw> {
  const all = part === undefined ? undefined : verdicts[part.set]?.flaws
  if (part === undefined || all === undefined) throw new RangeError('a set without a verdict')
  if (all.size === 0) return NO_FLAWS
  const own = new Map<number, Flaw>()
  for (let place = part.from; place < part.to; place += 1) {
    const flaw = all.get(place)
    if (flaw !== undefined) own.set(place - part.from, flaw)
  }
  return own
}

/**
 * What cannot exist is not asked of the database: a value that its columns do not hold would fail the whole batch. Throws
 * for what no caller may get this far with.
 */
function flawOf({ originId, targetId, amount, currency }: NewOperation): Flaw | null {
  if (amount !== null && !isOperationAmount(amount)) throw new RangeError(`${amount} is not the amount of an operation`)
  if (originId !== null && originId === targetId) throw new RangeError(`wallet ${targetId} cannot transfer to itself`)
  if (currency !== null && !isCurrencyCode(currency)) return 'currency'
  if (originId !== null && !isWalletId(originId)) return 'origin'
  return targetId === null || isWalletId(targetId) ? null : 'target'
}

/** Anything but a deposit, a transfer or a payment that says nothing. */
function isUncommon({ kind, message }: OperationRequest): boolean {
  return message !== undefined || (kind !== undefined && kind !== 'payment')
}

function refusalOf(
  flaw: Flaw,
  { kind, originId, targetId, holdId }: NewOperation,
): { code: RefusalCode; message: string } {
  switch (flaw) {
    case 'currency':
      return currencyNotAllowed()
    case 'origin':
      return noWallet(originId ?? 0n)
    case 'target':
      return noWallet(targetId ?? 0n)
    case 'hold':
      return { code: 'not_found', message: `no hold with id: ${holdId}` }
    case 'amount': {
      const otherwise = kind === 'capture' ? ', or name an amount' : ''
      return { code: 'not_applied', message: `hold ${holdId} is not applied yet: try again when it is${otherwise}` }
    }
    case 'expiry':
      return { code: 'invalid', message: 'must not be longer than the setting holds.expiresAfterMax' }
    case 'self':
      return { code: 'invalid', message: 'must be another wallet than the one of the hold' }
  }
}

function reversalRefused(flaw: Exclude<ReversalFlaw, 'unknown'>, what: string): Refused {
  switch (flaw) {
    case 'irreversible':
      return new Refused('not_reversible', `${what} is of a kind that is not taken back here`)
    case 'waits':
      return new Refused('not_applied', `${what} is not applied yet: try again when it is`)
    case 'declined':
      return new Refused('not_applied', `${what} was declined: there is nothing to take back`)
    case 'reversed':
      return new Refused('already_reversed', `${what} was taken back already`)
  }
}

function failure(error: unknown, requests: readonly OperationRequest[]): unknown {
  if (error instanceof CommitUnknown) {
    return new OutcomeUnknown(
      requests.map(({ operationId }) => operationId),
      { cause: error },
    )
  }
  const known = classify(error)
  return known === null
    ? error
    : new Retryable('unavailable', 'the database cannot be reached: nothing was queued, try again', { cause: error })
}
