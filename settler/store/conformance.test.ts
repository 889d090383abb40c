import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPool } from '../../common/database/pool.ts'
import { openLog } from '../../common/log.ts'
import { createTestDatabase } from '../../test/database.ts'
import { MONGO_HOOK_MS, startMongo } from '../../test/mongo.ts'
import { openMongoSnapshotStore } from './mongo-store.ts'
import { postgresSnapshotStore } from './postgres-store.ts'
import {
  LINES_PER_CHUNK,
  LinesMissing,
  SnapshotConflict,
  type SnapshotHeader,
  type SnapshotLine,
  type SnapshotStore,
} from './snapshot-store.ts'

const INT64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n }
const EDGES = [INT64.min, INT64.min + 1n, -(2n ** 53n) - 1n, -1n, 0n, 1n, 2n ** 53n + 1n, INT64.max - 1n, INT64.max]

interface Opened {
  store: SnapshotStore
  close(): Promise<void>
}

async function openPostgres(): Promise<Opened> {
  const database = await createTestDatabase()
  const pool = openPool({ ...database, connectionsMax: 4, applicationName: 'test' })
  const store = postgresSnapshotStore(pool)
  const close = async () => {
    await store.close()
    await pool.end()
    await database.drop()
  }
  return { store, close }
}

async function openMongo(): Promise<Opened> {
  const mongo = await startMongo()
  const store = await openMongoSnapshotStore({ url: mongo.url, database: 'test', log: openLog('test', 'silent') })
  const close = async () => {
    await store.close()
    await mongo.stop()
  }
  return { store, close }
}

