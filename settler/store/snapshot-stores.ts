import type { Pool } from '../../common/database/pool.ts'
import type { Log } from '../../common/log.ts'
import type { Settings } from '../../common/settings/settings.ts'
import { openMongoSnapshotStore } from './mongo-store.ts'
import { postgresSnapshotStore } from './postgres-store.ts'
import { type SnapshotStore, SnapshotStoreError } from './snapshot-store.ts'

/** Where snapshots are: new ones in one store, older ones perhaps in another. */
export interface SnapshotStores {
  /** Takes new snapshots. */
  readonly current: SnapshotStore
  /** Throws SnapshotStoreError when the settings name no such store any more. */
  of(kind: SnapshotStore['kind']): SnapshotStore
  close(): Promise<void>
}

/**
 * The store in MongoDB where the settings name one. Throws SnapshotStoreError when it cannot be used, within five seconds where
 * no server answers.
 */
export async function openMongoStore({ mongo }: Pick<Settings, 'mongo'>, log: Log): Promise<SnapshotStore | null> {
  return mongo.url === '' ? null : openMongoSnapshotStore({ ...mongo, log })
}

/** MongoDB where there is one, and PostgreSQL. @param mongo closed with the stores */
export function snapshotStores(mongo: SnapshotStore | null, pool: Pool): SnapshotStores {
  const postgres = postgresSnapshotStore(pool)
  return {
    current: mongo ?? postgres,
    of(kind) {
      if (kind === 'postgres') return postgres
      if (mongo !== null) return mongo
      throw new SnapshotStoreError('the snapshot is in MongoDB, and mongo.url is empty: name the server that has it')
    },
    async close() {
      await mongo?.close()
    },
  }
}
