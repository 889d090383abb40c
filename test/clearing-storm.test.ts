import type { ChildProcess } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findFreePort } from '../cli/up/ports.ts'
import { verifyLedger } from '../cli/verify/verify.ts'
import { openLog } from '../common/log.ts'
import { openMongoSnapshotStore } from '../settler/store/mongo-store.ts'
import type { SnapshotHeader, SnapshotStore } from '../settler/store/snapshot-store.ts'
import { kill, startTestMesh, type TestMesh } from './mesh.ts'
import { MONGO_HOOK_MS, startMongo, type TestMongo } from './mongo.ts'

const BANKS = 10
const ACCOUNTS_PER_BANK = 20
const PAYMENTS = 6_000
const CALLERS = 32
/** Of settlers, and of the store. */
const KILLS = 3
/** Approved on the way, before the last one. */
const SETTLEMENTS = 3
const SNAPSHOT_EVERY_MS = 400
const APPROVE_EVERY = 3
const KILL_SETTLER_EVERY_MS = 1_500
const KILL_MONGO_EVERY_MS = 2_500
const PAYMENTS_AFTER_THE_LAST_CUT = 50
const MICROS_MAX = 1_000_000_000n
const CENT = 10_000n
const WAIT = { timeout: 60_000, interval: 100 }

let mongo: TestMongo
let mesh: TestMesh
let store: SnapshotStore
beforeAll(async () => {
  mongo = await startMongo()
  const ports = [await findFreePort('127.0.0.1', Math.random), await findFreePort('127.0.0.1', Math.random)]
  settlerAddresses = ports.map((port) => `127.0.0.1:${port}`)
  mesh = await startTestMesh({
    connections: CALLERS + 4,
    environment: {
      WALLETMESH_MONGO__URL: mongo.url,
      WALLETMESH_SETTLEMENT__SETTLERS: settlerAddresses.join(','),
      // What is killed and what it meets on the way is logged as warnings and errors, as it should be.
      WALLETMESH_LOG_LEVEL: 'silent',
    },
  })
  store = await openMongoSnapshotStore({ url: mongo.url, database: 'walletmesh', log: openLog('test', 'silent') })
}, MONGO_HOOK_MS)
afterAll(async () => {
  await store?.close()
  await mesh?.stop()
  await mongo?.stop()
})

let settlerAddresses: string[] = []

/** What happened so far. */
interface Met {
  settlersKilled: number
  storesKilled: number
  /** Snapshots that were taken. */
  taken: number
  /** Of these, those that were approved. */
  settled: number
}

interface Payment {
  id: string
  from: string
  to: string
  amount: bigint
}

test('while settlers and the store are killed, every snapshot proves itself and nothing is settled twice', {
  timeout: 300_000,
}, async () => {
  const { pool } = mesh
  mesh.spawn('wlt-balancer', ['--number', '2'])
  mesh.spawn('op-processor')
  mesh.spawn('op-processor')
  const groups = async () => (await pool.query('select id from groups where active')).rows.length
  await expect.poll(groups, WAIT).toBe(2)
  await mesh.allHeld()
  const storm = new AbortController()
  const settlers = settlerAddresses.map(spawnSettler)
  await expect.poll(async () => (await post('/v1/settlements')).status, WAIT).toBe(201)

  const payments: Payment[] = []
  const met = { settlersKilled: 0, storesKilled: 0, taken: 0, settled: 0 }
  const isOver = () =>
    payments.length >= PAYMENTS &&
    met.settlersKilled >= KILLS &&
    met.storesKilled >= KILLS &&
    met.settled >= SETTLEMENTS
  const work = [
    killSettlers(settlers, met, storm.signal),
    killMongo(met, storm.signal),
    takeSnapshots(met, storm.signal),
  ]
  await Promise.all(Array.from({ length: CALLERS }, () => payUntil(isOver, payments)))
  storm.abort()
  await Promise.all(work)
  // One that was started while the store was away has ended again, with its reason.
  for (const [i, { exitCode }] of settlers.entries()) if (exitCode !== null) spawnSettler(settlerAddresses[i] ?? '')
  await mesh.drained()

  // The last settlement: payments after its cut stay owed.
  const last = await until201('/v1/settlements')
  const after: Payment[] = []
  await payUntil(() => after.length >= PAYMENTS_AFTER_THE_LAST_CUT, after)
  await until200(`/v1/settlements/${last}/approve`)
  await expect.poll(() => stateOf(last), WAIT).toBe('settled')
  await mesh.drained()

  const { rows: snapshots } = await pool.query<{ id: string; state: string; follows_id: string | null; lines: bigint }>(
    'select id, state, follows_id, lines from snapshots order by id',
  )
  expect(snapshots.filter(({ state }) => state === 'settled').length).toBeGreaterThan(SETTLEMENTS)
  expect(snapshots.filter(({ state }) => state === 'approved')).toEqual([])

  // Every payment that was acknowledged ended once.
  const all = [...payments, ...after]
  const ended = await pool.query<{ id: string }>(
    `select id from operations where kind = 'payment' and status = 'success'`,
  )
  expect(new Set(ended.rows.map(({ id }) => id))).toEqual(new Set(all.map(({ id }) => id)))
  expect(ended.rows.length).toBe(all.length)

  // What is owed is what was paid after the last cut.
  expect(await balances()).toEqual(sumsOf(after))

  // Nothing was settled twice.
  const twice = await pool.query(
    `select related_id, coalesce(origin_id, target_id) from operations where kind = 'settlement' group by 1, 2 having count(*) > 1`,
  )
  expect(twice.rows).toEqual([])
  const settled = await pool.query<{ id: string; n: bigint }>(
    `select related_id as id, count(*) as n from operations where kind = 'settlement' group by 1`,
  )
  for (const { id, n } of settled.rows) expect(n).toBe(snapshots.find((one) => one.id === id)?.lines)

  for (const { id, follows_id } of snapshots) await assertProvesItself(id, chainOf(follows_id, snapshots))
  expect(await verifyLedger(mesh)).toMatchObject({ ok: true })
})

