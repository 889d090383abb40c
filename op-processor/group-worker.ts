import { setTimeout as delay } from 'node:timers/promises'
import { pauseMs } from '../common/backoff.ts'
import { isRetryable } from '../common/database/errors.ts'
import { Doorbell } from '../common/doorbell.ts'
import type { Log } from '../common/log.ts'
import type { Service } from '../common/service.ts'
import { type BatchResult, type PreparedBatch, prepareBatch } from './apply/apply-batch.ts'
import { Book } from './apply/book.ts'
import { type ApplyStore, BookStale, LeaseLost } from './apply/store.ts'
import type { Lease } from './lease/holder.ts'

export interface GroupWorkerOptions {
  store: ApplyStore
  lease: Lease
  /** Steps claimed at once. */
  batchSizeMax: number
  /** Looks for work that nobody told it of this often. */
  pollDelayMs: number
  log: Log
  /** From 0 to 1, for jitter. */
  random: () => number
  on: {
    applied(result: BatchResult, durationMs: number): void
    retried(error: unknown): void
    buried(operationId: string, error: unknown): void
    /** The lease was lost; the worker has ended. */
    lost(): void
  }
  observer?: CommitObserver
}

/** Learns of every commit, in order. It must not throw. */
export interface CommitObserver {
  committing(): void
  committed(batch: PreparedBatch, book: Book): void
  /** Or so it seems: the outcome may be unknown. */
  failed(): void
}

export interface GroupWorker extends Service {
  /** There is work. */
  wake(): void
}

/** Longest rest after a batch that was not full. */
const REST_MAX_MS = 20
const RETRY = { firstMs: 50, mostMs: 2_000 }
/** Attempts at one single step before it goes to the dead letters. */
const ATTEMPTS_MAX = 3
/** Steps buried one after the other before the fault is taken for one of the whole processor, which buries no more. */
const BURIALS_IN_A_ROW_MAX = 5

/**
 * Applies the operations of one group for as long as its lease is valid.
 *
 * Batches are as large as the load asks for. While a full one is being committed, the next is read and decided. After
 * one that was not full the worker rests for as long as that took, so that operations gather: what comes to an idle
 * group is applied at once, and on a busy machine, where everything takes longer, fewer and larger batches share the cost
 * of a commit.
 *
 * A fault of the moment is retried for ever, with backoff. Anything else that fails is narrowed down: the batch is
 * halved until the one step that cannot be applied stands alone, and that goes to the dead letters.
 */
export function createGroupWorker(options: GroupWorkerOptions): GroupWorker {
  const { store, lease, batchSizeMax, log, on, observer } = options
  const doorbell = new Doorbell()
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()
  let batchSize = batchSizeMax
  let failures = 0
  let burialsInARow = 0
  /** The time of a commit is known when it is over: the journal of a later batch has it. */
  let spentUs = 0

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await applyInOrder(await Book.open(store, lease))
      } catch (error) {
        if (error instanceof LeaseLost || !lease.isValid()) {
          // Released by ourselves while this was ending.
          if (stopping.signal.aborted) return
          log.warn({ group: lease.group }, `stopped applying: ${error instanceof Error ? error.message : error}`)
          return on.lost()
        }
        await recover(error)
      }
    }
  }

  /** Until the book is full, the worker stopped, or something fails; then the book is worth nothing. */
  async function applyInOrder(book: Book): Promise<void> {
    let committing: { done: Promise<void>; seqs: readonly bigint[] } | undefined
    try {
      while (!stopping.signal.aborted && !book.isFull()) {
        if (!lease.isValid()) throw new LeaseLost(`the lease of group ${lease.group} ran out`)
        const startedMs = performance.now()
        const sizeMax = batchSize
        const reportedUs = spentUs
        const batch = await prepareBatch({
          store,
          book,
          batchSizeMax: sizeMax,
          inFlight: committing?.seqs ?? [],
          spentUs: reportedUs,
        })
        if (batch !== null) spentUs -= reportedUs
        await committing?.done
        committing = undefined
        if (batch === null) {
          await doorbell.wait(options.pollDelayMs, stopping.signal)
        } else if (batch.seqs.length === sizeMax) {
          committing = inBackground(commit(batch, book), batch.seqs)
        } else {
          await commit(batch, book)
          await rest(performance.now() - startedMs)
        }
      }
    } finally {
      await committing?.done
    }
  }

  async function rest(ms: number): Promise<void> {
    await delay(Math.min(ms, REST_MAX_MS), undefined, { signal: stopping.signal }).catch(() => {})
  }

  /** Its failure is reported where it is waited for. */
  function inBackground(done: Promise<void>, seqs: readonly bigint[]) {
    done.catch(() => {})
    return { done, seqs }
  }

  async function commit(batch: PreparedBatch, book: Book): Promise<void> {
    const startedMs = performance.now()
    observer?.committing()
    try {
      await store.commit(batch)
    } catch (error) {
      observer?.failed()
      throw error
    }
    observer?.committed(batch, book)
    failures = 0
    burialsInARow = 0
    batchSize = Math.min(batchSizeMax, batchSize * 2)
    const durationMs = performance.now() - startedMs
    spentUs += Math.round(durationMs * 1_000)
    on.applied(batch.result, durationMs)
  }

  async function recover(error: unknown): Promise<void> {
    if (error instanceof BookStale && error.wasChanged) {
      on.retried(error)
      log.debug({ group: lease.group }, error.message)
      return
    }
    failures += 1
    if (isRetryable(error) || (error instanceof BookStale && failures < ATTEMPTS_MAX)) return retryLater(error)
    log.error({ group: lease.group, batchSize, err: error }, 'a batch cannot be applied')
    if (batchSize > 1) {
      batchSize = Math.ceil(batchSize / 2)
      failures = 0
    } else if (burialsInARow >= BURIALS_IN_A_ROW_MAX) {
      await retryLater(error)
    } else if (failures >= ATTEMPTS_MAX) {
      await buryHead(error)
    }
  }

  async function retryLater(error: unknown): Promise<void> {
    on.retried(error)
    log.warn({ group: lease.group, error: String(error) }, 'could not apply a batch, trying again')
    const delayMs = error instanceof BookStale ? 0 : pauseMs(failures, RETRY, options.random())
    await doorbell.wait(delayMs, stopping.signal)
  }

  async function buryHead(error: unknown): Promise<void> {
    const attempts = failures
    failures = 0
    burialsInARow += 1
    try {
      const { fence } = await Book.open(store, lease)
      const operationId = await store.bury(fence, error instanceof Error ? error.message : String(error), attempts)
      if (operationId !== null) on.buried(operationId, error)
    } catch (buryError) {
      log.error({ group: lease.group, err: buryError }, 'could not move a step to the dead letters')
    }
  }

  return {
    async start() {
      running = run()
    },
    async stop() {
      stopping.abort()
      await running
    },
    wake: () => doorbell.ring(),
  }
}
