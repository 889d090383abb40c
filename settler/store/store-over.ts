import { isDeepStrictEqual } from 'node:util'
import type { ChunkRange, SnapshotBackend, SnapshotDocument } from './backend.ts'
import { chunkOf, linesOf } from './chunk.ts'
import { assertId } from './exact.ts'
import { exactHeader } from './header.ts'
import { LinesMissing, SnapshotConflict, type SnapshotLine, type SnapshotStore } from './snapshot-store.ts'

/** The store that this backend holds. What a store promises is kept here, so that all of them keep the same. */
export function storeOver(backend: SnapshotBackend): SnapshotStore {
  const find = async (id: string) => {
    assertId(id)
    return (await backend.readDocuments([id]))[0] ?? null
  }

  return {
    kind: backend.kind,

    async append(id, lines) {
      assertId(id)
      const chunk = chunkOf(lines)
      const first = chunk.walletIds[0]
      if (first === undefined || (await backend.addChunk(id, chunk))) return
      if (!isDeepStrictEqual(await backend.readChunk(id, first), chunk)) {
        throw new SnapshotConflict(`snapshot ${id} has other lines from wallet ${first} on`)
      }
    },

    async finish(given) {
      const header = exactHeader(given)
      const stored = await find(header.id)
      if (stored === null) {
        const chunks = await backend.chunkRanges(header.id)
        assertWhole(header.id, header.accounts, chunks)
        if (await backend.addDocument({ header, chunks })) return
      }
      const document = stored ?? (await find(header.id))
      if (!isDeepStrictEqual(document?.header, header))
        throw new SnapshotConflict(`snapshot ${header.id} has another header`)
    },

    async read(id) {
      return (await find(id))?.header ?? null
    },

    async readMany(ids) {
      for (const id of ids) assertId(id)
      const documents = ids.length === 0 ? [] : await backend.readDocuments(ids)
      return new Map(documents.map(({ header }) => [header.id, header]))
    },

    async lines(id, afterWalletId, limit, options = {}) {
      const document = await find(id)
      if (document === null) throw new LinesMissing(`there is no complete snapshot ${id}`)
      const lines: SnapshotLine[] = []
      for (const range of rangesAfter(document, afterWalletId)) {
        if (lines.length >= limit) break
        const chunk = await backend.readChunk(id, range.first)
        if (BigInt(chunk?.walletIds.length ?? 0) !== range.lines || chunk === null) {
          throw new LinesMissing(`the lines of snapshot ${id} from wallet ${range.first} on are not there`)
        }
        lines.push(...linesOf(chunk, afterWalletId, limit - lines.length, options))
      }
      return lines
    },

    async remove(id) {
      assertId(id)
      await backend.remove(id)
    },

    async removeLines(id) {
      assertId(id)
      await backend.removeChunks(id)
    },

    ids: (afterId, limit) => backend.ids(afterId, limit),
    close: () => backend.close(),
  }
}

function assertWhole(id: string, accounts: bigint, chunks: readonly ChunkRange[]): void {
  let previous = 0n
  let stored = 0n
  for (const { first, last, lines } of chunks) {
    if (first <= previous)
      throw new SnapshotConflict(`snapshot ${id} has wallet ${first} in two chunks or out of order`)
    previous = last
    stored += lines
  }
  if (stored !== accounts)
    throw new LinesMissing(`snapshot ${id} has ${accounts} accounts, but ${stored} lines are stored`)
}

function rangesAfter({ chunks }: SnapshotDocument, walletId: bigint): readonly ChunkRange[] {
  const from = chunks.findIndex(({ last }) => last > walletId)
  return from === -1 ? [] : chunks.slice(from)
}
