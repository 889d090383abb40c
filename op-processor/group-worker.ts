import { isRetryable } from '../common/database/errors.ts'
import { Doorbell } from '../common/doorbell.ts'
import type { Log } from '../common/log.ts'
import type { Service } from '../common/service.ts'
import { applyBatch, type BatchResult } from './apply/apply-batch.ts'
import { bury } from './apply/bury.ts'
import { type ApplyStore, LeaseLost } from './apply/store.ts'
import type { Lease } from './lease/holder.ts'

export interface GroupWorkerOptions {
  store: ApplyStore
  lease: Lease
  /** Operations claimed at once. */
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
}

export interface GroupWorker extends Service {
  /** There is work. */
  wake(): void
}

const RETRY_DELAY_MS = 50
const RETRY_DELAY_MAX_MS = 2_000
/** Attempts at one single step before it goes to the dead letters. */
const ATTEMPTS_MAX = 3

/**
 * Applies the operations of one group for as long as its lease is valid.
 *
 * A fault of the moment is retried for ever, with backoff. Anything else that fails is narrowed down: the batch is
 * halved until the one step that cannot be applied stands alone, and that goes to the dead letters.
 */
export function createGroupWorker(options: GroupWorkerOptions): GroupWorker {
  const { store, lease, batchSizeMax, log, on } = options
  const doorbell = new Doorbell()
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()
  let batchSize = batchSizeMax
  let failures = 0

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (!lease.isValid()) return on.lost()
      try {
        await applyNext()
      } catch (error) {
        if (error instanceof LeaseLost) {
          log.warn({ group: lease.group }, error.message)
          return on.lost()
        }
        if (isRetryable(error)) await retryLater(error)
        else await narrowDown(error)
      }
    }
  }

  async function applyNext(): Promise<void> {
    const startedMs = performance.now()
    const result = await applyBatch({ store, lease, batchSizeMax: batchSize })
    failures = 0
    batchSize = Math.min(batchSizeMax, batchSize * 2)
    if (result.claimed > 0) on.applied(result, performance.now() - startedMs)
    else await doorbell.wait(options.pollDelayMs, stopping.signal)
  }

  async function retryLater(error: unknown): Promise<void> {
    failures += 1
    on.retried(error)
    const ceilingMs = Math.min(RETRY_DELAY_MAX_MS, RETRY_DELAY_MS * 2 ** Math.min(failures, 10))
    log.warn({ group: lease.group, error: String(error) }, 'could not apply a batch, trying again')
    await doorbell.wait(ceilingMs * (0.5 + options.random() / 2), stopping.signal)
  }

  async function narrowDown(error: unknown): Promise<void> {
    failures += 1
    log.error({ group: lease.group, batchSize, err: error }, 'a batch cannot be applied')
    if (batchSize > 1) {
      batchSize = Math.ceil(batchSize / 2)
      failures = 0
    } else if (failures >= ATTEMPTS_MAX) {
      const operationId = await bury({ store, lease, error, attempts: failures })
      failures = 0
      if (operationId !== null) on.buried(operationId, error)
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