describe.each([
  { kind: 'postgres', open: openPostgres },
  { kind: 'mongo', open: openMongo },
])('a store in $kind', ({ kind, open }) => {
  let opened: Opened
  let store: SnapshotStore
  beforeAll(async () => {
    opened = await open()
    store = opened.store
  }, MONGO_HOOK_MS)
  afterAll(() => opened?.close())

  /** A complete snapshot of these chunks; returns its id. */
  async function write(...chunks: SnapshotLine[][]): Promise<string> {
    const id = randomUUID()
    for (const chunk of chunks) await store.append(id, chunk)
    await store.finish(header(id, chunks.flat().length))
    return id
  }

  test('says what it is', () => {
    expect(store.kind).toBe(kind)
  })

  test('keeps every balance to the micro-unit, up to both ends of 64 bits', async () => {
    const lines = EDGES.map((balance, i) => line(BigInt(i + 1), balance))
    expect(await store.lines(await write(lines), 0n, 100)).toEqual(lines)
    const far = [{ ...line(INT64.max), bankId: 2 ** 31 - 1 }]
    expect(await store.lines(await write(far), INT64.max - 1n, 100)).toEqual(far)
  })

  test('keeps every amount of its header to the micro-unit, and the microseconds of its time', async () => {
    for (const amount of EDGES) {
      const given = header(randomUUID(), 0, amount)
      await store.finish(given)
      expect(await store.read(given.id)).toEqual(given)
    }
  })

  test('gives back exactly what it was given, whatever that is', async () => {
    const walletIds = fc.uniqueArray(fc.bigInt({ min: 1n, max: INT64.max }), { maxLength: 40 })
    const fields = fc.record({
      bankId: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      account: text({ minLength: 1 }),
      balance: fc.oneof(fc.bigInt(INT64), fc.constantFrom(...EDGES)),
    })
    const anyLines = fc
      .tuple(walletIds, fc.array(fields, { minLength: 40, maxLength: 40 }), fc.nat(40))
      .map(([ids, rest, cut]) => {
        const lines = ids.toSorted((a, b) => (a < b ? -1 : 1)).map((walletId, i) => ({ walletId, ...rest[i] }))
        return { lines: lines as SnapshotLine[], cut }
      })
    const ofHeader = fc.record({
      currency: text(),
      takenAt: text(),
      lines: fc.bigInt(INT64),
      payments: fc.bigInt(INT64),
      banks: fc.array(bank(), { maxLength: 3 }),
      ledger: fc.array(fc.record({ group: fc.nat(), journalSeq: fc.bigInt(INT64), hash: text() }), { maxLength: 3 }),
      proofs: fc.array(fc.record({ name: text(), proved: fc.boolean(), detail: text() }), { maxLength: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(anyLines, ofHeader, async ({ lines, cut }, rest) => {
        const id = randomUUID()
        await store.append(id, lines.slice(0, cut))
        await store.append(id, lines.slice(cut))
        const given = { id, accounts: BigInt(lines.length), ...rest }
        await store.finish(given)
        expect(await store.read(id)).toEqual(given)
        expect(await store.lines(id, 0n, 100)).toEqual(lines)
        const paid = lines.filter(({ balance }) => balance !== 0n)
        expect(await store.lines(id, 0n, 100, { nonZeroOnly: true })).toEqual(paid)
      }),
      { numRuns: 40 },
    )
  })

  test('gives the lines after any wallet, as many as asked for, across its chunks', async () => {
    const balances = [0n, 5n, 0n, 0n, -7n, 0n, 1n, 0n, 0n]
    const lines = balances.map((balance, i) => line(BigInt(10 * (i + 1)), balance))
    const id = await write(lines.slice(0, 3), lines.slice(3, 4), lines.slice(4))
    for (let after = 0n; after <= 95n; after += 5n) {
      const later = lines.filter(({ walletId }) => walletId > after)
      for (let limit = 1; limit <= lines.length + 1; limit += 1) {
        expect(await store.lines(id, after, limit)).toEqual(later.slice(0, limit))
        const paid = later.filter(({ balance }) => balance !== 0n)
        expect(await store.lines(id, after, limit, { nonZeroOnly: true })).toEqual(paid.slice(0, limit))
      }
    }
  })

  test('keeps 20,000 lines and gives them page by page, whatever the length of the pages', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => line(BigInt(3 * i + 1), BigInt(i % 7) * 10n ** 15n - 1n))
    const chunks = Array.from({ length: 4 }, (_, i) => lines.slice(i * LINES_PER_CHUNK, (i + 1) * LINES_PER_CHUNK))
    const id = await write(...chunks)
    for (const limit of [LINES_PER_CHUNK, 7_001, 50_000]) {
      const read: SnapshotLine[] = []
      for (;;) {
        const page = await store.lines(id, read.at(-1)?.walletId ?? 0n, limit)
        if (page.length === 0) break
        expect(page.length).toBe(Math.min(limit, lines.length - read.length))
        read.push(...page)
      }
      expect(read).toEqual(lines)
    }
  })

  test('of an incomplete snapshot nothing can be read, but that it was begun', async () => {
    const id = randomUUID()
    await store.append(id, [line(1n)])
    expect(await store.read(id)).toBeNull()
    expect(await store.readMany([id])).toEqual(new Map())
    await expect(store.lines(id, 0n, 1)).rejects.toThrow(LinesMissing)
    expect(await allIds(store)).toContain(id)
  })

  test('of an unknown snapshot nothing can be read, and removing it is no error', async () => {
    const id = randomUUID()
    await store.remove(id)
    await store.removeLines(id)
    expect(await store.read(id)).toBeNull()
    expect(await store.readMany([])).toEqual(new Map())
    await expect(store.lines(id, 0n, 1)).rejects.toThrow(LinesMissing)
  })

  test('a snapshot without accounts is complete', async () => {
    const id = await write()
    expect((await store.read(id))?.accounts).toBe(0n)
    expect(await store.lines(id, 0n, 10)).toEqual([])
    await store.append(id, [])
  })

  test('repeating what was stored is harmless', async () => {
    const id = randomUUID()
    const chunks = [[line(1n), line(2n)], [line(3n)]]
    for (let i = 0; i < 2; i += 1) for (const chunk of chunks) await store.append(id, chunk)
    for (let i = 0; i < 2; i += 1) await store.finish(header(id, 3))
    await store.append(id, chunks[0] as SnapshotLine[])
    expect(await store.lines(id, 0n, 10)).toEqual(chunks.flat())
  })

  test('refuses other lines in the place of stored ones, and another header', async () => {
    const id = await write([line(1n, 5n), line(2n, 5n)])
    const others = [[line(1n, 5n), line(2n, 6n)], [line(1n, 5n)], [{ ...line(1n, 5n), account: 'other' }, line(2n, 5n)]]
    for (const other of others) await expect(store.append(id, other)).rejects.toThrow(SnapshotConflict)
    await expect(store.finish({ ...header(id, 2), payments: 8n })).rejects.toThrow(SnapshotConflict)
    expect(await store.lines(id, 0n, 10)).toEqual([line(1n, 5n), line(2n, 5n)])
    expect(await store.read(id)).toEqual(header(id, 2))
  })

  test('refuses to complete a snapshot whose lines are not as many as its accounts, or are there twice', async () => {
    const id = randomUUID()
    await store.append(id, [line(1n), line(3n)])
    await expect(store.finish(header(id, 3))).rejects.toThrow(LinesMissing)
    await store.append(id, [line(2n)])
    await expect(store.finish(header(id, 3))).rejects.toThrow(SnapshotConflict)
    expect(await store.read(id)).toBeNull()
  })

  test('a writer whose first lines were removed meanwhile cannot complete its snapshot', async () => {
    const id = randomUUID()
    await store.append(id, [line(1n)])
    await store.remove(id)
    await store.append(id, [line(2n)])
    await expect(store.finish(header(id, 2))).rejects.toThrow(LinesMissing)
    await store.remove(id)
    expect(await allIds(store)).not.toContain(id)
  })

  test('refuses what it could not give back exactly', async () => {
    const id = randomUUID()
    const wrong: SnapshotLine[][] = [
      [line(1n, INT64.max + 1n)],
      [line(1n, INT64.min - 1n)],
      [line(0n)],
      [line(INT64.max + 1n)],
      [line(2n), line(1n)],
      [line(1n), line(1n)],
      [{ ...line(1n), bankId: 2 ** 31 }],
      [{ ...line(1n), bankId: 1.5 }],
      [{ ...line(1n), account: '\ud800' }],
      [{ ...line(1n), account: 'a\0b' }],
      Array.from({ length: LINES_PER_CHUNK + 1 }, (_, i) => line(BigInt(i + 1))),
    ]
    for (const lines of wrong) await expect(store.append(id, lines)).rejects.toThrow(RangeError)
    await expect(store.finish(header(id, 0, INT64.max + 1n))).rejects.toThrow(/past 64 bits/)
    await expect(store.finish({ ...header(id, 0), payments: INT64.max + 1n })).rejects.toThrow(/past 64 bits/)
    await expect(store.append(id.toUpperCase(), [line(1n)])).rejects.toThrow(RangeError)
    await expect(store.read('1')).rejects.toThrow(RangeError)
    expect(await allIds(store)).not.toContain(id)
  })

  test('removing leaves nothing of a snapshot, and all of the others', async () => {
    const [kept, removed, incomplete] = [await write([line(1n)]), await write([line(1n)], [line(2n)]), randomUUID()]
    await store.append(incomplete, [line(1n)])
    for (const id of [removed, incomplete]) {
      await store.remove(id)
      expect(await store.read(id)).toBeNull()
      await expect(store.lines(id, 0n, 1)).rejects.toThrow(LinesMissing)
    }
    const ids = await allIds(store)
    expect([ids.includes(kept), ids.includes(removed), ids.includes(incomplete)]).toEqual([true, false, false])
    expect(await store.lines(kept, 0n, 10)).toEqual([line(1n)])
  })

  test('removing the lines keeps the header, and nobody takes them for read', async () => {
    const id = await write([line(1n)], [line(2n)])
    await store.removeLines(id)
    expect(await store.read(id)).toEqual(header(id, 2))
    await expect(store.lines(id, 0n, 10)).rejects.toThrow(LinesMissing)
    await expect(store.lines(id, 1n, 10)).rejects.toThrow(LinesMissing)
    expect(await store.lines(id, 2n, 10)).toEqual([])
    expect(await allIds(store)).toContain(id)
  })

  test('two writers of different snapshots do not see each other', async () => {
    const ids = [randomUUID(), randomUUID()]
    const of = (writer: number, i: number) => line(BigInt(i + 1), BigInt(writer * 1_000 + i))
    await Promise.all(
      ids.map(async (id, writer) => {
        for (let i = 0; i < 20; i += 1) await store.append(id, [of(writer, i)])
        await store.finish(header(id, 20))
      }),
    )
    for (const [writer, id] of ids.entries()) {
      expect(await store.lines(id, 0n, 100)).toEqual(Array.from({ length: 20 }, (_, i) => of(writer, i)))
    }
    expect(await store.readMany([...ids, randomUUID()])).toEqual(new Map(ids.map((id) => [id, header(id, 20)])))
  })

  test('lists what was begun page by page, in order, each once', async () => {
    const begun = [await write([line(1n)], [line(2n)]), await write(), randomUUID()]
    await store.append(begun[2] as string, [line(1n)])
    await store.append(begun[2] as string, [line(2n)])
    const all = await store.ids(null, 10_000)
    expect(all).toEqual([...new Set(all)].toSorted())
    expect(all).toEqual(expect.arrayContaining(begun))
    expect(await allIds(store, 1)).toEqual(all)
    expect(await allIds(store, 7)).toEqual(all)
  })
})

async function allIds(store: SnapshotStore, limit = 100): Promise<string[]> {
  const ids: string[] = []
  for (;;) {
    const page = await store.ids(ids.at(-1) ?? null, limit)
    if (page.length === 0) return ids
    ids.push(...page)
  }
}

function line(walletId: bigint, balance = 1n): SnapshotLine {
  return { walletId, bankId: 1, account: `DE89 3704/${walletId}`, balance }
}

function header(id: string, accounts: number, amount = 1n): SnapshotHeader {
  const amounts = { position: amount, paid: amount, received: amount, paidInTransit: amount, receivedInTransit: amount }
  return {
    id,
    currency: 'USD',
    takenAt: '2026-03-01 12:30:00.123456+00',
    accounts: BigInt(accounts),
    lines: BigInt(accounts),
    payments: 7n,
    banks: [{ bankId: 1, name: 'Crédit "A" \\ B', bic: null, accounts: 2n, ...amounts }],
    ledger: [{ group: 1, journalSeq: 2n ** 53n + 1n, hash: 'ab'.repeat(32) }],
    proofs: [{ name: 'banks sum to zero', proved: true, detail: 'sum 0 of 1 bank' }],
  }
}

function bank() {
  const amount = fc.bigInt(INT64)
  return fc.record({
    bankId: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    name: text(),
    bic: fc.option(text()),
    accounts: amount,
    position: amount,
    paid: amount,
    received: amount,
    paidInTransit: amount,
    receivedInTransit: amount,
  })
}

/** Any text that UTF-8 and PostgreSQL have. */
function text({ minLength = 0 } = {}) {
  return fc
    .string({ unit: 'binary', minLength, maxLength: 20 })
    .filter((value) => value.isWellFormed() && !value.includes('\0'))
}
