import { shareTopology } from '../../common/database/locks.ts'
import type { Client, Pool } from '../../common/database/pool.ts'
import { withinMs } from '../deadline.ts'
import { queueRequests, type RequestSet, type SetVerdict } from './sql/queue-requests.ts'
import { writtenTogether } from './written-together.ts'

/** Whether the batch was committed is not known: the connection went away before the answer came. */
export class CommitUnknown extends Error {
  override readonly name = 'CommitUnknown'
}

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
    const silent = () => new CommitUnknown(`the database did not answer within ${answerTimeoutMs} ms`)
    return await withinMs(answerTimeoutMs, queueInOneRoundTrip(client, sets), silent)
  } catch (error) {
    // Also after an error that the session survives: that is rare, and a new one is in no odd state.
    broken = true
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}

/** The whole transaction travels at once; after a statement that fails, the server runs none of the later ones. */
async function queueInOneRoundTrip(client: Client, sets: readonly RequestSet[]): Promise<SetVerdict[]> {
  const [begun, locked, queued, committed] = await writtenTogether(client, () =>
    Promise.allSettled([
      client.query('begin isolation level read committed'),
      shareTopology(client),
      Promise.all(sets.map((set) => queueRequests(client, set))),
      client.query('commit'),
    ]),
  )
  // Without a transaction, what follows would have committed one by one; unless the session ended there.
  if (begun.status === 'rejected') throw severityOf(begun.reason) === 'FATAL' ? begun.reason : unknown(begun.reason)
  for (const step of [locked, queued]) {
    // An error that the server reports is the end of the transaction; one of the connection says nothing of it.
    if (step.status === 'rejected') throw severityOf(step.reason) === null ? unknown(step.reason) : step.reason
  }
  if (committed.status === 'rejected') throw unknown(committed.reason)
  if (queued.status === 'rejected') throw queued.reason
  return queued.value
}

function unknown(cause: unknown): CommitUnknown {
  return new CommitUnknown('the commit was not confirmed', { cause })
}

/** Of an error that the server reports; null for one of the socket or the driver. */
function severityOf(error: unknown): string | null {
  return error instanceof Error && 'severity' in error ? String(error.severity) : null
}
