import { pauseMs } from '../common/backoff.ts'
import { isRetryable } from '../common/database/errors.ts'
import type { Clock } from './clock.ts'
import { type ChunkBounds, type Moves, nextChunk } from './moves.ts'
import type { BalancerStore, ChunkResult } from './store.ts'

export interface MoveContext {
  store: BalancerStore
  clock: Clock
  /** From 0 to less than 1. */
  random: () => number
  /** Wallets moved in one transaction at most. */
  chunkMax: number
  /** Stops between two transactions, by throwing the signal's reason. */
  signal: AbortSignal
  onChunk: (result: ChunkResult) => void
  onRetry: (error: unknown, attempt: number) => void
}

// Nobody can queue while a chunk is moved: how long that may take, and how long waiting for the groups before it.
const WORK_TARGET_MS = 100
const WAIT_TARGET_MS = 100
// A long queue is scanned once for every chunk, however small that is; smaller chunks would only be more of them.
const WALLETS_MIN = 100
// Holders apply batch after batch, and each group is waited for after the one before: few groups, at first.
const GROUPS_FIRST = 8
const GROUPS_MIN = 2
const GROUPS_MAX = 2048
// In all about 20 s, longer than a holder that was paused in the middle of its transaction keeps a group's lock.
const ATTEMPTS_MAX = 24
const BACKOFF = { firstMs: 50, mostMs: 1_000 }
const TRANSACTION_TIMEOUT = '25P04'
const STATEMENT_TIMEOUT = '57014'

/**
 * Moves the wallets chunk by chunk, each chunk in one transaction, with a pause after each that is as long as nothing could
 * be queued during it. A wallet that is not where it was expected any more is left alone, so making moves twice is harmless.
 *
 * Throws when a chunk fails for good; those before it have been moved.
 */
export async function makeMoves(moves: Moves, rebalanceId: bigint, context: MoveContext): Promise<void> {
  const { store, clock, chunkMax, signal, onChunk } = context
  let bounds: ChunkBounds = { walletsMax: chunkMax, groupsMax: GROUPS_FIRST }
  for (let start = 0; start < moves.ids.length; ) {
    const { chunk, result } = await patiently(context, async (lastError) => {
      bounds = boundsAfterError(bounds, lastError)
      const chunk = nextChunk(moves, start, bounds)
      return { chunk, result: await store.moveChunk(chunk, rebalanceId) }
    })
    onChunk(result)
    start += chunk.ids.length
    bounds = boundsAfter(bounds, result, chunkMax)
    await clock.sleep(result.waitMs + result.workMs, signal)
  }
}

/** Chunks shrink when they take too long and grow, to `chunkMax` wallets at most, when they are quick. */
export function boundsAfter(
  { walletsMax, groupsMax }: ChunkBounds,
  { waitMs, workMs }: Pick<ChunkResult, 'waitMs' | 'workMs'>,
  chunkMax: number,
): ChunkBounds {
  const wallets = Math.min(Math.floor((walletsMax * WORK_TARGET_MS) / Math.max(workMs, 1)), walletsMax * 2)
  const groups = Math.min(Math.floor((groupsMax * WAIT_TARGET_MS) / Math.max(waitMs, 1)), groupsMax * 2)
  return {
    walletsMax: Math.min(chunkMax, Math.max(wallets, Math.min(walletsMax, WALLETS_MIN))),
    groupsMax: Math.min(GROUPS_MAX, Math.max(groups, GROUPS_MIN)),
  }
}

function boundsAfterError({ walletsMax, groupsMax }: ChunkBounds, error: unknown): ChunkBounds {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return {
    walletsMax: code === TRANSACTION_TIMEOUT ? Math.max(1, Math.floor(walletsMax / 2)) : walletsMax,
    // What ran out of time was waiting for locks, of which those of the groups are the ones that can be fewer.
    groupsMax: code === STATEMENT_TIMEOUT ? Math.max(GROUPS_MIN, Math.floor(groupsMax / 2)) : groupsMax,
  }
}

/**
 * Calls until it succeeds, with growing pauses and jitter, 24 times at most; `call` gets the error of the time before.
 * Throws what is no fault of the moment at once.
 */
export async function patiently<T>(
  { clock, random, signal, onRetry }: Pick<MoveContext, 'clock' | 'random' | 'signal' | 'onRetry'>,
  call: (lastError: unknown) => Promise<T>,
): Promise<T> {
  let lastError: unknown
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted()
    try {
      return await call(lastError)
    } catch (error) {
      if (attempt === ATTEMPTS_MAX || !isRetryable(error)) throw error
      onRetry(error, attempt)
      lastError = error
    }
    await clock.sleep(pauseMs(attempt, BACKOFF, random()), signal)
  }
}
