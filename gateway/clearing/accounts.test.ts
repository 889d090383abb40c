import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { lockTopology } from '../../common/database/locks.ts'
import { openPool, type Pool } from '../../common/database/pool.ts'
import { transaction } from '../../common/database/transaction.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { Accounts } from './accounts.ts'
import type { Party } from './party.ts'

let database: TestDatabase
let reads: Pool
let writes: Pool

beforeAll(async () => {
  database = await createTestDatabase()
  reads = openPool({ ...database, connectionsMax: 4, applicationName: 'test' })
  writes = openPool({ ...database, connectionsMax: 8, applicationName: 'writes', pipeline: true })
})
afterAll(async () => {
  await reads.end()
  await writes.end()
  await database.drop()
})
beforeEach(async () => {
  await reads.query('delete from clearing_accounts')
  await reads.query('delete from wallets')
})

const party = (bankId: number, account: string): Party => ({ bankId, account })
const counts = async () => {
  const { rows } = await reads.query<{ accounts: number; wallets: number }>(
    `select (select count(*)::int from clearing_accounts) as accounts, (select count(*)::int from wallets) as wallets`,
  )
  return rows[0]
}

describe('accounts', () => {
  test('are found by bank and name, opened where they are missing, and keep their wallets', async () => {
    const accounts = new Accounts({ reads, writes })
    const parties = [party(1, 'a'), party(2, 'a'), party(1, 'a'), party(1, 'b')]
    expect(await accounts.find([...parties, party(77, 'a')])).toEqual([...parties.map(() => 'no account'), 'no bank'])
    expect(await counts()).toEqual({ accounts: 0, wallets: 0 })
    const wallets = await accounts.open(parties)
    expect(wallets[0]).toBe(wallets[2])
    expect(new Set(wallets).size).toBe(3)
    expect(await counts()).toEqual({ accounts: 3, wallets: 3 })
    const others = new Accounts({ reads, writes })
    expect(await others.find(parties)).toEqual(wallets)
    expect(await others.open([...parties, party(3, 'c')])).toEqual([...wallets, expect.any(BigInt)])
    expect(await counts()).toEqual({ accounts: 4, wallets: 4 })
  })

  test('that were found are not asked for again', async () => {
    const accounts = new Accounts({ reads, writes })
    const [wallet] = await accounts.open([party(1, 'a')])
    await reads.query('delete from clearing_accounts')
    expect(await accounts.find([party(1, 'a'), party(1, 'b')])).toEqual([wallet, 'no account'])
  })

  test('are forgotten when too many are remembered, those that nobody asks for first', async () => {
    const accounts = new Accounts({ reads, writes, remembered: 20 })
    const all = Array.from({ length: 40 }, (_, i) => party(1, `a${i}`))
    for (const one of all) {
      await accounts.open([one])
      await accounts.find([party(1, 'a0')])
    }
    await reads.query('delete from clearing_accounts')
    const found = await accounts.find(all)
    expect(found[0]).toEqual(expect.any(BigInt))
    expect(found[39]).toEqual(expect.any(BigInt))
    const remembered = found.filter((one) => one !== 'no account').length
    expect(remembered).toBeGreaterThan(5)
    expect(remembered).toBeLessThanOrEqual(20)
  })

  test('of many gateways at once, in whatever order they name them, are opened once, and nobody is in the way of another', async () => {
    const gateways = Array.from({ length: 8 }, () => new Accounts({ reads, writes }))
    const names = Array.from({ length: 200 }, (_, i) => party(1 + (i % 10), `x${i}`))
    for (let round = 0; round < 5; round += 1) {
      const parties = names.map(({ bankId, account }) => party(bankId, `${account}-${round}`))
      const opened = await Promise.all(
        gateways.map(async (accounts, i) => {
          const own = i % 2 === 0 ? parties : parties.toReversed()
          const wallets = await accounts.open(own)
          return i % 2 === 0 ? wallets : wallets.toReversed()
        }),
      )
      for (const wallets of opened) expect(wallets).toEqual(opened[0])
    }
    expect(await counts()).toEqual({ accounts: 1000, wallets: 1000 })
  })

  test('are opened in a group that is active when nobody moves wallets any more', async () => {
    const accounts = new Accounts({ reads, writes })
    const locked = Promise.withResolvers<void>()
    const finish = Promise.withResolvers<void>()
    const change = transaction(reads, async (client) => {
      await lockTopology(client)
      locked.resolve()
      await finish.promise
      await client.query('insert into groups (id) values (2)')
      await client.query('update groups set active = id = 2')
    })
    await locked.promise
    const opening = accounts.open([party(1, 'late'), party(2, 'late')])
    finish.resolve()
    await change
    await opening
    const { rows } = await reads.query('select group_id from wallets')
    expect(rows).toEqual([{ group_id: 2 }, { group_id: 2 }])
  })
})
