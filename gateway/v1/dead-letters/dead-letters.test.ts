import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestLedger } from '../../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { startTestGateway, type TestGateway } from '../../test/server.ts'

let database: TestDatabase
let ledger: TestLedger
let gateway: TestGateway
const woken: number[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database, 3)
  gateway = await startTestGateway(database)
})
afterAll(async () => {
  await gateway.stop()
  await ledger.close()
  await database.drop()
})

/** A transfer whose credit was given up in group 2. */
async function buriedCredit(amount: bigint) {
  const [a = 0, b = 0] = await ledger.addWallets({ group: 1, balance: amount }, { group: 2 })
  await ledger.drain()
  const [id = ''] = await ledger.queue({ from: a, to: b, amount })
  await ledger.apply(1)
  expect(await ledger.bury(2)).toBe(id)
  return { id, a, b }
}

const list = async () => (await gateway.get('/v1/dead_letters')).json as { dead_letters: object[]; next_cursor: null }

describe('dead letters', () => {
  test('are listed in pages, and replayed once for the group that the wallet is in by now', async () => {
    const { id, a, b } = await buriedCredit(2n ** 62n)
    const other = await buriedCredit(5n)
    expect((await list()).dead_letters).toHaveLength(2)
    expect((await list()).dead_letters).toContainEqual({
      id,
      operation_id: id,
      group: 2,
      kind: 'transfer',
      step: 'credit',
      origin_wallet_id: a,
      target_wallet_id: b,
      amount: String(2n ** 62n),
      currency: 'USD',
      error: 'a bug',
      attempts: 3,
      failed_at: expect.stringMatching(/^\d{4}-.*Z$/),
    })
    const first = (await gateway.get('/v1/dead_letters?limit=1')).json as {
      dead_letters: object[]
      next_cursor: string
    }
    const second = (await gateway.get(`/v1/dead_letters?limit=1&cursor=${first.next_cursor}`)).json as typeof first
    expect([...first.dead_letters, ...second.dead_letters]).toEqual((await list()).dead_letters)
    expect(second.next_cursor).toBe(null)

    await ledger.move(b, 3)
    const listener = await ledger.pool.connect()
    listener.on('notification', ({ payload }) => woken.push(Number(payload)))
    await listener.query('listen walletmesh_work')
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => gateway.post(`/v1/dead_letters/${id}/replay`, {})),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, ...Array(7).fill(404)])
    expect(answers.find(({ status }) => status === 202)?.json).toEqual({ id, operation_id: id, group: 3 })
    await listener.query('select 1')
    listener.release(true)
    expect(woken).toEqual([3])
    await ledger.drain()
    expect(await ledger.balances(a, b)).toEqual([0n, 2n ** 62n])
    expect(await ledger.ended(id)).toMatchObject({ status: 'success', credit: 2n ** 62n })
    expect(await ledger.held('transit')).toEqual({ USD: 5n })
    expect((await gateway.post(`/v1/dead_letters/${other.id}/replay`, {})).status).toBe(202)
    await ledger.drain()
    expect((await list()).dead_letters).toEqual([])
  })

  test.each([
    ['/v1/dead_letters/00000000-0000-7000-8000-000000000000/replay', 404, /^no dead letter with id/],
    ['/v1/dead_letters/7/replay', 400, /^params\/id must match/],
  ])('are refused at %s', async (path, status, detail) => {
    expect(await gateway.post(path, {})).toMatchObject({ status, json: { detail: expect.stringMatching(detail) } })
  })

  test('refuse a body, and what is no cursor', async () => {
    const { id } = await buriedCredit(1n)
    expect(await gateway.post(`/v1/dead_letters/${id}/replay`, { force: true })).toMatchObject({ status: 400 })
    expect((await list()).dead_letters).toHaveLength(1)
    expect(await gateway.get('/v1/dead_letters?cursor=x')).toMatchObject({ status: 400 })
  })
})
