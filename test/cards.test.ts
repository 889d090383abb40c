import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { verifyLedger } from '../cli/verify/verify.ts'
import { TEST_CARDS } from '../gateway/acquirer/simulator.ts'
import { enter } from '../gateway/test/callers.ts'
import { type CardMesh, startCardMesh, type Transaction } from './card-mesh.ts'

const DAY_MS = 86_400_000

let mesh: CardMesh
beforeAll(async () => {
  mesh = await startCardMesh()
})
afterAll(() => mesh?.stop())

const dayIn = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)
const authorizations = async (id: string) =>
  (await mesh.pool.query('select state, refunded from simulated_authorizations where id = $1', [id])).rows
const refund = (id: string, amount?: number, headers?: Record<string, string>) =>
  mesh.merchant.call(
    'POST',
    `/v1/card_transactions/${id}/refund`,
    amount === undefined ? {} : { amount },
    headers,
  ) as Promise<{ status: number; text: string; json: Transaction; headers: Headers }>

/** What of a wallet of its own. */
async function change(work: () => Promise<void>) {
  const before = await mesh.balance()
  await work()
  const after = await mesh.balance()
  const less = (field: 'balance' | 'held' | 'available') => Number(BigInt(after[field]) - BigInt(before[field]))
  return { balance: less('balance'), held: less('held'), available: less('available') }
}

