const CACHED_MS = 1_000

/**
 * Returns how to get what several metrics tell of: it is read from the database when somebody asks, at most once a second.
 *
 * @param read does not reject
 */
export function readForMetrics<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let latest: Promise<Value> | undefined
  let readAt = 0
  return () => {
    if (latest === undefined || performance.now() - readAt >= CACHED_MS) {
      readAt = performance.now()
      latest = read()
    }
    return latest
  }
}
