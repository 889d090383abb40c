import type { Client, Pool } from '../../common/database/pool.ts'
import { type LiveProcessor, readLiveProcessors } from '../../common/mesh/sql/live-processors.ts'
import { type ClearingRow, readClearing } from './sql/clearing.ts'
import { type GroupRow, readGroups } from './sql/groups.ts'
import {
  countDeadLetters,
  countWaitingChecks,
  readInTransit,
  type TransitRow,
  type WaitingChecks,
} from './sql/money.ts'
import { type RebalanceRow, readLastRebalance } from './sql/rebalance.ts'

/** The mesh at one instant. */
export interface Status {
  /** In which the operations of groups are counted. */
  windowMs: number
  groups: GroupRow[]
  processors: LiveProcessor[]
  lastRebalance: RebalanceRow | undefined
  inTransit: TransitRow[]
  clearing: ClearingRow | null
  checks: WaitingChecks
  deadLetters: bigint
}

/** Reads everything in one snapshot of the database, whose clock judges the leases. */
export async function readStatus(pool: Pool, windowMs: number): Promise<Status> {
  const client = await pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const status = await read(client, windowMs)
    await client.query('commit')
    return status
  } finally {
    client.release(true)
  }
}

async function read(client: Client, windowMs: number): Promise<Status> {
  const groups = await readGroups(client, windowMs)
  return {
    windowMs,
    // A closed group that has nothing left is history.
    groups: groups.filter((group) => group.active || group.holder_id !== null || group.wallets + group.backlog > 0n),
    processors: await readLiveProcessors(client),
    lastRebalance: await readLastRebalance(client),
    inTransit: await readInTransit(client),
    clearing: await readClearing(client),
    checks: await countWaitingChecks(client),
    deadLetters: await countDeadLetters(client),
  }
}

/** The groups whose queued work nobody does. */
export function unattended({ groups }: Status): GroupRow[] {
  return groups.filter((group) => group.backlog > 0n && group.holder_id === null)
}
