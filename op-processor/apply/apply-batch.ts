import { decide } from '../../ledger/decide.ts'
import type { Decision } from '../../ledger/decision.ts'
import { journalOf } from '../../ledger/journal.ts'
import { holdOf, type QueuedStep, type Wallet, walletOfStep } from '../../ledger/operation.ts'
import { Book } from './book.ts'
import { statementsOf } from './sql/commit.ts'
import type { ApplyStore, Batch, Changes, Queued } from './store.ts'

export interface BatchResult {
  /** Steps taken out of the queue, strays included. */
  claimed: number
  succeeded: number
  /** Declines by reason. */
  declined: ReadonlyMap<string, number>
  /** Other groups that got steps to do. */
  queuedFor: ReadonlySet<number>
}

export interface PreparedBatch extends Batch {
  result: BatchResult
}

export interface ApplyContext {
  store: ApplyStore
  lease: { group: number; epoch: bigint }
  /** Steps claimed at most. */
  batchSizeMax: number
}

const NOTHING_TO_DO: BatchResult = { claimed: 0, succeeded: 0, declined: new Map(), queuedFor: new Set() }

/**
 * Applies the group's oldest steps. Everything in it commits together, or nothing happened.
 *
 * Throws LeaseLost when another processor was granted the group since: stop, and apply no more of it.
 */
export async function applyBatch({ store, lease, batchSizeMax }: ApplyContext): Promise<BatchResult> {
  const book = await Book.open(store, lease)
  const batch = await prepareBatch({ store, book, batchSizeMax, inFlight: [], spentUs: 0 })
  if (batch === null) return NOTHING_TO_DO
  await store.commit(batch)
  return batch.result
}

export interface PrepareContext {
  store: ApplyStore
  book: Book
  batchSizeMax: number
  /** Steps of a batch that is being committed. */
  inFlight: readonly bigint[]
  /** What committing took since the batch before, microseconds. */
  spentUs: number
}

/**
 * Reads the group's oldest steps and decides them by the book, which then assumes that they are committed. Changes
 * nothing in the database. Returns null when there is nothing to do.
 */
export async function prepareBatch(context: PrepareContext): Promise<PreparedBatch | null> {
  const { store, book, batchSizeMax, inFlight, spentUs } = context
  const { group, epoch } = book.fence
  const startedMs = performance.now()
  const queued = await store.steps(group, batchSizeMax, inFlight)
  if (queued.length === 0) return null

  // Read after the steps: a rate that was set before a step was queued counts for it.
  const [{ at, rates }] = await Promise.all([
    store.present(),
    book.learn(store, walletsTouchedBy(queued)),
    book.learnHolds(store, holdsNamedBy(queued)),
  ])
  const { steps, strays } = sortOut(queued, group, book.wallets)
  const decisions = decide(steps, { group, wallets: book.wallets, holds: book.holds, rates })
  const journal = decisions.length === 0 ? null : journalOf(decisions, { ...book, group, epoch, at })
  if (journal !== null) book.follow(journal)
  const seqs = queued.map(({ seq }) => seq)
  const durationUs = spentUs + Math.round((performance.now() - startedMs) * 1_000)
  const changes: Changes = { group, seqs, journal, strays, durationUs }
  return { ...changes, fence: book.fence, statements: statementsOf(changes), result: resultOf(decisions, strays) }
}

function* walletsTouchedBy(queued: readonly Queued[]): Generator<number> {
  for (const { step } of queued) {
    const { originId, targetId } = step.operation
    if (targetId !== null) yield targetId
    if (originId !== null) yield originId
  }
}

function* holdsNamedBy(queued: readonly Queued[]): Generator<string> {
  for (const { step } of queued) {
    const id = holdOf(step.operation)
    if (id !== null) yield id
  }
}

/** A stray is a step whose wallet is in another group by now: it goes there, and is not applied here. */
function sortOut(queued: readonly Queued[], group: number, wallets: ReadonlyMap<number, Wallet>) {
  const steps: QueuedStep[] = []
  const strays: Changes['strays'][number][] = []
  for (const one of queued) {
    const present = wallets.get(walletOfStep(one.step))?.group
    if (present === undefined || present === group) steps.push(one.step)
    else strays.push({ queued: one, group: present })
  }
  return { steps, strays }
}

function resultOf(decisions: readonly Decision[], strays: Changes['strays']): BatchResult {
  const declined = new Map<string, number>()
  const queuedFor = new Set(strays.map((stray) => stray.group))
  let succeeded = 0
  for (const decision of decisions) {
    if (decision.outcome === 'success') succeeded += 1
    if (decision.outcome === 'decline') declined.set(decision.reason, (declined.get(decision.reason) ?? 0) + 1)
    if (decision.outcome === 'debited' && decision.screening === undefined) queuedFor.add(decision.targetGroup)
    if (decision.outcome === 'bounced') queuedFor.add(decision.originGroup)
  }
  return { claimed: decisions.length + strays.length, succeeded, declined, queuedFor }
}
