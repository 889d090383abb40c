import type { Client, Pool } from '../../common/database/pool.ts'
import { transaction } from '../../common/database/transaction.ts'
import type { Rates } from '../../ledger/exchange.ts'
import type { Journal, JournalHead, SystemBalances } from '../../ledger/journal.ts'
import type { QueuedStep, Wallet } from '../../ledger/operation.ts'
import { buryHead } from './sql/bury.ts'
import { claim, putBack } from './sql/claim.ts'
import { lockGroup, readRates, readSystemBalances, readWallets } from './sql/read.ts'
import { record } from './sql/record.ts'

/** A step as it was taken from the queue. */
export interface ClaimedStep {
  seq: bigint
  step: QueuedStep
}

export interface GroupState {
  epoch: bigint
  /** The transaction's time, as Postgres prints it in UTC. */
  at: string
  head: JournalHead | null
}

/** What applying needs of the database, inside of one transaction. */
export interface ApplyTransaction {
  /** Holds off grants and moves until the transaction ends, then reads the group as it is under that lock. */
  lockGroup(group: number): Promise<GroupState>
  /** Takes the group's oldest steps out of the queue, in order of seq. */
  claim(group: number, sizeMax: number): Promise<ClaimedStep[]>
  rates(): Promise<Rates>
  systemBalances(group: number): Promise<SystemBalances>
  wallets(ids: readonly number[]): Promise<Map<number, Wallet>>
  /** Returns steps to the queue under their old seq, tagged with the group of their wallet. */
  putBack(strays: readonly { claimed: ClaimedStep; group: number }[]): Promise<void>
  /** Throws when a balance is not what it was when it was read: somebody else wrote it. */
  record(journal: Journal): Promise<void>
  /** Moves the group's oldest step to the dead letters. */
  bury(group: number, error: string, attempts: number): Promise<string | null>
}

export interface ApplyStore {
  /** Commits what `work` did, or rolls it back when it throws. */
  transaction<T>(work: (tx: ApplyTransaction) => Promise<T>): Promise<T>
}

/** Another processor was granted the group: nothing was applied, and nothing may be. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
  readonly group: number

  constructor(group: number, epoch: bigint, present: bigint) {
    super(`group ${group} is at epoch ${present}, the lease was for ${epoch}`)
    this.group = group
  }
}

/** The store in Postgres. The pool is best a pipelined one, with a transaction timeout well below the lease time. */
export function openApplyStore(pool: Pool): ApplyStore {
  return { transaction: (work) => transaction(pool, (client) => work(applyTransaction(client))) }
}

function applyTransaction(client: Client): ApplyTransaction {
  return {
    lockGroup: (group) => lockGroup(client, group),
    claim: (group, sizeMax) => claim(client, group, sizeMax),
    rates: () => readRates(client),
    systemBalances: (group) => readSystemBalances(client, group),
    wallets: (ids) => readWallets(client, ids),
    putBack: (strays) => putBack(client, strays),
    record: (journal) => record(client, journal),
    bury: (group, error, attempts) => buryHead(client, group, error, attempts),
  }
}
