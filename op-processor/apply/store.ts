import type { Pool } from '../../common/database/pool.ts'
import type { Rates } from '../../ledger/exchange.ts'
import type { Journal, JournalHead, SystemBalances } from '../../ledger/journal.ts'
import type { Hold, QueuedStep, Wallet } from '../../ledger/operation.ts'
import { bury } from './sql/bury.ts'
import { commit, type Statement } from './sql/commit.ts'
import { readGroup, readHolds, readPresent, readSteps, readWallets } from './sql/read.ts'

/** A step as it waits in the queue. */
export interface Queued {
  seq: bigint
  step: QueuedStep
}

export interface GroupState {
  epoch: bigint
  generation: bigint
  /** The group's newest journal; null before the first. */
  head: JournalHead | null
  systemBalances: SystemBalances
  /** What the group's journals add to what each bank is owed, by bank. */
  positions: ReadonlyMap<number, bigint>
}

/** What counts at the moment of reading. */
export interface Present {
  /** The database's time, as Postgres prints it in UTC. */
  at: string
  rates: Rates
}

/** The lease and the state of the group that a commit relies on. */
export interface Fence {
  group: number
  epoch: bigint
  generation: bigint
}

/** What a batch that was decided changes. */
export interface Changes {
  /** The group that it is of. */
  group: number
  /** Of every step that leaves the queue. */
  seqs: readonly bigint[]
  /** Null when the batch consists of strays. */
  journal: Journal | null
  /** Steps whose wallet is in another group by now; they keep their seq. */
  strays: readonly { queued: Queued; group: number }[]
  /** What was spent on it: reading and deciding, and the commits that ended since the batch before; microseconds. */
  durationUs: number
}

/** A decided batch, ready to be sent. */
export interface Batch extends Changes {
  fence: Fence
  /** They make the changes. Put together ahead of the commit, while the one before is under way. */
  statements: readonly Statement[]
}

/** What applying needs of the database. */
export interface ApplyStore {
  group(group: number): Promise<GroupState>
  /** The group's oldest steps but for those in `except`, in order of seq. Takes nothing. */
  steps(group: number, sizeMax: number, except: readonly bigint[]): Promise<Queued[]>
  present(): Promise<Present>
  wallets(ids: readonly number[]): Promise<Wallet[]>
  holds(ids: readonly string[]): Promise<Hold[]>
  /**
   * Takes the batch's steps out of the queue and records the journal, all or nothing, while no grant and no move can
   * happen. Throws LeaseLost, or BookStale when the database is not as the batch assumed: decide again.
   */
  commit(batch: Batch): Promise<void>
  /** Moves the group's oldest step to the dead letters and returns its operation's id, null when there is none. */
  bury(fence: Fence, error: string, attempts: number): Promise<string | null>
}

/** Another processor was granted the group: nothing was applied, and nothing may be. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** What the processor remembers of the group is out of date; nothing was applied. */
export class BookStale extends Error {
  override readonly name = 'BookStale'
  /** A wallet moved or was changed meanwhile, which is no fault of anybody and ends. */
  readonly wasChanged: boolean

  constructor(message: string, { wasChanged, cause }: { wasChanged: boolean; cause: unknown }) {
    super(message, { cause })
    this.wasChanged = wasChanged
  }
}

/** The store in Postgres. The pool is a pipelined one, with a transaction timeout well below the lease time. */
export function openApplyStore(pool: Pool): ApplyStore {
  return {
    group: (group) => readGroup(pool, group),
    steps: (group, sizeMax, except) => readSteps(pool, group, sizeMax, except),
    present: () => readPresent(pool),
    wallets: (ids) => readWallets(pool, ids),
    holds: (ids) => readHolds(pool, ids),
    commit: (batch) => commit(pool, batch),
    bury: (fence, error, attempts) => bury(pool, fence, error, attempts),
  }
}
