import { LOG_LOCK_WAITS, type LoggedWaits, loggedWaits, watchLocks } from './lock-waits.ts'
import type { BenchRow } from './row.ts'
import { type ScaleMesh, SESSION_NAME, startScaleMesh } from './scale-mesh.ts'
import { median, rounded } from './statistics.ts'

const GROUPS = 4
const PROCESSORS = [1, 2, 4]
const WALLETS = 100_000
const TRANSFERS = 60_000
/** Before anything is measured, so that each of the new processes has compiled its code. */
const WARM_UP_TRANSFERS = 40_000
const ROUNDS = 3
/** The setting that users get. */
const BATCH_SIZE = 1_000
const LOOK_EVERY_MS = 3

/** Between which wallets the transfers go: any two, of which 3 of 4 are in different groups, or two of the same group. */
const WORKLOADS = { 'any wallets': 1, 'within groups': GROUPS } as const
type Workload = keyof typeof WORKLOADS

/** One drain of the queue. */
interface Run {
  processors: number
  workload: Workload
  perSecond: number
  looks: number
  active: number
  lock: number
  lwlock: number
  foreignRowLocks: number
  unexplainedRowLocks: number
  rowWaits: number
  rowWaitsMs: number
  /** For anything but rows, by what for. */
  otherWaits: Record<string, LoggedWaits>
}

/**
 * Transfers per second that 4 op-processors apply from the full queues of 4 groups, against 1 that holds all of them. Real
 * processes, which share the groups out by their leases. While they work, their sessions are looked at every few
 * milliseconds, and the server logs each wait for a lock above 1 ms.
 */
export async function applyScaleBench(): Promise<BenchRow> {
  const mesh = await startScaleMesh({ groups: GROUPS, wallets: WALLETS, batchSize: BATCH_SIZE, conf: LOG_LOCK_WAITS })
  try {
    const runs: Run[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const processors of PROCESSORS) {
        await mesh.start(processors)
        await mesh.appliedPerSecond({ count: WARM_UP_TRANSFERS, wallets: WALLETS })
        for (const workload of Object.keys(WORKLOADS) as Workload[]) {
          runs.push(await applied(mesh, processors, workload))
        }
        await mesh.rest()
      }
    }
    return rowOf(runs)
  } finally {
    await mesh.stop()
  }
}

async function applied(mesh: ScaleMesh, processors: number, workload: Workload): Promise<Run> {
  const logged = mesh.server.log().length
  const watch = await watchLocks(mesh.server.dsn, SESSION_NAME, LOOK_EVERY_MS)
  const perSecond = await mesh.appliedPerSecond({ count: TRANSFERS, wallets: WALLETS, stride: WORKLOADS[workload] })
  const samples = await watch.stop()
  const { transaction, tuple, ...others } = loggedWaits(mesh.server.log().slice(logged), SESSION_NAME)
  return {
    processors,
    workload,
    perSecond,
    looks: samples.looks,
    active: samples.active,
    lock: samples.waiting.Lock ?? 0,
    lwlock: samples.waiting.LWLock ?? 0,
    foreignRowLocks: samples.foreignRowLocks,
    unexplainedRowLocks: samples.unexplainedRowLocks,
    rowWaits: (transaction?.waits ?? 0) + (tuple?.waits ?? 0),
    rowWaitsMs: (transaction?.ms ?? 0) + (tuple?.ms ?? 0),
    otherWaits: others,
  }
}

function rowOf(runs: readonly Run[]): BenchRow {
  const of = (processors: number, workload: Workload) =>
    runs.filter((run) => run.processors === processors && run.workload === workload)
  const rate = (processors: number, workload: Workload) =>
    rounded(median(of(processors, workload).map((run) => run.perSecond)), 0)
  const [most, least] = [rate(GROUPS, 'any wallets'), rate(1, 'any wallets')]
  const workloads = Object.keys(WORKLOADS) as Workload[]
  return {
    name: 'apply-scale',
    measured: most,
    unit: `transfers/s by ${GROUPS} processors on ${GROUPS} groups`,
    baseline: least,
    baseline_unit: 'transfers/s by one on all of them',
    ratio: rounded(most / least),
    first_mark: '1.1× on 2 cores, no wait for a row of another processor',
    goal: 'limited by cores only',
    details: {
      wallets: WALLETS,
      transfers: TRANSFERS,
      batch_size: BATCH_SIZE,
      looked_every_ms: LOOK_EVERY_MS,
      looks: sum(runs.map((run) => run.looks)),
      sessions_at_work_seen: sum(runs.map((run) => run.active)),
      foreign_row_locks_seen: sum(runs.map((run) => run.foreignRowLocks)),
      unexplained_row_locks_seen: sum(runs.map((run) => run.unexplainedRowLocks)),
      row_lock_waits_above_1_ms: sum(runs.map((run) => run.rowWaits)),
      other_lock_waits_above_1_ms: together(runs.map((run) => run.otherWaits)),
      by_processors: workloads.flatMap((workload) => PROCESSORS.map((n) => lineOf(of(n, workload), rate(n, workload)))),
    },
  }
}

function lineOf(runs: readonly Run[], perSecond: number): Record<string, unknown> {
  const all = (of: (run: Run) => number) => sum(runs.map(of))
  const share = (of: (run: Run) => number) => rounded((100 * all(of)) / all((run) => run.active), 1)
  return {
    transfers: runs[0]?.workload,
    processors: runs[0]?.processors,
    transfers_per_s: perSecond,
    rounds: runs.map((run) => rounded(run.perSecond, 0)).join(' / '),
    sessions_at_work_seen: all((run) => run.active),
    in_lock_percent: share((run) => run.lock),
    in_lwlock_percent: share((run) => run.lwlock),
    foreign_row_locks_seen: all((run) => run.foreignRowLocks),
    row_waits_above_1_ms: all((run) => run.rowWaits),
    row_waits_ms: rounded(
      all((run) => run.rowWaitsMs),
      0,
    ),
    other_waits_above_1_ms: all((run) => sum(Object.values(run.otherWaits).map((one) => one.waits))),
    other_waits_ms: rounded(
      all((run) => sum(Object.values(run.otherWaits).map((one) => one.ms))),
      0,
    ),
  }
}

function together(all: readonly Record<string, LoggedWaits>[]): Record<string, LoggedWaits> {
  const total: Record<string, LoggedWaits> = {}
  for (const [kind, { waits, ms }] of all.flatMap((one) => Object.entries(one))) {
    const entry = total[kind] ?? { waits: 0, ms: 0 }
    total[kind] = { waits: entry.waits + waits, ms: rounded(entry.ms + ms, 0) }
  }
  return total
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
