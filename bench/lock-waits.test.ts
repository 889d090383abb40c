import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { LOG_LOCK_WAITS, loggedWaits, watchLocks } from './lock-waits.ts'
import { type BenchServer, startBenchServer } from './server.ts'

let server: BenchServer
const clients: pg.Client[] = []
beforeAll(async () => {
  server = await startBenchServer(LOG_LOCK_WAITS)
})
afterEach(() => Promise.all(clients.splice(0).map((client) => client.end())))
afterAll(() => server?.stop())

async function session(name: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: server.dsn, application_name: name })
  await client.connect()
  clients.push(client)
  return client
}

const UPDATE = 'update walletmesh.currencies set updated_at = now()'

/** Two sessions update the same row; the second one waits until the first has been seen to hold it up. */
async function contend(first: string, second: string) {
  const [holder, waiter] = [await session(first), await session(second)]
  const watch = await watchLocks(server.dsn, 'processor', 2)
  await holder.query(`begin; ${UPDATE}`)
  const updated = waiter.query(UPDATE)
  const waits = `select count(*)::int as n from pg_stat_activity where wait_event = 'transactionid'`
  const observer = await session('observer')
  await vi.waitUntil(async () => (await observer.query(waits)).rows[0].n === 1, { timeout: 10_000 })
  await observer.query('select pg_sleep(0.1)')
  await holder.query('commit')
  await updated
  return watch.stop()
}

describe('watching locks', () => {
  test('counts a wait for a row that a session of another name wrote', async () => {
    const samples = await contend('processor 1', 'processor 2')
    expect(samples.foreignRowLocks).toBeGreaterThan(0)
    expect(samples.locks.transactionid).toBe(samples.foreignRowLocks + samples.unexplainedRowLocks)
    expect(samples.waiting.Lock).toBe(samples.locks.transactionid)
    expect(samples.looks).toBeGreaterThanOrEqual(samples.foreignRowLocks)
  })

  test('takes one for a row of a session of the same name for its own', async () => {
    const samples = await contend('processor 1', 'processor 1')
    expect(samples.locks.transactionid).toBeGreaterThan(0)
    expect(samples.foreignRowLocks).toBe(0)
  })

  test('does not look at sessions of other names', async () => {
    expect(await contend('processor 1', 'somebody')).toMatchObject({ waiting: {}, foreignRowLocks: 0 })
  })
})

test('the server logs how long a session waited for a row, and what for', async () => {
  await contend('processor a', 'processor b')
  const { transaction } = loggedWaits(server.log(), 'processor b')
  expect(transaction?.waits).toBe(1)
  expect(transaction?.ms).toBeGreaterThan(90)
  expect(loggedWaits(server.log(), 'processor a')).toEqual({})
})

test('waits for locks are read from the log of the server, by what they were for', () => {
  const log = `
processor 1|LOG:  process 71 still waiting for ShareLock on transaction 743 after 1.021 ms
processor 1|DETAIL:  Process holding the lock: 70. Wait queue: 71.
processor 1|LOG:  process 71 acquired ShareLock on transaction 743 after 12.500 ms
processor 1|CONTEXT:  while updating tuple (0,1) in relation "wallets"
processor 2|LOG:  process 72 acquired ExclusiveLock on tuple (0,1) of relation 16431 of database 16384 after 2.250 ms
processor 2|LOG:  process 72 acquired ExclusiveLock on extension of relation 16431 of database 16384 after 1.5 ms
processor 1|LOG:  process 71 acquired ExclusiveLock on extension of relation 16431 of database 16384 after 2 ms
bench|LOG:  process 9 acquired ShareLock on transaction 743 after 99.000 ms
`
  expect(loggedWaits(log, 'processor')).toEqual({
    transaction: { waits: 1, ms: 12.5 },
    tuple: { waits: 1, ms: 2.25 },
    extension: { waits: 2, ms: 3.5 },
  })
})
