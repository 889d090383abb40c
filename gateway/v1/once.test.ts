import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type Answer, rowCounts, seed, startTestGateway, type TestGateway } from '../test/server.ts'

let database: TestDatabase
let gateway: TestGateway
let ledger: TestLedger

beforeAll(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database)
  gateway = await startTestGateway(database)
  await seed(gateway)
})
afterAll(async () => {
  await gateway.stop()
  await ledger.close()
  await database.drop()
})
beforeEach(async () => {
  await gateway.pool.query('delete from queue')
})

let keys = 0
const freshKey = () => `key-${++keys}`
const deposit = { kind: 'deposit', target_wallet_id: 1, amount: '5', currency: 'THB' }
const party = (bank_id: number, account: string) => ({ bank_id, account })
const payment = { from: party(1, 'A 1'), to: party(2, 'B'), amount: '250000000', currency: 'USD' }

function post(path: string, body: unknown, key: string, to: Pick<TestGateway, 'post'> = gateway): Promise<Answer> {
  return to.post(path, body, { 'content-type': 'application/json', 'idempotency-key': key })
}

/** The id that the next wallet will have. */
async function nextWallet(): Promise<number> {
  const { rows } = await gateway.pool.query<{ id: bigint }>('select last_value + 1 as id from wallets_id_seq')
  return Number(rows[0]?.id)
}

const queued = async () => (await rowCounts(gateway.pool)).queue
const isReplay = ({ headers }: Answer) => headers.get('idempotency-replayed') === 'true'
/** What both times must be the same. */
const told = ({ status, text, headers }: Answer) => ({ status, text, location: headers.get('location') })

describe('a POST with an idempotency key', () => {
  test.each([
    ['/v1/operations', deposit],
    ['/v1/operations/batch', { operations: [deposit, deposit], all_or_nothing: true }],
    ['/v1/payments', payment],
    ['/v1/payments/batch', { payments: [payment] }],
    ['/v1/banks', { name: 'Banco do Brasil', bic: 'BRASBRRJ' }],
  ])('to %s does it once and answers the same again, even when what it made is gone', async (path, body) => {
    const key = freshKey()
    const first = await post(path, body, key)
    expect([201, 202]).toContain(first.status)
    expect(isReplay(first)).toBe(false)
    const before = await rowCounts(gateway.pool)
    const again = await post(path, body, key)
    expect(told(again)).toEqual(told(first))
    expect(isReplay(again)).toBe(true)
    expect(await rowCounts(gateway.pool)).toEqual(before)
    await gateway.pool.query('delete from queue')
    expect(told(await post(path, body, key))).toEqual(told(first))
    expect(await queued()).toBe(0)
  })

  test('is the same however its body is written', async () => {
    const key = freshKey()
    const first = await post('/v1/operations', deposit, key)
    const text = ' {"currency":"THB", "amount":"5",\n"target_wallet_id":1,"kind":"deposit"}'
    expect(told(await post('/v1/operations?odd=1', text, key))).toEqual(told(first))
  })

  test.each([
    ['/v1/operations', { ...deposit, amount: '6' }],
    ['/v1/operations', { ...deposit, amount: 'x' }],
    ['/v1/operations', { ...deposit, target_wallet_id: 77 }],
    ['/v1/operations/batch', { operations: [deposit] }],
    ['/v1/payments', payment],
    ['/v1/banks', { name: 'Another', bic: null }],
  ])('is refused with 422 when the key belongs to another request: case %#, %s %j', async (path, body) => {
    const key = freshKey()
    await post('/v1/operations', deposit, key)
    const before = await rowCounts(gateway.pool)
    const other = await post(path, body, key)
    expect(other).toMatchObject({ status: 422, json: { code: 'idempotency_mismatch' } })
    expect(isReplay(other)).toBe(false)
    const { accounts, ...rest } = await rowCounts(gateway.pool)
    expect({ ...before, accounts }).toEqual({ ...rest, accounts })
  })

  test('is not remembered when it is refused', async () => {
    const key = freshKey()
    const body = { ...deposit, target_wallet_id: await nextWallet() }
    for (const _ of [1, 2]) expect(await post('/v1/operations', body, key)).toMatchObject({ status: 404 })
    expect(await post('/v1/operations', { ...body, amount: '0' }, key)).toMatchObject({ status: 400 })
    await gateway.post('/wallet', { Name: 'Ana', Country: 'Portugal', City: 'Porto', Currency: 'USD' })
    const first = await post('/v1/operations', body, key)
    expect(first.status).toBe(202)
    expect(told(await post('/v1/operations', body, key))).toEqual(told(first))
  })

  test.each(['', ' ', 'a b', 'a,b c', 'é', 'x'.repeat(256)])('is refused with the key %j', async (key) => {
    const answer = await post('/v1/operations', deposit, key)
    expect(answer).toMatchObject({ status: 400, json: { code: 'invalid' } })
    expect(await queued()).toBe(0)
  })

  test('may have any key of 1 to 255 visible characters', async () => {
    for (const key of ['!', '"quoted"', '~'.repeat(255)]) {
      expect(await post('/v1/operations', deposit, key)).toMatchObject({ status: 202 })
    }
  })

  test('is answered as before by a gateway that would refuse it today', async () => {
    const key = freshKey()
    const first = await post('/v1/payments', payment, key)
    const strict = await startTestGateway(database, { settlement: { paymentMax: '100.00' } })
    try {
      expect(await strict.post('/v1/payments', payment)).toMatchObject({ status: 422 })
      expect(told(await post('/v1/payments', payment, key, strict))).toEqual(told(first))
    } finally {
      await strict.stop()
    }
  })

  test('makes a bank once, of many at a time, and tells of it as it was made', async () => {
    const key = freshKey()
    const bank = { name: 'Norges Bank', bic: null }
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('/v1/banks', bank, key)))
    expect(new Set(answers.map((answer) => JSON.stringify(told(answer)))).size).toBe(1)
    expect(answers.filter((answer) => !isReplay(answer))).toHaveLength(1)
    const id = Number(answers[0]?.headers.get('location')?.split('/').at(-1))
    await gateway.patch(`/v1/banks/${id}`, { name: 'Norges' })
    expect((await post('/v1/banks', bank, key)).json).toMatchObject({ id, name: 'Norges Bank' })
    expect(await post('/v1/banks', bank, freshKey())).toMatchObject({ status: 201 })
  })
})

