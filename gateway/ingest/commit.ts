import { SHARE_TOPOLOGY } from '../../common/database/locks.ts'
import { CommitUnknown, inOneSync, type Statement } from '../../common/database/one-sync.ts'
import type { Pool } from '../../common/database/pool.ts'
import { withinMs } from '../deadline.ts'
import { queueAny } from './sql/queue-any.ts'
import { queueRequests, type RequestSet, type SetVerdict, verdictOf } from './sql/queue-requests.ts'

export interface CommitLimits {
  /** Longer than the sessions' own limit of a transaction. */
  answerTimeoutMs: number
  /** For each idempotency key that another transaction is about to take; 1 at least. */
  keyWaitMs: number
}

/**
 * Queues the sets of requests, all in one transaction, and returns a verdict on each. Throws CommitUnknown when they may be
 * queued although the answer did not come; after any other error nothing was queued.
 */
export async function commitSets(
  pool: Pool,
  sets: readonly RequestSet[],
  { answerTimeoutMs, keyWaitMs }: CommitLimits,
): Promise<SetVerdict[]> {
  const client = await pool.connect()
  let broken = false
  const onError = () => {
    broken = true
  }
  client.on('error', onError)
  try {
    // The lock first, in a statement of its own: the next one's snapshot must not be older than it.
    const first = sets.some(({ claims }) => claims !== null)
      ? [SHARE_TOPOLOGY, limitLockWaits(keyWaitMs)]
      : [SHARE_TOPOLOGY]
    const answer = inOneSync(client, [
      ...first,
      ...sets.map((set) => (set.anyKind ? queueAny(set) : queueRequests(set))),
    ])
    const silent = () => new CommitUnknown(`the database did not answer within ${answerTimeoutMs} ms`)
    const results = await withinMs(answerTimeoutMs, answer, silent)
    return results.slice(first.length).map((rows, i) => verdictOf(rows, sets[i]))
  } catch (error) {
    // Also after an error that the session survives: that is rare, and a new one is in no odd state.
    broken = true
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}

/** Until the end of the transaction. A move of wallets may be waited for longer: that lock is taken before. */
function limitLockWaits(timeoutMs: number): Statement {
  return { name: 'limit-lock-waits', text: `select set_config('lock_timeout', $1, true)`, values: [String(timeoutMs)] }
}

const LOCK_NOT_AVAILABLE = '55P03'

/** Whether a lock was not to be had in that time. */
export function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE
}
