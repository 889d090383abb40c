/** Resolves or rejects like `work`, or rejects with `expired()` when that takes longer. The work itself goes on. */
export async function withinMs<T>(timeoutMs: number, work: Promise<T>, expired: () => Error): Promise<T> {
  const expiry = Promise.withResolvers<never>()
  const timer = setTimeout(() => expiry.reject(expired()), timeoutMs)
  try {
    return await Promise.race([work, expiry.promise])
  } finally {
    clearTimeout(timer)
  }
}
