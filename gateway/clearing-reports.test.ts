import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestLedger } from '../op-processor/apply/fixtures/ledger.ts'
import { type ClearingStory, tellStory } from '../op-processor/apply/fixtures/story.ts'
import { createTestDatabase, type TestDatabase } from '../test/database.ts'
import { startTestGateway, type TestGateway } from './test/server.ts'

let database: TestDatabase
let ledger: TestLedger
let gateway: TestGateway
let clearing: ClearingStory

beforeAll(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database, 3)
  gateway = await startTestGateway(database)
  clearing = (await tellStory(ledger)).clearing
})
afterAll(async () => {
  await gateway.stop()
  await ledger.close()
  await database.drop()
})

/** Of the account of BoA, in order of acceptance. */
const ENTRIES = [
  ['payment', 5000, 'chase'],
  ['payment', -900, 'wells'],
  ['reversal', 900, 'wells'],
  ['settlement', -5000, null],
  ['payment', -450, 'wells'],
] as const

/** Entries of the same instant come in order of their random ids. */
const sorted = (amounts: readonly number[]) => amounts.toSorted((a, b) => a - b)

describe('reports of a clearing account', () => {
  test('tell in the statement what came in and went out, with the other account, and none for a settlement', async () => {
    const { json } = await gateway.get(`/v1/wallets/${clearing.boa}/statement`)
    const { entries } = json as { entries: Record<string, unknown>[] }
    expect(entries).toHaveLength(ENTRIES.length)
    for (const [kind, amount, other] of ENTRIES) {
      expect(entries).toContainEqual({
        operation_id: expect.any(String),
        kind,
        amount: String(amount),
        currency: 'USD',
        balance: expect.any(String),
        counterparty_wallet_id: other === null ? null : clearing[other],
        requested_amount: String(Math.abs(amount)),
        requested_currency: 'USD',
        message: null,
        rate: null,
        accepted_at: expect.any(String),
      })
    }
    const paidIn = await gateway.get(`/v1/wallets/${clearing.chase}/statement`)
    expect((paidIn.json as { entries: unknown[] }).entries.at(-1)).toMatchObject({
      kind: 'settlement',
      amount: '8000',
      balance: '0',
      counterparty_wallet_id: null,
    })
  })

  test('tell the same in classic pages, files and totals', async () => {
    const amounts = ENTRIES.map(([, amount]) => amount)
    const page = await gateway.get(`/operations/${clearing.boa}`)
    const { Operations: lines } = (page.json as { payload: { Operations: { Type: string; Amount: number }[] } }).payload
    expect(sorted(lines.map(({ Type, Amount }) => (Type === 'in' ? Amount : -Amount)))).toEqual(sorted(amounts))
    const { text } = await gateway.get(`/operations/file/${clearing.boa}`)
    const rows = text.trim().split('\n').slice(1)
    expect(sorted(rows.map((row) => Number(row.split(',')[1]) * (row.startsWith('in') ? 1 : -1)))).toEqual(
      sorted(amounts),
    )
    const total = await gateway.get(`/operations/total/${clearing.boa}`)
    expect(total.json).toMatchObject({ payload: { AmountIn: 5_900, AmountOut: 6_350 } })
  })

  test('name the parties of each operation', async () => {
    const read = async (id = '') => (await gateway.get(`/v1/operations/${id}`)).json
    expect(await read(clearing.lines[0])).toMatchObject({
      kind: 'settlement',
      origin_wallet_id: null,
      target_wallet_id: clearing.chase,
      debit: null,
      credit: '8000',
      related_id: clearing.cut.id,
    })
    expect(await read(clearing.lines[1])).toMatchObject({
      origin_wallet_id: clearing.boa,
      target_wallet_id: null,
      debit: '5000',
      credit: null,
    })
    expect(await read(clearing.reversal)).toMatchObject({ kind: 'reversal', related_id: clearing.reversed })
  })
})
