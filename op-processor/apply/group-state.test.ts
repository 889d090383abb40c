import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemAccountKey } from '../../ledger/journal.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { TestLedger } from './fixtures/ledger.ts'
import type { GroupState } from './store.ts'

const BATCHES = 150

let database: TestDatabase
let ledger: TestLedger
beforeAll(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database)
})
afterAll(async () => {
  await ledger?.close()
  await database?.drop()
})

test('what is read of a group is of one moment, also while a batch is committed that nobody waits for', async () => {
  const [alice = 0, payer = 0, payee = 0] = await ledger.addWallets(
    {},
    { bankId: 1, currency: 'USD' },
    { bankId: 2, currency: 'USD', group: 2 },
  )
  let done = false
  const states: GroupState[] = []
  const reading = [0, 1].map(async () => {
    while (!done) states.push(await ledger.store.group(1))
  })
  for (let i = 0; i < BATCHES; i += 1) {
    await ledger.queue({ to: alice, amount: 7n }, { kind: 'payment', from: payer, to: payee, amount: 10_000n })
    await ledger.apply(1)
  }
  done = true
  await Promise.all(reading)
  expect(new Set(states.map(({ head }) => head?.seq)).size).toBeGreaterThan(BATCHES / 3)
  for (const { head, systemBalances, positions } of states) {
    // Each batch is one deposit of 7 and one payment of 10,000 to the other group.
    const batches = head?.seq ?? 0n
    expect(systemBalances.get(systemAccountKey('world', 'USD')) ?? 0n).toBe(-7n * batches)
    expect(systemBalances.get(systemAccountKey('transit', 'USD')) ?? 0n).toBe(10_000n * batches)
    expect(positions.get(1) ?? 0n).toBe(-10_000n * batches)
  }
})
