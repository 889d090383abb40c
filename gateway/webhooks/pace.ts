/** Runs one kind of work again and again. */
export interface Paced {
  /** Runs it soon, also when it runs just now. */
  wake(): void
  /** Returns when it does not run any more, and will not. */
  stop(): Promise<void>
}

/** @param work returns the milliseconds until the next time; it must not throw */
export function paced(work: () => Promise<number>): Paced {
  let woken = false
  let stopped = false
  let endPause = () => {}

  async function run(): Promise<void> {
    while (!stopped) {
      woken = false
      const pauseMs = await work()
      if (stopped || woken) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs)
        endPause = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
  const running = run()

  return {
    wake() {
      woken = true
      endPause()
    },
    async stop() {
      stopped = true
      endPause()
      await running
    },
  }
}
