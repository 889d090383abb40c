import type { Client, Pool } from '../database/pool.ts'
import { detachMonth } from './detach-month.ts'
import { countWaiting, tablesOf } from './sql/detach-month.ts'
import { makeMonth, missingMonths } from './sql/make-month.ts'
import { readMonths } from './sql/month-table.ts'
import { busyHours, closeHours, finishWindow, nextWindow, sumUp } from './sql/sum-hours.ts'
import { type Patience, patientTransaction, TableBusy } from './transaction.ts'

export interface MonthSettings {
  /** Months after the present one that have partitions. */
  monthsAhead: number
  /** Months before the present one that stay attached; 0: all of them. */
  monthsKept: number
}

export interface MonthsDone {
  /** Months such as `2026-01`; so are the others. */
  made: string[]
  detached: string[]
  /** Old ones that stay, with the reason. */
  kept: { month: string; reason: string }[]
  /** Whether all hours that have passed are summed up; otherwise the ledger was in use, and the next run does it. */
  summed: boolean
}

/** Sums of so many hours of wallets are made in one transaction: late postings wait for no more than these. */
const HOURS_AT_ONCE = 500
/** Gives up for this time after about a quarter of a minute. */
const ATTEMPTS = 20
/** A process that starts does not wait long for others: what it takes goes to the default partitions until the next run. */
const ATTEMPTS_AT_START = 2

// In the lock space of the mesh's schema, beside the groups.
const TRY_LOCK = 'select pg_try_advisory_lock(hashtext(current_schema()), -2) as ours'
const UNLOCK = 'select pg_advisory_unlock(hashtext(current_schema()), -2)'

/**
 * Makes the months ahead, sums up the hours that have passed, and detaches old months; each step again where it was left, whenever
 * a run was killed. Undefined when another process is at it.
 */
export async function lookAfterMonths(
  pool: Pool,
  settings: MonthSettings,
  signal: AbortSignal,
): Promise<MonthsDone | undefined> {
  return withSession(pool, signal, async (client) => {
    const { rows } = await client.query<{ ours: boolean }>(TRY_LOCK)
    if (!rows[0]?.ours) return undefined
    const patience = { signal, attempts: ATTEMPTS }
    const made = await makeMonths(client, settings.monthsAhead, patience)
    const summed = await sumUpHours(client, patience)
    const done = { made, summed, ...(await detachOldMonths(client, settings.monthsKept, patience)) }
    // The end of the session would do it too, some time after we have gone on.
    await client.query(UNLOCK)
    return done
  })
}

/** Makes the months ahead alone, whoever else is at it: before a process takes operations. Returns those it made. */
export async function prepareMonths(pool: Pool, monthsAhead: number, signal: AbortSignal): Promise<string[]> {
  return withSession(pool, signal, (client) => makeMonths(client, monthsAhead, { signal, attempts: ATTEMPTS_AT_START }))
}

/** What `lookAfterMonths` would do about months. Changes nothing. */
export async function planMonths(client: Client, { monthsAhead, monthsKept }: MonthSettings): Promise<MonthsDone> {
  const plan: MonthsDone = { made: await missingMonths(client, monthsAhead), detached: [], kept: [], summed: true }
  for (const month of await oldMonths(client, monthsKept)) {
    const waiting = await countWaiting(client, tablesOf(month))
    if (waiting === 0n) plan.detached.push(month)
    else plan.kept.push({ month, reason: stillWaiting(waiting) })
  }
  return plan
}

async function makeMonths(client: Client, ahead: number, patience: Patience): Promise<string[]> {
  const months = await missingMonths(client, ahead)
  for (const month of months) {
    await patientTransaction(client, patience, () => makeMonth(client, month))
  }
  return months
}

async function sumUpHours(client: Client, patience: Patience): Promise<boolean> {
  try {
    await patientTransaction(client, patience, () => closeHours(client))
    await sumUpWindows(client, patience)
    return true
  } catch (error) {
    if (error instanceof TableBusy) return false
    throw error
  }
}

async function sumUpWindows(client: Client, patience: Patience): Promise<void> {
  for (let window = await nextWindow(client); window !== null; window = await nextWindow(client)) {
    const hours = await busyHours(client, window)
    for (let i = 0; i < hours.length; i += HOURS_AT_ONCE) {
      await patientTransaction(client, patience, () => sumUp(client, hours.slice(i, i + HOURS_AT_ONCE)))
    }
    await finishWindow(client, window)
    patience.signal.throwIfAborted()
  }
}

async function detachOldMonths(client: Client, monthsKept: number, patience: Patience) {
  const detached: string[] = []
  const kept: MonthsDone['kept'] = []
  for (const month of await oldMonths(client, monthsKept)) {
    try {
      const waiting = await detachMonth(client, month, patience)
      if (waiting === 0n) detached.push(month)
      else kept.push({ month, reason: stillWaiting(waiting) })
    } catch (error) {
      if (!(error instanceof TableBusy)) throw error
      kept.push({ month, reason: error.message })
    }
  }
  return { detached, kept }
}

const PRESENT = `select to_char(now() at time zone 'UTC' - $1::int * interval '1 month', 'YYYY-MM') as oldest`

/** Months that are attached and no longer kept, the oldest first. */
async function oldMonths(client: Client, monthsKept: number): Promise<string[]> {
  if (monthsKept === 0) return []
  const { rows } = await client.query<{ oldest: string }>(PRESENT, [monthsKept])
  const oldest = rows[0]?.oldest ?? ''
  const months = await readMonths(client)
  return months.flatMap(({ month, state }) => (month !== null && state === 'past' && month < oldest ? [month] : []))
}

function stillWaiting(operations: bigint): string {
  return `operations accepted in it still wait: ${operations}`
}

/** A session of its own, which ends with the work, and with it all locks; or at once, when it is aborted. */
async function withSession<T>(pool: Pool, signal: AbortSignal, work: (client: Client) => Promise<T>): Promise<T> {
  signal.throwIfAborted()
  const client = await pool.connect()
  let released = false
  const release = () => {
    if (!released) client.release(true)
    released = true
  }
  client.on('error', () => {})
  signal.addEventListener('abort', release)
  try {
    // The server ends what an aborted session was doing.
    await client.query(`set client_connection_check_interval = '500ms'; set jit = off`)
    return await work(client)
  } finally {
    signal.removeEventListener('abort', release)
    release()
  }
}
