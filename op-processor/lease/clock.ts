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
    const timer = setTimeout(action, delayMs)
    return () => clearTimeout(timer)
  },
}
