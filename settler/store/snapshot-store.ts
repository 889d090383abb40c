/** One clearing account at the cut. */
export interface SnapshotLine {
  readonly walletId: bigint
  readonly bankId: number
  readonly account: string
  /** Micro-units, signed: positive is owed to the bank. int64. */
  readonly balance: bigint
}

/** What was found of a bank at the cut. Amounts are micro-units and fit int64. */
export interface BankPosition {
  readonly bankId: number
  readonly name: string
  readonly bic: string | null
  readonly accounts: bigint
  /** Positive is owed to the bank. */
  readonly position: bigint
  /** Gross, since the settlement before. */
  readonly paid: bigint
  readonly received: bigint
  /** Of those: debited, and at the cut not yet credited. */
  readonly paidInTransit: bigint
  readonly receivedInTransit: bigint
}

/** The last journal of a group that the cut contains. */
export interface LedgerPosition {
  readonly group: number
  /** 0: none yet. */
  readonly journalSeq: bigint
  /** Hexadecimal. */
  readonly hash: string
}

/** Something that was checked in the cut, in words. */
export interface Proof {
  readonly name: string
  readonly proved: boolean
  readonly detail: string
}

/** What a snapshot says of itself beside its lines. */
export interface SnapshotHeader {
  /** A UUID in lower case. */
  readonly id: string
  readonly currency: string
  /** As PostgreSQL prints it in UTC: the microseconds are kept. */
  readonly takenAt: string
  /** All its lines. */
  readonly accounts: bigint
  /** Those whose balance is not 0. */
  readonly lines: bigint
  readonly payments: bigint
  readonly banks: readonly BankPosition[]
  readonly ledger: readonly LedgerPosition[]
  readonly proofs: readonly Proof[]
}

/** Lines that `append` takes at most, and the best `limit` to read with: that of one document. */
export const LINES_PER_CHUNK = 5_000

/**
 * Keeps the immutable documents of snapshots: per snapshot a header, and lines in ascending order of wallet. Whether a
 * snapshot is open, approved or settled is not here.
 *
 * A snapshot is written by one writer, lines first, and is complete with its header; an incomplete one cannot be read.
 * Each call may be repeated when its answer was lost. `isRetryable` tells whether to try again.
 */
export interface SnapshotStore {
  readonly kind: 'postgres' | 'mongo'

  /**
   * Adds lines, in ascending order of wallet, also to those before. Resolves when they are durable.
   * Throws SnapshotConflict when there are other lines from the same wallet on; RangeError for what it cannot keep exactly.
   */
  append(id: string, lines: readonly SnapshotLine[]): Promise<void>

  /**
   * Adds the header, after all lines; resolves when the snapshot is complete and durable.
   * Throws LinesMissing when there are not as many lines as the header has accounts: somebody removed some. Throws
   * SnapshotConflict when the snapshot has another header, or chunks that overlap; RangeError for what it cannot keep exactly.
   */
  finish(header: SnapshotHeader): Promise<void>

  /** Null when it is unknown or incomplete. */
  read(id: string): Promise<SnapshotHeader | null>

  /** Those of the snapshots that are complete. */
  readMany(ids: readonly string[]): Promise<ReadonlyMap<string, SnapshotHeader>>

  /**
   * At most `limit` lines of the wallets after that one, in order. None means that there are no more, never that they
   * cannot be found: throws LinesMissing when the snapshot is unknown or incomplete, or its lines were removed.
   */
  lines(id: string, afterWalletId: bigint, limit: number, options?: LinesOptions): Promise<SnapshotLine[]>

  /** Removes everything of it, complete or not. No error when there is nothing. */
  remove(id: string): Promise<void>

  /** Removes its lines and keeps the header. */
  removeLines(id: string): Promise<void>

  /** Of what a snapshot was begun, in ascending order, complete or not. To find what crashed writers left. */
  ids(afterId: string | null, limit: number): Promise<string[]>

  close(): Promise<void>
}

export interface LinesOptions {
  /** Leaves out lines whose balance is 0. */
  readonly nonZeroOnly?: boolean
}

/** What was to be stored contradicts what is stored. Trying again does not help. */
export class SnapshotConflict extends Error {
  override readonly name = 'SnapshotConflict'
}

/** The store does not hold all lines of the snapshot. Trying again does not help. */
export class LinesMissing extends Error {
  override readonly name = 'LinesMissing'
}

/** The store cannot be used; the message says why in one line, without a password. */
export class SnapshotStoreError extends Error {
  override readonly name = 'SnapshotStoreError'
}
