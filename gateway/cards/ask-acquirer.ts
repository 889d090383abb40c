/** What an acquirer answers within the time; null when it does not, or fails. Whatever it fails with may tell of the card, and is told nobody. */
export async function askAcquirer<Answer>(
  timeoutMs: number,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer | null> {
  const timeout = new AbortController()
  const { promise: timedOut, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(() => {
    timeout.abort(new Error('the acquirer did not answer in time'))
    resolve(null)
  }, timeoutMs)
  try {
    // An acquirer that does not heed the signal is not waited for either.
    return await Promise.race([ask(timeout.signal).catch(() => null), timedOut])
  } finally {
    clearTimeout(timer)
  }
}
