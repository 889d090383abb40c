import { MongoError, MongoNetworkError, MongoServerSelectionError } from 'mongodb'
import { isRetryable as isRetryableDatabaseError } from '../../common/database/errors.ts'

/** The server is about to stop, or not, or no longer, the primary; or too few members answer. */
const RETRYABLE_CODES: ReadonlySet<unknown> = new Set([
  6, // HostUnreachable
  7, // HostNotFound
  64, // WriteConcernTimeout
  89, // NetworkTimeout
  91, // ShutdownInProgress
  112, // WriteConflict
  133, // FailedToSatisfyReadPreference
  134, // ReadConcernMajorityNotAvailableYet
  189, // PrimarySteppedDown
  262, // ExceededTimeLimit
  9001, // SocketException
  10_107, // NotWritablePrimary
  11_600, // InterruptedAtShutdown
  11_602, // InterruptedDueToReplStateChange
  13_435, // NotPrimaryNoSecondaryOk
  13_436, // NotPrimaryOrSecondary
])
const RETRYABLE_LABELS = ['RetryableWriteError', 'TransientTransactionError'] as const

/**
 * Whether an error of a snapshot store is a fault of the moment (lost connection, no primary, server restarting) and not a
 * bug or a refusal. It may have happened all the same, but a store's calls can be repeated.
 */
export function isRetryable(error: unknown): boolean {
  if (!(error instanceof MongoError)) return isRetryableDatabaseError(error)
  return (
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    error.name === 'MongoWaitQueueTimeoutError' ||
    RETRYABLE_CODES.has(error.code) ||
    RETRYABLE_LABELS.some((label) => error.hasErrorLabel(label))
  )
}
