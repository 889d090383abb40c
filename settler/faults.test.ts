import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ClearingHouse } from '../test/clearing-house.ts'
import { createTestDatabase, type TestDatabase } from '../test/database.ts'
import { approve, cancel, postSettlement, settlementOperationId } from './settle.ts'
import { postLines } from './sql/post-lines.ts'
import { finishSettlement, readSnapshot, readUnsettled } from './sql/snapshots.ts'
import { takeSnapshot } from './take-snapshot.ts'
import { type Fault, FaultyPool, Struck } from './testing/faulty-pool.ts'

const FAULTS: Fault[] = ['refused', 'unheard']
/** So that a settlement takes several transactions. */
const LINES_PER_POSTING = 2
const NEVER = new AbortController().signal

let database: TestDatabase
let house: ClearingHouse
beforeAll(async () => {
  database = await createTestDatabase()
  house = await ClearingHouse.open(database, 1)
})
afterAll(async () => {
  await house?.close()
  await database?.drop()
})

/** What somebody else does who takes over: goes on with whatever is approved, until nothing is. */
async function goOn(): Promise<void> {
  const { pool, stores } = house
  for (let snapshot = await readUnsettled(pool); snapshot !== null; snapshot = await readUnsettled(pool)) {
    if (snapshot.posted_at === null) await postSettlement(pool, stores, snapshot, NEVER, LINES_PER_POSTING)
    await house.ledger.drain()
    await finishSettlement(pool, snapshot.id)
  }
}

/** Pays around, so that most accounts are owed something. */
async function payAround(): Promise<void> {
  for (const [i, account] of house.accounts.entries()) {
    const next = house.accounts[(i + 1) % house.accounts.length] ?? 0
    await house.pay(account, next, BigInt(i + 1))
  }
  await house.ledger.drain()
}

async function take(): Promise<string> {
  const { pool, stores } = house
  const context = { database, pool, stores, expiryMs: 60_000, log: QUIET }
  return (await takeSnapshot(context, null))?.id ?? ''
}

const QUIET = { warn() {} } as unknown as Parameters<typeof takeSnapshot>[0]['log']

/** Approves and settles with a fault at the nth statement. Returns whether there was one. */
async function settleWith(id: string, at: number, fault: Fault): Promise<boolean> {
  const faulty = new FaultyPool(house.pool, at, fault)
  try {
    await approve(faulty.pool, id)
    const snapshot = await readUnsettled(faulty.pool)
    if (snapshot !== null) await postSettlement(faulty.pool, house.stores, snapshot, NEVER, LINES_PER_POSTING)
    await house.ledger.drain()
    await finishSettlement(faulty.pool, id)
  } catch (error) {
    if (!(error instanceof Struck)) throw error
  }
  return faulty.struck
}

describe('a fault at any statement of a settlement', () => {
  test.each(FAULTS)(
    'that is %s settles everything once: whoever goes on ends where it would have ended',
    async (fault) => {
      let statements = 0
      for (let at = 1; ; at += 1) {
        await payAround()
        const id = await take()
        const { lines = 0n } = (await readSnapshot(house.pool, id)) ?? {}
        const wasStruck = await settleWith(id, at, fault)
        // The caller who got no answer asks again.
        expect(await approve(house.pool, id)).toBe(id)
        await goOn()

        expect(await house.state(id)).toBe('settled')
        expect(await house.balances()).toEqual(house.accounts.map(() => 0n))
        expect([...(await house.ledger.positions()).values()].filter((position) => position !== 0n)).toEqual([])
        const { rows } = await house.pool.query(
          `select count(*) as n, count(distinct coalesce(origin_id, target_id)) as accounts from operations where related_id = $1`,
          [id],
        )
        expect(rows[0]).toEqual({ n: lines, accounts: lines })
        if (!wasStruck) break
        statements = at
      }
      // begin, lock, mark, queue, commit for each of five parts, and more.
      expect(statements).toBeGreaterThan(25)
    },
  )
})

describe('two settlers that go on with the same settlement', () => {
  test('queue each of its operations once', async () => {
    for (let round = 0; round < 5; round += 1) {
      await payAround()
      const id = await take()
      await approve(house.pool, id)
      const snapshot = await readUnsettled(house.pool)
      if (snapshot === null) throw new Error('nothing is approved')
      const both = [0, 1].map(() => postSettlement(house.pool, house.stores, snapshot, NEVER, LINES_PER_POSTING))
      const outcomes = await Promise.allSettled(both)
      expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true)
      await goOn()
      expect(await house.balances()).toEqual(house.accounts.map(() => 0n))
    }
  })
})

describe('the ledger', () => {
  test('takes no second settlement operation of an account, even if somebody queues it', async () => {
    await payAround()
    const id = await take()
    await approve(house.pool, id)
    await goOn()
    const [account = 0] = house.accounts
    await house.pool.query(
      `insert into queue (group_id, operation_id, kind, origin_id, amount, currency, related_id)
       select group_id, $1, 'settlement', id, 1, 'USD', $2 from wallets where id = $3`,
      [settlementOperationId(id, BigInt(account)), id, account],
    )
    await expect(house.ledger.drain()).rejects.toThrow(/duplicate key/)
    await house.pool.query('delete from queue')
    expect(await house.balances()).toEqual(house.accounts.map(() => 0n))
  })

  test('queues nothing of a settlement for a snapshot that is not approved, nor twice from the same mark', async () => {
    await payAround()
    const id = await take()
    const lines = await house.store.lines(id, 0n, 1, { nonZeroOnly: true })
    const payouts = lines.map(({ walletId, balance }) => {
      return { operationId: settlementOperationId(id, walletId), walletId, balance }
    })
    const posting = { snapshotId: id, currency: 'USD', after: 0n, payouts, isLast: false }
    await expect(postLines(house.pool, posting)).rejects.toThrow(/elsewhere/)
    await approve(house.pool, id)
    await postLines(house.pool, posting)
    await expect(postLines(house.pool, posting)).rejects.toThrow(/elsewhere/)
    await goOn()
    expect(await house.balances()).toEqual(house.accounts.map(() => 0n))
    await expect(cancel(house.pool, id)).rejects.toMatchObject({ code: 'already_approved' })
  })
})

test('the id of a settlement operation is a UUID of version 7 of the snapshot’s millisecond, one for each account', () => {
  const snapshot = '01994b6a-7c00-7d3e-9a51-3f1b2c4d5e6f'
  const ids = Array.from({ length: 1000 }, (_, i) => settlementOperationId(snapshot, BigInt(i)))
  for (const id of ids) expect(id).toMatch(/^01994b6a-7c00-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set(ids).size).toBe(ids.length)
  expect(settlementOperationId(snapshot, 7n)).toBe(ids[7])
})
