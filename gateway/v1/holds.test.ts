import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { verifyLedger } from '../../cli/verify/verify.ts'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { startTestGateway, type TestGateway } from '../test/server.ts'

let database: TestDatabase
let ledger: TestLedger
let gateway: TestGateway

beforeAll(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database)
  gateway = await startTestGateway(database, { holds: { sweepDelay: '20ms' } })
})
afterAll(async () => {
  await gateway.stop()
  await ledger.close()
  await database.drop()
})

interface Body {
  id: string
  status: string
  reason: string | null
  code: string
  detail: string
  errors: unknown[]
  [field: string]: unknown
}

const send = async (body: object) => {
  const { status, json } = await gateway.post('/v1/operations', body)
  return { status, json: json as Body }
}

/** Queues it, applies what waits, and returns what became of it. */
async function done(body: object): Promise<Body> {
  const { status, json } = await send(body)
  expect({ status, json }).toMatchObject({ status: 202 })
  await ledger.drain()
  return read(json.id)
}

const read = async (id: string) => (await gateway.get(`/v1/operations/${id}`)).json as Body

async function amounts(wallet: number): Promise<string> {
  const { json } = await gateway.get(`/v1/wallets/${wallet}`)
  const { balance, held, available } = json as Body
  return `${balance} held ${held} available ${available}`
}

const UNKNOWN = '01890000-0000-7000-8000-000000000001'

async function newWallets(): Promise<{ payer: number; shop: number }> {
  const [payer = 0, shop = 0] = await ledger.addWallets({ balance: 150n }, { group: 2, currency: 'EUR' })
  await ledger.drain()
  return { payer, shop }
}

const hold = (origin_wallet_id: number, amount: number) => {
  return { kind: 'hold', origin_wallet_id, amount, currency: 'USD' }
}

