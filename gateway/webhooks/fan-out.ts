import type { Pool } from '../../common/database/pool.ts'
import { transaction } from '../../common/database/transaction.ts'
import { nextJournals } from './next-journals.ts'
import { addDeliveries, hasWebhooks, readJournals, tryLockFanOut } from './sql/fan-out.ts'

const JOURNALS_OF_GROUP_MAX = 100
const OPERATIONS_MAX = 2_000

export interface Round {
  /** Whether there is anybody to tell. */
  watching: boolean
  operations: number
  deliveries: number
  /** Whether more journals wait already. */
  more: boolean
}

const NOTHING: Round = { watching: true, operations: 0, deliveries: 0, more: false }

/**
 * Writes what is to be told of the next operations that were committed, in their order, each once: the deliveries and the cursors
 * commit together. Nothing when another gateway is at it. Whatever was left behind, a round takes about the same memory and time.
 */
export async function fanOut(pool: Pool): Promise<Round> {
  if (!(await hasWebhooks(pool))) return { ...NOTHING, watching: false }
  return transaction(pool, async (client) => {
    if (!(await tryLockFanOut(client))) return NOTHING
    const read = await readJournals(client, JOURNALS_OF_GROUP_MAX)
    const journals = nextJournals(read, { readMax: JOURNALS_OF_GROUP_MAX, operationsMax: OPERATIONS_MAX })
    if (journals.length === 0) return NOTHING
    return {
      watching: true,
      operations: journals.reduce((sum, { operations }) => sum + operations, 0),
      deliveries: await addDeliveries(client, journals),
      more: journals.length < read.length || read.length >= JOURNALS_OF_GROUP_MAX,
    }
  })
}
