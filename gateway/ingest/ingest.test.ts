import { Registry } from 'prom-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { lockTopology } from '../../common/database/locks.ts'
import { openPool, type Pool } from '../../common/database/pool.ts'
import { transaction } from '../../common/database/transaction.ts'
import { openLog } from '../../common/log.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { Refused, Retryable } from '../errors.ts'
import { BatchedIngest, FLUSHES_MAX, type IngestOptions, type NewOperation } from './ingest.ts'
import { ingestMetrics } from './ingest-metrics.ts'
import type { BatchRefused, OperationRefused } from './refused.ts'

const LIMITS = { batchRequests: 1000, pendingRequests: 20_000, queuedOperations: 5_000_000 }
const TRANSACTION_TIMEOUT_MS = 1000

let database: TestDatabase
let pool: Pool
let writes: Pool
let reads: Pool
const woken: number[] = []
const opened: (() => Promise<void>)[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  const common = { dsn: database.dsn, schemaName: database.schemaName }
  reads = openPool({ ...common, connectionsMax: 4, applicationName: 'test' })
  pool = openPool({
    ...common,
    connectionsMax: FLUSHES_MAX,
    applicationName: 'ingest',
    transactionTimeoutMs: TRANSACTION_TIMEOUT_MS,
  })
  writes = openPool({ ...common, connectionsMax: 2, applicationName: 'writes', pipeline: true })
  await reads.query('insert into groups (id) values (2)')
  await reads.query(`insert into currencies (code, usd_per_unit) values ('EUR', 1.1)`)
  await reads.query(`insert into wallets (group_id, currency) select 1 + i % 2, 'USD' from generate_series(0, 9) i`)
})

afterAll(async () => {
  await pool.end()
  await writes.end()
  await reads.end()
  await database.drop()
})

beforeEach(async () => {
  woken.length = 0
  await reads.query('delete from queue')
})

afterEach(async () => {
  await Promise.all(opened.splice(0).map((stop) => stop()))
})

async function openIngest(overrides: Partial<IngestOptions> = {}): Promise<BatchedIngest> {
  const ingest = new BatchedIngest({
    rules: { selects: () => false },
    pool,
    writes,
    reads,
    limits: LIMITS,
    answerTimeoutMs: 10_000,
    holds: { expiresAfterSec: 60, expiresAfterSecMax: 3600 },
    listener: { workQueued: (groups) => woken.push(...groups) },
    metrics: ingestMetrics(new Registry()),
    log: openLog('test', 'silent'),
    ...overrides,
  })
  await ingest.start()
  opened.push(() => ingest.stop())
  return ingest
}

const transfer = (amount: bigint, originId = 1n, targetId = 2n): NewOperation => ({
  originId,
  targetId,
  amount,
  currency: 'USD',
})

interface Queued {
  operation_id: string
  amount: bigint
  group_id: number
  kind: string
  accepted_at: string
}

async function queued(): Promise<Queued[]> {
  const { rows } = await reads.query<Queued>('select * from queue order by seq')
  return rows
}

