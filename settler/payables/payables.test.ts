import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { exitOf } from '../../cli/testing/run.ts'
import { verifyLedger } from '../../cli/verify/verify.ts'
import { openLog } from '../../common/log.ts'
import { openMetrics } from '../../common/metrics.ts'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { settlerMetrics } from '../metrics.ts'
import { type Fault, FaultyPool, Struck } from '../testing/faulty-pool.ts'
import { payDue } from './pay-due.ts'
import { createPayables } from './payables.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const NET = 95n
const NEVER = new AbortController().signal

let database: TestDatabase
let ledger: TestLedger
let wallets: number[]
beforeEach(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database, 2)
  wallets = await ledger.addWallets({}, { group: 2 })
})
afterEach(async () => {
  await ledger.close()
  await database.drop()
})

/** Charges that are applied, and their payables, due on one day after the other. */
async function makePayables(count: number, dueOn: (n: number) => string): Promise<void> {
  const requests = Array.from({ length: count }, (_, n) => ({
    kind: 'charge' as const,
    to: wallets[n % wallets.length] ?? 0,
    amount: NET,
  }))
  const ids = await ledger.queue(...requests)
  await ledger.drain()
  await ledger.pool.query(
    `insert into card_transactions (id, wallet_id, description, payment_method, amount, fee, net, currency, due_on, card_brand, card_bin,
       card_last_four, card_holder, card_expiry, card_fingerprint, next_attempt_at)
     select id, wallet_id, 'books', 'credit_card', 100, 5, 95, 'USD', due_on, 'visa', '411111', '1111', 'Ana', '12/40',
       sha256('a card'), now()
     from unnest($1::uuid[], $2::bigint[], $3::date[]) as t (id, wallet_id, due_on)`,
    [ids, requests.map(({ to }) => to), ids.map((_, n) => dueOn(n))],
  )
  await ledger.pool.query(
    `update card_transactions set acquirer_state = 'approved', next_attempt_at = null, status = 'pending_payment'`,
  )
  await ledger.pool.query(
    `insert into payables (id, transaction_id, wallet_id, amount, fee, net, currency, due_on, operation_id)
     select gen_random_uuid(), id, wallet_id, amount, fee, net, currency, due_on, gen_random_uuid() from card_transactions
     where id = any ($1::uuid[])`,
    [ids],
  )
}

const held = async () => (await ledger.heldOf(...wallets)).reduce((sum, one) => sum + one, 0n)

