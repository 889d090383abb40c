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
 * MongoDB where the settings name one, and PostgreSQL. Throws SnapshotStoreError when MongoDB cannot be used, within five
 * seconds where no server answers.
 */
export async function openSnapshotStores(
  { mongo }: Pick<Settings, 'mongo'>,
  pool: Pool,
  log: Log,
): Promise<SnapshotStores> {
  const postgres = postgresSnapshotStore(pool)
  const inMongo = mongo.url === '' ? null : await openMongoSnapshotStore({ ...mongo, log })
  return {
    current: inMongo ?? postgres,
    of(kind) {
      if (kind === 'postgres') return postgres
      if (inMongo !== null) return inMongo
      throw new SnapshotStoreError('the snapshot is in MongoDB, and mongo.url is empty: name the server that has it')
    },
    async close() {
      await inMongo?.close()
    },
  }
}