describe('a batch with an idempotency key', () => {
  test('replays every verdict, whatever is there by now', async () => {
    const key = freshKey()
    const missing = { ...deposit, target_wallet_id: await nextWallet() }
    const body = { operations: [{ kind: 'gift' }, deposit, missing, { ...deposit, currency: 'ABC' }, deposit] }
    const first = await post('/v1/operations/batch', body, key)
    expect(first).toMatchObject({ status: 202, json: { queued: 2, refused: 3 } })
    await gateway.post('/wallet', { Name: 'Ana', Country: 'Portugal', City: 'Porto', Currency: 'USD' })
    await gateway.post('/update_currencies', { Rates: { ABC: 2 } })
    const again = await post('/v1/operations/batch', body, key)
    expect(told(again)).toEqual(told(first))
    expect(isReplay(again)).toBe(true)
    expect(await queued()).toBe(2)
  })

  test('of payments replays those to a bank that was not there', async () => {
    const key = freshKey()
    const { banks = 0 } = await rowCounts(gateway.pool)
    const body = {
      payments: [
        { ...payment, amount: 'x' },
        payment,
        { ...payment, to: party(banks + 1, 'B') },
        { ...payment, amount: '1' },
        payment,
      ],
    }
    const first = await post('/v1/payments/batch', body, key)
    expect(first).toMatchObject({ status: 202, json: { queued: 2, refused: 3 } })
    await gateway.post('/v1/banks', { name: `Bank ${banks + 1}` })
    expect(told(await post('/v1/payments/batch', body, key))).toEqual(told(first))
    expect(await queued()).toBe(2)
  })

  test('of 10,000 operations is kept with all of their ids', async () => {
    const key = freshKey()
    const body = { operations: Array.from({ length: 10_000 }, () => deposit) }
    const first = await post('/v1/operations/batch', body, key)
    expect(told(await post('/v1/operations/batch', body, key))).toEqual(told(first))
    expect(await queued()).toBe(10_000)
  })

  test('that is refused as a whole, or of which nothing was queued, is not remembered', async () => {
    const key = freshKey()
    const missing = { ...deposit, target_wallet_id: 9_999 }
    const whole = { operations: [deposit, missing], all_or_nothing: true }
    expect(await post('/v1/operations/batch', whole, key)).toMatchObject({
      status: 422,
      json: { code: 'batch_refused' },
    })
    expect(await post('/v1/operations/batch', { operations: [missing] }, key)).toMatchObject({ json: { refused: 1 } })
    expect(await post('/v1/operations/batch', { operations: [deposit] }, key)).toMatchObject({ json: { queued: 1 } })
    expect(await post('/v1/operations/batch', whole, key)).toMatchObject({ json: { code: 'idempotency_mismatch' } })
  })
})

