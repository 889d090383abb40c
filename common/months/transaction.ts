import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from '../database/pool.ts'

const LOCK_NOT_AVAILABLE = '55P03'
const DEADLOCK = '40P01'
/** Well below a lease time: whoever needs the ledger meanwhile waits behind us for no longer. */
const LOCK_TIMEOUT_MS = 300
const PAUSE_MS = 500

/** A lock could not be had within the attempts: others use the table all the time. */
export class TableBusy extends Error {
  override readonly name = 'TableBusy'
}

export interface Patience {
  signal: AbortSignal
  /** Each waits 300 ms for a lock at most, and half a second lies between two. */
  attempts: number
}

/** Runs `work` in a READ COMMITTED transaction of the session, again when it could not get a lock in time. */
export async function patientTransaction<T>(client: Client, patience: Patience, work: () => Promise<T>): Promise<T> {
  return patiently(patience, async () => {
    await client.query(`begin isolation level read committed; set local lock_timeout = ${LOCK_TIMEOUT_MS}`)
    try {
      const result = await work()
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    }
  })
}

/** Runs `work` within a transaction, again when it could not get a lock in time; what came before it is kept. */
export async function patientStep(client: Client, patience: Patience, work: () => Promise<void>): Promise<void> {
  await patiently(patience, async () => {
    await client.query(`savepoint step; set local lock_timeout = ${LOCK_TIMEOUT_MS}`)
    try {
      await work()
    } catch (error) {
      await client.query('rollback to savepoint step')
      throw error
    }
  })
}

async function patiently<T>({ signal, attempts }: Patience, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted()
    try {
      return await work()
    } catch (error) {
      if (!isBusy(error)) throw error
      if (attempt >= attempts) throw new TableBusy('the ledger is in use: no lock could be had', { cause: error })
    }
    await delay(PAUSE_MS, undefined, { signal })
  }
}

function isBusy(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === LOCK_NOT_AVAILABLE || code === DEADLOCK
}
