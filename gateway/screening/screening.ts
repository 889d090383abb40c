import { decideChecks, reviewCheck } from '../../common/fraud/decide-checks.ts'
import { SCREEN } from '../../common/fraud/screen-task.ts'
import { type Attempt, createJobs, handler, NotYet } from '../../common/jobs/jobs.ts'
import type { Log } from '../../common/log.ts'
import type { Registry } from '../../common/metrics.ts'
import { type Service, stopInOrder } from '../../common/service.ts'
import type { Settings } from '../../common/settings/settings.ts'
import type { Tls } from '../../common/tls/tls.ts'
import type { DatabaseAddress, Pools } from '../pools.ts'
import type { WorkListener } from '../work-listener.ts'
import { Gate } from './gate.ts'
import { screeningMetrics } from './metrics.ts'
import { NoScreener, Screeners } from './screeners.ts'
import { readPendingCheck } from './sql/read-check.ts'
import { createSweeper } from './sweeper.ts'

export interface ScreeningOptions {
  settings: Settings['fraud']
  database: DatabaseAddress
  pools: Pick<Pools, 'reads' | 'writes'>
  tls: Tls | undefined
  listener: WorkListener
  metrics: Registry
  log: Log
}

export interface Screening extends Service {
  /** A person did, and the group got a step to do. */
  decided(verdict: 'allow' | 'reject', group: number): void
}

const ATTEMPT_TIMEOUT_MS = 15_000
/** While no fraud part is there; well below an attempt's time. */
const GATE_TIMEOUT_MS = 10_000

/**
 * Brings verdicts to the transfers that wait for one: every screened transfer has a job, in which a fraud part is asked, and the step that
 * its verdict calls for is queued. Every gateway does it. While no fraud part is there, jobs wait and fail at nothing.
 */
export function createScreening(options: ScreeningOptions): Screening {
  const { settings, database, pools, tls, listener, log } = options
  const metrics = screeningMetrics(options.metrics)
  const screeners = new Screeners({ screeners: settings.screeners, tls, log })
  const gate = new Gate({ probe: (signal) => screeners.probe(signal), random: Math.random })
  const jobs = createJobs({
    ...database,
    applicationName: 'walletmesh gateway jobs',
    handlers: [handler(SCREEN, ATTEMPT_TIMEOUT_MS, screen)],
    concurrency: settings.concurrency,
    random: Math.random,
    log,
  })
  const { writes, reads } = pools
  const { schemaName } = database
  const sweeper = createSweeper({ settings, schemaName, writes, reads, listener, metrics, log })

  async function screen({ operation_id: operationId }: { operation_id: string }, { signal }: Attempt): Promise<void> {
    if (!(await gate.opened(GATE_TIMEOUT_MS, signal))) throw new NotYet('no fraud part can be reached', 0)
    const check = await readPendingCheck(writes, operationId)
    if (check === null) return
    const { verdict, ...finding } = await judgementOf(check, signal)
    const about = {
      operation_id: operationId,
      request_id: check.requestId,
      score: finding.score,
      reasons: finding.reasons,
    }
    if (verdict === 'review') {
      if (!(await reviewCheck(writes, operationId, finding))) return
      metrics.decided(verdict, 'rules', 1)
      log.info(about, 'a transfer waits for a person to look at it')
      return
    }
    const [decided] = await decideChecks(writes, [{ operationId, verdict, decidedBy: 'rules', finding }])
    if (decided === undefined) return
    metrics.decided(verdict, 'rules', 1)
    listener.workQueued([decided.group])
    log[verdict === 'allow' ? 'debug' : 'info'](
      about,
      `a screened transfer was ${verdict === 'allow' ? 'allowed' : 'rejected'}`,
    )
  }

  async function judgementOf(check: Parameters<Screeners['screen']>[0], signal: AbortSignal) {
    try {
      const judgement = await screeners.screen(check, signal)
      gate.served()
      return judgement
    } catch (error) {
      if (!(error instanceof NoScreener)) throw error
      gate.close()
      throw new NotYet(error.message, 0)
    }
  }

  return {
    decided(verdict, group) {
      metrics.decided(verdict, 'operator', 1)
      listener.workQueued([group])
    },
    async start() {
      await jobs.start()
      await sweeper.start()
    },
    async stop() {
      await Promise.all([jobs.stop(), gate.stop()])
      await stopInOrder(sweeper)
      screeners.close()
    },
  }
}