describe('a hold over /v1', () => {
  test('of 100 of 150 leaves 50; capturing 60 leaves 90 and gives them to the target; what ended is told', async () => {
    const { payer, shop } = await newWallets()
    const made = await done({ ...hold(payer, 100), message: 'room 7' })
    expect(made).toMatchObject({ status: 'success', kind: 'hold', debit: '100', credit: null, message: 'room 7' })
    expect(made.hold).toMatchObject({ state: 'held', amount: '100', captured: '0', ended_by: null })
    expect(await amounts(payer)).toBe('150 held 100 available 50')
    const capture = { kind: 'capture', hold_id: made.id, target_wallet_id: shop }
    expect(await done({ ...capture, amount: 101 })).toMatchObject({ status: 'decline', reason: 'exceeds_hold' })
    const captured = await done({ ...capture, amount: '60' })
    expect(captured).toMatchObject({ status: 'success', debit: '60', credit: '54', related_id: made.id, hold: null })
    expect(await amounts(payer)).toBe('90 held 0 available 90')
    expect(await amounts(shop)).toBe('54 held 0 available 54')
    expect(await done(capture)).toMatchObject({ status: 'decline', reason: 'hold_captured' })
    expect(await done({ kind: 'release', hold_id: made.id })).toMatchObject({ reason: 'hold_captured' })
    expect((await read(made.id)).hold).toMatchObject({ state: 'captured', captured: '60', ended_by: captured.id })
  })

  test('is given back by a release, and a capture without an amount takes all of it', async () => {
    const { payer, shop } = await newWallets()
    const first = await done(hold(payer, 100))
    expect(await done({ kind: 'release', hold_id: first.id })).toMatchObject({ status: 'success', debit: null })
    expect(await amounts(payer)).toBe('150 held 0 available 150')
    // At once behind its hold, which waits.
    const { json: second } = await send(hold(payer, 150))
    expect(await done({ kind: 'capture', hold_id: second.id, target_wallet_id: shop })).toMatchObject({ debit: '150' })
    expect(await amounts(payer)).toBe('0 held 0 available 0')
  })

  test('is given back by itself when its time is over, once, and is not captured any more', async () => {
    const { payer, shop } = await newWallets()
    const made = await done({ ...hold(payer, 100), expires_after_sec: 1 })
    await vi.waitFor(async () => expect(await ledger.queuedGroups()).toEqual([1]), { timeout: 5_000 })
    const { rows } = await ledger.pool.query('select kind, related_id, amount from queue')
    expect(rows).toEqual([{ kind: 'expiry', related_id: made.id, amount: 100n }])
    const late = await done({ kind: 'capture', hold_id: made.id, target_wallet_id: shop, amount: 1 })
    expect(late).toMatchObject({ status: 'decline', reason: 'hold_expired' })
    expect(await amounts(payer)).toBe('150 held 0 available 150')
    expect((await read(made.id)).hold).toMatchObject({ state: 'expired' })
    const { rows: expiries } = await ledger.pool.query(`select from operations where kind = 'expiry'`)
    expect(expiries).toHaveLength(1)
  })

  test('that must be converted tells how much it is when it is applied', async () => {
    const { payer, shop } = await newWallets()
    const { json: made } = await send({ ...hold(payer, 100), currency: 'EUR' })
    const capture = { kind: 'capture', hold_id: made.id, target_wallet_id: shop }
    expect(await send(capture)).toMatchObject({ status: 409, json: { code: 'not_applied' } })
    await ledger.drain()
    expect((await read(made.id)).hold).toMatchObject({ amount: '109' })
    expect(await done(capture)).toMatchObject({ status: 'success', debit: '109', credit: '99' })
  })

  test.each([
    [{ kind: 'capture', hold_id: UNKNOWN, target_wallet_id: 1 }, 404, '/hold_id', `no hold with id: ${UNKNOWN}`],
    [{ kind: 'release', hold_id: UNKNOWN }, 404, '/hold_id', `no hold with id: ${UNKNOWN}`],
    [{ kind: 'release', hold_id: 'x' }, 400, '/hold_id', 'must match pattern'],
    [{ ...hold(1, 5), expires_after_sec: 0 }, 400, '/expires_after_sec', 'must be >= 1'],
    [{ ...hold(1, 5), expires_after_sec: 31_536_000 }, 400, '/expires_after_sec', 'must not be longer'],
    [{ ...hold(1, 5), target_wallet_id: 2 }, 400, '/target_wallet_id', 'is not known here'],
    [{ ...hold(999, 5) }, 404, '/origin_wallet_id', 'no wallet with id: 999'],
    [{ ...hold(1, 5), currency: 'ABC' }, 400, '/currency', 'currency is not allowed'],
    [{ ...hold(1, 5), kind: 'withdrawal', message: '' }, 400, '/message', 'must be 1 to 140 characters'],
    [{ ...hold(1, 5), message: 'x'.repeat(141) }, 400, '/message', 'must be 1 to 140 characters'],
    [{ ...hold(1, 5), message: 'a\u0007' }, 400, '/message', 'none of them a control character'],
    [{ ...hold(1, 5), message: '\ud800' }, 400, '/message', 'none of them a control character'],
  ])('case %# is refused', async (body, status, pointer, detail) => {
    const answer = await send(body)
    expect(answer.status).toBe(status)
    expect(answer.json.errors).toEqual([expect.objectContaining({ pointer, detail: expect.stringContaining(detail) })])
  })

  test('cannot be captured to its own wallet', async () => {
    const { payer } = await newWallets()
    const made = await done(hold(payer, 5))
    const answer = await send({ kind: 'capture', hold_id: made.id, target_wallet_id: payer })
    expect(answer).toMatchObject({ status: 400, json: { errors: [{ pointer: '/target_wallet_id' }] } })
  })

  test('takes its place in a batch, in order, and what names none is refused alone', async () => {
    const { payer, shop } = await newWallets()
    const made = await done(hold(payer, 100))
    const { json } = await gateway.post('/v1/operations/batch', {
      operations: [
        { kind: 'transfer', origin_wallet_id: payer, target_wallet_id: shop, amount: 60, currency: 'USD' },
        { kind: 'release', hold_id: made.id },
        { kind: 'release', hold_id: UNKNOWN },
        { kind: 'reversal', operation_id: made.id },
        { kind: 'withdrawal', origin_wallet_id: payer, amount: 150, currency: 'USD', message: '„all of it” \\ {,} 💶' },
      ],
    })
    const { operations } = json as { operations: { id?: string; errors?: { detail: string }[] }[] }
    await ledger.drain()
    const outcomes = await Promise.all(
      operations.map(async ({ id, errors }) => {
        if (id === undefined) return errors?.[0]?.detail
        const { status, reason, message } = await read(id)
        return [status, reason, message].join(' ')
      }),
    )
    expect(outcomes).toEqual([
      'decline insufficient_funds ',
      'success  ',
      `no hold with id: ${UNKNOWN}`,
      'a reversal is sent by itself',
      'success  „all of it” \\ {,} 💶',
    ])
    const statement = (await gateway.get(`/v1/wallets/${payer}/statement`)).json as { entries: Body[] }
    expect(statement.entries.at(-1)).toMatchObject({ kind: 'withdrawal', message: '„all of it” \\ {,} 💶' })
  })
})

