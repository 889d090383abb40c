/** Wakes one waiter. A ring that finds nobody waiting is kept for the next wait. */
export class Doorbell {
  #rung = false
  #wake: () => void = () => {}

  ring(): void {
    this.#rung = true
    this.#wake()
  }

  /** Resolves at the next ring, or after `timeoutMs`, or when the signal aborts. */
  async wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (!this.#rung && !signal.aborted) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, timeoutMs)
      const onAbort = () => resolve()
      signal.addEventListener('abort', onAbort)
      this.#wake = resolve
      await promise
      this.#wake = () => {}
      signal.removeEventListener('abort', onAbort)
      clearTimeout(timer)
    }
    this.#rung = false
  }
}
