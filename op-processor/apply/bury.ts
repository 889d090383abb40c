import { type ApplyStore, LeaseLost } from './store.ts'

export interface BuryContext {
  store: ApplyStore
  lease: { group: number; epoch: bigint }
  error: unknown
  attempts: number
}

/**
 * Moves the group's oldest step, which failed alone, to the dead letters, where it blocks nobody. Returns the id of its
 * operation, or null when the queue is empty. Throws LeaseLost.
 */
export async function bury({ store, lease, error, attempts }: BuryContext): Promise<string | null> {
  const { group, epoch } = lease
  return store.transaction(async (tx) => {
    const state = await tx.lockGroup(group)
    if (state.epoch !== epoch) throw new LeaseLost(group, epoch, state.epoch)
    return tx.bury(group, error instanceof Error ? error.message : String(error), attempts)
  })
}
