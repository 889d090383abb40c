export interface KeptOptions<Value> {
  read: () => Promise<Value>
  /** For so long a value is not read again. */
  keptMs: number
  /** The share of the time that reading may take, from 0 to 1: what takes long to read is kept for longer. */
  timeShareMax: number
  /** A value up to this age is handed out while another one is being read; beyond it that one is waited for. */
  staleMs: number
  /** Monotonic. */
  nowMs: () => number
}

/** Returns how to get a value that many ask for and that costs something to read: it is read once for all of them. */
export function kept<Value>({ read, keptMs, timeShareMax, staleMs, nowMs }: KeptOptions<Value>): () => Promise<Value> {
  let known: { value: Value; atMs: number } | undefined
  let reading: Promise<Value> | undefined
  let dueMs = Number.NEGATIVE_INFINITY

  async function readAnew(): Promise<Value> {
    const beganMs = nowMs()
    try {
      const value = await read()
      known = { value, atMs: beganMs }
      dueMs = beganMs + Math.max(keptMs, (nowMs() - beganMs) / timeShareMax)
      return value
    } finally {
      reading = undefined
    }
  }

  return async () => {
    if (known !== undefined && nowMs() < dueMs) return known.value
    reading ??= readAnew()
    if (known === undefined || nowMs() - known.atMs > staleMs) return reading
    // Nobody waits for it; should it fail, the next one asks again.
    reading.catch(() => {})
    return known.value
  }
}

const METRICS_KEPT_MS = 1_000

/** The same of what several metrics tell of: read when somebody asks, at most once a second. @param read does not reject */
export function keptForMetrics<Value>(read: () => Promise<Value>): () => Promise<Value> {
  return kept({ read, keptMs: METRICS_KEPT_MS, timeShareMax: 1, staleMs: 0, nowMs: () => performance.now() })
}
