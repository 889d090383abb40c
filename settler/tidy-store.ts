import type { Pool } from '../common/database/pool.ts'
import { knownSnapshots, listUncleared, markCleared } from './sql/snapshots.ts'
import type { SnapshotStore } from './store/snapshot-store.ts'

const PAGE = 100
/** Of what is stored and not known yet: it may be under way. */
const ORPHAN_AGE_MS = 10 * 60_000

/**
 * Clears the store: what settlers left of snapshots that were never finished, and the accounts of snapshots that can no longer be
 * approved. What was found of these stays.
 */
export async function tidyStore(pool: Pool, store: SnapshotStore, signal: AbortSignal): Promise<void> {
  await removeOrphans(pool, store, signal)
  for (;;) {
    const ids = await listUncleared(pool, store.kind, PAGE)
    for (const id of ids) {
      signal.throwIfAborted()
      await store.removeLines(id)
      await markCleared(pool, id)
    }
    if (ids.length < PAGE) return
  }
}

async function removeOrphans(pool: Pool, store: SnapshotStore, signal: AbortSignal): Promise<void> {
  for (let after: string | null = null; ; ) {
    const ids: string[] = await store.ids(after, PAGE)
    const known = await knownSnapshots(pool, ids)
    for (const id of ids) {
      signal.throwIfAborted()
      if (!known.has(id) && Date.now() - timeOf(id) > ORPHAN_AGE_MS) await store.remove(id)
    }
    const last = ids.at(-1)
    if (last === undefined) return
    after = last
  }
}

/** Of a UUID of version 7, in milliseconds since 1970. */
function timeOf(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
}