describe('a reversal over /v1', () => {
  test('takes an applied operation back once, and again only when it was declined', async () => {
    const { payer, shop } = await newWallets()
    const sent = { kind: 'transfer', origin_wallet_id: payer, target_wallet_id: shop, amount: 100, currency: 'USD' }
    const { json: transfer } = await send(sent)
    const reversal = { kind: 'reversal', operation_id: transfer.id, message: 'sorry' }
    expect(await send(reversal)).toMatchObject({ status: 409, json: { code: 'not_applied' } })
    await ledger.drain()
    await done({ kind: 'withdrawal', origin_wallet_id: shop, amount: 1, currency: 'EUR' })
    expect(await done(reversal)).toMatchObject({ status: 'decline', reason: 'insufficient_funds', message: 'sorry' })
    await done({ kind: 'deposit', target_wallet_id: shop, amount: 1, currency: 'EUR' })
    await ledger.pool.query(`update currencies set usd_per_unit = 3 where code = 'EUR'`)
    const taken = await done(reversal)
    await ledger.pool.query(`update currencies set usd_per_unit = 1.093809 where code = 'EUR'`)
    expect(taken).toMatchObject({ status: 'success', debit: '91', credit: '100', related_id: transfer.id })
    expect(await amounts(payer)).toBe('150 held 0 available 150')
    expect(await send(reversal)).toMatchObject({ status: 409, json: { code: 'already_reversed' } })
    expect(await send({ ...reversal, operation_id: taken.id })).toMatchObject({
      status: 409,
      json: { code: 'not_reversible' },
    })
  })

  test('is asked for by many at once, and happens once', async () => {
    const { payer } = await newWallets()
    const out = await done({ kind: 'withdrawal', origin_wallet_id: payer, amount: 40, currency: 'USD' })
    const answers = await Promise.all(Array.from({ length: 8 }, () => send({ kind: 'reversal', operation_id: out.id })))
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1)
    await ledger.drain()
    expect(await amounts(payer)).toBe('150 held 0 available 150')
  })

  test('of what is not there, was declined, or moves nothing is refused', async () => {
    const { payer } = await newWallets()
    const payments = (await gateway.get('/v1/payments')).json
    expect(payments).toMatchObject({ payments: [] })
    const reversal = (operation_id: string) => send({ kind: 'reversal', operation_id })
    expect(await reversal(UNKNOWN)).toMatchObject({ status: 404, json: { code: 'not_found' } })
    const declined = await done({ kind: 'withdrawal', origin_wallet_id: payer, amount: 400, currency: 'USD' })
    expect(await reversal(declined.id)).toMatchObject({ status: 409, json: { code: 'not_applied' } })
    expect(await reversal((await done(hold(payer, 5))).id)).toMatchObject({ json: { code: 'not_reversible' } })
  })
})

