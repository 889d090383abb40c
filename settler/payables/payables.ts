import type { Pool } from '../../common/database/pool.ts'
import { dayOf } from '../../common/day.ts'
import type { Log } from '../../common/log.ts'
import type { Service } from '../../common/service.ts'
import type { SettlerMetrics } from '../metrics.ts'
import { payDue } from './pay-due.ts'

export interface PayablesOptions {
  /** When, as cron says it in UTC; empty means never. */
  schedule: string
  pool: Pool
  /** Runs something at the times that cron names, until the function that it returns is called. */
  atTimes: (cron: string, run: (at: Date) => Promise<void>) => () => Promise<void>
  metrics: SettlerMetrics
  log: Log
}

/** Pays out what is due by schedule. Of several settlers, each queues what the others have not; what a missed day left is due the next time. */
export function createPayables({ schedule, pool, atTimes, metrics, log }: PayablesOptions): Service {
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()
  let stopSchedule = async () => {}

  async function pay(at: Date): Promise<void> {
    const until = dayOf(at)
    try {
      const { queued, left } = await payDue({ pool, until, signal: stopping.signal })
      metrics.payoutsQueued(queued)
      if (left > 0) log.warn({ until, queued, left }, 'some of what is due could not be paid out')
      else log.info({ until, queued }, 'what is due is paid out')
    } catch (error) {
      if (stopping.signal.aborted) return
      metrics.failed()
      log.error({ err: error, until }, 'what is due was not paid out, the next time of the schedule goes on with it')
    }
  }

  return {
    async start() {
      if (schedule === '') return
      stopSchedule = atTimes(schedule, (at) => {
        running = pay(at)
        return running
      })
    },
    async stop() {
      stopping.abort(new Error('the settler stops'))
      await stopSchedule()
      await running
    },
  }
}
