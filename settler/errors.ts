/** What keeps a request about a snapshot from being done. Asking again does not help. */
export type SnapshotFlaw =
  | 'not_found'
  /** None is open. */
  | 'no_snapshot'
  | 'expired'
  | 'cancelled'
  /** Another one was approved that holds the same money. */
  | 'superseded'
  | 'already_approved'
  /** There is nothing to be paid before it is approved. */
  | 'not_approved'
  /** Every bank is even. */
  | 'nothing_to_pay'
  /** Its store lost them, or cleared its accounts away: it can no longer be approved. */
  | 'documents_missing'
  | 'invalid'

/** The caller's fault; the message is for the caller. */
export class SnapshotRefused extends Error {
  override readonly name = 'SnapshotRefused'
  readonly code: SnapshotFlaw

  constructor(code: SnapshotFlaw, message: string) {
    super(message)
    this.code = code
  }
}

/** Another settler is at work for long. Nothing was done, and the same request may work in a moment. */
export class SettlerBusy extends Error {
  override readonly name = 'SettlerBusy'
}

/** The ledger contradicts itself. Nothing was stored, and nothing may be settled before somebody has looked at it. */
export class ProofFailed extends Error {
  override readonly name = 'ProofFailed'
}
