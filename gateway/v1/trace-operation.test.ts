import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { startTestGateway, type TestGateway } from '../test/server.ts'

let database: TestDatabase
let gateway: TestGateway
let ledger: TestLedger

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database)
  ledger = await TestLedger.open(database, 2)
})
afterAll(async () => {
  await ledger.close()
  await gateway.stop()
  await database.drop()
})

interface Trace {
  operation: { id: string; status: string; reason: string | null }
  waiting: { group: number; place: string; step: string } | null
  postings: { wallet_id: number; kind: string; amount: string; balance: string; group: number; journal: string }[]
  journals: { group: number; journal: string; epoch: string; hash: string }[]
  deliveries: { event_type: string; state: string }[]
}

const traceOf = async (id: string) => (await gateway.get(`/v1/operations/${id}/trace`)).json as Trace
const submit = async (body: object) => ((await gateway.post('/v1/operations', body)).json as { id: string }).id
const transferOf = (origin: number, target: number, amount: string) => ({
  kind: 'transfer',
  origin_wallet_id: origin,
  target_wallet_id: target,
  amount,
  currency: 'USD',
})

/** An origin with 100, in group 1, and a target in group 2. */
async function pair(): Promise<[number, number]> {
  const [origin = 0, target = 0] = await ledger.addWallets({ group: 1 }, { group: 2 })
  await submit({ kind: 'deposit', target_wallet_id: origin, amount: '100', currency: 'USD' })
  await ledger.drain()
  return [origin, target]
}

test('an operation is followed through both groups: where it waits, what it posted, and in which journals', async () => {
  const [origin, target] = await pair()
  const id = await submit(transferOf(origin, target, '30'))
  const queued = await traceOf(id)
  expect(queued).toMatchObject({ operation: { status: 'new' }, waiting: { group: 1, step: 'apply' }, postings: [] })
  expect(queued.journals).toEqual([])

  await ledger.apply(1, 10)
  const debited = await traceOf(id)
  expect(debited).toMatchObject({ operation: { status: 'processing' }, waiting: { group: 2, step: 'credit' } })
  expect(debited.postings).toMatchObject([{ wallet_id: origin, amount: '-30', balance: '70', group: 1 }])

  await ledger.drain()
  const applied = await traceOf(id)
  expect(applied).toMatchObject({ operation: { id, status: 'success' }, waiting: null })
  expect(applied.postings).toMatchObject([
    { wallet_id: origin, kind: 'transfer', amount: '-30', balance: '70', group: 1 },
    { wallet_id: target, kind: 'transfer', amount: '30', balance: '30', group: 2 },
  ])
  const { rows } = await gateway.pool.query(
    `select group_id as "group", seq::text as journal, epoch::text, encode(hash, 'hex') as hash from journals
     where (group_id, seq) in (select group_id, journal_seq from postings where operation_id = $1) order by committed_at`,
    [id],
  )
  expect(rows).toHaveLength(2)
  expect(applied.journals).toMatchObject(rows)
})

test('a declined operation has the journal that ended it, and what a webhook is told', async () => {
  const [origin, target] = await pair()
  const hook = { url: 'https://hooks.example/in', event_types: ['operation.declined'] }
  expect((await gateway.post('/v1/webhooks', hook)).status).toBe(201)
  const id = await submit(transferOf(origin, target, '101'))
  await ledger.drain()
  const trace = await traceOf(id)
  expect(trace).toMatchObject({
    operation: { status: 'decline', reason: 'insufficient_funds' },
    postings: [],
    journals: [{ group: 1 }],
  })
  await vi.waitFor(async () => {
    expect((await traceOf(id)).deliveries).toMatchObject([{ event_type: 'operation.declined' }])
  }, 20_000)
})

test('what was never queued has no story', async () => {
  const unknown = '01a20e45-d84a-766b-8572-238235365605'
  expect(await gateway.get(`/v1/operations/${unknown}/trace`)).toMatchObject({ status: 404 })
  expect(await gateway.get('/v1/operations/7/trace')).toMatchObject({ status: 400 })
})