describe('ingest', () => {
  test('queues requests of one batch in the order in which they came', async () => {
    const ingest = await openIngest()
    const ids = await Promise.all(
      Array.from({ length: 500 }, (_, i) => ingest.queue(transfer(BigInt(i + 1), 1n + BigInt(i % 9), 10n))),
    )
    const rows = await queued()
    const batches = Map.groupBy(rows, (row) => row.accepted_at)
    for (const batch of batches.values()) {
      const amounts = batch.map((row) => row.amount)
      expect(amounts).toEqual(amounts.toSorted((a, b) => Number(a - b)))
    }
    expect(rows.map((row) => row.operation_id).toSorted()).toEqual(ids.toSorted())
  })

  test('shares commits', async () => {
    const ingest = await openIngest()
    await Promise.all(Array.from({ length: 300 }, () => ingest.queue(transfer(1n))))
    expect(new Set((await queued()).map((row) => row.accepted_at)).size).toBeLessThan(10)
  })

  test('queues what a caller sends after an acknowledgement behind what was acknowledged', async () => {
    const ingest = await openIngest()
    const callers = Array.from({ length: 32 }, async () => {
      const ids: string[] = []
      for (let i = 0; i < 10; i += 1) ids.push(await ingest.queue(transfer(1n)))
      return ids
    })
    const chains = await Promise.all(callers)
    const place = new Map((await queued()).map((row, i) => [row.operation_id, i]))
    for (const ids of chains) {
      const places = ids.map((id) => place.get(id) ?? -1)
      expect(places).toEqual(places.toSorted((a, b) => a - b))
    }
    expect(place.size).toBe(320)
  })

  test('tags an operation with the group of the wallet that its first step changes, and tells of those groups', async () => {
    const ingest = await openIngest()
    await Promise.all([
      ingest.queue({ originId: null, targetId: 2n, amount: 5n, currency: 'EUR' }),
      ingest.queue(transfer(6n, 1n, 2n)),
      ingest.queue(transfer(7n, 2n, 1n)),
    ])
    expect((await queued()).map(({ kind, amount, group_id }) => [kind, amount, group_id])).toEqual([
      ['deposit', 5n, 2],
      ['transfer', 6n, 1],
      ['transfer', 7n, 2],
    ])
    expect(woken.toSorted()).toEqual([1, 2])
  })

  test('refuses what does not exist, and queues the rest of the batch', async () => {
    const ingest = await openIngest()
    const outcomes = await Promise.allSettled([
      ingest.queue(transfer(1n)),
      ingest.queue({ ...transfer(2n), currency: 'ABC' }),
      ingest.queue(transfer(3n, 77n, 1n)),
      ingest.queue(transfer(4n, 1n, 78n)),
      ingest.queue({ originId: null, targetId: 79n, amount: 5n, currency: 'USD' }),
      ingest.queue(transfer(6n)),
    ])
    const messages = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.message : 'queued'))
    expect(messages).toEqual([
      'queued',
      'currency is not allowed',
      'no wallet with id: 77',
      'no wallet with id: 78',
      'no wallet with id: 79',
      'queued',
    ])
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Refused)
    expect((await queued()).map((row) => row.amount)).toEqual([1n, 6n])
  })

  test('queues payments beside other operations, and takes neither a wallet for an account nor an account for a wallet', async () => {
    const { rows } = await reads.query<{ id: bigint }>(
      `insert into wallets (group_id, currency, floor, bank_id) select 1, 'USD', null, 1 from generate_series(1, 2) returning id`,
    )
    const [from = 0n, to = 0n] = rows.map(({ id }) => id)
    const payment = (amount: bigint, originId: bigint, targetId: bigint): NewOperation => ({
      ...transfer(amount, originId, targetId),
      kind: 'payment',
    })
    const ingest = await openIngest()
    const outcomes = await Promise.allSettled([
      ingest.queue(transfer(1n)),
      ingest.queue(payment(2n, from, to)),
      ingest.queue(payment(3n, 1n, to)),
      ingest.queue(payment(4n, from, 2n)),
      ingest.queue(transfer(5n, 1n, to)),
      ingest.queue(transfer(6n, from, 1n)),
      ingest.queue({ originId: null, targetId: to, amount: 7n, currency: 'USD' }),
    ])
    const messages = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.message : 'queued'))
    expect(messages).toEqual([
      'queued',
      'queued',
      'no wallet with id: 1',
      'no wallet with id: 2',
      `no wallet with id: ${to}`,
      `no wallet with id: ${from}`,
      `no wallet with id: ${to}`,
    ])
    const kinds = (await queued()).map(({ kind, amount }) => [kind, amount])
    expect(kinds.toSorted()).toEqual([
      ['payment', 2n],
      ['transfer', 1n],
    ])
  })

  test('waits for a move of wallets, then sees the group that the wallet moved to', async () => {
    const ingest = await openIngest()
    const locked = Promise.withResolvers<void>()
    const finish = Promise.withResolvers<void>()
    const move = transaction(reads, async (client) => {
      await lockTopology(client)
      locked.resolve()
      await finish.promise
      await client.query('update wallets set group_id = 2 where id = 3')
    })
    await locked.promise
    const answer = ingest.queue(transfer(1n, 3n, 1n))
    await vi.waitFor(async () => expect(await waitingForLocks()).toBe(1))
    finish.resolve()
    await move
    await answer
    expect((await queued()).map((row) => row.group_id)).toEqual([2])
  })

  test('turns requests away beyond the bound in memory, and takes them again when it has room', async () => {
    const ingest = await openIngest({ limits: { ...LIMITS, pendingRequests: 10 } })
    const outcomes = await Promise.allSettled(Array.from({ length: 25 }, () => ingest.queue(transfer(1n))))
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused).toHaveLength(15)
    for (const { reason } of refused) expect(reason).toMatchObject({ name: 'Retryable', code: 'overloaded' })
    expect(await queued()).toHaveLength(10)
    await ingest.queue(transfer(1n))
  })

  test('turns requests away when the queue in the database is full, and takes them again when it has drained', async () => {
    const ingest = await openIngest({ limits: { ...LIMITS, queuedOperations: 5 } })
    for (let i = 0; i < 5; i += 1) await ingest.queue(transfer(1n))
    await expect(ingest.queue(transfer(1n))).rejects.toMatchObject({ code: 'overloaded', retryAfterSec: 1 })
    expect(await queued()).toHaveLength(5)
    await reads.query('delete from queue')
    await vi.waitFor(() => ingest.queue(transfer(1n)), { timeout: 5_000, interval: 20 })
  })

  test('stops only when everything that it accepted is answered', async () => {
    const ingest = await openIngest()
    const answers = Promise.all(Array.from({ length: 100 }, () => ingest.queue(transfer(1n))))
    await ingest.stop()
    expect(await answers).toHaveLength(100)
    expect(await queued()).toHaveLength(100)
  })
})

