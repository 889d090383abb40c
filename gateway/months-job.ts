import { schedule } from 'node-cron'
import { openPool, type Pool } from '../common/database/pool.ts'
import type { Log } from '../common/log.ts'
import { lookAfterMonths, prepareMonths } from '../common/months/months.ts'
import type { Service } from '../common/service.ts'
import type { Settings } from '../common/settings/settings.ts'
import type { DatabaseAddress } from './pools.ts'

export interface MonthsJobOptions {
  settings: Settings['ledger']
  database: DatabaseAddress
  log: Log
}

/**
 * Makes the months ahead when the gateway starts, and looks after months and sums of hours on a schedule. Every gateway has the
 * job, and one of them does it at a time. What fails is logged and comes again: the gateway serves without it.
 */
export function createMonthsJob({ settings, database, log }: MonthsJobOptions): Service {
  const stopping = new AbortController()
  let stopSchedule = async () => {}
  let running: Promise<void> = Promise.resolve()

  /** On a connection that is there only meanwhile. */
  async function attempt(work: (pool: Pool) => Promise<void>): Promise<void> {
    const pool = openPool({ ...database, connectionsMax: 1, applicationName: 'walletmesh gateway months' })
    try {
      await work(pool)
    } catch (error) {
      if (!stopping.signal.aborted) log.warn({ err: error }, 'looking after the months failed, it is tried again')
    } finally {
      await pool.end()
    }
  }

  async function lookAfter(pool: Pool): Promise<void> {
    const done = await lookAfterMonths(pool, settings, stopping.signal)
    if (done === undefined) return
    for (const month of done.made) log.info({ month }, 'made a month')
    for (const month of done.detached) log.info({ month }, 'detached a month')
    if (!done.summed) log.warn('hours could not be summed up, the ledger is in use')
    for (const { month, reason } of done.kept) log.warn({ month, reason }, 'an old month stays')
  }

  return {
    async start() {
      await attempt(async (pool) => {
        await prepareMonths(pool, settings.monthsAhead, stopping.signal)
      })
      const task = schedule(
        settings.schedule,
        () => {
          running = attempt(lookAfter)
          return running
        },
        { timezone: 'UTC', noOverlap: true },
      )
      stopSchedule = async () => task.destroy()
    },
    async stop() {
      stopping.abort(new Error('the gateway stops'))
      await stopSchedule()
      await running
    },
  }
}
