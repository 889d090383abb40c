import type { Client } from '../common/database/pool.ts'
import type { Log } from '../common/log.ts'
import { type Activity, countActivity } from './activity.ts'
import { closeGroups } from './close.ts'
import { type MoveContext, makeMoves, patiently } from './move.ts'
import { movesByRoute } from './moves.ts'
import { partition } from './partition/partition.ts'
import { type Balance, type MovePlan, planMoves } from './partition/plan.ts'
import type { Weight } from './sql/activity.ts'
import type { GroupLoad, RebalanceRecord } from './sql/history.ts'
import type { ChunkResult } from './store.ts'

/** How the mesh is to be balanced. */
export interface RebalanceSettings {
  /** The groups to be: 1 to groupCount. */
  groupCount: number
  windowMs: number
  /** Wallets moved in one transaction at most. */
  chunkMax: number
  /** What one round may move, as shares from 0 to 1. */
  churnWallets: number
  churnLoad: number
  /** Load of the fullest group over the mean at or below which nothing is moved; 1 and up. */
  tolerance: number
  weight: Weight
  /** The least drop of the share of transfers that cross groups for which wallets move; 0 to 1. */
  affinity: number
}

export interface RebalanceContext extends Pick<MoveContext, 'store' | 'clock' | 'random' | 'signal'> {
  settings: RebalanceSettings
  /** Session that counts. */
  client: Client
  log: Log
  /** Told the rebalance's id when moving begins. */
  onBegun?: (id: bigint) => void
}

/** What one round did, or, when it was only planned, would do. */
export interface Rebalance extends RebalanceRecord {
  /** Load of the hottest wallet when it alone has more than a group's fair share of them. */
  hottestOperations: number | null
  /** The share of the transfers that the shares of crossing ones were taken from. */
  transfersSampled: number
  moved: MoveSummary | null
}

export interface MoveSummary {
  wallets: number
  /** Queued steps that went with them. */
  steps: number
  chunks: number
  /** The longest time for which nothing could be queued. */
  stallMsMax: number
  moveMs: number
  /** False while groups that are to vanish still get new wallets. */
  complete: boolean
}

/**
 * Counts, plans and moves once, and records it. When it is aborted between two transactions, or dies, the mesh is as
 * correct as before, and the next round goes on from there.
 */
export async function rebalance(context: RebalanceContext): Promise<Rebalance> {
  const { activity, plan, planned } = await planRebalance(context)
  const moved = await carryOut(activity, plan, planned, context)
  return { ...planned, moved }
}

/** Counts and plans; changes nothing. */
export async function planRebalance(
  context: RebalanceContext,
): Promise<{ activity: Activity; plan: MovePlan; planned: Rebalance }> {
  const { settings, store, client, clock, signal, log } = context
  const startedAt = clock.now()
  const [groups, lastGroupCount] = await Promise.all([store.activeGroups(), store.lastGroupCount()])
  const { windowMs, weight, groupCount } = settings
  const groupCountChanged = lastGroupCount !== groupCount
  const activity = await countActivity(client, { windowMs, weight, groupCount, listIdle: groupCountChanged }, signal)
  const countedAt = clock.now()
  log.info({ listed: activity.ids.length, ms: Math.round(countedAt - startedAt) }, 'counted operations')

  const plan = planMoves({
    present: activity.groups,
    weights: activity.weights,
    idle: activity.idle,
    trades: activity.trades,
    groupCount,
    target: () => partition(activity.weights, groupCount),
    groupCountChanged,
    budget: { walletShare: settings.churnWallets, loadShare: settings.churnLoad },
    balancedEnough: settings.tolerance,
    worthwhile: settings.affinity,
  })
  const plannedAt = clock.now()
  log.info({ moves: plan.items.length, ms: Math.round(plannedAt - countedAt) }, 'planned moves')
  const { before, after, hottest, maxOverMeanFloor, loadMoved, crossingBefore, crossingAfter } = plan.report
  const isHot = hottest?.isAboveFairShare === true
  const planned = {
    windowMs,
    groupsBefore: groups.length,
    groupsAfter: groupCount,
    wallets: before.wallets.reduce((sum, count) => sum + count, 0),
    weight,
    operations: after.loads.reduce((sum, load) => sum + load, 0),
    loadBefore: loadsOf(before),
    loadAfter: loadsOf(after),
    spreadBefore: before.spread,
    spreadAfter: after.spread,
    maxOverMeanBefore: before.maxOverMean,
    maxOverMeanAfter: after.maxOverMean,
    maxOverMeanFloor,
    hottestWalletId: isHot ? (activity.ids[hottest.item] ?? null) : null,
    hottestOperations: isHot ? hottest.weight : null,
    movesPlanned: plan.items.length,
    loadMoved,
    crossingBefore,
    crossingAfter,
    transfersSampled: activity.sampled,
    countMs: Math.round(countedAt - startedAt),
    planMs: Math.round(plannedAt - countedAt),
    moved: null,
  }
  return { activity, plan, planned }
}

async function carryOut(
  activity: Activity,
  plan: MovePlan,
  planned: Rebalance,
  context: RebalanceContext,
): Promise<MoveSummary> {
  const { settings, store, clock, signal } = context
  const { groupCount, chunkMax } = settings
  const startedAt = clock.now()
  const progress = new Progress(planned.movesPlanned, context)
  const moveContext = { ...context, groupCount, chunkMax, onChunk: progress.onChunk, onRetry: progress.onRetry }

  signal.throwIfAborted()
  const id = await store.beginRebalance(planned)
  context.onBegun?.(id)
  await patiently(moveContext, () => store.openGroups(groupCount))
  await makeMoves(movesByRoute(activity, plan), id, moveContext)
  const complete = await closeGroups(id, moveContext)

  const moveMs = Math.round(clock.now() - startedAt)
  const wallets = complete ? await store.finishRebalance(id, moveMs) : progress.wallets
  return { wallets, steps: progress.steps, chunks: progress.chunks, stallMsMax: progress.stallMsMax, moveMs, complete }
}

function loadsOf({ ids, loads, wallets }: Balance): GroupLoad[] {
  return Array.from(ids, (group, row) => ({
    group,
    operations: loads[row] as number,
    wallets: wallets[row] as number,
  }))
}

const PROGRESS_EVERY_MS = 2_000

/** Adds up what the chunks did, and logs it now and then. */
class Progress {
  wallets = 0
  steps = 0
  chunks = 0
  stallMsMax = 0
  readonly #planned: number
  readonly #context: RebalanceContext
  #loggedAt: number

  constructor(planned: number, context: RebalanceContext) {
    this.#planned = planned
    this.#context = context
    this.#loggedAt = context.clock.now()
  }

  onChunk = ({ moved, retagged, waitMs, workMs }: ChunkResult): void => {
    this.wallets += moved
    this.steps += retagged
    this.chunks += 1
    this.stallMsMax = Math.max(this.stallMsMax, waitMs + workMs)
    const now = this.#context.clock.now()
    if (now - this.#loggedAt < PROGRESS_EVERY_MS) return
    this.#loggedAt = now
    this.#context.log.info({ moved: this.wallets, planned: this.#planned }, 'moving wallets')
  }

  onRetry = (error: unknown, attempt: number): void => {
    const reason = error instanceof Error ? error.message : String(error)
    this.#context.log.warn({ attempt, reason }, 'a chunk of wallets could not be moved, trying again')
  }
}
