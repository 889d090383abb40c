import type { Pool } from '../../common/database/pool.ts'
import { transaction } from '../../common/database/transaction.ts'
import type { SnapshotStore } from './snapshot-store.ts'
import { deleteChunks, insertChunk, selectChunk, selectChunkRanges } from './sql/chunks.ts'
import { deleteDocument, insertDocument, selectDocuments } from './sql/documents.ts'
import { selectIds } from './sql/ids.ts'
import { storeOver } from './store-over.ts'

/** Keeps snapshots in the mesh's own database. The pool stays the caller's: `close` leaves it open. */
export function postgresSnapshotStore(pool: Pool): SnapshotStore {
  return storeOver({
    kind: 'postgres',
    addChunk: (id, chunk) => insertChunk(pool, id, chunk),
    readChunk: (id, firstWalletId) => selectChunk(pool, id, firstWalletId),
    chunkRanges: (id) => selectChunkRanges(pool, id),
    addDocument: (document) => insertDocument(pool, document),
    readDocuments: (ids) => selectDocuments(pool, ids),
    remove: (id) =>
      transaction(pool, async (client) => {
        await deleteDocument(client, id)
        await deleteChunks(client, id)
      }),
    removeChunks: (id) => deleteChunks(pool, id),
    ids: (afterId, limit) => selectIds(pool, afterId, limit),
    async close() {},
  })
}
