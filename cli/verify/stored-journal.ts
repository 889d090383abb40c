import {
  type CanonicalJournal,
  hashJournal,
  type OperationFields,
  type PostingFields,
  type SystemPostingFields,
} from '../../ledger/journal.ts'
import type { Row } from './rows.ts'
import { operationFlaw } from './stored-operation.ts'
import { rowKey, type WrongRow } from './wrong-row.ts'

/** A journal with its rows, as the database prints them. */
export interface StoredJournal {
  group: string
  seq: string
  epoch: string
  at: string
  previousHash: string
  hash: string
  operationCount: string
  postingCount: string
  operations: Row[]
  postings: Row[]
  systemPostings: Row[]
  detached: DetachedLines
}

/** The lines of a journal that left with detached months. */
export interface DetachedLines {
  operations: bigint
  postings: bigint
  /** Sum of the postings by currency. */
  amounts: Map<string, bigint>
}

export function storedJournal(row: Row): StoredJournal {
  const [group = '', seq = '', epoch = '', at = '', previousHash = '', hash = '', operations = '', postings = ''] =
    row.map(String)
  const counts = { operationCount: operations, postingCount: postings }
  const lines = { operations: [], postings: [], systemPostings: [] }
  const detached = { operations: 0n, postings: 0n, amounts: new Map<string, bigint>() }
  return { group, seq, epoch, at, previousHash, hash, ...counts, ...lines, detached }
}

/** Adds what is brought forward of the journal, a row for each month. */
export function withDetached({ detached }: StoredJournal, rows: readonly Row[]): void {
  for (const [, , , operations, postings, amounts] of rows) {
    detached.operations += BigInt(operations ?? '')
    detached.postings += BigInt(postings ?? '')
    // As Postgres prints an object of integers, of any size.
    for (const [, currency = '', amount = ''] of (amounts ?? '').matchAll(/"([^"]*)": (-?\d+)/g)) {
      detached.amounts.set(currency, (detached.amounts.get(currency) ?? 0n) + BigInt(amount))
    }
  }
}

/** Whether all its lines are there: only then can its hash be computed again. */
export function isWhole({ detached }: StoredJournal): boolean {
  return detached.operations === 0n && detached.postings === 0n
}

/**
 * What is wrong within a journal, looked at on its own, or null. Its rows come first, so that a wrong row is named
 * wherever other rows give it away; what only the hash tells is wrong in the journal.
 *
 * @param accounts balance of the group's system accounts before the journal; changed to those after it
 */
export function findFlaw(journal: StoredJournal, accounts: Map<string, bigint>): WrongRow | null {
  return (
    findMisplaced('operations', journal, journal.operationCount) ??
    findMisplaced('postings', journal, journal.postingCount) ??
    findAmbiguous('operations', journal, journal.operations, OPERATION_WORDS) ??
    findAmbiguous('postings', journal, journal.postings, POSTING_WORDS) ??
    findAmbiguous('system_postings', journal, journal.systemPostings, SYSTEM_WORDS) ??
    findWrongOperation(journal) ??
    findAccountNotContinued(journal, accounts) ??
    findSumNotZero(journal) ??
    findWrongHash(journal)
  )
}

type Table = 'operations' | 'postings' | 'system_postings'

/** Lines are numbered from 1, as many as the journal says, and without gaps but for those that were detached. */
function findMisplaced(table: 'operations' | 'postings', journal: StoredJournal, count: string): WrongRow | null {
  const { group, seq } = journal
  const rows = journal[table]
  let gaps = journal.detached[table]
  let due = 1n
  for (const row of rows) {
    const found = row[2] ?? ''
    const skipped = BigInt(found) - due
    if (skipped < 0n || skipped > gaps) {
      return { table, key: rowKey(group, seq, `${due}`), expected: 'a row', found: `none; the next is line ${found}` }
    }
    gaps -= skipped
    due = BigInt(found) + 1n
  }
  const detached = journal.detached[table]
  if (BigInt(rows.length) + detached === BigInt(count)) return null
  const found = detached === 0n ? `${rows.length}` : `${rows.length}, and ${detached} detached`
  return { table, key: rowKey(group, seq), expected: `${count} rows, as the journal says`, found }
}