describe('what a card pays', () => {
  test('by credit: 2500 less a fee of 125, in the balance at once, due in 30 days and available when it is paid out', async () => {
    let id = ''
    const charged = await change(async () => {
      const { status, json, headers } = await mesh.charge()
      expect({ status, json }).toMatchObject({
        status: 201,
        json: { amount: '2500', fee: '125', net: '2375', status: 'pending_payment', due_date: dayIn(30), reason: null },
      })
      expect(json.card).toEqual({ brand: 'visa', last_four: '1111', holder: 'Ana Lima', expiry: '12/40' })
      id = json.id
      expect(headers.get('location')).toBe(`/v1/card_transactions/${id}`)
    })
    expect(charged).toEqual({ balance: 2_375, held: 2_375, available: 0 })
    const { payable_id } = await mesh.read(id)
    const payable = () => mesh.merchant.call('GET', `/v1/payables/${payable_id}`).then(({ json }) => json)
    expect(await payable()).toMatchObject({ status: 'waiting_funds', net: '2375', due_date: dayIn(30), ended_at: null })

    expect(await mesh.payables(['--date', dayIn(29)])).toMatchObject({ exitCode: 0 })
    expect(await mesh.read(id)).toMatchObject({ status: 'pending_payment' })
    const paid = await change(async () => {
      expect(await mesh.payables(['--date', dayIn(30)])).toMatchObject({ exitCode: 0 })
      await mesh.until(id, 'paid')
    })
    expect(paid).toEqual({ balance: 0, held: -2_375, available: 2_375 })
    expect(await payable()).toMatchObject({ status: 'paid', ended_at: expect.any(String) })
  })

  test('is rounded in favour of the merchant: 101 leaves 96', async () => {
    expect((await mesh.charge({ amount: 101 })).json).toMatchObject({ fee: '5', net: '96' })
  })

  test('by debit: less 3 %, paid the same day', async () => {
    const paid = await change(async () => {
      const { json } = await mesh.charge({ payment_method: 'debit_card' })
      expect(json).toMatchObject({ fee: '75', net: '2425', due_date: dayIn(0), status: 'paid' })
    })
    expect(paid).toEqual({ balance: 2_425, held: 0, available: 2_425 })
  })

  test('may be 10,000,000,000 and more', async () => {
    expect((await mesh.charge({ amount: 10_000_000_000 })).json).toMatchObject({ fee: '500000000', net: '9500000000' })
  })

  test('is declined with a reason, and nothing is charged', async () => {
    const charged = await change(async () => {
      const declined = await mesh.charge({}, { number: TEST_CARDS.declined })
      expect(declined).toMatchObject({
        status: 201,
        json: { status: 'declined', reason: 'card_declined', payable_id: null },
      })
      const poor = await mesh.charge({}, { number: TEST_CARDS.insufficientFunds })
      expect(poor.json).toMatchObject({ status: 'declined', reason: 'insufficient_funds' })
    })
    expect(charged).toEqual({ balance: 0, held: 0, available: 0 })
  })

  test('once, when the answer of the acquirer is lost and asked for again', async () => {
    const { status, json } = await mesh.charge({}, { number: TEST_CARDS.approvedUnheard })
    expect({ status, json }).toMatchObject({ status: 202, json: { status: 'processing' } })
    await mesh.until(json.id, 'pending_payment')
    expect(await authorizations(json.id)).toEqual([{ state: 'approved', refunded: 0n }])
    const { json: other } = await mesh.charge({}, { number: TEST_CARDS.declinedUnheard })
    expect(await mesh.until(other.id, 'declined')).toMatchObject({ reason: 'card_declined' })
  })

  test('is declined, and can never be charged later, when the acquirer never says that it heard of it', async () => {
    const { json } = await mesh.charge({}, { number: TEST_CARDS.lost })
    expect(json.status).toBe('processing')
    expect(await mesh.until(json.id, 'declined')).toMatchObject({ reason: 'acquirer_timeout' })
    expect(await authorizations(json.id)).toEqual([{ state: 'cancelled', refunded: 0n }])
  })

  test('is given back to the card when the ledger cannot take it', async () => {
    const wallet = { name: 'Closing', country: 'Peru', city: 'Lima', currency: 'USD' }
    const { id: wallet_id } = (await mesh.merchant.call('POST', '/v1/wallets', wallet)).json as { id: number }
    const { json } = await mesh.charge({ wallet_id }, { number: TEST_CARDS.approvedUnheard })
    await mesh.pool.query(`update wallets set state = 'closed' where id = $1`, [wallet_id])
    expect(await mesh.until(json.id, 'declined')).toMatchObject({ reason: 'wallet_closed', payable_id: null })
    await expect
      .poll(() => authorizations(json.id), { timeout: 10_000 })
      .toEqual([{ state: 'cancelled', refunded: 0n }])
    expect(await mesh.charge({ wallet_id })).toMatchObject({ status: 409, json: { code: 'wallet_closed' } })
  })

  test('once for an idempotency key', async () => {
    const key = { 'idempotency-key': 'three-books' }
    const [one, other] = await Promise.all([mesh.charge({}, {}, key), mesh.charge({}, {}, key)])
    expect(other.json.id).toBe(one.json.id)
    const replayed = await mesh.charge({}, {}, key)
    expect(replayed.json).toMatchObject({ id: one.json.id, status: 'pending_payment' })
    expect(replayed.headers.get('idempotency-replayed')).toBe('true')
    expect(await mesh.charge({ amount: 2501 }, {}, key)).toMatchObject({
      status: 422,
      json: { code: 'idempotency_mismatch' },
    })
    expect(await mesh.charge({}, { number: '5105105105105100' }, key)).toMatchObject({ status: 422 })
  })
})

