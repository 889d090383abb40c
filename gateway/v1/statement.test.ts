import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { tellStory } from '../../op-processor/apply/fixtures/story.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type TestPosting, writePostings } from '../test/postings.ts'
import { seed, startTestGateway, type TestGateway } from '../test/server.ts'

let database: TestDatabase
let gateway: TestGateway

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database)
  await seed(gateway)
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})

interface Statement {
  entries: Record<string, unknown>[]
  next_cursor: string | null
  history_starts_at: string | null
}

async function statement(wallet: number, query: string, of = gateway): Promise<Statement> {
  const { status, json } = await of.get(`/v1/wallets/${wallet}/statement?${query}`)
  expect(status).toBe(200)
  return json as Statement
}

const usd = (amount: bigint, acceptedAt: string, operationId = uuidv7()): TestPosting => ({
  walletId: 1,
  currency: 'USD',
  amount,
  acceptedAt,
  operationId,
})

describe('GET /v1/wallets/:id/statement', () => {
  test('pages neither skip nor repeat, whatever their size, also among entries of the same instant', async () => {
    const refunded = uuidv7()
    const written = [
      ...Array.from({ length: 60 }, (_, i) => usd(BigInt(i % 3 === 0 ? -i - 1 : i + 1), '2025-03-01T00:00:00.000001Z')),
      usd(-500n, '2025-03-01T00:00:00.000002Z', refunded),
      usd(500n, '2025-03-01T00:00:00.000002Z', refunded),
      ...Array.from({ length: 10 }, (_, i) => usd(BigInt(i + 1000), `2025-03-02T00:00:00.00000${i}Z`)),
    ]
    await writePostings(gateway.pool, written)
    for (const limit of [1, 7, 60, 72, 73]) {
      const seen: unknown[] = []
      let cursor: string | null = null
      do {
        const page: Statement = await statement(1, `limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`)
        expect(page.entries.length).toBeLessThanOrEqual(limit)
        seen.push(...page.entries.map(({ amount }) => amount))
        cursor = page.next_cursor
      } while (cursor !== null)
      expect(seen).toEqual(written.map(({ amount }) => String(amount)))
    }
  })

  test('keeps to its period, on every page', async () => {
    const period = 'from=2025-03-01T00:00:00.000002Z&to=2025-03-02T00:00:00.000001Z'
    const first = await statement(1, `${period}&limit=2`)
    const second = await statement(1, `${period}&limit=2&cursor=${first.next_cursor}`)
    expect(first.entries.map(({ amount }) => amount)).toEqual(['-500', '500'])
    expect(second.entries.map(({ amount }) => amount)).toEqual(['1000'])
    expect(second.next_cursor).toBeNull()
    expect(await statement(1, 'from=2030-01-01T00:00:00Z')).toEqual({
      entries: [],
      next_cursor: null,
      history_starts_at: null,
    })
  })

  test.each([
    ['7', '', 404, 'not_found'],
    ['0', '', 400, 'invalid'],
    ['1', 'limit=0', 400, 'invalid'],
    ['1', 'limit=1001', 400, 'invalid'],
    ['1', 'from=yesterday', 400, 'invalid'],
    ['1', 'cursor=abc', 400, 'invalid'],
    ['1', `cursor=${Buffer.from(`2025-03-01T00:00:00Z' ${uuidv7()} in`).toString('base64url')}`, 400, 'invalid'],
  ])('refuses %s?%s', async (id, query, status, code) => {
    expect(await gateway.get(`/v1/wallets/${id}/statement?${query}`)).toMatchObject({ status, json: { code } })
  })
})

describe('an entry', () => {
  test('tells the balance, the other wallet, what was requested and the rates, be the operation ended or on its way', async () => {
    const own = await createTestDatabase()
    const ledger = await TestLedger.open(own, 3)
    const reader = await startTestGateway(own)
    try {
      const story = await tellStory(ledger)
      const { entries } = await statement(story.alice, 'limit=1000', reader)
      const of = (id: string, kind = 'transfer') => {
        const { accepted_at, ...entry } = entries.find((one) => one.operation_id === id && one.kind === kind) ?? {}
        expect(accepted_at).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/)
        return entry
      }
      expect(of(story.converted)).toEqual({
        operation_id: story.converted,
        kind: 'transfer',
        amount: '-100000',
        currency: 'USD',
        balance: '900000',
        counterparty_wallet_id: story.bob,
        requested_amount: '100000',
        requested_currency: 'USD',
        message: null,
        rate: { requested: '1.000000000000', wallet: '1.000000000000' },
      })
      expect(of(story.refunded, 'refund')).toMatchObject({
        amount: '50000',
        counterparty_wallet_id: story.dave,
        rate: null,
      })
      expect(of(story.onItsWay)).toMatchObject({
        counterparty_wallet_id: story.carol,
        requested_amount: '60000',
        requested_currency: 'EUR',
        rate: { requested: '1.093809000000', wallet: '1.000000000000' },
      })
      expect(of(story.dead)).toMatchObject({ amount: '-7000', counterparty_wallet_id: story.erin })
      const deposit = entries.find(({ kind }) => kind === 'deposit')
      expect(deposit).toMatchObject({ amount: '1000000', balance: '1000000', counterparty_wallet_id: null, rate: null })
      const carol = await statement(story.carol, '', reader)
      expect(carol.entries[0]).toMatchObject({
        amount: '182847',
        currency: 'EUR',
        counterparty_wallet_id: story.alice,
        rate: { requested: '1.000000000000', wallet: '1.093809000000' },
      })
    } finally {
      await reader.stop()
      await ledger.close()
      await own.drop()
    }
  })
})