/** Places of the fields that could hold any text. */
const OPERATION_WORDS = [5, 6, 7, 11]
const POSTING_WORDS = [5, 7, 10]
const SYSTEM_WORDS = [2, 3]

/** What can be hashed between separators without being taken for several fields. */
const WORD = /^\w+$/

function findAmbiguous(
  table: Table,
  { group, seq }: StoredJournal,
  rows: readonly Row[],
  places: readonly number[],
): WrongRow | null {
  for (const [i, row] of rows.entries()) {
    for (const place of places) {
      const text = row[place] ?? null
      if (text !== null && !WORD.test(text)) {
        return { table, key: rowKey(group, seq, i + 1), expected: 'a word', found: text }
      }
    }
  }
  return null
}

function findWrongOperation({ group, seq, at, operations }: StoredJournal): WrongRow | null {
  for (const row of operations) {
    const [, , line, appliedAt, ...fields] = row
    const key = `${rowKey(group, seq, line ?? '')} (operation ${fields[0]})`
    if (appliedAt !== at) {
      return { table: 'operations', key, expected: `applied at ${at}, as the journal`, found: `${appliedAt}` }
    }
    const flaw = operationFlaw(fields as unknown as OperationFields)
    if (flaw !== null) return { table: 'operations', key, ...flaw }
  }
  return null
}

function findAccountNotContinued(journal: StoredJournal, accounts: Map<string, bigint>): WrongRow | null {
  for (const row of journal.systemPostings) {
    const [, , kind, currency, amount, balance] = row
    const account = `${kind} ${currency}`
    const before = accounts.get(account) ?? 0n
    const after = before + BigInt(amount ?? '')
    if (String(after) !== balance) {
      return {
        table: 'system_postings',
        key: `${rowKey(journal.group, journal.seq)}, ${account}`,
        expected: `a balance of ${after}, which is ${before} before and ${amount} more`,
        found: `${balance}`,
      }
    }
    accounts.set(account, after)
  }
  return null
}

function findSumNotZero({ group, seq, postings, systemPostings, detached }: StoredJournal): WrongRow | null {
  const sums = new Map(detached.amounts)
  const add = (currency: string, amount: string) => sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(amount))
  for (const row of postings) add(row[7] ?? '', row[6] ?? '')
  for (const row of systemPostings) add(row[3] ?? '', row[4] ?? '')
  for (const [currency, sum] of sums) {
    if (sum !== 0n) {
      return {
        table: 'journals',
        key: rowKey(group, seq),
        expected: `lines that sum to 0 ${currency}`,
        found: `${sum}`,
      }
    }
  }
  return null
}

function findWrongHash(journal: StoredJournal): WrongRow | null {
  if (!isWhole(journal)) return null
  const { group, seq, hash, operations, postings, systemPostings } = journal
  const canonical: CanonicalJournal = {
    ...journal,
    previousHash: Buffer.from(journal.previousHash, 'hex'),
    operations: operations.map((row) => row.slice(4) as unknown as OperationFields),
    postings: postings.map((row) => row.slice(3) as unknown as PostingFields),
    systemPostings: systemPostings.map((row) => row.slice(2) as unknown as SystemPostingFields),
  }
  const computed = hashJournal(canonical).toString('hex')
  if (computed === hash) return null
  const rows = `${operations.length} operations, ${postings.length} postings, ${systemPostings.length} system postings`
  return {
    table: 'journals',
    key: rowKey(group, seq),
    expected: `the hash of its rows (${rows}), which is ${computed}`,
    found: `${hash}: the hash or one of these rows was changed`,
  }
}
