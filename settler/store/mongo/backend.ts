import { isDeepStrictEqual } from 'node:util'
import { type MongoClient, MongoServerError } from 'mongodb'
import type { SnapshotBackend } from '../backend.ts'
import { SnapshotConflict } from '../snapshot-store.ts'
import type { Collections } from './collections.ts'
import { chunkKey, chunkKeys } from './documents.ts'

/**
 * Nothing is ever updated. A chunk is announced by a draft before it is written, and a complete snapshot names all chunks
 * that were announced. So whatever is left of a snapshot can be found, and whatever is missing is missed, without
 * reading chunks.
 */
export function mongoBackend(client: MongoClient, { snapshots, drafts, chunks }: Collections): SnapshotBackend {
  return {
    kind: 'mongo',

    async addChunk(id, chunk) {
      const { walletIds } = chunk
      const [first, last] = [walletIds[0] as bigint, walletIds.at(-1) as bigint]
      const _id = chunkKey(id, first)
      const draft = { _id, snapshotId: id, first, last, lines: BigInt(walletIds.length) }
      if (!(await isNew(drafts.insertOne(draft))) && !isDeepStrictEqual(await drafts.findOne({ _id }), draft)) {
        throw new SnapshotConflict(`snapshot ${id} was given another chunk from wallet ${first} on`)
      }
      return isNew(chunks.insertOne({ _id, snapshotId: id, firstWalletId: first, ...chunk }))
    },

    async readChunk(id, firstWalletId) {
      const stored = await chunks.findOne({ _id: chunkKey(id, firstWalletId) })
      if (stored === null) return null
      const { walletIds, bankIds, accounts, balances } = stored
      return { walletIds, bankIds, accounts, balances }
    },

    async chunkRanges(id) {
      const announced = await drafts.find({ _id: chunkKeys(id) }, { sort: { first: 1 } }).toArray()
      return announced.map(({ first, last, lines }) => ({ first, last, lines }))
    },

    async addDocument({ header: { id, ...header }, chunks }) {
      const added = await isNew(snapshots.insertOne({ _id: id, ...header, chunks }))
      await drafts.deleteMany({ _id: chunkKeys(id) })
      return added
    },

    async readDocuments(ids) {
      const [id] = ids
      // A single id by itself: some servers of this protocol look only that up by an index.
      const filter = ids.length === 1 && id !== undefined ? { _id: id } : { _id: { $in: ids } }
      const stored = await snapshots.find(filter).toArray()
      return stored.map(({ _id, chunks, ...header }) => ({ header: { id: _id, ...header }, chunks }))
    },

    // In this order: as long as a chunk is there, something names its snapshot.
    async remove(id) {
      await chunks.deleteMany({ _id: chunkKeys(id) })
      await drafts.deleteMany({ _id: chunkKeys(id) })
      await snapshots.deleteOne({ _id: id })
    },

    async removeChunks(id) {
      await chunks.deleteMany({ _id: chunkKeys(id) })
    },

    async ids(afterId, limit) {
      const after = { $gt: afterId ?? '' }
      const incomplete = await drafts.distinct('snapshotId', { snapshotId: after })
      const complete = await snapshots
        .find({ _id: after }, { projection: { _id: 1 }, sort: { _id: 1 }, limit })
        .map(({ _id }) => _id)
        .toArray()
      return [...new Set([...incomplete, ...complete])].toSorted().slice(0, limit)
    },

    close: () => client.close(),
  }
}

const DUPLICATE_KEY = 11_000

async function isNew(insertion: Promise<unknown>): Promise<boolean> {
  try {
    await insertion
    return true
  } catch (error) {
    if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return false
    throw error
  }
}
