import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CENT, ClearingHouse } from '../test/clearing-house.ts'
import { createTestDatabase, type TestDatabase } from '../test/database.ts'

let database: TestDatabase
let house: ClearingHouse
beforeEach(async () => {
  database = await createTestDatabase()
  house = await ClearingHouse.open(database)
})
afterEach(async () => {
  await house?.close()
  await database?.drop()
})

const settled = (id: string) =>
  vi.waitFor(
    async () => {
      await house.ledger.drain()
      expect(await house.state(id)).toBe('settled')
    },
    { timeout: 30_000 },
  )

describe('a snapshot', () => {
  test('is what every account and every bank is owed, proved, with the ledger position of each group', async () => {
    const settler = await house.settler()
    const [a1 = 0, a2 = 0, b1 = 0] = house.accounts
    await house.pay(a1, b1, 100_000n)
    await house.pay(b1, a2, 30_000n)
    await house.ledger.drain()
    const header = await house.store.read(await settler.take())

    expect(header).toMatchObject({ accounts: 20n, lines: 3n, payments: 2n, currency: 'USD' })
    expect(header?.proofs.map(({ name, proved }) => [name, proved])).toEqual([
      ['accounts_sum_to_banks', true],
      ['banks_sum_to_zero', true],
      ['ledger_agrees', true],
    ])
    expect(header?.banks.slice(0, 2)).toMatchObject([
      {
        name: 'JP Morgan Chase',
        accounts: 2n,
        position: -70_000n * CENT,
        paid: 100_000n * CENT,
        received: 30_000n * CENT,
      },
      {
        name: 'Bank of America',
        accounts: 2n,
        position: 70_000n * CENT,
        paid: 30_000n * CENT,
        received: 100_000n * CENT,
      },
    ])
    const { rows } = await house.pool.query(
      `select group_id as group, max(seq) as "journalSeq" from journals group by 1 order by 1`,
    )
    expect(header?.ledger).toMatchObject(rows)
    const lines = await house.store.lines(header?.id ?? '', 0n, 100, { nonZeroOnly: true })
    expect(lines.map(({ walletId, balance }) => [Number(walletId), balance])).toEqual([
      [a1, -100_000n * CENT],
      [a2, 30_000n * CENT],
      [b1, 70_000n * CENT],
    ])
  })

  test('counts money that is on its way between groups as its receiver’s', async () => {
    const settler = await house.settler()
    // In different groups.
    const [a1 = 0, a2 = 0] = house.accounts
    await house.pay(a1, a2, 500n)
    const { rows } = await house.pool.query<{ group_id: number }>('select group_id from wallets where id = $1', [a1])
    await house.ledger.apply(rows[0]?.group_id ?? 0)
    expect(await house.ledger.balances(a1, a2)).toEqual([-500n * CENT, 0n])

    const id = await settler.take()
    expect(await house.store.read(id)).toMatchObject({ lines: 2n, payments: 0n })
    expect((await house.store.lines(id, 0n, 2, { nonZeroOnly: true })).map(({ balance }) => balance)).toEqual([
      -500n * CENT,
      500n * CENT,
    ])
    // It is settled before it arrives, and then arrives.
    await settler.approve(id)
    await settled(id)
    expect(await house.ledger.balances(a1, a2)).toEqual([0n, 0n])
    expect((await house.store.read(await settler.take()))?.banks[0]).toMatchObject({
      position: 0n,
      paid: 0n,
      received: 0n,
    })
  })

  test('is refused when an account was changed behind the ledger’s back', async () => {
    const settler = await house.settler()
    const [a1 = 0, a2 = 0] = house.accounts
    await house.pay(a1, a2, 500n)
    await house.ledger.drain()
    await house.pool.query('update wallets set balance = balance + 1 where id = $1', [a1])
    await expect(settler.take()).rejects.toThrow(
      /the accounts of bank 1 \(JP Morgan Chase\) sum to 1, its position is 0/,
    )
    expect((await house.pool.query('select from snapshots')).rowCount).toBe(0)
    expect(await house.store.ids(null, 10)).toEqual([])
  })

  test('is refused when banks’ positions are not what their payments add up to', async () => {
    const settler = await house.settler()
    const [a1 = 0, a2 = 0, b1 = 0] = house.accounts
    await house.pay(a1, b1, 500n)
    await house.ledger.drain()
    const shift = `update wallets set balance = balance + $2 where id = $1`
    await house.pool.query(shift, [a2, 7])
    await house.pool.query(shift, [b1, -7])
    await house.pool.query('update bank_positions set balance = balance + 7 where bank_id = 1')
    await house.pool.query('update bank_positions set balance = balance - 7 where bank_id = 2')
    await expect(settler.take()).rejects.toThrow(/bank 1 .* received 0 and paid 5000000 since the settlement before/)
  })
})

