import type { BalancerStore } from './store.ts'

const SWEEP_MAX = 10_000

/**
 * Re-tags the strays of groups that are not active any more, where no holder would do it: steps that were queued for a
 * wallet while it moved. Returns how many.
 */
export async function sweep(store: BalancerStore, signal: AbortSignal): Promise<number> {
  let total = 0
  for (;;) {
    signal.throwIfAborted()
    const steps = await store.sweep(SWEEP_MAX)
    total += steps
    if (steps < SWEEP_MAX) return total
  }
}
