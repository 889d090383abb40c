import type { Pool } from '../../common/database/pool.ts'
import { decideChecks } from '../../common/fraud/decide-checks.ts'
import type { Log } from '../../common/log.ts'
import type { Service } from '../../common/service.ts'
import type { Settings } from '../../common/settings/settings.ts'
import { createSweeps } from '../sweeps.ts'
import type { WorkListener } from '../work-listener.ts'
import type { ScreeningMetrics } from './metrics.ts'
import { enqueueLostChecks, readLateChecks, readWaiting } from './sql/sweep.ts'

export interface SweeperOptions {
  settings: Settings['fraud']
  schemaName: string
  /** A pipelined one. */
  writes: Pool
  reads: Pool
  listener: WorkListener
  metrics: ScreeningMetrics
  log: Log
}

/** Checks that one round decides, or enqueues anew, at most. */
const CHECKS_MAX = 500
/** A check without a job is one whose job was lost; younger ones may be in the middle of it. */
const LOST_AFTER_MS = 15_000
/** In rounds: it looks at every check that waits, and while no fraud part is there these become many. So does counting them. */
const LOOK_FOR_LOST_EVERY = 15
const COUNT_EVERY = 5

/** Decides what the rules were too late for, finds jobs that were lost, and tells the metrics what waits. Every gateway does it. */
export function createSweeper(options: SweeperOptions): Service {
  const { settings, schemaName, writes, reads, listener, metrics, log } = options
  let rounds = 0

  /** Returns whether there may be more. */
  async function sweep(): Promise<boolean> {
    const decided = settings.onTimeout === 'hold' ? 0 : await decideLate(settings.onTimeout)
    const found = rounds % LOOK_FOR_LOST_EVERY === 0 ? await enqueueLost() : 0
    if (rounds % COUNT_EVERY === 0) metrics.waiting(await readWaiting(reads, schemaName, settings.alarmAfter))
    rounds += 1
    return decided === CHECKS_MAX || found === CHECKS_MAX
  }

  async function enqueueLost(): Promise<number> {
    const found = await enqueueLostChecks(writes, schemaName, LOST_AFTER_MS, CHECKS_MAX)
    if (found > 0) log.warn({ found }, 'jobs of fraud checks were lost, they are enqueued again')
    return found
  }

  async function decideLate(verdict: 'allow' | 'reject'): Promise<number> {
    const late = await readLateChecks(reads, settings.verdictTimeout, CHECKS_MAX)
    if (late.length === 0) return 0
    const verdicts = late.map((operationId) => ({ operationId, verdict, decidedBy: 'timeout' as const }))
    const decided = await decideChecks(writes, verdicts)
    if (decided.length > 0) {
      metrics.decided(verdict, 'timeout', decided.length)
      listener.workQueued([...new Set(decided.map(({ group }) => group))])
      log.warn({ verdict, checks: decided.length }, 'the rules were too late: fraud.onTimeout decided')
    }
    return late.length
  }

  return createSweeps({
    sweep,
    pauseMs: settings.sweepDelay,
    failure: 'fraud checks were not looked after, it is tried again',
    log,
  })
}