describe('an operation of another kind, or with a message, with an idempotency key', () => {
  const HOLD = { kind: 'hold', origin_wallet_id: 1, amount: '5', currency: 'USD' }
  const UNKNOWN = '01890000-0000-7000-8000-000000000001'

  test.each([
    HOLD,
    { kind: 'withdrawal', origin_wallet_id: 1, amount: '5', currency: 'USD' },
    { ...deposit, message: 'rent' },
  ])('is queued once: case %#', async (body) => {
    const key = freshKey()
    const before = await rowCounts(gateway.pool)
    const answers = await Promise.all(Array.from({ length: 10 }, () => post('/v1/operations', body, key)))
    expect(answers[0]?.status).toBe(202)
    expect(new Set(answers.map((answer) => JSON.stringify(told(answer)))).size).toBe(1)
    expect(answers.filter((answer) => !isReplay(answer))).toHaveLength(1)
    expect(await queued()).toBe(1)
    const after = await rowCounts(gateway.pool)
    expect(after).toEqual({
      ...before,
      queue: 1,
      holds: Number(before.holds) + (body.kind === 'hold' ? 1 : 0),
      messages: Number(before.messages) + ('message' in body ? 1 : 0),
    })
    expect(await post('/v1/operations', { ...body, amount: '6' }, key)).toMatchObject({ status: 422 })
  })

  test('in a batch replays every verdict, also on what named no hold, or one whose amount is not known', async () => {
    const other = (await gateway.post('/v1/operations', { ...HOLD, currency: 'THB' })).json as { id: string }
    const key = freshKey()
    const body = {
      operations: [
        HOLD,
        { kind: 'release', hold_id: UNKNOWN },
        { kind: 'capture', hold_id: other.id, target_wallet_id: 2 },
        { kind: 'release', hold_id: other.id },
        { ...HOLD, expires_after_sec: 31_536_000 },
        { ...HOLD, origin_wallet_id: 9_999 },
        { kind: 'capture', hold_id: other.id, target_wallet_id: 1, amount: 5 },
        { kind: 'reversal', operation_id: UNKNOWN },
        { ...deposit, message: 'rent' },
      ],
    }
    const first = await post('/v1/operations/batch', body, key)
    expect(first).toMatchObject({ status: 202, json: { queued: 2, refused: 7 } })
    await ledger.drain()
    const again = await post('/v1/operations/batch', body, key)
    expect(told(again)).toEqual(told(first))
    expect(isReplay(again)).toBe(true)
    expect(await queued()).toBe(0)
  })

  test('is waited for by all that are sent with the key', async () => {
    const key = freshKey()
    const answers = Promise.all(
      Array.from({ length: 5 }, () =>
        post('/v1/operations?wait=applied', { ...deposit, amount: 1_000, message: 'rent' }, key),
      ),
    )
    await expect.poll(queued).toBe(1)
    await ledger.drain()
    for (const answer of await answers) expect(answer).toMatchObject({ status: 200, json: { status: 'success' } })
  })

  test('is taken back once, and again under another key when that was declined', async () => {
    const [one] = await ledger.addWallets({})
    const body = { kind: 'deposit', target_wallet_id: one, amount: 5, currency: 'USD' }
    const { id: operation_id } = (await gateway.post('/v1/operations', body)).json as { id: string }
    const reversal = { kind: 'reversal', operation_id, message: 'sorry' }
    const [key, second] = [freshKey(), freshKey()]
    expect(await post('/v1/operations', reversal, key)).toMatchObject({ json: { code: 'not_applied' } })
    await ledger.drain()
    const spent = { kind: 'withdrawal', origin_wallet_id: one, amount: 5, currency: 'USD' }
    await gateway.post('/v1/operations', spent)
    await ledger.drain()
    const answers = await Promise.all(Array.from({ length: 5 }, () => post('/v1/operations', reversal, key)))
    expect(new Set(answers.map((answer) => JSON.stringify(told(answer)))).size).toBe(1)
    expect(answers[0]?.status).toBe(202)
    expect(await queued()).toBe(1)
    expect(await post('/v1/operations', reversal, second)).toMatchObject({ json: { code: 'already_reversed' } })
    await ledger.drain()
    const { id } = (answers[0] as Answer).json as { id: string }
    expect((await gateway.get(`/v1/operations/${id}`)).json).toMatchObject({ status: 'decline' })
    const again = await post('/v1/operations', reversal, second)
    expect(again.status).toBe(202)
    expect(told(await post('/v1/operations', reversal, second))).toEqual(told(again))
    expect(told(await post('/v1/operations', reversal, key))).toEqual(told(answers[0] as Answer))
    expect(await queued()).toBe(1)
  })
})