/** How many payouts the ledger did. */
async function paidOut(): Promise<number> {
  await ledger.drain()
  const { rows } = await ledger.pool.query<{ status: string; n: bigint }>(
    `select status, count(*) as n from operations where kind = 'payout' group by status`,
  )
  expect(rows.filter(({ status }) => status !== 'success')).toEqual([])
  return Number(rows[0]?.n ?? 0)
}

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, [MAIN, 'payables', ...args], {
    cwd: '/',
    env: { PATH: process.env.PATH, WALLETMESH_DSN: database.dsn },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function run(...args: string[]) {
  const child = start(...args)
  const [stdout, stderr, exitCode] = await Promise.all([
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
    exitOf(child),
  ])
  return { exitCode, stdout, stderr }
}

describe('what is due', () => {
  test('is all that is due on that day or before, whatever was missed, and nothing that comes later', async () => {
    await makePayables(6, (n) => `2026-03-0${n + 1}`)
    expect(await payDue({ pool: ledger.pool, until: '2026-02-28', signal: NEVER })).toEqual({ queued: 0, left: 0 })
    expect(await payDue({ pool: ledger.pool, until: '2026-03-04', signal: NEVER })).toEqual({ queued: 4, left: 0 })
    expect(await paidOut()).toBe(4)
    expect(await held()).toBe(2n * NET)
  })

  test('is paid once, however often and by however many it is asked for', async () => {
    await makePayables(300, () => '2026-03-01')
    const options = { pool: ledger.pool, until: '2026-03-01', signal: NEVER, batchSizeMax: 7 }
    const results = await Promise.all([payDue(options), payDue(options)])
    expect(results.map(({ left }) => left)).toEqual([0, 0])
    expect(results.reduce((sum, { queued }) => sum + queued, 0)).toBe(300)
    expect(await payDue(options)).toEqual({ queued: 0, left: 0 })
    expect(await paidOut()).toBe(300)
    expect(await held()).toBe(0n)
    expect(await verifyLedger(database)).toMatchObject({ ok: true })
  })

  test('is told to be left while its charge is not applied', async () => {
    await makePayables(3, () => '2026-03-01')
    const [waiting = ''] = await ledger.queue({ kind: 'charge', to: wallets[0] ?? 0, amount: NET })
    await ledger.pool.query('alter table payables disable trigger moves_forward')
    await ledger.pool.query('alter table card_transactions disable trigger moves_forward')
    await ledger.pool.query(
      `with one as (select id from payables limit 1), unbound as (
         insert into card_transactions select $1, wallet_id, description, payment_method, amount, fee, net, currency, due_on, card_brand,
           card_bin, card_last_four, card_holder, card_expiry, card_fingerprint, 'processing', null, 'approved', 0, null, 0, 0, now()
         from card_transactions limit 1)
       select 1`,
      [waiting],
    )
    await ledger.pool.query('update payables set transaction_id = $1 where id = (select id from payables limit 1)', [
      waiting,
    ])
    const { exitCode, stdout, stderr } = await run('--date', '2026-03-01')
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: 'settler: 1 payables are due and not queued: their charges are not applied yet, try again\n',
    })
    expect(stdout).toBe('2 of 3 payouts queued\nqueued 2 payouts of what is due on 2026-03-01 or before\n')
  })

  test('is paid once when the command is killed half way and run again', async () => {
    await makePayables(6_000, () => '2026-03-01')
    const killed = start('--date', '2026-03-01')
    // After the first batch, with others to come.
    await once(killed.stdout as NodeJS.ReadableStream, 'data')
    killed.kill('SIGKILL')
    await exitOf(killed)
    const { rows } = await ledger.pool.query<{ n: bigint }>(
      'select count(*) as n from payables where queued_at is null',
    )
    expect(rows[0]?.n).toBeGreaterThan(0n)
    expect(rows[0]?.n).toBeLessThan(6_000n)
    const again = await run('--date', '2026-03-01')
    expect(again).toMatchObject({ exitCode: 0, stderr: '' })
    expect(again.stdout.trimEnd().split('\n').at(-1)).toBe(
      `queued ${rows[0]?.n} payouts of what is due on 2026-03-01 or before`,
    )
    expect(await run('--date', '2026-03-01')).toMatchObject({ exitCode: 0 })
    expect(await paidOut()).toBe(6_000)
    expect(await held()).toBe(0n)
  }, 60_000)

  test.each<Fault>(['refused', 'unheard'])('is paid once, whichever statement is %s', async (fault) => {
    let payables = 0
    for (let at = 1; ; at += 1) {
      await makePayables(4, () => '2026-03-01')
      payables += 4
      const faulty = new FaultyPool(ledger.pool, at, fault)
      const options = { until: '2026-03-01', signal: NEVER, batchSizeMax: 2 }
      const broken = await payDue({ pool: faulty.pool, ...options }).catch((error: unknown) => error)
      if (faulty.struck) expect(broken).toBeInstanceOf(Struck)
      expect(await payDue({ pool: ledger.pool, ...options })).toMatchObject({ left: 0 })
      expect(await paidOut()).toBe(payables)
      expect(await held()).toBe(0n)
      if (faulty.struck) continue
      // It went through all of them.
      expect(at).toBeGreaterThan(10)
      break
    }
  })

  test('is paid by schedule, the missed days with it', async () => {
    await makePayables(3, (n) => `2026-03-0${n + 1}`)
    const times: ((at: Date) => Promise<void>)[] = []
    const payables = createPayables({
      schedule: '5 0 * * *',
      pool: ledger.pool,
      atTimes: (_cron, work) => {
        times.push(work)
        return async () => {}
      },
      metrics: settlerMetrics(openMetrics('settler')),
      log: openLog('settler', 'silent'),
    })
    await payables.start()
    await Promise.all(times.map((work) => work(new Date('2026-03-02T23:59:59Z'))))
    await payables.stop()
    expect(await paidOut()).toBe(2)
  })
})
