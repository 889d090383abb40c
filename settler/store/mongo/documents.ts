import type { ChunkRange, SnapshotDocument } from '../backend.ts'
import type { Chunk } from '../chunk.ts'

/** A complete snapshot; it never changes. A bigint is stored as int64 (`long`), a number as int32. */
export interface StoredSnapshot extends Omit<SnapshotDocument['header'], 'id'> {
  readonly _id: string
  readonly chunks: readonly ChunkRange[]
}

/** Announces a chunk of an incomplete snapshot: written before the chunk, removed when the snapshot is complete. */
export interface StoredDraft extends ChunkRange {
  /** The same as the chunk's. */
  readonly _id: string
  readonly snapshotId: string
}

/** Up to LINES_PER_CHUNK lines; it never changes. Some 300 kB of the 16 MB that a document may have. */
export interface StoredChunk extends Chunk {
  /** Tells snapshot and first wallet, so that the index of `_id` is the only one that is needed. */
  readonly _id: string
  readonly snapshotId: string
  readonly firstWalletId: bigint
}

export function chunkKey(id: string, firstWalletId: bigint): string {
  return `${id}:${firstWalletId}`
}

/** All keys of the snapshot's chunks, and no others. */
export function chunkKeys(id: string): { $gt: string; $lt: string } {
  return { $gt: `${id}:`, $lt: `${id};` }
}
