import { type Decision, decide } from '../../ledger/decide.ts'
import { journalOf } from '../../ledger/journal.ts'
import { type QueuedStep, type Wallet, walletOfStep } from '../../ledger/operation.ts'
import { type ApplyStore, type ClaimedStep, LeaseLost } from './store.ts'

export interface ApplyContext {
  store: ApplyStore
  lease: { group: number; epoch: bigint }
  /** Operations claimed at most. */
  batchSizeMax: number
}

export interface BatchResult {
  claimed: number
  succeeded: number
  /** Declines by reason. */
  declined: ReadonlyMap<string, number>
  /** Other groups that got steps to do. */
  queuedFor: ReadonlySet<number>
}

const NOTHING_TO_DO: BatchResult = { claimed: 0, succeeded: 0, declined: new Map(), queuedFor: new Set() }

/**
 * Applies the group's oldest steps, `batchSizeMax` at most. Everything in it commits together, or nothing happened.
 *
 * Throws LeaseLost when another processor was granted the group since: stop, and apply no more of it.
 */
export async function applyBatch({ store, lease, batchSizeMax }: ApplyContext): Promise<BatchResult> {
  const { group, epoch } = lease
  return store.transaction(async (tx) => {
    // Sent together, run one after the other; if the lease turns out to be lost, all of it is rolled back.
    const [state, claimed, rates, systemBalances] = await Promise.all([
      tx.lockGroup(group),
      tx.claim(group, batchSizeMax),
      tx.rates(),
      tx.systemBalances(group),
    ])
    if (state.epoch !== epoch) throw new LeaseLost(group, epoch, state.epoch)
    if (claimed.length === 0) return NOTHING_TO_DO

    const wallets = await tx.wallets(walletsTouchedBy(claimed))
    const { steps, strays } = sortOut(claimed, group, wallets)
    if (strays.length > 0) await tx.putBack(strays)
    const decisions = decide(steps, { group, wallets, rates })
    if (decisions.length > 0) {
      const { at, head } = state
      await tx.record(journalOf(decisions, { group, epoch, at, head, wallets, systemBalances }))
    }
    return summaryOf(decisions, strays)
  })
}

function walletsTouchedBy(claimed: readonly ClaimedStep[]): number[] {
  const ids = new Set<number>()
  for (const { step } of claimed) {
    ids.add(step.operation.targetId)
    if (step.operation.originId !== null) ids.add(step.operation.originId)
  }
  return [...ids]
}

type Stray = { claimed: ClaimedStep; group: number }

/** A stray is a step whose wallet is in another group by now: it goes there, and is not applied here. */
function sortOut(claimed: readonly ClaimedStep[], group: number, wallets: ReadonlyMap<number, Wallet>) {
  const steps: QueuedStep[] = []
  const strays: Stray[] = []
  for (const claim of claimed) {
    const present = wallets.get(walletOfStep(claim.step))?.group
    if (present === undefined || present === group) steps.push(claim.step)
    else strays.push({ claimed: claim, group: present })
  }
  return { steps, strays }
}

function summaryOf(decisions: readonly Decision[], strays: readonly Stray[]): BatchResult {
  const declined = new Map<string, number>()
  const queuedFor = new Set(strays.map((stray) => stray.group))
  let succeeded = 0
  for (const decision of decisions) {
    if (decision.outcome === 'success') succeeded += 1
    if (decision.outcome === 'decline') declined.set(decision.reason, (declined.get(decision.reason) ?? 0) + 1)
    if (decision.outcome === 'debited') queuedFor.add(decision.targetGroup)
    if (decision.outcome === 'bounced') queuedFor.add(decision.originGroup)
  }
  return { claimed: decisions.length + strays.length, succeeded, declined, queuedFor }
}