describe('a batch of one caller', () => {
  test('is one commit, whatever else waits, and has a verdict for each operation', async () => {
    const ingest = await openIngest({ limits: { ...LIMITS, batchRequests: 10 } })
    const operations = Array.from({ length: 25 }, (_, i) => transfer(BigInt(i + 1), i === 20 ? 77n : 1n))
    const [, verdicts] = await Promise.all([ingest.queue(transfer(100n)), ingest.queueEach(operations)])
    expect(verdicts[20]).toMatchObject({ name: 'Refused', flaw: 'origin', message: 'no wallet with id: 77' })
    const rows = (await queued()).filter((row) => row.amount !== 100n)
    expect(new Set(rows.map((row) => row.accepted_at)).size).toBe(1)
    expect(rows.map((row) => row.operation_id)).toEqual(verdicts.filter((verdict) => typeof verdict === 'string'))
  })

  test('gives each caller of a shared commit its own verdicts', async () => {
    const ingest = await openIngest()
    const callers = await Promise.all(
      Array.from({ length: 20 }, async (_, caller) => {
        const sound = Array.from({ length: 5 }, (_, i) => (caller + i) % 3 !== 0)
        const verdicts = await ingest.queueEach(sound.map((one) => transfer(1n, one ? 1n : 77n)))
        expect(verdicts.map((verdict) => typeof verdict === 'string')).toEqual(sound)
        return verdicts.filter((verdict) => typeof verdict === 'string')
      }),
    )
    expect((await queued()).map((row) => row.operation_id).toSorted()).toEqual(callers.flat().toSorted())
  })

  test('that is all or nothing is queued as a whole or not at all, and wakes nobody for nothing', async () => {
    const ingest = await openIngest()
    const flawed = [transfer(1n), transfer(2n, 1n, 77n), { ...transfer(3n), currency: 'ABC' }]
    const error = await ingest.queueAll(flawed).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'batch_refused' })
    const { refusals } = error as BatchRefused<OperationRefused>
    expect([...refusals].map(([place, { flaw }]) => [place, flaw])).toEqual([
      [1, 'target'],
      [2, 'currency'],
    ])
    expect(await queued()).toEqual([])
    expect(woken).toEqual([])
    const ids = await ingest.queueAll([transfer(1n), transfer(2n)])
    expect((await queued()).map((row) => row.operation_id)).toEqual(ids)
  })

  test('counts as what it holds against the bounds', async () => {
    const ingest = await openIngest({ limits: { ...LIMITS, pendingRequests: 10 } })
    const ten = Array.from({ length: 10 }, () => transfer(1n))
    const [first, second] = await Promise.allSettled([ingest.queueEach(ten), ingest.queueEach([transfer(1n)])])
    expect(first.status).toBe('fulfilled')
    expect(second).toMatchObject({ reason: { code: 'overloaded' } })
    await expect(ingest.queueEach([...ten, transfer(1n)])).rejects.toMatchObject({ code: 'too_large' })
    expect(await queued()).toHaveLength(10)
  })
})

