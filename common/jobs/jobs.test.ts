import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { openPool, type Pool } from '../database/pool.ts'
import { transaction } from '../database/transaction.ts'
import { readDeadLetters } from '../dead-letters/read-dead-letters.ts'
import { replayDeadLetter } from '../dead-letters/replay-dead-letter.ts'
import { openLog } from '../log.ts'
import type { Service } from '../service.ts'
import { type Attempt, createJobs, type Handler, handler, NotYet } from './jobs.ts'
import { jobsSchemaOf } from './schema.ts'
import { releaseJobs } from './sql/jobs.ts'
import { enqueue, type Task } from './task.ts'

interface Greeting {
  name: string
}

const GREET: Task<Greeting> = { name: 'greet', attemptsMax: 3 }

let database: TestDatabase
let pool: Pool
const services: Service[] = []

beforeEach(async () => {
  database = await createTestDatabase()
  pool = openPool({ ...database, connectionsMax: 4, applicationName: 'test' })
})
afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.stop()))
  await pool.end()
  await database.drop()
})

function jobsOf(run: (greeting: Greeting, attempt: Attempt) => Promise<void>, timeoutMs = 5_000): Service {
  const handlers: Handler[] = [handler(GREET, timeoutMs, run)]
  const jobs = createJobs({
    ...database,
    applicationName: 'test jobs',
    handlers,
    concurrency: 2,
    backoff: { firstMs: 10, mostMs: 20 },
    random: Math.random,
    log: openLog('test', 'silent'),
  })
  services.push(jobs)
  return jobs
}

const greet = (name: string) => enqueue(pool, GREET, { payload: { name }, key: `greet ${name}` })

async function until<T>(read: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const found = await read()
    if (found !== null) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const oneDead = () => until(async () => (await readDeadLetters(pool, null, 10))[0] ?? null)
const noJobs = () =>
  until(async () =>
    (await pool.query(`select from ${jobsSchemaOf(database.schemaName)}.jobs`)).rowCount === 0 ? true : null,
  )

describe('jobs', () => {
  test('run when their transaction commits, and never when it does not', async () => {
    const done = Promise.withResolvers<string>()
    await jobsOf(async ({ name }) => done.resolve(name)).start()
    await expect(
      transaction(pool, async (client) => {
        await enqueue(client, GREET, { payload: { name: 'nobody' }, key: 'greet nobody' })
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await transaction(pool, (client) => enqueue(client, GREET, { payload: { name: 'Ann' }, key: 'greet Ann' }))
    expect(await done.promise).toBe('Ann')
    await noJobs()
  })

  test('are tried so often, then listed among the dead letters, and run again when they are replayed', async () => {
    let broken = true
    const attempts: number[] = []
    const done = Promise.withResolvers<void>()
    await jobsOf(async (_greeting, { attempt }) => {
      attempts.push(attempt)
      if (broken) throw new Error('a bug')
      done.resolve()
    }).start()
    await greet('01a20e45-d84a-766b-8572-238235365605')
    const dead = await oneDead()
    expect(attempts).toEqual([1, 2, 3])
    expect(dead).toMatchObject({
      id: expect.stringMatching(/^job-\d+$/),
      kind: 'job',
      step: 'greet',
      operation_id: '01a20e45-d84a-766b-8572-238235365605',
      error: 'a bug',
      attempts: 3,
      amount: null,
    })
    expect(await readDeadLetters(pool, dead.id, 10)).toEqual([])
    broken = false
    expect(await Promise.all([replayDeadLetter(pool, dead.id), replayDeadLetter(pool, 'job-0')])).toEqual([
      { job: true },
      null,
    ])
    await done.promise
    await noJobs()
    expect(await replayDeadLetter(pool, dead.id)).toBe(null)
  })

  test('that cannot be done yet come again without end, and an attempt beyond its time has failed', async () => {
    let calls = 0
    await jobsOf(async (_greeting, { signal }) => {
      calls += 1
      if (calls <= 5) throw new NotYet('later', 1)
      await once(signal, 'abort')
    }, 50).start()
    await greet('Ann')
    expect(await oneDead()).toMatchObject({ attempts: 3, error: expect.stringContaining('timeout') })
    expect(calls).toBe(8)
  })

  test('of a worker that is gone run again', async () => {
    const taken = Promise.withResolvers<void>()
    const first = jobsOf(async () => {
      taken.resolve()
      await new Promise(() => {})
    })
    await first.start()
    await greet('Ann')
    await taken.promise
    const done = Promise.withResolvers<void>()
    await jobsOf(async () => done.resolve()).start()
    // Its lock is as it would be after a crash.
    expect(await releaseJobs(pool, jobsSchemaOf(database.schemaName), 0)).toBe(1)
    await Promise.race([done.promise, first.stop().then(() => done.promise)])
  })

  test('stop before start, twice, and while one is at work, which is then no failure of it', async () => {
    const idle = jobsOf(async () => {})
    await idle.stop()
    await idle.stop()
    const taken = Promise.withResolvers<void>()
    const jobs = jobsOf(async (_greeting, { signal }) => {
      taken.resolve()
      await once(signal, 'abort')
    })
    await jobs.start()
    await greet('Ann')
    await taken.promise
    await Promise.all([jobs.stop(), jobs.stop()])
    const { rows } = await pool.query(`select attempts, locked_at from ${jobsSchemaOf(database.schemaName)}.jobs`)
    expect(rows).toEqual([{ attempts: 0, locked_at: null }])
  })
})
