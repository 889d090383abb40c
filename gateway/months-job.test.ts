import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPool, type Pool } from '../common/database/pool.ts'
import { openLog } from '../common/log.ts'
import type { Service } from '../common/service.ts'
import { createTestDatabase, type TestDatabase } from '../test/database.ts'
import { createMonthsJob } from './months-job.ts'

let database: TestDatabase
let pool: Pool
let jobs: Service[]
beforeEach(async () => {
  database = await createTestDatabase()
  pool = openPool({ ...database, connectionsMax: 2, applicationName: 'test' })
  jobs = []
})
afterEach(async () => {
  for (const job of jobs) await job.stop()
  await pool.end()
  await database.drop()
})

const EVERY_SECOND = '* * * * * *'
const ONCE_A_YEAR = '0 0 1 1 *'

function job({
  monthsAhead = 3,
  monthsKept = 0,
  schedule = ONCE_A_YEAR,
  schemaName = database.schemaName,
} = {}): Service {
  const created = createMonthsJob({
    settings: { monthsAhead, monthsKept, schedule },
    database: { ...database, schemaName },
    log: openLog('test', 'silent'),
  })
  jobs.push(created)
  return created
}

async function count(query: string): Promise<number> {
  const { rows } = await pool.query<{ n: bigint }>(`select count(*) as n from ${query}`)
  return Number(rows[0]?.n)
}

const months = () => count(`pg_inherits where inhparent = 'postings'::regclass`)
const sessions = () => count(`pg_stat_activity where application_name = 'walletmesh gateway months'`)

describe('the job that looks after months', () => {
  test('makes the months ahead when it starts, and keeps no connection', async () => {
    const before = await months()
    await job({ monthsAhead: 6 }).start()
    expect(await months()).toBe(before + 3)
    await expect.poll(sessions, { timeout: 5_000 }).toBe(0)
  })

  test('looks after them on schedule, also when several gateways have it', async () => {
    await Promise.all([1, 2, 3].map(() => job({ monthsKept: 1, schedule: EVERY_SECOND }).start()))
    await pool.query(`select make_month('2020-01-01')`)
    await expect.poll(() => count('detached_months'), { timeout: 10_000 }).toBe(1)
  })

  test('lets the gateway start without its tables', async () => {
    const unable = job({ schemaName: 'elsewhere', schedule: EVERY_SECOND })
    await unable.start()
    await unable.stop()
  })

  test('stops before it was started, twice, and in the middle of a run that waits', async () => {
    const waiting = job({ schedule: EVERY_SECOND })
    await waiting.start()
    const other = await pool.connect()
    await other.query('begin; lock table postings')
    await expect.poll(() => count(`pg_locks where not granted`), { timeout: 10_000 }).toBeGreaterThan(0)
    await waiting.stop()
    await waiting.stop()
    await other.query('rollback')
    other.release()
    await expect.poll(sessions, { timeout: 5_000 }).toBe(0)
    await job().stop()
  })
})
