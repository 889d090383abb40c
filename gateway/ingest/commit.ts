import { SHARE_TOPOLOGY } from '../../common/database/locks.ts'
import { CommitUnknown, inOneSync } from '../../common/database/one-sync.ts'
import type { Pool } from '../../common/database/pool.ts'
import { withinMs } from '../deadline.ts'
import { queueAny } from './sql/queue-any.ts'
import { queueRequests, type RequestSet, type SetVerdict, verdictOf } from './sql/queue-requests.ts'

/**
 * Queues the sets of requests, all in one transaction, and returns a verdict on each. Throws CommitUnknown when they may be
 * queued although the answer did not come; after any other error nothing was queued.
 *
 * @param answerTimeoutMs longer than the sessions' own limit of a transaction
 */
export async function commitSets(
  pool: Pool,
  sets: readonly RequestSet[],
  answerTimeoutMs: number,
): Promise<SetVerdict[]> {
  const client = await pool.connect()
  let broken = false
  const onError = () => {
    broken = true
  }
  client.on('error', onError)
  try {
    // The lock first, in a statement of its own: the next one's snapshot must not be older than it.
    const answer = inOneSync(client, [
      SHARE_TOPOLOGY,
      ...sets.map((set) => (set.anyKind ? queueAny(set) : queueRequests(set))),
    ])
    const silent = () => new CommitUnknown(`the database did not answer within ${answerTimeoutMs} ms`)
    const [, ...results] = await withinMs(answerTimeoutMs, answer, silent)
    return results.map((rows, i) => verdictOf(rows, sets[i]))
  } catch (error) {
    // Also after an error that the session survives: that is rare, and a new one is in no odd state.
    broken = true
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}