describe('POST /v1/operations?wait=applied', () => {
  const deposit = (wallet: number) => ({ kind: 'deposit', target_wallet_id: wallet, amount: 1, currency: 'USD' })

  test('answers 200 with the outcome when it is applied in time', async () => {
    const { payer } = await newWallets()
    const answers = Promise.all(
      Array.from({ length: 20 }, () => gateway.post('/v1/operations?wait=applied', deposit(payer))),
    )
    await vi.waitFor(async () => expect(await ledger.queuedGroups()).toEqual([1]))
    const drained = (async () => {
      for (let i = 0; i < 50; i += 1) {
        await ledger.drain()
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    })()
    for (const { status, json } of await answers) {
      expect({ status, json }).toMatchObject({ status: 200, json: { status: 'success', credit: '1' } })
    }
    await drained
    expect(await amounts(payer)).toBe('170 held 0 available 170')
  })

  test('answers 202 when it is not, and the operation is queued all the same', async () => {
    const { payer } = await newWallets()
    const { status, json } = await gateway.post('/v1/operations?wait=applied&wait_sec=1', deposit(payer))
    expect({ status, json }).toMatchObject({ status: 202, json: { status: 'new' } })
    await ledger.drain()
    expect(await read((json as Body).id)).toMatchObject({ status: 'success' })
  })

  test.each(['wait=yes', 'wait=applied&wait_sec=0', 'wait=applied&wait_sec=31'])('refuses ?%s', async (query) => {
    expect(await gateway.post(`/v1/operations?${query}`, deposit(1))).toMatchObject({ status: 400 })
  })
})

describe('a wallet over /v1', () => {
  const act = (wallet: number, action: string) => gateway.post(`/v1/wallets/${wallet}/${action}`, {})

  test('is frozen, unfrozen and closed, for good and only when it is empty and holds nothing', async () => {
    const { payer } = await newWallets()
    const made = await done(hold(payer, 150))
    expect(await act(payer, 'close')).toMatchObject({ status: 409, json: { code: 'not_empty' } })
    expect(await act(payer, 'freeze')).toMatchObject({ status: 200, json: { state: 'frozen', held: '150' } })
    expect(await act(payer, 'freeze')).toMatchObject({ status: 200, json: { state: 'frozen' } })
    expect(await done({ kind: 'withdrawal', origin_wallet_id: payer, amount: 1, currency: 'USD' })).toMatchObject({
      reason: 'wallet_frozen',
    })
    expect(await act(payer, 'unfreeze')).toMatchObject({ status: 200, json: { state: 'open' } })
    await done({ kind: 'release', hold_id: made.id })
    await done({ kind: 'withdrawal', origin_wallet_id: payer, amount: 150, currency: 'USD' })
    expect(await act(payer, 'close')).toMatchObject({ status: 200, json: { state: 'closed' } })
    expect(await act(payer, 'close')).toMatchObject({ status: 200 })
    for (const action of ['freeze', 'unfreeze']) {
      expect(await act(payer, action)).toMatchObject({ status: 409, json: { code: 'wallet_closed' } })
    }
  })

  test('is changed while operations are applied, and none of these is lost or fails', async () => {
    const { payer } = await newWallets()
    let applying = true
    const applied = (async () => {
      for (let i = 0; i < 40; i += 1) {
        await ledger.queue({ to: payer, amount: 1n })
        await ledger.drain().catch((error: Error) => {
          if (error.name !== 'BookStale') throw error
        })
      }
      applying = false
    })()
    while (applying) {
      expect(await act(payer, 'freeze')).toMatchObject({ status: 200 })
      expect(await act(payer, 'unfreeze')).toMatchObject({ status: 200 })
    }
    await applied
    await ledger.drain()
    expect(await amounts(payer)).toBe('190 held 0 available 190')
  })

  test('has a credit limit that is never below what it owes', async () => {
    const { payer } = await newWallets()
    const patch = (body: object) => gateway.patch(`/v1/wallets/${payer}`, body)
    expect(await patch({ credit_limit: '50' })).toMatchObject({
      status: 200,
      json: { credit_limit: '50', available: '200' },
    })
    await done(hold(payer, 180))
    expect(await patch({ credit_limit: 29 })).toMatchObject({ status: 409, json: { code: 'below_balance' } })
    expect(await patch({ credit_limit: 30 })).toMatchObject({ status: 200, json: { available: '0' } })
    expect(await patch({ credit_limit: '9223372036854775808' })).toMatchObject({ status: 400 })
    expect(await patch({ credit_limit: -1 })).toMatchObject({ status: 400 })
    expect(await patch({ name: 'x' })).toMatchObject({ status: 400 })
    expect(await gateway.patch('/v1/wallets/999', { credit_limit: 1 })).toMatchObject({ status: 404 })
  })

  test('that is a clearing account stays as it is', async () => {
    const account = await ledger.addWallet({ bankId: 1 })
    expect(await act(account, 'freeze')).toMatchObject({ status: 409, json: { code: 'clearing_account' } })
    expect(await gateway.patch(`/v1/wallets/${account}`, { credit_limit: 1 })).toMatchObject({ status: 409 })
    const { json } = await gateway.get(`/v1/wallets/${account}`)
    expect(json).toMatchObject({ available: null, credit_limit: null })
    expect(await send(hold(account, 1))).toMatchObject({ status: 404 })
  })

  test('had a balance at a past instant, by what was applied then', async () => {
    const { payer } = await newWallets()
    const now = async () => (await ledger.pool.query('select clock_timestamp()::text as at')).rows[0].at as string
    const iso = (at: string) => encodeURIComponent(at.replace(' ', 'T').replace(/\+00$/, 'Z'))
    const [out] = await ledger.queue({ kind: 'withdrawal', from: payer, amount: 30n })
    const between = await now()
    await ledger.drain()
    const after = await now()
    const at = async (time: string) => (await gateway.get(`/v1/wallets/${payer}/balance?at=${iso(time)}`)).json
    expect(out).toBeDefined()
    expect(await at(between)).toMatchObject({ balance: '150', accepted_later_applied: '-30', currency: 'USD' })
    expect(await at(after)).toMatchObject({ balance: '120', accepted_later_applied: '0' })
    expect(await at('2020-01-01 00:00:00+00')).toMatchObject({ balance: '0' })
    expect(await at('2920-01-01 00:00:00+00')).toMatchObject({ code: 'invalid' })
    expect(await gateway.get('/v1/wallets/999/balance?at=2020-01-01T00:00:00Z')).toMatchObject({ status: 404 })
    await ledger.pool.query(`insert into detached_months (month, operations, postings) values ('2020-01-01', 0, 0)`)
    expect(await at('2020-01-15 00:00:00+00')).toMatchObject({ code: 'gone' })
    await ledger.pool.query('delete from detached_months')
  })

  test('has a statement as CSV', async () => {
    const { payer, shop } = await newWallets()
    const sent = { kind: 'transfer', origin_wallet_id: payer, target_wallet_id: shop, amount: 100, currency: 'USD' }
    const { id } = await done({ ...sent, message: 'for "you", all' })
    const { status, headers, text } = await gateway.get(`/v1/wallets/${payer}/statement.csv`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const [header, first, second, ...rest] = text.split('\n')
    expect(header).toBe(
      'accepted_at,operation_id,kind,amount,currency,balance,counterparty_wallet_id,requested_amount,requested_currency,message',
    )
    expect(first).toMatch(/^\d{4}-\d\d-\d\dT[0-9:.]{15}Z,[0-9a-f-]{36},deposit,150,USD,150,,150,USD,$/)
    expect(second?.slice(28)).toBe(`${id},transfer,-100,USD,50,${shop},100,USD,"for ""you"", all"`)
    expect(rest).toEqual([''])
    expect(await gateway.get('/v1/wallets/999/statement.csv')).toMatchObject({ status: 404 })
    expect(await gateway.get(`/v1/wallets/${payer}/statement.csv?from=x`)).toMatchObject({ status: 400 })
    const later = await gateway.get(`/v1/wallets/${payer}/statement.csv?from=2999-01-01T00:00:00Z`)
    expect(later.text).toBe(`${header}\n`)
  })
})

test('all of it is proved', async () => {
  await ledger.drain()
  expect(await verifyLedger(database)).toMatchObject({ ok: true })
})
