import type { QueryResult, QueryResultRow } from 'pg'
import { shareGroup } from '../../../common/database/locks.ts'
import type { Pool } from '../../../common/database/pool.ts'
import { pipelinedTransaction } from '../../../common/database/transaction.ts'
import { type Batch, BookStale, type Changes, type Fence, LeaseLost } from '../store.ts'
import { record } from './record.ts'
import { putBack, takeSteps } from './take.ts'

/** SQLSTATEs that the functions and triggers of the migrations raise. */
const LEASE_LOST = 'WM001'
const STALE = 'WM002'
const WALLETS_CHANGED = 'WM003'
const BROKEN_CHAIN = '23000'
const DUPLICATE = '23505'

/**
 * Commits a decided batch in one round trip. The lock comes first, in a statement of its own, so that the snapshots of
 * all that follow are younger than it.
 */
export async function commit(pool: Pool, { fence, statements }: Batch): Promise<void> {
  await fenced(pool, fence, statements)
}

/** A prepared statement with its parameters. */
export interface Statement {
  name: string
  text: string
  values: unknown[]
}

export function statementsOf({ group, seqs, journal, strays, durationUs }: Changes): Statement[] {
  return [
    takeSteps(group, seqs),
    ...(strays.length === 0 ? [] : [putBack(strays)]),
    ...(journal === null ? [] : [record(journal, durationUs)]),
  ]
}

const ASSERT_LEASE = 'select assert_lease($1, $2, $3)'

/** Runs statements in a transaction that fails as a whole unless the fence holds. Throws LeaseLost or BookStale. */
export async function fenced<Row extends QueryResultRow>(
  pool: Pool,
  fence: Fence,
  statements: readonly Statement[],
): Promise<QueryResult<Row>[]> {
  const { group, epoch, generation } = fence
  try {
    const results = await pipelinedTransaction(pool, (client) => [
      shareGroup(client, group),
      client.query({ name: 'assert-lease', text: ASSERT_LEASE, values: [group, epoch, generation] }),
      ...statements.map((statement) => client.query<Row>(statement)),
    ])
    return results.slice(2) as QueryResult<Row>[]
  } catch (error) {
    throw named(error)
  }
}

function named(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  switch (error.code) {
    case LEASE_LOST:
      return new LeaseLost(error.message)
    // The last two codes: an earlier commit whose outcome was unknown turns out to have happened.
    case WALLETS_CHANGED:
    case STALE:
    case BROKEN_CHAIN:
    case DUPLICATE:
      return new BookStale(error.message, { wasChanged: error.code === WALLETS_CHANGED, cause: error })
    default:
      return error
  }
}
