import type { Chunk } from './chunk.ts'
import type { SnapshotHeader } from './snapshot-store.ts'

/** Which wallets a chunk is of. */
export interface ChunkRange {
  readonly first: bigint
  readonly last: bigint
  readonly lines: bigint
}

/** What is stored of a complete snapshot beside its chunks: from it on, a chunk that is not there is missed. */
export interface SnapshotDocument {
  readonly header: SnapshotHeader
  /** In order. */
  readonly chunks: readonly ChunkRange[]
}

/** What a database does for a store; `storeOver` adds the rules. Every write is durable when it resolves. */
export interface SnapshotBackend {
  readonly kind: 'postgres' | 'mongo'

  /** Adds the chunk, or returns false when the snapshot has one from the same wallet on. */
  addChunk(id: string, chunk: Chunk): Promise<boolean>
  /** Null when there is none from this wallet on. */
  readChunk(id: string, firstWalletId: bigint): Promise<Chunk | null>
  /** Of the chunks of an incomplete snapshot, in order. */
  chunkRanges(id: string): Promise<ChunkRange[]>

  /** Adds the document, or returns false when the snapshot has one. */
  addDocument(document: SnapshotDocument): Promise<boolean>
  readDocuments(ids: readonly string[]): Promise<SnapshotDocument[]>

  remove(id: string): Promise<void>
  removeChunks(id: string): Promise<void>
  ids(afterId: string | null, limit: number): Promise<string[]>
  close(): Promise<void>
}
