/** Time as the lease holder sees it. */
export interface Clock {
  /** Monotonic; it goes on while the process is paused. */
  nowMs(): number
  /** Runs the action once, delayMs from now or a little later. Returns what cancels it. */
  after(delayMs: number, action: () => void): () => void
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  after(delayMs, action) {
    // What is overdue already is due at once.
    const timer = setTimeout(action, Math.max(0, delayMs))
    return () => clearTimeout(timer)
  },
}
