import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
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

async function transferred(): Promise<string> {
  const body = '{"OriginWalletId":1,"TargetWalletId":2,"Amount":9007199254740993,"Currency":"RUB"}'
  const { json } = await gateway.post('/transfer_amount', body)
  return (json as { payload: { TransactionId: string } }).payload.TransactionId
}

const micros = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/)
const read = (id: string) => gateway.get(`/v1/operations/${id}`)

describe('GET /v1/operations/:id', () => {
  test('an accepted operation is new', async () => {
    const id = await transferred()
    expect(await read(id)).toMatchObject({ status: 200 })
    expect((await read(id)).json).toEqual({
      id,
      kind: 'transfer',
      status: 'new',
      reason: null,
      amount: '9007199254740993',
      currency: 'RUB',
      origin_wallet_id: 1,
      target_wallet_id: 2,
      debit: null,
      credit: null,
      accepted_at: micros,
      applied_at: null,
      related_id: null,
      message: null,
      hold: null,
    })
    expect((await read(id.toUpperCase())).json).toMatchObject({ id })
  })

  test('a deposit has no origin', async () => {
    const { json } = await gateway.post('/receive_amount', { WalletId: 3, Amount: 5, Currency: 'USD' })
    const { payload } = json as { payload: { TransactionId: string } }
    expect((await read(payload.TransactionId)).json).toMatchObject({
      kind: 'deposit',
      origin_wallet_id: null,
      target_wallet_id: 3,
    })
  })

  test.each([
    ['credit', null],
    ['refund', 'wallet_closed'],
  ])('one whose %s is queued is processing', async (step, reason) => {
    const id = await transferred()
    await gateway.pool.query('update queue set step = $2, debit = 6, credit = 7, reason = $3 where operation_id = $1', [
      id,
      step,
      reason,
    ])
    expect((await read(id)).json).toMatchObject({
      status: 'processing',
      reason,
      debit: '6',
      credit: '7',
      applied_at: null,
      related_id: null,
      message: null,
      hold: null,
    })
  })

  test('one that could not be applied is processing, and says that it waits among the dead letters', async () => {
    const id = await transferred()
    await gateway.pool.query(
      `with buried as (delete from queue where operation_id = $1 returning *)
       insert into dead_letters (operation_id, group_id, step, error, attempts)
       select operation_id, group_id, to_jsonb(buried), 'boom', 3 from buried`,
      [id],
    )
    expect((await read(id)).json).toMatchObject({
      status: 'processing',
      reason: 'dead_letter',
      kind: 'transfer',
      amount: '9007199254740993',
      origin_wallet_id: 1,
      accepted_at: micros,
    })
  })

  test.each([
    ['success', null, '5'],
    ['decline', 'insufficient_funds', null],
  ])('one that ended is %s', async (status, reason, credit) => {
    const id = uuidv7()
    await gateway.pool.query(
      `with journal as (
         insert into journals (group_id, seq, epoch, operations, postings, previous_hash, hash)
         select 1, coalesce(max(seq), 0) + 1, 0, 1, 0,
           coalesce((select hash from journals order by seq desc limit 1), decode(repeat('00', 32), 'hex')), sha256('')
         from journals returning seq)
       insert into operations (id, group_id, journal_seq, line, kind, status, reason, origin_id, target_id, amount, currency,
         debit, credit, accepted_at, applied_at)
       values ($1, 1, (select seq from journal), 1, 'transfer', $2, $3, 1, 2, 5, 'USD', $4, $4, '2026-01-02T00:00:00.000001Z', '2026-01-02T00:00:01Z')`,
      [id, status, reason, credit],
    )
    expect((await read(id)).json).toEqual({
      id,
      kind: 'transfer',
      status,
      reason,
      amount: '5',
      currency: 'USD',
      origin_wallet_id: 1,
      target_wallet_id: 2,
      debit: credit,
      credit,
      accepted_at: '2026-01-02T00:00:00.000001Z',
      applied_at: '2026-01-02T00:00:01.000000Z',
      related_id: null,
      message: null,
      hold: null,
    })
  })

  test('says that its month was detached', async () => {
    await gateway.pool.query(`insert into detached_months (month, operations, postings) values ('2024-02-01', 5, 5)`)
    const idAt = (time: string) => uuidv7({ msecs: Date.parse(time) })
    const gone = { status: 410, json: { code: 'gone', detail: expect.stringContaining('the month 2024-02') } }
    expect(await read(idAt('2024-02-01T00:00:00Z'))).toMatchObject(gone)
    expect(await read(idAt('2024-02-29T23:59:59.999Z'))).toMatchObject(gone)
    expect(await read(idAt('2024-01-31T23:59:59.999Z'))).toMatchObject({ status: 404 })
    expect(await read(idAt('2024-03-01T00:00:00Z'))).toMatchObject({ status: 404 })
  })

  test('knows no operation that was never accepted', async () => {
    expect(await read(uuidv7())).toMatchObject({ status: 404, json: { code: 'not_found' } })
  })

  test.each(['1', 'abc', `${'0'.repeat(36)}`, '01a1fd9a4d88709a970131b6287a903e'])('refuses the id %s', async (id) => {
    expect(await read(id)).toMatchObject({ status: 400, json: { code: 'invalid' } })
  })
})
