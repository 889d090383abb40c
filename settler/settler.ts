import type { Pool } from '../common/database/pool.ts'
import { Doorbell } from '../common/doorbell.ts'
import type { Log } from '../common/log.ts'
import type { Service } from '../common/service.ts'
import type { Settings } from '../common/settings/settings.ts'
import { ProofFailed, SettlerBusy } from './errors.ts'
import type { SettlerMetrics } from './metrics.ts'
import { approve, cancel, postSettlement } from './settle.ts'
import { PostedElsewhere } from './sql/post-lines.ts'
import { finishSettlement, readUnsettled, wasTakenFor } from './sql/snapshots.ts'
import { isRetryable } from './store/retryable.ts'
import type { SnapshotStores } from './store/snapshot-stores.ts'
import { takeSnapshot } from './take-snapshot.ts'
import { tidyStore } from './tidy-store.ts'
import { takeTurn } from './turn.ts'

export interface SettlerOptions {
  settings: Pick<Settings, 'settlement'>
  /** Migrated. */
  database: { dsn: string; schemaName: string }
  pool: Pool
  stores: SnapshotStores
  /** Runs something at the times that cron names, until the function that it returns is called. */
  atTimes: (cron: string, run: (at: Date) => Promise<void>) => () => Promise<void>
  metrics: SettlerMetrics
  log: Log
}

/** What can be asked of a settler. Each may be asked again without harm. */
export interface Settler extends Service {
  /** Returns the new snapshot's id. Throws ProofFailed, or SettlerBusy when others are at work for long. */
  take(): Promise<string>
  /** Approves that snapshot, or the newest open one, and returns its id once its settlement is certain. */
  approve(id: string | null): Promise<string>
  /** Cancels that snapshot, or the newest open one, and returns its id. */
  cancel(id: string | null): Promise<string>
  /** Whether the database answers. */
  ready(): Promise<boolean>
}

const TURN_WAIT_MS = 30_000
/** How often it looks for settlements that others left behind. */
const LOOK_EVERY_MS = 1_000
/** How often it looks whether a settlement is applied. */
const FOLLOW_EVERY_MS = 50
const RETRY_MS = 1_000
const TIDY_EVERY_MS = 600_000

/**
 * Takes snapshots, and settles what was approved until all of it is applied. Of several settlers one acts at a time; each goes on
 * with what another left behind.
 */
export function createSettler(options: SettlerOptions): Settler {
  const { settings, database, pool, stores, metrics, log } = options
  const { settlement } = settings
  const stopping = new AbortController()
  const doorbell = new Doorbell()
  let running: Promise<void> = Promise.resolve()
  let scheduled: Promise<void> = Promise.resolve()
  let stopSchedule = async () => {}
  let tidiedAt = 0

  /** Until it is stopped. */
  async function follow(): Promise<void> {
    while (!stopping.signal.aborted) {
      const waitMs = await advance().catch(recover)
      await doorbell.wait(waitMs, stopping.signal)
    }
  }

  /** Takes the settlement under way one step further, and returns when to look again. */
  async function advance(): Promise<number> {
    const snapshot = await readUnsettled(pool)
    metrics.underWay(snapshot === null ? null : Date.now() - Date.parse(snapshot.approved_at ?? ''))
    if (snapshot === null) {
      await tidyNowAndThen()
      return LOOK_EVERY_MS
    }
    if (snapshot.posted_at === null) {
      await takeTurn(pool, 0, finishPosting)
      return 0
    }
    if (!(await finishSettlement(pool, snapshot.id))) return FOLLOW_EVERY_MS
    metrics.settled()
    log.info({ snapshot: snapshot.id, operations: Number(snapshot.lines) }, 'settled')
    return 0
  }

  /** In a turn: nobody else queues at the same time. */
  async function finishPosting(): Promise<void> {
    const snapshot = await readUnsettled(pool)
    if (snapshot !== null && snapshot.posted_at === null) await postSettlement(pool, stores, snapshot, stopping.signal)
  }

  function recover(error: unknown): number {
    if (stopping.signal.aborted) return 0
    // Another settler is at it.
    if (error instanceof SettlerBusy || error instanceof PostedElsewhere) return LOOK_EVERY_MS
    metrics.failed()
    const about = { err: error, retryInMs: RETRY_MS }
    if (isRetryable(error)) log.warn(about, 'a settlement was interrupted')
    else log.error(about, 'a settlement failed')
    return RETRY_MS
  }

  async function tidyNowAndThen(): Promise<void> {
    if (performance.now() - tidiedAt < TIDY_EVERY_MS) return
    tidiedAt = performance.now()
    await takeTurn(pool, 0, () => tidyStore(pool, stores.current, stopping.signal))
  }

  async function take(scheduledFor: string | null): Promise<string | null> {
    return takeTurn(pool, TURN_WAIT_MS, async () => {
      if (scheduledFor !== null && (await wasTakenFor(pool, scheduledFor))) return null
      // What is approved counts as settled once it is queued.
      await finishPosting()
      const startedAt = performance.now()
      try {
        const header = await takeSnapshot({ database, pool, stores, expiryMs: settlement.expiry, log }, scheduledFor)
        if (header === null) return null
        const { id, accounts } = header
        metrics.taken(accounts, performance.now() - startedAt)
        log.info({ snapshot: id, accounts: Number(accounts) }, 'took a snapshot')
        return id
      } catch (error) {
        if (error instanceof ProofFailed) {
          metrics.proofFailed()
          log.error({ err: error }, 'the ledger contradicts itself: no snapshot was taken')
        }
        throw error
      }
    })
  }

  async function approveAndSettle(id: string | null): Promise<string> {
    const approved = await approve(pool, id)
    metrics.approved()
    log.info({ snapshot: approved }, 'approved')
    doorbell.ring()
    return approved
  }

  /** One settler takes the snapshot, whichever comes first; when it fails, the next time of the schedule is another chance. */
  async function onSchedule(at: Date): Promise<void> {
    try {
      const id = await take(slotOf(at))
      if (id !== null && settlement.autoApprove) await approveAndSettle(id)
    } catch (error) {
      metrics.failed()
      if (!stopping.signal.aborted) log.error({ err: error }, 'the scheduled snapshot failed')
    }
  }

  let stopped: Promise<void> | undefined
  async function stop(): Promise<void> {
    stopping.abort(new Error('the settler stops'))
    await stopSchedule()
    await Promise.all([running, scheduled])
  }

  return {
    async start() {
      running = follow()
      if (settlement.schedule === '') return
      stopSchedule = options.atTimes(settlement.schedule, (at) => {
        scheduled = onSchedule(at)
        return scheduled
      })
    },
    async take() {
      const id = await take(null)
      if (id === null) throw new Error('a snapshot that nobody scheduled was taken for a schedule')
      return id
    },
    approve: approveAndSettle,
    async cancel(id) {
      const cancelled = await cancel(pool, id)
      metrics.cancelled()
      log.info({ snapshot: cancelled }, 'cancelled')
      return cancelled
    },
    async ready() {
      await pool.query('select')
      return true
    },
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}

/** The minute of the schedule: settlers' clocks agree to the minute. */
function slotOf(at: Date): string {
  return `${at.toISOString().slice(0, 16)}:00Z`
}
