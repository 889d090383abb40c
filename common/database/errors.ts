/** SQLSTATE classes and codes after which the same transaction may be tried again: nothing of it happened. */
const RETRYABLE_CLASSES = new Set(['08', '53', '57'])
const RETRYABLE_CODES = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '55P03', // lock_not_available
  '25P03', // idle_in_transaction_session_timeout
  '25P04', // transaction_timeout
])
/** Of the socket and of the driver. */
const CONNECTION_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH'])
const DRIVER_MESSAGES =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying)/

/**
 * Whether a database error is a fault of the moment (lost connection, timeout, deadlock, server restarting) and not a
 * bug or a refusal. After a failed commit the outcome can be unknown all the same: ask the database.
 */
export function isRetryable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (CONNECTION_CODES.has(code) || DRIVER_MESSAGES.test(error.message)) return true
  return /^[0-9A-Z]{5}$/.test(code) && (RETRYABLE_CLASSES.has(code.slice(0, 2)) || RETRYABLE_CODES.has(code))
}