describe('a refund', () => {
  test('of all of it before the payout takes what is held, and there is no payout', async () => {
    const { json } = await mesh.charge()
    const refunded = await change(async () => {
      const asked = await refund(json.id)
      expect(asked.status).toBe(202)
      expect(await mesh.until(json.id, 'refunded')).toMatchObject({
        refunded: '2500',
        refunds: [{ status: 'succeeded', amount: '2500', net: '2375' }],
      })
    })
    expect(refunded).toEqual({ balance: -2_375, held: -2_375, available: 0 })
    expect(await authorizations(json.id)).toEqual([{ state: 'approved', refunded: 2_500n }])
    const { json: payable } = await mesh.merchant.call('GET', `/v1/payables/${json.payable_id}`)
    expect(payable).toMatchObject({ status: 'refunded', refunded: '2375' })
    expect(await mesh.payables(['--date', dayIn(31)])).toMatchObject({ exitCode: 0 })
    expect((await mesh.read(json.id)).status).toBe('refunded')
    expect(await refund(json.id)).toMatchObject({ status: 422, json: { code: 'refund_too_large' } })
  })

  test('of a part leaves the rest to be paid out, and parts add up to the whole', async () => {
    const { json } = await mesh.charge({ amount: 101 })
    for (const [amount, net] of [
      [50, 47],
      [30, 29],
    ] as const) {
      const before = (await mesh.read(json.id)).refunds.length
      await refund(json.id, amount)
      await expect
        .poll(async () => (await mesh.read(json.id)).refunds[0], { timeout: 10_000 })
        .toMatchObject({ status: 'succeeded', amount: String(amount), net: String(net) })
      expect((await mesh.read(json.id)).refunds.length).toBe(before + 1)
    }
    expect(await mesh.read(json.id)).toMatchObject({ status: 'pending_payment', refunded: '80' })
    expect(await refund(json.id, 22)).toMatchObject({ status: 422, json: { code: 'refund_too_large' } })
    const paid = await change(async () => {
      await mesh.payables(['--date', dayIn(31)])
      await mesh.until(json.id, 'paid')
    })
    expect(paid).toEqual({ balance: 0, held: -20, available: 20 })
    await refund(json.id)
    expect((await mesh.until(json.id, 'refunded')).refunds[0]).toMatchObject({ amount: '21', net: '20' })
  })

  test('after the payout takes what is available, and fails with a reason where that is not enough', async () => {
    const { json } = await mesh.charge({ payment_method: 'debit_card', amount: 1_000_000_000 })
    const { available } = await mesh.balance()
    const withdrawal = { kind: 'withdrawal', origin_wallet_id: mesh.walletId, amount: available, currency: 'USD' }
    await mesh.merchant.call('POST', '/v1/operations?wait=applied', withdrawal)
    await refund(json.id)
    await expect
      .poll(async () => await mesh.read(json.id), { timeout: 10_000 })
      .toMatchObject({ status: 'paid', refunded: '0', refunds: [{ status: 'failed', reason: 'insufficient_funds' }] })
    const deposit = { kind: 'deposit', target_wallet_id: mesh.walletId, amount: available, currency: 'USD' }
    await mesh.admin('POST', '/v1/operations?wait=applied', deposit)
    const refunded = await change(async () => {
      await refund(json.id)
      await mesh.until(json.id, 'refunded')
    })
    expect(refunded).toEqual({ balance: -970_000_000, held: 0, available: -970_000_000 })
  })

  test('is done once for an idempotency key, and one at a time', async () => {
    const { json } = await mesh.charge()
    const key = { 'idempotency-key': 'give-back' }
    const answers = await Promise.all([refund(json.id, 100, key), refund(json.id, 100, key), refund(json.id, 100, key)])
    expect(new Set(answers.map(({ json }) => json.refunds.length))).toEqual(new Set([1]))
    await expect.poll(async () => (await mesh.read(json.id)).refunded, { timeout: 10_000 }).toBe('100')
    const both = await Promise.all([refund(json.id, 2_000), refund(json.id, 2_000)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([202, expect.toSatisfy((s) => s === 409 || s === 422)])
  })

  test('is refused where nothing was charged', async () => {
    const { json } = await mesh.charge({}, { number: TEST_CARDS.declined })
    expect(await refund(json.id)).toMatchObject({ status: 409, json: { code: 'conflict' } })
  })
})

describe('the hold of a charge', () => {
  test('is neither captured nor released by anybody, and never expires', async () => {
    const { json } = await mesh.charge()
    const release = await mesh.admin('POST', '/v1/operations', { kind: 'release', hold_id: json.id })
    const capture = await mesh.admin('POST', '/v1/operations', {
      kind: 'capture',
      hold_id: json.id,
      target_wallet_id: 1,
    })
    expect([release, capture].map(({ status }) => status)).toEqual([404, 404])
    const { rows } = await mesh.pool.query('select state, expires_at from holds where operation_id = $1', [json.id])
    expect(rows).toEqual([{ state: 'held', expires_at: null }])
    const operation = await mesh.merchant.call('GET', `/v1/operations/${json.id}`)
    expect(operation.json).toMatchObject({ kind: 'charge', hold: { state: 'held', expires_at: null, refunded: '0' } })
    await refund(json.id)
    await mesh.until(json.id, 'refunded')
  })
})

describe('what is somebody else’s', () => {
  test('is not there: neither transactions nor payables, nor wallets to charge for', async () => {
    const { json } = await mesh.charge()
    const other = await enter(mesh, 'merchant')
    for (const [method, path, body] of [
      ['GET', `/v1/card_transactions/${json.id}`],
      ['GET', `/v1/payables/${json.payable_id}`],
      ['POST', `/v1/card_transactions/${json.id}/refund`, {}],
      ['POST', '/v1/card_transactions', mesh.body()],
    ] as const) {
      expect(await other.call(method, path, body)).toMatchObject({ status: 404, json: { code: 'not_found' } })
    }
    expect((await other.call('GET', '/v1/card_transactions')).json).toMatchObject({ card_transactions: [] })
    expect((await other.call('GET', '/v1/payables')).json).toMatchObject({ payables: [] })
    const page = (await mesh.merchant.call('GET', '/v1/card_transactions?limit=2')).json as {
      card_transactions: Transaction[]
      next_cursor: string
    }
    expect(page.card_transactions[0]?.id).toBe(json.id)
    const next = await mesh.admin('GET', `/v1/card_transactions?limit=2&cursor=${page.next_cursor}`)
    expect((next.json as typeof page).card_transactions).toHaveLength(2)
    const due = await mesh.merchant.call(
      'GET',
      `/v1/payables?status=waiting_funds&due_from=${dayIn(30)}&due_until=${dayIn(30)}&wallet_id=${mesh.walletId}`,
    )
    expect((due.json as { payables: { id: string }[] }).payables.map(({ id }) => id)).toContain(json.payable_id)
    expect((await mesh.merchant.call('GET', '/v1/payables?due_until=2020-01-01')).json).toMatchObject({ payables: [] })
  })
})

test('charges, refunds and payouts that come all at once leave nothing over and nothing out', async () => {
  const before = await mesh.balance()
  const transactions = await Promise.all(
    Array.from({ length: 40 }, async (_, i) => {
      const method = i % 4 === 0 ? 'debit_card' : 'credit_card'
      const { json } = await mesh.charge({ amount: 1_000 + 37 * i, payment_method: method })
      const refunds = Array.from({ length: i % 5 }, () => refund(json.id, 100 + i))
      if (i % 8 === 5) await mesh.payables(['--date', dayIn(40)])
      await Promise.all(refunds)
      if (i % 3 === 0) await refund(json.id)
      return json
    }),
  )
  await mesh.payables(['--date', dayIn(40)])
  const ended = await Promise.all(
    transactions.map(({ id }) =>
      vi.waitFor(
        async () => {
          const now = await mesh.read(id)
          expect(['paid', 'refunded']).toContain(now.status)
          expect(now.refunds.filter(({ status }) => status === 'pending')).toEqual([])
          return now
        },
        { timeout: 20_000, interval: 100 },
      ),
    ),
  )
  const after = await mesh.balance()
  const sum = (amounts: string[]) => amounts.reduce((total, amount) => total + BigInt(amount), 0n)
  const given = ended.flatMap(({ refunds }) => refunds.filter(({ status }) => status === 'succeeded'))
  expect(given.length).toBeGreaterThan(20)
  const due = sum(ended.map(({ net }) => net)) - sum(given.map(({ net }) => net))
  expect(BigInt(after.balance) - BigInt(before.balance)).toBe(due)
  expect(after.held).toBe('0')
  for (const { id, status, amount, net, refunded, refunds } of ended) {
    const own = refunds.filter((one) => one.status === 'succeeded')
    expect(sum(own.map((one) => one.amount))).toBe(BigInt(refunded))
    expect(await authorizations(id)).toEqual([{ state: 'approved', refunded: BigInt(refunded) }])
    if (status === 'refunded') expect([sum(own.map((one) => one.net)), refunded]).toEqual([BigInt(net), amount])
  }
}, 60_000)

test('the ledger proves it all', async () => {
  await mesh.drained()
  expect(await verifyLedger(mesh)).toMatchObject({ ok: true })
})
