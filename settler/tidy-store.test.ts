import { afterAll, beforeAll, expect, test } from 'vitest'
import { ClearingHouse } from '../test/clearing-house.ts'
import { createTestDatabase, type TestDatabase } from '../test/database.ts'
import { cancelSnapshot, insertSnapshot, readSnapshot } from './sql/snapshots.ts'
import type { SnapshotLine } from './store/snapshot-store.ts'
import { tidyStore } from './tidy-store.ts'

const NEVER = new AbortController().signal
const LONG_AGO = '01890000-0000-7000-8000-00000000000'

let database: TestDatabase
let house: ClearingHouse
beforeAll(async () => {
  database = await createTestDatabase()
  house = await ClearingHouse.open(database)
})
afterAll(async () => {
  await house?.close()
  await database?.drop()
})

const lines: SnapshotLine[] = [
  { walletId: 1n, bankId: 1, account: 'A', balance: 5n },
  { walletId: 2n, bankId: 2, account: 'B', balance: -5n },
]

async function store(id: string, isKnown: boolean): Promise<void> {
  await house.store.append(id, lines)
  const found = { currency: 'USD', takenAt: '2026-01-02 03:04:05.678901+00', accounts: 2n, lines: 2n, payments: 1n }
  await house.store.finish({ id, ...found, banks: [], ledger: [], proofs: [] })
  const rest = { takenAt: found.takenAt, expiryMs: 3_600_000_000_000, scheduledFor: null, followsId: null, lines: 2n }
  if (isKnown) await insertSnapshot(house.pool, { id, store: 'postgres', ...rest })
}

test('clears what nobody knows of and the accounts of what cannot be approved, and keeps all else', async () => {
  const [orphan, dead, open] = [1, 2, 3].map((n) => LONG_AGO + n) as [string, string, string]
  await store(orphan, false)
  await store(dead, true)
  await store(open, true)
  await cancelSnapshot(house.pool, dead)
  // Begun just now, by somebody who is still at it.
  const { id: begun } = await begin()

  await tidyStore(house.pool, house.store, NEVER)
  expect(await house.store.ids(null, 10)).toEqual([dead, open, begun])
  expect(await house.store.read(dead)).toMatchObject({ accounts: 2n })
  await expect(house.store.lines(dead, 0n, 10)).rejects.toThrow()
  expect(await house.store.lines(open, 0n, 10)).toEqual(lines)
  expect(await readSnapshot(house.pool, dead)).toMatchObject({ state: 'cancelled' })
  // There is nothing left to do.
  const { rows } = await house.pool.query('select id from snapshots where cleared_at is not null')
  expect(rows).toEqual([{ id: dead }])
})

async function begin(): Promise<{ id: string }> {
  const time = Date.now().toString(16).padStart(12, '0')
  const id = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000004`
  await house.store.append(id, lines)
  return { id }
}
