import { Registry } from 'prom-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openPool, type Pool } from '../../common/database/pool.ts'
import { openLog } from '../../common/log.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { Retryable } from '../errors.ts'
import { BatchClaim, type Claim, claimOf, KeyTaken } from '../idempotency/claim.ts'
import { findKey } from '../idempotency/sql/find-key.ts'
import { BatchedIngest, FLUSHES_MAX, type NewOperation } from './ingest.ts'
import { ingestMetrics } from './ingest-metrics.ts'

const TRANSACTION_TIMEOUT_MS = 5_000
const LIMITS = { batchRequests: 1000, pendingRequests: 20_000, queuedOperations: 5_000_000 }

let database: TestDatabase
let reads: Pool
/** As two gateways have them. */
let pools: Pool[]
/** Whether a rule may say something about what is asked for. */
let screened = false
const opened: BatchedIngest[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  reads = openPool({ ...database, connectionsMax: 4, applicationName: 'test' })
  pools = [1, 2].map(() =>
    openPool({
      ...database,
      connectionsMax: FLUSHES_MAX,
      applicationName: 'ingest',
      transactionTimeoutMs: TRANSACTION_TIMEOUT_MS,
    }),
  )
  await reads.query(`insert into wallets (group_id, currency) select 1, 'USD' from generate_series(1, 10)`)
})
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()))
  await reads.end()
  await database.drop()
})
beforeEach(async () => {
  await reads.query('delete from queue')
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((ingest) => ingest.stop()))
})

async function openIngest(gateway = 0): Promise<BatchedIngest> {
  const pool = pools[gateway] ?? reads
  const ingest = new BatchedIngest({
    rules: { selects: () => screened },
    pool,
    writes: reads,
    reads,
    limits: LIMITS,
    holds: { expiresAfterSec: 60, expiresAfterSecMax: 3600 },
    answerTimeoutMs: 10_000,
    listener: { workQueued() {} },
    metrics: ingestMetrics(new Registry()),
    log: openLog('test', 'silent'),
  })
  await ingest.start()
  opened.push(ingest)
  return ingest
}

const transfer = (amount: bigint, originId = 1n): NewOperation => ({ originId, targetId: 2n, amount, currency: 'USD' })

let keys = 0
const freshKey = () => `key ${++keys}`.replace(' ', '-')
const claim = (key: string, caller = ''): Claim => claimOf({ caller, key, call: 'POST /', body: '' })
const batchClaim = (key: string, size: number) => new BatchClaim(claim(key), [], [...new Array(size).keys()], () => [])

async function queued(): Promise<bigint[]> {
  const { rows } = await reads.query<{ amount: bigint }>('select amount from queue order by amount')
  return rows.map(({ amount }) => amount)
}

/** What became of each: `queued`, or the name or code of the error. */
async function outcomesOf(attempts: readonly Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(attempts)
  return settled.map((one) => {
    if (one.status === 'fulfilled') return 'queued'
    if (one.reason instanceof KeyTaken) return 'taken'
    if (one.reason instanceof Retryable) return one.reason.code
    throw one.reason
  })
}

/** A transaction of somebody else's that takes a key, and stands still until it is ended. */
async function holdKey({ key, request }: Claim): Promise<(how: 'commit' | 'rollback') => Promise<void>> {
  const session = await reads.connect()
  await session.query('begin')
  const values = [key, request]
  await session.query('insert into idempotency_keys (key, request, operation_id) values ($1, $2, $1)', values)
  return async (how) => {
    await session.query(how)
    session.release()
  }
}

describe.each([false, true])('a key, where transfers are screened: %s,', (isScreened) => {
  beforeEach(() => {
    screened = isScreened
  })

  test('is taken in the commit that queues its operation, once', async () => {
    const ingest = await openIngest()
    const one = claim(freshKey())
    const outcomes = await outcomesOf(Array.from({ length: 20 }, (_, i) => ingest.queue(transfer(BigInt(i) + 1n), one)))
    expect(outcomes.toSorted()).toEqual(['queued', ...new Array(19).fill('taken')])
    expect(await queued()).toHaveLength(1)
    const { rows } = await reads.query(
      `select q.operation_id from queue q join idempotency_keys k using (operation_id) where q.xmin = k.xmin`,
    )
    expect(rows).toHaveLength(1)
  })

  test('of one caller is not that of another', async () => {
    const ingest = await openIngest()
    const key = freshKey()
    const callers = ['', 'a', 'b', 'a\0', '\0']
    const outcomes = await outcomesOf(callers.map((caller) => ingest.queue(transfer(1n), claim(key, caller))))
    expect(outcomes).toEqual(callers.map(() => 'queued'))
    expect(new Set(callers.map((caller) => claim(key, caller).key)).size).toBe(callers.length)
  })

  test('is free again when its operation is refused', async () => {
    const ingest = await openIngest()
    const one = claim(freshKey())
    await expect(ingest.queue(transfer(1n, 77n), one)).rejects.toMatchObject({ code: 'not_found' })
    await expect(ingest.queueEach([transfer(1n, 77n)], batchClaim(freshKey(), 1))).resolves.toHaveLength(1)
    expect(await findKey(reads, one.key)).toBeNull()
    await ingest.queue(transfer(2n), one)
    expect(await queued()).toEqual([2n])
  })

  test('keeps none of the others in its commit from being queued', async () => {
    const ingest = await openIngest()
    const [one, batch] = [claim(freshKey()), batchClaim(freshKey(), 2)]
    await ingest.queue(transfer(1n), one)
    await ingest.queueEach([transfer(2n), transfer(3n, 77n)], batch)
    const outcomes = await outcomesOf([
      ingest.queue(transfer(10n)),
      ingest.queue(transfer(11n), one),
      ingest.queue(transfer(12n), claim(freshKey())),
      ingest.queueEach([transfer(13n), transfer(14n)], batch),
      ingest.queueAll([transfer(15n), transfer(16n)], batch),
      ingest.queueAll([transfer(17n), transfer(18n)], batchClaim(freshKey(), 2)),
      ingest.queueAll([transfer(19n)]),
    ])
    expect(outcomes).toEqual(['queued', 'taken', 'queued', 'taken', 'taken', 'queued', 'queued'])
    expect(await queued()).toEqual([1n, 2n, 10n, 12n, 17n, 18n, 19n])
  })
})

