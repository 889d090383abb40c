import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openLog } from '../common/log.ts'
import { createTestDatabase, type TestDatabase } from '../test/database.ts'
import { TestLedger } from './apply/fixtures/ledger.ts'
import { type ApplyStore, LeaseLost } from './apply/store.ts'
import { createGroupWorker, type GroupWorker } from './group-worker.ts'

const SOON = { timeout: 20_000 }

let database: TestDatabase
let ledger: TestLedger
let worker: GroupWorker | undefined
let told: string[]
let isValid: boolean

beforeEach(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database)
  told = []
  isValid = true
})
afterEach(async () => {
  await worker?.stop()
  await ledger.close()
  await database.drop()
})

interface WorkerOptions {
  store?: Partial<ApplyStore>
  batchSizeMax?: number
  /** As if nobody told it of work. */
  pollDelayMs?: number
}

async function startWorker({ store = {}, batchSizeMax = 10, pollDelayMs = 60_000 }: WorkerOptions = {}) {
  worker = createGroupWorker({
    store: { ...ledger.store, ...store },
    lease: { group: 1, epoch: await ledger.epoch(1), isValid: () => isValid },
    batchSizeMax,
    pollDelayMs,
    log: openLog('test', 'silent'),
    random: () => 0,
    on: {
      applied: (result) => told.push(`applied ${result.claimed}`),
      retried: () => told.push('retried'),
      buried: (operationId) => told.push(`buried ${operationId}`),
      lost: () => told.push('lost'),
    },
  })
  await worker.start()
  return worker
}

const queued = async () => Number((await ledger.pool.query('select count(*) n from queue')).rows[0].n)
const wallets = () => ledger.addWallets({ balance: 100n }, { balance: 100n })

