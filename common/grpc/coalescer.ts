/** Gathers group numbers that come faster than they should be passed on. */
export interface Coalescer {
  /** Costs one insertion into a set. */
  add(group: number): void
  /** Forgets what was gathered and passes on nothing more. */
  close(): void
}

export interface CoalescerOptions {
  /** Rest between two calls of `flush`. */
  intervalMs: number
  /** Passes the groups on, each once. Until its promise settles, more are gathered. It must not reject. */
  flush: (groups: number[]) => Promise<void>
}

/** A first group is passed on at the end of the present turn of the event loop; what follows waits for its turn. */
export function createCoalescer({ intervalMs, flush }: CoalescerOptions): Coalescer {
  const gathered = new Set<number>()
  let resting = true
  let closed = false
  let timer: NodeJS.Timeout | undefined

  const run = async () => {
    if (closed || gathered.size === 0) {
      resting = true
      return
    }
    const groups = [...gathered]
    gathered.clear()
    await flush(groups)
    if (!closed) timer = setTimeout(run, intervalMs)
  }

  return {
    add(group) {
      if (closed) return
      gathered.add(group)
      if (!resting) return
      resting = false
      setImmediate(run)
    },
    close() {
      closed = true
      gathered.clear()
      clearTimeout(timer)
    },
  }
}