describe('a key that is in a commit under way elsewhere', () => {
  test.each(['commit', 'rollback'] as const)('is waited for: %s', async (how) => {
    const ingest = await openIngest()
    const one = claim(freshKey())
    const end = await holdKey(one)
    const outcome = outcomesOf([ingest.queue(transfer(1n), one)])
    await vi.waitFor(async () => {
      const { rows } = await reads.query(`select from pg_stat_activity where wait_event = 'transactionid'`)
      expect(rows).toHaveLength(1)
    })
    await end(how)
    expect(await outcome).toEqual([how === 'commit' ? 'taken' : 'queued'])
    expect(await queued()).toHaveLength(how === 'commit' ? 0 : 1)
  })

  test('and stands still there holds up the others of its commit for a moment, and is told to be in flight', async () => {
    const ingest = await openIngest()
    const stuck = [claim(freshKey()), claim(freshKey())]
    const ends = await Promise.all(stuck.map(holdKey))
    const startMs = performance.now()
    const attempts = Array.from({ length: 500 }, (_, i) => {
      const one = i === 70 ? stuck[0] : i === 333 ? stuck[1] : i % 3 === 0 ? undefined : claim(freshKey())
      return ingest.queue(transfer(BigInt(i) + 1n), one)
    })
    const outcomes = await outcomesOf(attempts)
    expect(outcomes.flatMap((outcome, i) => (outcome === 'queued' ? [] : [[i, outcome]]))).toEqual([
      [70, 'idempotency_in_flight'],
      [333, 'idempotency_in_flight'],
    ])
    // Less than the time of a transaction, which is what the key would be waited for otherwise.
    expect(performance.now() - startMs).toBeLessThan(TRANSACTION_TIMEOUT_MS)
    expect(await queued()).toHaveLength(498)
    await Promise.all(ends.map((end) => end('rollback')))
    expect(await outcomesOf(stuck.map((one) => ingest.queue(transfer(1n), one)))).toEqual(['queued', 'queued'])
  })

  test('never makes two gateways wait for each other, whatever the order of their requests', async () => {
    const ingests = [await openIngest(0), await openIngest(1)] as const
    for (let round = 0; round < 25; round += 1) {
      const [singles, batches] = [1, 2].map(() => Array.from({ length: 40 }, freshKey)) as [string[], string[]]
      const send = (ingest: BatchedIngest, order: 1 | -1) => {
        const sorted = (of: string[]) => (order === 1 ? of : of.toReversed())
        return outcomesOf([
          ...sorted(singles).map((key) => ingest.queue(transfer(1n), claim(key))),
          ...sorted(batches).map((key) => ingest.queueEach([transfer(1n), transfer(1n)], batchClaim(key, 2))),
        ])
      }
      const [one, other] = await Promise.all([send(ingests[0], 1), send(ingests[1], -1)])
      const all = [...one, ...other]
      expect(all.filter((outcome) => outcome === 'queued')).toHaveLength(80)
      expect(all.filter((outcome) => outcome === 'taken')).toHaveLength(80)
    }
    expect(await queued()).toHaveLength(25 * 120)
  })
})

describe('a key whose commit was cut off', () => {
  test('is tried again until it is known, and queues one operation', async () => {
    const ingest = await openIngest()
    const ended: Record<string, number> = {}
    const send = async (key: string) => {
      for (;;) {
        const [outcome = ''] = await outcomesOf([ingest.queue(transfer(1n), claim(key))])
        ended[outcome] = (ended[outcome] ?? 0) + 1
        if (outcome === 'queued' || outcome === 'taken') return
      }
    }
    for (let round = 0; round < 40; round += 1) {
      const kill = reads.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'ingest'`,
      )
      await Promise.all([...Array.from({ length: 20 }, () => send(freshKey())), kill])
    }
    expect(await queued()).toHaveLength(800)
    expect(ended.unavailable ?? 0).toBeGreaterThan(0)
    // Committed, although the answer did not come.
    expect(ended.taken ?? 0).toBeLessThanOrEqual(ended.outcome_unknown ?? 0)
  })
})