describe('a fault of the database', () => {
  test('that ends a transaction in time is told as retryable, and nothing was queued', async () => {
    const ingest = await openIngest()
    const locked = Promise.withResolvers<void>()
    const finish = Promise.withResolvers<void>()
    const holder = transaction(reads, async (client) => {
      await lockTopology(client)
      locked.resolve()
      await finish.promise
    })
    await locked.promise
    // The holder keeps the lock beyond the transaction's time.
    await expect(ingest.queue(transfer(1n))).rejects.toMatchObject({ name: 'Retryable', code: 'unavailable' })
    finish.resolve()
    await holder
    expect(await queued()).toEqual([])
    await ingest.queue(transfer(2n))
    expect((await queued()).map((row) => row.amount)).toEqual([2n])
  })

  test('never makes an acknowledged operation disappear, nor queues what was said not to be', async () => {
    const ingest = await openIngest()
    const ended = { acknowledged: [] as bigint[], notQueued: [] as bigint[], unknown: [] as bigint[] }
    let amount = 0n
    const send = async () => {
      amount += 1n
      const mine = amount
      try {
        await ingest.queue(transfer(mine))
        ended.acknowledged.push(mine)
      } catch (error) {
        if (!(error instanceof Retryable)) throw error
        ended[error.code === 'outcome_unknown' ? 'unknown' : 'notQueued'].push(mine)
      }
    }
    for (let round = 0; round < 40; round += 1) {
      const sends = Array.from({ length: 20 }, send)
      const kill = reads.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'ingest'`,
      )
      await Promise.all([...sends, kill])
    }
    const inQueue = new Set((await queued()).map((row) => row.amount))
    expect(ended.acknowledged.filter((one) => !inQueue.has(one))).toEqual([])
    expect(ended.notQueued.filter((one) => inQueue.has(one))).toEqual([])
    expect(ended.unknown.length + ended.notQueued.length).toBeGreaterThan(0)
    // It recovers by itself.
    await vi.waitFor(() => ingest.queue(transfer(1n)))
  })

  test('that leaves a batch without an answer is told as unknown, with the id to look for', async () => {
    const ingest = await openIngest({ answerTimeoutMs: 300 })
    await ingest.queue(transfer(1n))
    const { rows } = await reads.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and application_name = 'ingest'`,
    )
    // Stopped, as a server is whose machine went away.
    for (const { pid } of rows) process.kill(pid, 'SIGSTOP')
    try {
      await expect(ingest.queue(transfer(2n))).rejects.toMatchObject({
        code: 'outcome_unknown',
        message: expect.stringMatching(/operation [0-9a-f-]{36} before you try again/),
      })
    } finally {
      for (const { pid } of rows) process.kill(pid, 'SIGCONT')
    }
    await ingest.queue(transfer(3n))
  })
})

async function waitingForLocks(): Promise<number> {
  const { rows } = await reads.query<{ waiting: number }>(
    `select count(*)::int as waiting from pg_locks
     where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`,
  )
  return rows[0]?.waiting ?? 0
}
