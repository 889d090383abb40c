import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { approve, finish, postLines, reverse, takeCut } from '../../op-processor/apply/fixtures/clearing.ts'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { tellStory } from '../../op-processor/apply/fixtures/story.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { verifyLedger } from './verify.ts'

let database: TestDatabase
let ledger: TestLedger
beforeEach(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database, 3)
})
afterEach(async () => {
  await ledger.close()
  await database.drop()
})

const verify = () => verifyLedger(database)

describe('a ledger', () => {
  test('is proved when there is nothing in it', async () => {
    expect(await verify()).toMatchObject({
      ok: true,
      groups: [{ group: 1 }, { group: 2 }, { group: 3, wallets: 0n, journals: 0n }],
    })
  })

  test('is proved with conversions, declines, refunds, moved wallets, money on its way, dead letters and clearing', async () => {
    const { alice, bob, carol, erin, clearing } = await tellStory(ledger)
    const report = await verify()
    if (!report.ok) throw new Error(JSON.stringify(report.wrong))
    expect(report.groups.map(({ wallets }) => wallets)).toEqual([4n, 1n, 3n])
    const { rows: totals } = await ledger.pool.query(
      `select group_id as group, count(*) as journals, sum(operations)::bigint as operations, sum(postings)::bigint as postings
       from journals group by group_id order by group_id`,
    )
    expect(report.groups).toMatchObject(totals)
    for (const { wallets, world, exchange, transit, settlement } of report.currencies) {
      expect(wallets + world + exchange + transit + settlement).toBe(0n)
    }
    const [usd, eur] = ['USD', 'EUR'].map((code) => report.currencies.find(({ currency }) => currency === code))
    const sum = (balances: readonly bigint[]) => balances.reduce((total, balance) => total + balance, 0n)
    expect(usd).toMatchObject({
      wallets: sum(await ledger.balances(alice, erin)) - 450n,
      transit: 7_450n,
      settlement: 0n,
    })
    expect(eur).toMatchObject({ wallets: sum(await ledger.balances(bob, carol)), transit: 60_000n })
    expect(await ledger.balances(clearing.chase, clearing.boa, clearing.wells)).toEqual([0n, -450n, 0n])
    expect(report.clearing).toEqual({
      ...{ banks: 3n, accounts: 3n, owedToBanks: 450n, owedByBanks: 450n, reversals: 1n, settled: 1n },
      unchecked: { reversals: 0n, settlements: 0n },
    })
  })

  test('is proved however many journals, rows and chunks of rows there are', async () => {
    const wallets = await ledger.addWallets(
      ...Array.from({ length: 30 }, (_, i) => ({ group: (i % 3) + 1, balance: 99n })),
    )
    for (let round = 0; round < 8; round += 1) {
      await ledger.queue(
        ...wallets.flatMap((from, i) =>
          [1, 7, 11].map((step) => ({ from, to: wallets[(i + step) % 30] ?? 0, amount: BigInt(i) + 1n })),
        ),
      )
    }
    await ledger.drain(17)
    const report = await verify()
    expect(report).toMatchObject({ ok: true })
    if (report.ok) expect(report.groups.reduce((sum, { operations }) => sum + operations, 0n)).toBe(750n)
  })

  test('is proved at any moment while operations are applied', async () => {
    const [a = 0, b = 0] = await ledger.addWallets({ balance: 10_000n }, { group: 2, balance: 10_000n })
    let applying = true
    const work = (async () => {
      while (applying) {
        await ledger.queue({ from: a, to: b, amount: 3n }, { from: b, to: a, amount: 2n }, { to: a, amount: 1n })
        for (const group of [1, 2]) await ledger.apply(group, 2)
      }
    })()
    try {
      for (let round = 0; round < 5; round += 1) expect(await verify()).toMatchObject({ ok: true })
    } finally {
      applying = false
      await work
    }
  })

  test('is proved at any moment while banks pay, take back and settle, and their accounts move', async () => {
    const [from = 0, to = 0] = await ledger.addWallets({ bankId: 1 }, { bankId: 2, group: 2 })
    let applying = true
    const work = (async () => {
      for (let round = 0; applying; round += 1) {
        const [payment = ''] = await ledger.queue(
          { kind: 'payment', from, to, amount: 3n },
          { kind: 'payment', from: to, to: from, amount: 5n },
        )
        await ledger.drain(1)
        await reverse(ledger, payment)
        const cut = await takeCut(ledger)
        await approve(ledger, cut)
        for (const line of cut.balances) {
          await postLines(ledger, cut, 1)
          await ledger.move(line.wallet, 1 + (round % 3))
        }
        await ledger.drain(1)
        await finish(ledger, cut)
      }
    })()
    try {
      for (let round = 0; round < 5; round += 1) expect(await verify()).toMatchObject({ ok: true })
    } finally {
      applying = false
      await work
    }
    expect(await verify()).toMatchObject({ ok: true, clearing: { unchecked: { reversals: 0n, settlements: 0n } } })
  })

  test('is not changed by the proof, which leaves no session behind', async () => {
    await tellStory(ledger)
    const before = await ledger.contents()
    await verify()
    expect(await ledger.contents()).toBe(before)
    await expectNoSessions()
  })

  test('that turns out to be wrong half way through a stream leaves no session behind either', async () => {
    const wallet = await ledger.addWallet({})
    await ledger.queue(...Array.from({ length: 5_000 }, () => ({ to: wallet, amount: 1n })))
    await ledger.drain(500)
    await ledger.tamper(`update journals set hash = sha256('x') where seq = 2`)
    expect(await verify()).toMatchObject({ ok: false, wrong: { key: 'group 1, journal 2' } })
    await expectNoSessions()
  })

  test('is proved part by part, each told before it begins', async () => {
    const parts: string[] = []
    await verifyLedger({ ...database, onProgress: (what) => parts.push(what) })
    expect(new Set(parts).size).toBe(parts.length)
    expect(parts.at(0)).toBe('no journal is missing')
    expect(parts.at(-1)).toBe('journals are chained and sum to zero')
  })
})

async function expectNoSessions(): Promise<void> {
  const sessions = `select from pg_stat_activity where application_name = 'walletmesh verify'`
  await vi.waitFor(async () => expect((await ledger.pool.query(sessions)).rowCount).toBe(0))
}
