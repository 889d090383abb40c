import pg from 'pg'
import { lockGroups } from '../../common/database/locks.ts'
import type { Pool } from '../../common/database/pool.ts'
import { transaction } from '../../common/database/transaction.ts'
import type { MeshView } from './fair-share.ts'
import { acquire, limitLockWait } from './sql/acquire.ts'
import { heartbeat } from './sql/heartbeat.ts'
import { forget, leave, sweepProcessors } from './sql/processors.ts'
import { release } from './sql/release.ts'
import { view } from './sql/view.ts'

/** An op-processor as it introduces itself. */
export interface Processor {
  /** UUID, new at every start of the process. */
  readonly id: string
  readonly name: string
  /** The one group that it wants; undefined: any fair share. */
  readonly number: number | undefined
  readonly metricsAddress: string
}

/** A group under one epoch. */
export interface Lease {
  readonly group: number
  readonly epoch: bigint
}

export interface Grant extends Lease {
  /** The processor whose lease had run out; null when the group was free. */
  readonly former: string | null
}

/**
 * The leases in the database. Every call is one transaction, every expiry is judged by the database's clock, and any
 * number of gateways may use it at once.
 */
export interface LeaseStore {
  readonly ttlMs: number
  /**
   * The processor is alive: it and every group that it still holds expire ttlMs from now. A lease that ran out but was
   * granted to nobody is kept under its epoch. Returns what it holds.
   */
  heartbeat(processor: Processor): Promise<Lease[]>
  /**
   * Grants those of the groups that are free, each under its next epoch, until the processor's own expiry. None when the
   * processor is not alive or is leaving. Waits for the transactions in flight that commit for these groups: for one group
   * a quarter of the lease time, for several hardly. Undefined when that was not enough, and nothing was granted.
   */
  acquire(processorId: string, groups: readonly number[]): Promise<Grant[] | undefined>
  /** Frees what the processor holds of these leases, and returns that. */
  release(processorId: string, leases: readonly Lease[]): Promise<Lease[]>
  /** The processor is granted nothing more and counts in nobody's share. */
  leave(processorId: string): Promise<void>
  /** Removes a processor that left and holds nothing. */
  forget(processorId: string): Promise<void>
  /** Removes processors that were last alive long ago. */
  sweep(): Promise<void>
  view(): Promise<MeshView>
}

/** A processor is granted so many groups in one transaction: each takes a place in the server's table of locks. */
export const GRANTED_TOGETHER_MAX = 100

/** Free groups are rarely locked. If one is, the others should not wait for it. */
const TOGETHER_WAIT_MS = 10

/** The pool is best a pipelined one: a grant is then two round trips. */
export function openLeaseStore(pool: Pool, ttlMs: number): LeaseStore {
  return {
    ttlMs,
    heartbeat: (processor) => heartbeat(pool, processor, ttlMs),
    acquire(processorId, groups) {
      return grant(pool, processorId, groups, groups.length > 1 ? TOGETHER_WAIT_MS : Math.ceil(ttlMs / 4))
    },
    release: (processorId, leases) => release(pool, processorId, leases),
    leave: (processorId) => leave(pool, processorId),
    forget: (processorId) => forget(pool, processorId),
    sweep: () => sweepProcessors(pool),
    view: () => view(pool),
  }
}

async function grant(
  pool: Pool,
  processorId: string,
  groups: readonly number[],
  lockWaitMs: number,
): Promise<Grant[] | undefined> {
  try {
    return await transaction(pool, async (client) => {
      // Whoever commits for a group shares its lock: once it is ours, the old epoch commits nothing more. Each statement
      // sees what was committed when it begins, so the last one what was committed before the locks were ours.
      const [, , granted] = await Promise.all([
        limitLockWait(client, lockWaitMs),
        lockGroups(client, groups),
        acquire(client, processorId, groups),
      ])
      return granted
    })
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === LOCK_NOT_AVAILABLE) return undefined
    throw error
  }
}

const LOCK_NOT_AVAILABLE = '55P03'
