import { CommitUnknown } from '../../common/database/one-sync.ts'
import type { Pool } from '../../common/database/pool.ts'
import type { Log } from '../../common/log.ts'
import { isOperationAmount } from '../../ledger/money.ts'
import { isCurrencyCode } from '../currency-code.ts'
import { classify, OutcomeUnknown, Refused, Retryable } from '../errors.ts'
import { type BatchClaim, type Claim, KeyTaken } from '../idempotency/claim.ts'
import { inFlight } from '../idempotency/idempotency.ts'
import { keysInFlight } from '../idempotency/sql/keys-in-flight.ts'
import type { RuleBook } from '../screening/rule-book.ts'
import { unknownOperation } from '../sql/read-operation.ts'
import { isWalletId } from '../wallet-id.ts'
import type { WorkListener } from '../work-listener.ts'
import { Batcher } from './batcher.ts'
import { commitSets, isLockTimeout } from './commit.ts'
import type { IngestMetrics } from './ingest-metrics.ts'
import { operationIds } from './operation-ids.ts'
import { QueueBound } from './queue-bound.ts'
import { BatchRefused, OperationRefused, reversalRefused } from './refused.ts'
import { flawsOf, isKeyed, NO_FLAWS, type Submission, setsOf } from './shared-sets.ts'
import type { Flaw, Found, OperationRequest, RequestSet, SetVerdict } from './sql/queue-requests.ts'
import { queueReversal, type ReversalOf } from './sql/queue-reversal.ts'

/** What a caller asks for; the operation's id is given by the gateway. */
export type NewOperation = Omit<OperationRequest, 'operationId' | 'screened'>

/** The id of an operation that is queued, or why it is not. */
export type Verdict = string | OperationRefused

/**
 * Queues operations durably. Everything here rejects with Retryable when there is too much work or the database does not
 * answer; with OutcomeUnknown when it went away during the commit.
 *
 * With a claim, its key is taken in the commit that queues; what another request's key keeps out rejects with KeyTaken, and with
 * Retryable `idempotency_in_flight` when that one's commit takes long. Nothing was queued then.
 */
export interface Ingest {
  /** Throws what queueing so many operations now would reject with for want of room. */
  assertRoomFor(operations: number): void
  /** Resolves with the operation's id once it is committed to the queue. Rejects with Refused when it names what does not exist. */
  queue(operation: NewOperation, claim?: Claim): Promise<string>
  /** Queues what is sound, in one commit, and resolves with a verdict on each, in order. Refused: more than may ever wait. */
  queueEach(operations: readonly NewOperation[], claim?: BatchClaim): Promise<Verdict[]>
  /** Queues all of them in one commit, or nothing: then it rejects with BatchRefused. */
  queueAll(operations: readonly NewOperation[], claim?: BatchClaim): Promise<string[]>
  /**
   * Queues the reversal of an applied operation and resolves with the reversal's id. Rejects with Refused: `not_found` when there
   * is no such operation, `not_reversible` when it is of another kind, `not_applied` while it waits and when it was declined,
   * `already_reversed` the second time, unless the first reversal was declined.
   */
  queueReversal(operationId: string, of: ReversalOf, further?: ReversalFurther): Promise<string>
}

/** What may be said of a reversal. */
export interface ReversalFurther {
  /** See `OperationRequest`. */
  message?: string | undefined
  claim?: Claim | undefined
}

export interface IngestOptions {
  /** Not pipelined, with `transactionTimeoutMs`, and FLUSHES_MAX connections that nothing else uses. */
  pool: Pool
  /** For reversals, and for finding out which keys are taken. */
  writes: Pool
  /** For counting the queue. */
  reads: Pool
  limits: { batchRequests: number; pendingRequests: number; queuedOperations: number }
  /** How long a hold lasts that does not say so, and how long one may, in seconds. */
  holds: { expiresAfterSec: number; expiresAfterSecMax: number }
  /** Which transfers are screened. */
  rules: Pick<RuleBook, 'selects'>
  /** A batch without an answer is given up after it. Longer than the pool's `transactionTimeoutMs`. */
  answerTimeoutMs: number
  listener: WorkListener
  metrics: IngestMetrics
  log: Log
}

/** While one batch waits for the disk, another can be prepared. A third gained nothing with 64 connections. */
export const FLUSHES_MAX = 2

/**
 * A request waits so long for one with its key that another gateway commits, and keeps those waiting that share its commit. A
 * commit takes some milliseconds, so it is not done because its server stands still.
 */