function spawnSettler(address: string): ChildProcess {
  return mesh.spawn('settler', [], { WALLETMESH_SETTLEMENT__ADDRESS: address })
}

async function post(path: string, body: unknown = {}): Promise<{ status: number; json: Record<string, unknown> }> {
  const answer = await fetch(mesh.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> }
}

async function until201(path: string): Promise<string> {
  let id = ''
  await expect
    .poll(async () => {
      const answer = await post(path)
      id = String(answer.json.id)
      return answer.status
    }, WAIT)
    .toBe(201)
  return id
}

async function until200(path: string): Promise<void> {
  await expect.poll(async () => (await post(path)).status, WAIT).toBe(200)
}

async function stateOf(id: string): Promise<string | undefined> {
  const { rows } = await mesh.pool.query<{ state: string }>('select state from snapshots where id = $1', [id])
  return rows[0]?.state
}

async function killSettlers(settlers: ChildProcess[], met: Met, signal: AbortSignal): Promise<void> {
  let kills = 0
  while (await untilTaken(met, KILL_SETTLER_EVERY_MS, signal)) {
    const [victim] = settlers.splice(kills % settlers.length, 1)
    // One that found the store away has ended by itself.
    if (victim !== undefined && victim.exitCode === null) await kill(victim)
    const address = settlerAddresses[kills % settlerAddresses.length]
    if (address !== undefined) settlers.splice(kills % settlerAddresses.length, 0, spawnSettler(address))
    kills += 1
    met.settlersKilled = kills
  }
}

async function killMongo(met: Met, signal: AbortSignal): Promise<void> {
  while (await untilTaken(met, KILL_MONGO_EVERY_MS, signal)) {
    await mongo.kill()
    await delay(200)
    await mongo.restart()
    met.storesKilled += 1
  }
}

/** Takes one now and then and approves every third; what fails meanwhile is tried again with the next one. */
async function takeSnapshots(met: Met, signal: AbortSignal): Promise<void> {
  while (await pause(SNAPSHOT_EVERY_MS, signal)) {
    const { status, json } = await post('/v1/settlements')
    if (status !== 201) continue
    met.taken += 1
    if (met.taken % APPROVE_EVERY !== 0) continue
    const approved = await post(`/v1/settlements/${json.id}/approve`)
    if (approved.status === 200) met.settled += 1
  }
}

/**
 * Waits for the time, and for a snapshot that was taken since: where settlers start more slowly than they are killed, none would ever
 * serve. False when the signal comes first.
 */
async function untilTaken(met: Met, ms: number, signal: AbortSignal): Promise<boolean> {
  const before = met.taken
  while (await pause(ms, signal)) if (met.taken > before) return true
  return false
}

