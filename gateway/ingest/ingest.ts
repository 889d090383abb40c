import { v7 as uuidv7 } from 'uuid'
import type { Pool } from '../../common/database/pool.ts'
import type { Log } from '../../common/log.ts'
import { isOperationAmount } from '../../ledger/money.ts'
import { currencyNotAllowed, isCurrencyCode } from '../currency-code.ts'
import { classify, type Refused, Retryable } from '../errors.ts'
import { isWalletId, noWallet } from '../wallet-id.ts'
import type { WorkListener } from '../work-listener.ts'
import { Batcher } from './batcher.ts'
import { CommitUnknown, commitRequests } from './commit.ts'
import type { IngestMetrics } from './ingest-metrics.ts'
import { QueueBound } from './queue-bound.ts'
import type { Flaw, OperationRequest, Verdicts } from './sql/queue-requests.ts'

/** What a caller asks for; the operation's id is given by the gateway. */
export type NewOperation = Omit<OperationRequest, 'operationId'>

/** Queues operations durably. */
export interface Ingest {
  /**
   * Resolves with the operation's id once it is committed to the queue. Rejects with Refused when it names what does not
   * exist, with Retryable when there is too much work or the database does not answer.
   */
  queue(operation: NewOperation): Promise<string>
}

export interface IngestOptions {
  /** Pipelined, with `transactionTimeoutMs`, and FLUSHES_MAX connections that nothing else uses. */
  pool: Pool
  /** For counting the queue. */
  reads: Pool
  limits: { batchRequests: number; pendingRequests: number; queuedOperations: number }
  /** A batch without an answer is given up after it. Longer than the pool's `transactionTimeoutMs`. */
  answerTimeoutMs: number
  listener: WorkListener
  metrics: IngestMetrics
  log: Log
}

/** While one batch waits for the disk, another can be prepared. A third gained nothing with 64 connections. */
export const FLUSHES_MAX = 2

interface Pending {
  request: OperationRequest
  resolve: (operationId: string) => void
  reject: (error: unknown) => void
}

/**
 * Queues operations of many requests in one commit: see Batcher for how they meet. Each request is answered after the
 * commit that holds its operation, so that what was acknowledged is never lost.
 */
export class BatchedIngest implements Ingest {
  readonly #options: IngestOptions
  readonly #batcher: Batcher<Pending>
  readonly #bound: QueueBound
  #failing = false

  constructor(options: IngestOptions) {
    this.#options = options
    this.#batcher = new Batcher({
      flush: (batch) => this.#flush(batch),
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
    if (this.#batcher.pending >= this.#options.limits.pendingRequests) {
      throw new Retryable('overloaded', 'too many requests wait for their commit, try again')
    }
    if (this.#bound.isFull()) throw new Retryable('overloaded', 'too many operations are queued, try again')
    const flaw = flawOf(operation)
    if (flaw !== null) throw refusal(flaw, operation)
    return new Promise((resolve, reject) => {
      const request = { operationId: uuidv7(), ...operation }
      this.#batcher.add({ request, resolve, reject })
    })
  }

  async #flush(batch: Pending[]): Promise<void> {
    const { pool, answerTimeoutMs, metrics } = this.#options
    const startedAt = performance.now()
    const requests = batch.map((pending) => pending.request)
    try {
      this.#answer(batch, await commitRequests(pool, requests, answerTimeoutMs))
    } catch (error) {
      this.#failed(error, batch.length)
      for (const pending of batch) pending.reject(failure(error, pending.request))
    }
    metrics.batch(batch.length, performance.now() - startedAt)
  }

  #answer(batch: Pending[], { groups, flaws }: Verdicts): void {
    this.#succeeded()
    this.#bound.queued(batch.length - flaws.size)
    batch.forEach((pending, place) => {
      const flaw = flaws.get(place)
      if (flaw === undefined) pending.resolve(pending.request.operationId)
      else pending.reject(refusal(flaw, pending.request))
    })
    if (groups.length > 0) this.#options.listener.workQueued(groups)
  }

  /** One line when the database goes and one when it is back, not one per batch. */
  #failed(error: unknown, requests: number): void {
    const lasting = this.#failing && classify(error) !== null
    this.#options.log[lasting ? 'debug' : 'error']({ err: error, requests }, 'requests could not be queued')
    this.#failing = true
  }

  #succeeded(): void {
    if (this.#failing) this.#options.log.info('requests are queued again')
    this.#failing = false
  }
}

/**
 * What cannot exist is not asked of the database: a value that its columns do not hold would fail the whole batch. Throws
 * for what no caller may get this far with.
 */
function flawOf({ originId, targetId, amount, currency }: NewOperation): Flaw | null {
  if (!isOperationAmount(amount)) throw new RangeError(`${amount} is not the amount of an operation`)
  if (originId === targetId) throw new RangeError(`wallet ${targetId} cannot transfer to itself`)
  if (!isCurrencyCode(currency)) return 'currency'
  if (originId !== null && !isWalletId(originId)) return 'origin'
  return isWalletId(targetId) ? null : 'target'
}

function refusal(flaw: Flaw, { originId, targetId }: NewOperation): Refused {
  if (flaw === 'currency') return currencyNotAllowed()
  return noWallet(flaw === 'origin' && originId !== null ? originId : targetId)
}

function failure(error: unknown, { operationId }: OperationRequest): unknown {
  if (error instanceof CommitUnknown) {
    return new Retryable(
      'outcome_unknown',
      `the database went away during the commit: look for operation ${operationId} before you try again`,
      { cause: error },
    )
  }
  const known = classify(error)
  return known === null
    ? error
    : new Retryable('unavailable', 'the database cannot be reached: nothing was queued, try again', { cause: error })
}