describe('a settlement', () => {
  test('takes off every account what it had at the cut: payments after it stay owed', async () => {
    const settler = await house.settler()
    const [a1 = 0, a2 = 0, b1 = 0] = house.accounts
    await house.pay(a1, b1, 100_000n)
    await house.pay(b1, a2, 30_000n)
    await house.ledger.drain()
    const id = await settler.take()
    await house.pay(b1, a1, 1_234n)
    expect(await settler.approve(null)).toBe(id)
    await settled(id)
    expect(await house.ledger.balances(a1, a2, b1)).toEqual([1_234n * CENT, 0n, -1_234n * CENT])
    expect(await house.ledger.held('settlement')).toEqual({})
    expect(Object.fromEntries(await house.ledger.positions())).toMatchObject({ 1: 1_234n * CENT, 2: -1_234n * CENT })
    // The next one begins where this one ended.
    const next = await house.store.read(await settler.take())
    expect(next?.banks[0]).toMatchObject({ position: 1_234n * CENT, paid: 0n, received: 1_234n * CENT })
  })

  test('happens once, however often and by however many settlers it is approved', async () => {
    const settlers = [await house.settler(), await house.settler(), await house.settler()]
    const [a1 = 0, b1 = 0] = [house.accounts[0], house.accounts[2]]
    await house.pay(a1, b1, 100_000n)
    await house.ledger.drain()
    const id = (await settlers[0]?.take()) ?? ''
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => settlers[i % 3]?.approve(id)))
    expect(new Set(answers)).toEqual(new Set([id]))
    await settled(id)
    expect(await settlers[1]?.approve(id)).toBe(id)
    expect(await house.ledger.balances(a1, b1)).toEqual([0n, 0n])
    const { rows } = await house.pool.query(`select count(*)::int as n from operations where kind = 'settlement'`)
    expect(rows[0].n).toBe(2)
  })

  test('is refused for a snapshot that is cancelled, has expired, or does not exist', async () => {
    const settler = await house.settler({ settlement: { expiry: '1s' } })
    await expect(settler.approve(null)).rejects.toMatchObject({ code: 'no_snapshot' })
    await expect(settler.cancel(null)).rejects.toMatchObject({ code: 'no_snapshot' })
    await expect(settler.approve('01890000-0000-7000-8000-000000000000')).rejects.toMatchObject({ code: 'not_found' })
    const cancelled = await settler.take()
    expect(await settler.cancel(cancelled)).toBe(cancelled)
    expect(await settler.cancel(cancelled)).toBe(cancelled)
    await expect(settler.approve(cancelled)).rejects.toMatchObject({ code: 'cancelled' })
    const late = await settler.take()
    const isLate = () => house.pool.query('select from snapshots where id = $1 and expires_at <= now()', [late])
    await vi.waitFor(async () => expect((await isLate()).rowCount).toBe(1), { timeout: 5_000 })
    await expect(settler.approve(late)).rejects.toMatchObject({ code: 'expired' })
    expect(await settler.cancel(late)).toBe(late)
  })

  test('is refused for a snapshot that holds money which another one settled', async () => {
    const settler = await house.settler()
    const [a1 = 0, b1 = 0] = [house.accounts[0], house.accounts[2]]
    await house.pay(a1, b1, 100_000n)
    await house.ledger.drain()
    const first = await settler.take()
    await house.pay(a1, b1, 5n)
    await house.ledger.drain()
    const second = await settler.take()
    await settler.approve(first)
    await expect(settler.approve(second)).rejects.toMatchObject({ code: 'superseded' })
    await settled(first)
    await expect(settler.approve(second)).rejects.toMatchObject({ code: 'superseded' })
    await expect(settler.cancel(first)).rejects.toMatchObject({ code: 'already_approved' })
    const third = await settler.take()
    await settler.approve(third)
    await settled(third)
    expect(await house.balances()).toEqual(house.accounts.map(() => 0n))
  })

  test('of nothing is over at once', async () => {
    const settler = await house.settler()
    const id = await settler.take()
    await settler.approve(id)
    await settled(id)
  })
})

describe('a scheduled snapshot', () => {
  const overrides = { settlement: { schedule: '0 17 * * *', autoApprove: true } }

  test('is taken by one of several settlers, and approved when the settings say so', async () => {
    const [a1 = 0, b1 = 0] = [house.accounts[0], house.accounts[2]]
    await house.pay(a1, b1, 7n)
    await house.ledger.drain()
    for (let i = 0; i < 3; i += 1) await house.settler(overrides)
    // Their clocks agree to the minute.
    await house.beTime(new Date('2026-03-02T17:00:00.004Z'))
    await house.beTime(new Date('2026-03-02T17:00:31.000Z'))
    const { rows } = await house.pool.query<{ id: string }>('select id from snapshots')
    expect(rows.length).toBe(1)
    await settled(rows[0]?.id ?? '')
    expect(await house.ledger.balances(a1, b1)).toEqual([0n, 0n])
    await house.beTime(new Date('2026-03-03T17:00:00.000Z'))
    expect((await house.pool.query('select from snapshots')).rowCount).toBe(2)
  })

  test('stays open when the settings do not approve it', async () => {
    await house.settler({ settlement: { ...overrides.settlement, autoApprove: false } })
    await house.beTime(new Date('2026-03-02T17:00:00.000Z'))
    const { rows } = await house.pool.query<{ state: string }>('select state from snapshots')
    expect(rows).toEqual([{ state: 'open' }])
  })
})