/** False when the signal comes first. */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  await delay(ms, undefined, { signal }).catch(() => {})
  return !signal.aborted
}

async function payUntil(done: () => boolean, payments: Payment[]): Promise<void> {
  while (!done()) {
    const [from, to] = [anyAccount(), anyAccount()]
    if (from.name === to.name) continue
    const amount = CENT * (1n + BigInt(Math.floor(Math.random() * Number(MICROS_MAX / CENT))))
    const body = { from: from.party, to: to.party, amount: String(amount), currency: 'USD' }
    const { status, json } = await post('/v1/payments', body)
    if (status !== 202) throw new Error(`not accepted: ${JSON.stringify(json)}`)
    payments.push({ id: String(json.id), from: from.name, to: to.name, amount })
  }
}

function anyAccount() {
  const bank_id = 1 + Math.floor(Math.random() * BANKS)
  const account = `A-${1 + Math.floor(Math.random() * ACCOUNTS_PER_BANK)}`
  return { name: `${bank_id}/${account}`, party: { bank_id, account } }
}

/** Accounts that are owed something. */
async function balances(): Promise<Map<string, bigint>> {
  const { rows } = await mesh.pool.query<{ name: string; balance: bigint }>(
    `select a.bank_id || '/' || a.account as name, w.balance from clearing_accounts a join wallets w on w.id = a.wallet_id
     where w.balance <> 0`,
  )
  return new Map(rows.map(({ name, balance }) => [name, balance]).sort() as [string, bigint][])
}

function sumsOf(payments: readonly Payment[]): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  const add = (name: string, amount: bigint) => sums.set(name, (sums.get(name) ?? 0n) + amount)
  for (const { from, to, amount } of payments) {
    add(from, -amount)
    add(to, amount)
  }
  return new Map([...sums].filter(([, sum]) => sum !== 0n).sort() as [string, bigint][])
}

/** The snapshots that were settled before, oldest last. */
function chainOf(id: string | null, snapshots: readonly { id: string; follows_id: string | null }[]): string[] {
  const chain: string[] = []
  for (let at = id; at !== null; at = snapshots.find((one) => one.id === at)?.follows_id ?? null) chain.push(at)
  return chain
}

// From the lines of the ledger alone: what was debited up to the position of each group, and what was settled before.
const BY_THE_LEDGER = `
  with position as (select * from unnest($1::int[], $2::bigint[]) p (group_id, seq)),
  debited as (
    select p.operation_id as id from postings p join position using (group_id)
    where p.kind in ('payment', 'reversal') and p.amount < 0 and p.journal_seq <= position.seq
  ), change as (
    select origin_id as wallet_id, -debit as amount from operations join debited using (id)
    union all select target_id, credit from operations join debited using (id)
    union all select coalesce(origin_id, target_id), coalesce(credit, -debit) from operations where related_id = any ($3::uuid[])
  )
  select wallet_id, sum(amount)::text as balance from change group by 1 having sum(amount) <> 0 order by 1`

async function assertProvesItself(id: string, before: readonly string[]): Promise<void> {
  const header = await store.read(id)
  if (header === null) throw new Error(`the documents of snapshot ${id} are gone`)
  expect(header.proofs.filter(({ proved }) => !proved)).toEqual([])
  expect(header.banks.reduce((sum, { position }) => sum + position, 0n)).toBe(0n)
  const lines = await linesOf(header)
  for (const { bankId, position } of header.banks) {
    const own = lines.filter((line) => line.bankId === bankId)
    expect(own.reduce((sum, { balance }) => sum + balance, 0n)).toBe(position)
  }
  const { rows } = await mesh.pool.query<{ wallet_id: bigint; balance: string }>(BY_THE_LEDGER, [
    header.ledger.map(({ group }) => group),
    header.ledger.map(({ journalSeq }) => journalSeq),
    before,
  ])
  const nonZero = lines.filter(({ balance }) => balance !== 0n)
  expect(nonZero.map(({ walletId, balance }) => [walletId, balance])).toEqual(
    rows.map(({ wallet_id, balance }) => [wallet_id, BigInt(balance)]),
  )
}

async function linesOf({ id }: SnapshotHeader) {
  const lines = await store.lines(id, 0n, BANKS * ACCOUNTS_PER_BANK + 1, { nonZeroOnly: false })
  expect(lines.length).toBeLessThanOrEqual(BANKS * ACCOUNTS_PER_BANK)
  return lines
}