const KEY_WAIT_MS = 250
/** Then those that wait are told so, and the others go again, so often at most. */
const KEY_ATTEMPTS_MAX = 3

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

  async queue(operation: NewOperation, claim?: Claim): Promise<string> {
    this.assertRoomFor(1)
    const flaw = this.#flawOf(operation)
    if (flaw !== null) throw new OperationRefused(flaw, operation)
    const request = this.#requestOf(operation)
    const found = fitFlaws(await this.#submit([request], false, claim)).get(0)
    if (found !== undefined) throw new OperationRefused(found, operation)
    return request.operationId
  }

  async queueEach(operations: readonly NewOperation[], claim?: BatchClaim): Promise<Verdict[]> {
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
    for (const [i, flaw] of fitFlaws(await this.#submit(requests, false, claim?.without(verdicts)))) {
      const [place, request] = [places[i], requests[i]]
      if (place !== undefined && request !== undefined) verdicts[place] = new OperationRefused(flaw, request)
    }
    return verdicts
  }

  async queueAll(operations: readonly NewOperation[], claim?: BatchClaim): Promise<string[]> {
    this.assertRoomFor(operations.length)
    const requests = operations.map((operation) => this.#requestOf(operation))
    const known = new Map<number, Flaw>()
    requests.forEach((request, place) => {
      const flaw = this.#flawOf(request)
      if (flaw !== null) known.set(place, flaw)
    })
    const flaws = known.size > 0 ? known : fitFlaws(await this.#submit(requests, true, claim))
    const refusals = new Map<number, OperationRefused>()
    for (const [place, flaw] of flaws) {
      const request = requests[place]
      if (request !== undefined) refusals.set(place, new OperationRefused(flaw, request))
    }
    if (refusals.size > 0) throw new BatchRefused(refusals)
    return requests.map(({ operationId }) => operationId)
  }

  async queueReversal(reversedId: string, of: ReversalOf, { message, claim }: ReversalFurther = {}): Promise<string> {
    this.assertRoomFor(1)
    const { writes, reads, listener } = this.#options
    const operationId = this.#nextId()
    const request = { reversedId, of, operationId, message: message ?? null, claim }
    const outcome = await queueReversal(writes, request)
    if (outcome === 'taken') throw new KeyTaken()
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
    if (this.#options.rules.selects(operation)) return { operationId, ...operation, screened: true }
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

  #submit(
    requests: readonly OperationRequest[],
    allOrNothing: boolean,
    claim: Claim | BatchClaim | null = null,
  ): Promise<ReadonlyMap<number, Found>> {
    if (requests.length === 0) return Promise.resolve(NO_FLAWS)
    const payments = requests.filter(({ kind }) => kind === 'payment').length
    if (payments > 0 && payments < requests.length)
      throw new RangeError('payments are queued apart from other operations')
    const set = { requests, payments: payments > 0, anyKind: requests.some(isUncommon), allOrNothing, claim }
    return new Promise((resolve, reject) => this.#batcher.add({ ...set, resolve, reject }))
  }

  async #flush(batch: readonly Submission[], attempt = 1): Promise<void> {
    const { pool, answerTimeoutMs, metrics } = this.#options
    const startedAt = performance.now()
    const { sets, parts } = setsOf(batch)
    const operations = sets.reduce((sum, { requests }) => sum + requests.length, 0)
    let verdicts: SetVerdict[] | undefined
    try {
      verdicts = await commitSets(pool, sets, { answerTimeoutMs, keyWaitMs: KEY_WAIT_MS })
    } catch (error) {
      if (isLockTimeout(error) && batch.some(isKeyed)) return this.#flushApart(batch, attempt)
      this.#failed(error, operations)
      for (const submission of batch) submission.reject(failure(error, submission.requests))
    }
    if (verdicts !== undefined) {
      const bySet = new Map(sets.map((set, i) => [set, verdicts[i]]))
      for (const [i, { resolve }] of batch.entries()) resolve(flawsOf(parts[i], bySet))
      this.#succeeded(sets, verdicts)
    }
    metrics.batch(operations, performance.now() - startedAt)
  }

  /**
   * Keys of the batch are in transactions that stand still: their requests are told so, and the others go without them, those without
   * keys first.
   */
  async #flushApart(batch: readonly Submission[], attempt: number): Promise<void> {
    const others = batch.filter(({ claim }) => claim === null)
    if (others.length > 0) await this.#flush(others)
    const keyed = batch.filter(isKeyed)
    const rest: Submission[] = []
    try {
      const keys = keyed.map(({ claim }) => claim.key)
      const found = attempt < KEY_ATTEMPTS_MAX ? await keysInFlight(this.#options.writes, keys) : new Set(keys)
      for (const one of keyed) {
        if (found.has(one.claim.key)) one.reject(inFlight())
        else rest.push(one)
      }
    } catch (error) {
      for (const { reject, requests } of keyed) reject(failure(error, requests))
    }
    if (rest.length > 0) await this.#flush(rest, attempt + 1)
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

/** Throws KeyTaken when it was the key: then none of the requests was queued. */
function fitFlaws(found: ReadonlyMap<number, Found>): ReadonlyMap<number, Flaw> {
  for (const flaw of found.values()) if (flaw === 'taken') throw new KeyTaken()
  return found as ReadonlyMap<number, Flaw>
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

/** Anything but a deposit, a transfer that is not screened, or a payment that says nothing. */
function isUncommon({ kind, message, screened }: OperationRequest): boolean {
  return message !== undefined || screened === true || (kind !== undefined && kind !== 'payment')
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
