import type { Client } from '../database/pool.ts'
import {
  bringJournalsForward,
  bringWalletsForward,
  countWaiting,
  forgetHours,
  forgetMessages,
  holdOffWriters,
  makeDetachedSchema,
  moveToDetachedSchema,
  putRestBack,
  recordMonth,
  setRestAside,
  tablesOf,
  takeOut,
} from './sql/detach-month.ts'
import { type Patience, patientStep, patientTransaction } from './transaction.ts'

/** Sums of a whole month are sorted and hashed. */
const WORK_MEM = '256MB'

/**
 * Detaches a month, and brings forward what is needed to prove the rest of the ledger without it: all of it, or nothing
 * happened. Returns how many of its operations still wait; unless that is 0, the month stays.
 *
 * The sums are made while everybody reads and writes the other months. Only the end needs the tables for itself, for
 * milliseconds, in attempts that give up soon.
 */
export async function detachMonth(client: Client, month: string, patience: Patience): Promise<bigint> {
  const tables = tablesOf(month)
  return patientTransaction(client, patience, async () => {
    await client.query(`set local work_mem = '${WORK_MEM}'`)
    await holdOffWriters(client, tables)
    const waiting = await countWaiting(client, tables)
    if (waiting > 0n) return waiting
    await recordMonth(client, tables)
    await bringWalletsForward(client, tables)
    await bringJournalsForward(client, tables)
    await setRestAside(client, tables)
    await forgetMessages(client, tables)
    await forgetHours(client, tables)
    await makeDetachedSchema(client)
    await patientStep(client, patience, () => takeOut(client, tables))
    await putRestBack(client)
    await moveToDetachedSchema(client, tables)
    return 0n
  })
}
