import { setTimeout as delay } from 'node:timers/promises'
import { type JobHelpers, type Runner, run, type TaskList } from 'graphile-worker'
import pg from 'pg'
import { type Backoff, pauseMs } from '../backoff.ts'
import { openPool } from '../database/pool.ts'
import type { Log } from '../log.ts'
import type { Service } from '../service.ts'
import { loggerOver } from './logger.ts'
import { jobsSchemaOf } from './schema.ts'
import { releaseJobs, rescheduleJob } from './sql/jobs.ts'
import type { Task } from './task.ts'

/** The job cannot be done yet, which is nobody's failure: it comes again, as if it had not been tried. */
export class NotYet extends Error {
  override readonly name = 'NotYet'
  readonly delayMs: number

  constructor(reason: string, delayMs: number) {
    super(reason)
    this.delayMs = delayMs
  }
}

export interface Attempt {
  /** Aborted when its time is over or the service stops. */
  signal: AbortSignal
  /** Which one it is, from 1. */
  attempt: number
}

/** A task and how its jobs are done. A job may run twice, and two of them at once: after a crash nobody knows how far one came. */
export interface Handler {
  task: Task<object>
  /** An attempt that lasts longer has failed. */
  timeoutMs: number
  run(payload: object, attempt: Attempt): Promise<void>
}

export function handler<Payload extends object>(
  task: Task<Payload>,
  timeoutMs: number,
  run: (payload: Payload, attempt: Attempt) => Promise<void>,
): Handler {
  return { task, timeoutMs, run: (payload, attempt) => run(payload as Payload, attempt) }
}

export interface JobsOptions {
  dsn: string
  schemaName: string
  /** For `pg_stat_activity`. */
  applicationName: string
  handlers: readonly Handler[]
  /** Jobs done at once. */
  concurrency: number
  backoff?: Backoff
  /** From 0 up to 1. */
  random: () => number
  log: Log
}

const BACKOFF: Backoff = { firstMs: 500, mostMs: 60_000 }
/** A notice tells of new jobs; this is for those whose time comes. */
const POLL_MS = 1_000
/** One listens; the others are taken for moments. */
const CONNECTIONS_MAX = 4
const RESTART_MS = 1_000
const RELEASE_EVERY_MS = 5_000
/** Beyond an attempt's time: its end is on its way. */
const LOCK_SPARE_MS = 5_000
/** The library gives a failed job back a moment after it says so. */
const GIVEN_BACK = { tries: 40, everyMs: 50 }

/**
 * Does jobs, with graphile-worker: it keeps and hands them out. Retries are ours, with chance in their pauses, and so is letting go of
 * jobs whose worker was killed, which the library does after four hours.
 */
export function createJobs(options: JobsOptions): Service {
  const { dsn, schemaName, applicationName, handlers, concurrency, backoff = BACKOFF, random, log } = options
  const schema = jobsSchemaOf(schemaName)
  const stopping = new AbortController()
  const own = openPool({ dsn, schemaName, connectionsMax: 1, applicationName })
  const heldMs = Math.max(0, ...handlers.map(({ timeoutMs }) => timeoutMs)) + LOCK_SPARE_MS
  const rescheduling = new Set<Promise<void>>()
  let working: Promise<void> | undefined
  let releasing: Promise<void> | undefined
  let stopped: Promise<void> | undefined

  const tasks: TaskList = Object.fromEntries(
    handlers.map((one) => [one.task.name, (payload, helpers) => attemptAt(one, payload as object, helpers)]),
  )

  async function attemptAt({ task, timeoutMs, run }: Handler, payload: object, { job }: JobHelpers): Promise<void> {
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(timeoutMs)])
    try {
      await orAborted(signal, run(payload, { signal, attempt: job.attempts }))
    } catch (error) {
      const isEarly = error instanceof NotYet || stopping.signal.aborted
      const delayMs = error instanceof NotYet ? error.delayMs : isEarly ? 0 : pauseMs(job.attempts, backoff, random())
      const isOver = !isEarly && job.attempts >= job.max_attempts
      log[isEarly ? 'debug' : isOver ? 'error' : 'warn'](
        { err: error, task: task.name, key: job.key, attempt: job.attempts },
        isOver ? 'a job was given up: it is among the dead letters' : 'a job was not done, it is tried again',
      )
      if (!isOver) track(reschedule(job.id, delayMs, isEarly ? job.attempts - 1 : null))
      throw error
    }
  }

  function track(work: Promise<void>): void {
    rescheduling.add(work)
    work.finally(() => rescheduling.delete(work))
  }

  async function reschedule(id: string, delayMs: number, attempts: number | null): Promise<void> {
    try {
      for (let n = 0; n < GIVEN_BACK.tries; n += 1) {
        await delay(GIVEN_BACK.everyMs)
        if (await rescheduleJob(own, schema, { id, delayMs, attempts })) return
      }
    } catch (error) {
      // Then it comes when the library thinks it should.
      log.debug({ err: error }, 'a failed job was not given another time')
    }
  }

  /** The library's pool parses ids its own way. */
  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      const pool = new pg.Pool({ connectionString: dsn, max: CONNECTIONS_MAX, application_name: applicationName })
      pool.on('error', () => {})
      pool.on('connect', (client) => client.on('error', () => {}))
      try {
        const runner = await run({
          pgPool: pool,
          schema,
          taskList: tasks,
          concurrency,
          pollInterval: POLL_MS,
          noHandleSignals: true,
          logger: loggerOver(log),
        })
        await untilOver(runner, stopping.signal)
      } catch (error) {
        log.warn({ err: error }, 'jobs cannot be taken, it is tried again')
      } finally {
        await Promise.all(rescheduling)
        await pool.end().catch(() => {})
      }
      await delay(RESTART_MS, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  async function release(): Promise<void> {
    while (!stopping.signal.aborted) {
      const released = await releaseJobs(own, schema, heldMs).catch(() => 0)
      if (released > 0) log.warn({ released }, 'jobs of a worker that is gone run again')
      await delay(RELEASE_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  async function end(): Promise<void> {
    stopping.abort()
    await Promise.all([working, releasing])
    await own.end()
  }

  return {
    async start() {
      working = work()
      releasing = release()
    },
    stop() {
      stopped ??= end()
      return stopped
    },
  }
}

async function untilOver(runner: Runner, signal: AbortSignal): Promise<void> {
  const stop = () => runner.stop().catch(() => {})
  if (signal.aborted) await stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    await runner.promise
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** What does not heed the signal is left behind. */
async function orAborted(signal: AbortSignal, work: Promise<void>): Promise<void> {
  const aborted = Promise.withResolvers<never>()
  const onAbort = () => aborted.reject(signal.reason)
  if (signal.aborted) onAbort()
  signal.addEventListener('abort', onAbort, { once: true })
  aborted.promise.catch(() => {})
  work.catch(() => {})
  try {
    await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