describe('a worker', () => {
  test('applies what is queued, in batches of the size that it may, each seeing what the one before it left', async () => {
    const [a, b] = [await ledger.addWallet({}), await ledger.addWallet({})]
    await ledger.queue({ to: a, amount: 30n })
    // Each is affordable only when the one before it was applied.
    const steps = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? { from: a, to: b } : { from: b, to: a }))
    await ledger.queue(...steps.map((step) => ({ ...step, amount: 30n })))
    await startWorker({ batchSizeMax: 7 })
    await expect.poll(queued, SOON).toBe(0)
    await worker?.stop()
    const declines = await ledger.pool.query(`select id from operations where status = 'decline'`)
    expect(declines.rows).toEqual([])
    expect(await ledger.balances(a, b)).toEqual([30n, 0n])
    expect(told).toEqual([...Array.from({ length: 5 }, () => 'applied 7'), 'applied 6'])
  })

  test('applies at once what it is woken for, and looks by itself now and then', async () => {
    const a = await ledger.addWallet({})
    await startWorker()
    await ledger.queue({ to: a, amount: 1n })
    worker?.wake()
    await expect.poll(queued, SOON).toBe(0)
    await worker?.stop()
    await startWorker({ pollDelayMs: 10 })
    await ledger.queue({ to: a, amount: 1n })
    await expect.poll(queued, SOON).toBe(0)
  })

  test('lets operations gather while a small batch is committed, so that they share the next commit', async () => {
    const [a] = await wallets()
    const began = Promise.withResolvers<void>()
    const mayEnd = Promise.withResolvers<void>()
    const commit: ApplyStore['commit'] = async (batch) => {
      began.resolve()
      await mayEnd.promise
      await ledger.store.commit(batch)
    }
    await startWorker({ store: { commit } })
    await began.promise
    for (let i = 0; i < 3; i += 1) {
      await ledger.queue({ to: a ?? 0, amount: 1n })
      worker?.wake()
    }
    mayEnd.resolve()
    await expect.poll(queued, SOON).toBe(0)
    await worker?.stop()
    expect(told).toEqual(['applied 2', 'applied 3'])
  })

  test('sees at once that a wallet which it knows was frozen or got credit', async () => {
    const [a, b] = (await wallets()) as [number, number]
    await startWorker()
    await expect.poll(queued, SOON).toBe(0)
    await ledger.setState(a, 'frozen')
    await ledger.pool.query('update wallets set floor = -50 where id = $1', [b])
    const [frozen, onCredit] = await ledger.queue({ from: a, to: b, amount: 1n }, { from: b, to: a, amount: 150n })
    worker?.wake()
    await expect.poll(queued, SOON).toBe(0)
    expect(await ledger.ended(frozen ?? '')).toMatchObject({ status: 'decline', reason: 'wallet_frozen' })
    expect(await ledger.ended(onCredit ?? '')).toMatchObject({ status: 'success' })
    expect(await ledger.balances(a, b)).toEqual([250n, -50n])
  })

  test('ends when its lease runs out by its own clock, or when the database says that it is another’s', async () => {
    const a = await ledger.addWallet({ balance: 1n })
    isValid = false
    await startWorker()
    await expect.poll(() => told, SOON).toEqual(['lost'])
    isValid = true
    const lease = await startWorker({ pollDelayMs: 10 })
    await expect.poll(queued, SOON).toBe(0)
    await ledger.raiseEpoch(1)
    await ledger.queue({ to: a, amount: 1n })
    await expect.poll(() => told.at(-1), SOON).toBe('lost')
    await lease.stop()
    expect(await queued()).toBe(1)
  })

  test('tries again after a fault of the moment, and loses nothing', async () => {
    const [a] = await wallets()
    let faults = 3
    const commit: ApplyStore['commit'] = async (batch) => {
      faults -= 1
      if (faults >= 0) throw Object.assign(new Error('terminating connection'), { code: '57P01' })
      await ledger.store.commit(batch)
    }
    await startWorker({ store: { commit } })
    await expect.poll(queued, SOON).toBe(0)
    await worker?.stop()
    expect(told).toEqual(['retried', 'retried', 'retried', 'applied 2'])
    expect(await ledger.balances(a ?? 0)).toEqual([100n])
  })

  test('goes on when a commit happened although its answer was lost', async () => {
    const [a] = await wallets()
    let isFirst = true
    const commit: ApplyStore['commit'] = async (batch) => {
      await ledger.store.commit(batch)
      if (isFirst) {
        isFirst = false
        throw new Error('Connection terminated unexpectedly')
      }
    }
    await startWorker({ store: { commit }, batchSizeMax: 1 })
    await expect.poll(queued, SOON).toBe(0)
    await worker?.stop()
    expect(await ledger.balances(a ?? 0)).toEqual([100n])
    expect((await ledger.pool.query('select count(*)::int n from operations')).rows).toEqual([{ n: 2 }])
  })

  test('puts the one step that cannot be applied among the dead letters, and applies all others', async () => {
    const [a, b] = (await wallets()) as [number, number]
    const ids = await ledger.queue(...Array.from({ length: 20 }, () => ({ from: a, to: b, amount: 1n })))
    const poison = ids[11] ?? ''
    const commit: ApplyStore['commit'] = async (batch) => {
      if (batch.journal?.ended.some((one) => one.operation.id === poison)) throw new TypeError('a bug')
      await ledger.store.commit(batch)
    }
    await startWorker({ store: { commit } })
    await expect.poll(queued, SOON).toBe(0)
    await worker?.stop()
    expect(told.filter((line) => line.startsWith('buried'))).toEqual([`buried ${poison}`])
    const letters = await ledger.pool.query('select operation_id, error, attempts from dead_letters')
    expect(letters.rows).toEqual([{ operation_id: poison, error: 'a bug', attempts: 3 }])
    expect(await ledger.balances(a, b)).toEqual([81n, 119n])
  })

  test('does not bury the whole queue when nothing at all can be applied', async () => {
    const [a] = await wallets()
    await ledger.queue(...Array.from({ length: 20 }, () => ({ to: a ?? 0, amount: 1n })))
    const commit: ApplyStore['commit'] = async () => {
      throw new TypeError('a bug everywhere')
    }
    await startWorker({ store: { commit } })
    await expect.poll(() => told.filter((line) => line === 'retried').length, SOON).toBeGreaterThan(2)
    await worker?.stop()
    expect(told.filter((line) => line.startsWith('buried')).length).toBe(5)
    expect(await queued()).toBe(17)
  })

  test('finishes the batch that it is in when it is stopped', async () => {
    await wallets()
    const began = Promise.withResolvers<void>()
    const mayEnd = Promise.withResolvers<void>()
    const commit: ApplyStore['commit'] = async (batch) => {
      began.resolve()
      await mayEnd.promise
      await ledger.store.commit(batch)
    }
    await startWorker({ store: { commit } })
    await began.promise
    const stopped = worker?.stop()
    mayEnd.resolve()
    await stopped
    expect(told).toEqual(['applied 2'])
    expect(await queued()).toBe(0)
  })

  test('commits nothing after the lease was lost during a commit', async () => {
    await wallets()
    const commit: ApplyStore['commit'] = async () => {
      throw new LeaseLost('another has it')
    }
    await startWorker({ store: { commit } })
    await expect.poll(() => told, SOON).toEqual(['lost'])
    expect(await queued()).toBe(2)
  })
})
