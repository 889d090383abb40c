import type { Snapshot } from '../../common/database/snapshot.ts'
import { GENESIS_HASH } from '../../ledger/journal.ts'
import { JournalRows, type Row } from './rows.ts'
import { BROUGHT_FORWARD, JOURNALS, OPERATIONS, POSTINGS, SYSTEM_POSTINGS } from './sql/journal-rows.ts'
import { findFlaw, isWhole, type StoredJournal, storedJournal, withDetached } from './stored-journal.ts'
import { rowKey, type WrongRow } from './wrong-row.ts'

/** Sessions that the streams need. */
export const STREAMS = 5

/** What the chain of a group holds. */
export interface ChainTotal {
  journals: bigint
  operations: bigint
  postings: bigint
  systemPostings: bigint
  /** Journals some or all of whose lines are in detached months. */
  withoutLines: bigint
  /** Hash of its newest journal, in hexadecimal; zeros before the first. */
  head: string
}

export const EMPTY_CHAIN: ChainTotal = {
  journals: 0n,
  operations: 0n,
  postings: 0n,
  systemPostings: 0n,
  withoutLines: 0n,
  head: GENESIS_HASH.toString('hex'),
}

export interface ChainsContext {
  snapshot: Snapshot
  /** Present epoch of each group. */
  epochs: ReadonlyMap<number, bigint>
  onJournals(count: bigint): void
}

/** How many journals there are between two reports of progress. */
const REPORT_EVERY = 10_000n

/**
 * Reads the ledger once, journal by journal in the order of each group's chain, and holds no more of it than one
 * journal. Returns the first row that is wrong, or what the chain of each group holds.
 */
export async function checkChains(context: ChainsContext): Promise<WrongRow | Map<number, ChainTotal>> {
  const { snapshot, epochs, onJournals } = context
  const open = async (table: string, query: string) => new JournalRows(table, await snapshot.stream(query))
  const journals = await open('journals', JOURNALS)
  const rows = {
    operations: await open('operations', OPERATIONS),
    postings: await open('postings', POSTINGS),
    systemPostings: await open('system_postings', SYSTEM_POSTINGS),
    detached: await open('brought_forward_journals', BROUGHT_FORWARD),
  }
  const totals = new Map<number, ChainTotal>()
  let chain: Chain | undefined
  let count = 0n
  for (let row = await journals.next(); row !== undefined; row = await journals.next()) {
    const journal = storedJournal(row)
    if (chain?.group !== journal.group) {
      chain = new Chain(journal.group, epochs.get(Number(journal.group)))
      totals.set(Number(journal.group), chain.total)
    }
    const misplaced = chain.findBreak(journal) ?? (await findOrphan(rows, journal))
    if (misplaced !== null) return misplaced
    journal.operations = await rows.operations.take(journal.group, journal.seq)
    journal.postings = await rows.postings.take(journal.group, journal.seq)
    journal.systemPostings = await rows.systemPostings.take(journal.group, journal.seq)
    withDetached(journal, await rows.detached.take(journal.group, journal.seq))
    const flaw = findFlaw(journal, chain.accounts)
    if (flaw !== null) return flaw
    chain.append(journal)
    count += 1n
    if (count % REPORT_EVERY === 0n) onJournals(count)
  }
  return (await findOrphan(rows, null)) ?? totals
}

/** A row that belongs to no journal: its journal should have come before this one. Null stands for the end. */
async function findOrphan(rows: Record<string, JournalRows>, next: StoredJournal | null): Promise<WrongRow | null> {
  for (const stream of Object.values(rows)) {
    const row = await stream.peek()
    if (row === undefined || (next !== null && !isBefore(row, next))) continue
    const [group, seq, line] = row
    const place =
      stream.table === 'system_postings' || stream.table === 'brought_forward_journals' ? undefined : (line ?? '')
    const key = rowKey(group ?? '', seq ?? '', place)
    return { table: stream.table, key, expected: 'a journal that it belongs to', found: 'none' }
  }
  return null
}

function isBefore([group, seq]: Row, journal: StoredJournal): boolean {
  if (group === journal.group && seq === journal.seq) return false
  const groups = Number(group) - Number(journal.group)
  return groups < 0 || (groups === 0 && BigInt(seq ?? '') < BigInt(journal.seq))
}

/** The journals of one group so far. */
class Chain {
  readonly group: string
  readonly total: ChainTotal = { ...EMPTY_CHAIN }
  /** Balance of each system account. */
  readonly accounts = new Map<string, bigint>()
  /** Present epoch of the group; undefined when there is no such group. */
  readonly #groupEpoch: bigint | undefined
  #epoch = 0n

  constructor(group: string, epoch: bigint | undefined) {
    this.group = group
    this.#groupEpoch = epoch
  }

  /** What keeps the journal from continuing the chain, or null. */
  findBreak({ group, seq, previousHash, epoch }: StoredJournal): WrongRow | null {
    const row = { table: 'journals', key: rowKey(group, seq) }
    const { head } = this.total
    if (previousHash !== head) return { ...row, expected: `the previous hash ${head}`, found: previousHash }
    const [oldest, newest] = [this.#epoch, this.#groupEpoch]
    if (newest === undefined) return { ...row, expected: 'a group that exists', found: `group ${group}` }
    if (BigInt(epoch) >= oldest && BigInt(epoch) <= newest) return null
    const expected = `an epoch from ${oldest}, the one of the journal before it, to ${newest}, the one of the group`
    return { ...row, expected, found: epoch }
  }

  append(journal: StoredJournal): void {
    const { epoch, hash, operations, postings, systemPostings } = journal
    if (!isWhole(journal)) this.total.withoutLines += 1n
    this.#epoch = BigInt(epoch)
    this.total.head = hash
    this.total.journals += 1n
    this.total.operations += BigInt(operations.length)
    this.total.postings += BigInt(postings.length)
    this.total.systemPostings += BigInt(systemPostings.length)
  }
}