describe('a change of a wallet with an idempotency key', () => {
  test('is made once, and answered as it was made, whatever the wallet has become', async () => {
    const [id] = await ledger.addWallets({})
    const key = freshKey()
    const first = await post(`/v1/wallets/${id}/freeze`, {}, key)
    expect(first).toMatchObject({ status: 200, json: { state: 'frozen' } })
    expect(await post(`/v1/wallets/${id}/unfreeze`, {}, key)).toMatchObject({ json: { code: 'idempotency_mismatch' } })
    expect(await post(`/v1/wallets/${id}/unfreeze`, {}, freshKey())).toMatchObject({ json: { state: 'open' } })
    const again = await post(`/v1/wallets/${id}/freeze`, {}, key)
    expect(isReplay(again)).toBe(true)
    expect(again.json).toEqual(first.json)
    expect((await gateway.get(`/v1/wallets/${id}`)).json).toMatchObject({ state: 'open' })
  })

  test('that is refused is not remembered, and of many at a time one is made', async () => {
    const [id] = await ledger.addWallets({ balance: 5n })
    await ledger.drain()
    const key = freshKey()
    expect(await post(`/v1/wallets/${id}/close`, {}, key)).toMatchObject({ json: { code: 'not_empty' } })
    await gateway.post('/v1/operations', { kind: 'withdrawal', origin_wallet_id: id, amount: 5, currency: 'USD' })
    await ledger.drain()
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(`/v1/wallets/${id}/close`, {}, key)))
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, json: { state: 'closed' } })
    expect(answers.filter((answer) => !isReplay(answer))).toHaveLength(1)
  })
})

describe('a reversal with an idempotency key', () => {
  test('is queued once, and another key does not get hold of it', async () => {
    const paid = (await gateway.post('/v1/payments', payment)).json as { id: string }
    const path = `/v1/payments/${paid.id}/reversal`
    const [key, other] = [freshKey(), freshKey()]
    expect(await post(path, {}, key)).toMatchObject({ status: 409, json: { code: 'not_applied' } })
    await ledger.drain()
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(path, {}, key)))
    expect(new Set(answers.map((answer) => JSON.stringify(told(answer)))).size).toBe(1)
    expect(answers[0]?.status).toBe(202)
    expect(await queued()).toBe(1)
    for (const _ of [1, 2]) {
      expect(await post(path, {}, other)).toMatchObject({ status: 409, json: { code: 'already_reversed' } })
    }
    expect(await post('/v1/operations', deposit, other)).toMatchObject({ status: 202 })
    expect(await post(path, {}, other)).toMatchObject({ status: 422, json: { code: 'idempotency_mismatch' } })
  })
})
