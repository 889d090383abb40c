import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { applyBatch, prepareBatch } from './apply-batch.ts'
import { Book } from './book.ts'
import { TestLedger } from './fixtures/ledger.ts'
import { BookStale, LeaseLost } from './store.ts'

let database: TestDatabase
let ledger: TestLedger
beforeEach(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database)
})
afterEach(async () => {
  await ledger.close()
  await database.drop()
})

/** Two wallets whose money is already there. */
async function twoWallets(first: object, second: object): Promise<[number, number]> {
  const [a = 0, b = 0] = await ledger.addWallets(first, second)
  await ledger.drain()
  return [a, b]
}

/** A batch that is decided and not yet committed. */
async function prepared(group: number, batchSizeMax = 100) {
  const book = await Book.open(ledger.store, { group, epoch: await ledger.epoch(group) })
  const batch = await prepareBatch({ store: ledger.store, book, batchSizeMax, inFlight: [], spentUs: 0 })
  if (batch === null) throw new Error('nothing is queued')
  return { book, batch }
}

describe('applying a batch', () => {
  test('within one group moves the money at once and ends the operation', async () => {
    const [a, b] = await twoWallets({ balance: 500n }, { balance: 10n })
    const [id = ''] = await ledger.queue({ from: a, to: b, amount: 120n })
    expect(await ledger.apply(1)).toEqual({ claimed: 1, succeeded: 1, declined: new Map(), queuedFor: new Set() })
    expect(await ledger.balances(a, b)).toEqual([380n, 130n])
    expect(await ledger.ended(id)).toEqual({ status: 'success', reason: null, debit: 120n, credit: 120n })
    expect(await ledger.queuedGroups()).toEqual([])
    expect(await ledger.held('world')).toEqual({ USD: -510n })
  })

  test('does nothing when nothing is queued', async () => {
    const before = await ledger.contents()
    expect(await ledger.apply(1)).toMatchObject({ claimed: 0 })
    expect(await ledger.contents()).toBe(before)
  })

  test('takes the oldest steps, no more than it may', async () => {
    const wallet = await ledger.addWallet({})
    await ledger.queue(...[1n, 10n, 100n, 1_000n].map((amount) => ({ to: wallet, amount })))
    expect(await ledger.apply(1, 3)).toMatchObject({ claimed: 3, succeeded: 3 })
    expect(await ledger.balances(wallet)).toEqual([111n])
    expect(await ledger.apply(1, 3)).toMatchObject({ claimed: 1, succeeded: 1 })
  })

  test.each([1, 7, 64, 1_000])(
    'of 1,000 transfers of 1 from a wallet that holds 500, in batches of %d, lets exactly 500 succeed',
    async (size) => {
      const [a, b] = await twoWallets({ balance: 500n }, {})
      const ids = await ledger.queue(...Array.from({ length: 1_000 }, () => ({ from: a, to: b, amount: 1n })))
      await ledger.drain(size)
      expect(await ledger.balances(a, b)).toEqual([0n, 500n])
      const { rows } = await ledger.pool.query(
        `select o.status, o.reason from unnest($1::uuid[]) with ordinality as t (id, n) join operations o using (id) order by n`,
        [ids],
      )
      expect(rows.slice(0, 500)).toEqual(Array(500).fill({ status: 'success', reason: null }))
      expect(rows.slice(500)).toEqual(Array(500).fill({ status: 'decline', reason: 'insufficient_funds' }))
    },
  )

  test('converts with the rates of that moment and keeps them with the operation', async () => {
    const [dollars, euros] = await twoWallets({ balance: 200_000_000n }, { currency: 'EUR' })
    const [rubles, baht] = await twoWallets({ currency: 'RUB', balance: 111_579_006n }, { currency: 'THB' })
    const [first = '', second = ''] = await ledger.queue(
      { from: dollars, to: euros, amount: 200_000_000n },
      { from: rubles, to: baht, amount: 1_000_000n, currency: 'EUR' },
    )
    await ledger.apply(1)
    expect(await ledger.balances(dollars, euros, rubles, baht)).toEqual([0n, 182_847_279n, 0n, 36_756_804n])
    expect(await ledger.ended(second)).toMatchObject({ debit: 111_579_006n, credit: 36_756_804n })

    await ledger.pool.query(`update currencies set usd_per_unit = 2 where code = 'EUR'`)
    await ledger.queue({ from: euros, to: dollars, amount: 1_000_000n, currency: 'EUR' })
    await ledger.apply(1)
    expect(await ledger.balances(dollars)).toEqual([2_000_000n])
    const { rows } = await ledger.pool.query(
      'select request_rate, origin_rate, target_rate from operations where id = any ($1) order by credit desc',
      [[first, second]],
    )
    expect(rows).toEqual([
      { request_rate: '1.000000000000', origin_rate: '1.000000000000', target_rate: '1.093809000000' },
      { request_rate: '1.093809000000', origin_rate: '0.009803000000', target_rate: '0.029758000000' },
    ])
  })

  test('keeps amounts to the last micro-unit that 64 bits hold', async () => {
    const most = 2n ** 63n - 1n
    const [a, b] = await twoWallets({ balance: most }, {})
    const [whole = '', more = ''] = await ledger.queue({ from: a, to: b, amount: most }, { to: b, amount: 1n })
    await ledger.apply(1)
    expect(await ledger.balances(a, b)).toEqual([0n, most])
    expect(await ledger.ended(whole)).toMatchObject({ status: 'success', debit: most })
    expect(await ledger.ended(more)).toMatchObject({ status: 'decline', reason: 'balance_out_of_range' })
    expect(await ledger.held('world')).toEqual({ USD: -most })
  })
})

describe('a transfer to another group', () => {
  test('debits, is in transit, and is credited by the owner of the target', async () => {
    const [a, b] = await twoWallets({ balance: 1_000_000n }, { group: 2, currency: 'EUR' })
    const [id = ''] = await ledger.queue({ from: a, to: b, amount: 1_000_000n })
    expect(await ledger.apply(1)).toMatchObject({ claimed: 1, succeeded: 0, queuedFor: new Set([2]) })
    expect(await ledger.balances(a, b)).toEqual([0n, 0n])
    expect(await ledger.held('transit')).toEqual({ EUR: 914_236n })
    expect(await ledger.ended(id)).toBeUndefined()

    await ledger.pool.query(`update currencies set usd_per_unit = 2 where code = 'EUR'`)
    expect(await ledger.apply(2)).toMatchObject({ claimed: 1, succeeded: 1 })
    expect(await ledger.balances(a, b)).toEqual([0n, 914_236n])
    expect(await ledger.held('transit')).toEqual({})
    expect(await ledger.ended(id)).toEqual({ status: 'success', reason: null, debit: 1_000_000n, credit: 914_236n })
  })

  test('is given back in full when the target was closed meanwhile, and nothing stays in transit', async () => {
    const [a, b] = await twoWallets({ balance: 1_000_003n }, { group: 2, currency: 'EUR' })
    const [id = ''] = await ledger.queue({ from: a, to: b, amount: 1_000_003n })
    await ledger.apply(1)
    await ledger.setState(b, 'closed')
    expect(await ledger.apply(2)).toMatchObject({ claimed: 1, succeeded: 0, queuedFor: new Set([1]) })
    expect(await ledger.held('transit')).toEqual({ USD: 1_000_003n })
    expect(await ledger.held('exchange')).toEqual({})
    expect(await ledger.apply(1)).toMatchObject({ claimed: 1, declined: new Map([['wallet_closed', 1]]) })
    expect(await ledger.balances(a, b)).toEqual([1_000_003n, 0n])
    expect(await ledger.ended(id)).toMatchObject({ status: 'decline', reason: 'wallet_closed' })
    for (const kind of ['transit', 'exchange'] as const) expect(await ledger.held(kind)).toEqual({})
    const { rows } = await ledger.pool.query(
      'select kind, amount from postings where operation_id = $1 order by amount',
      [id],
    )
    expect(rows).toEqual([
      { kind: 'transfer', amount: -1_000_003n },
      { kind: 'refund', amount: 1_000_003n },
    ])
  })

  test('is not even begun without funds', async () => {
    const [a, b] = await twoWallets({ balance: 5n }, { group: 2 })
    await ledger.queue({ from: a, to: b, amount: 6n })
    const result = await ledger.apply(1)
    expect(result).toMatchObject({ declined: new Map([['insufficient_funds', 1]]), queuedFor: new Set() })
    expect(await ledger.queuedGroups()).toEqual([])
  })
})

describe('a stray', () => {
  test('goes to the group of its wallet under its old place in the queue, and is not applied', async () => {
    const [a, b] = await twoWallets({ balance: 500n }, {})
    const [id = ''] = await ledger.queue({ from: a, to: b, amount: 5n })
    await ledger.move(a, 2, { retag: false })
    const queued = () => ledger.pool.query('select group_id, seq, operation_id, step, amount, accepted_at from queue')
    const { rows: before } = await queued()
    expect(await ledger.apply(1)).toEqual({ claimed: 1, succeeded: 0, declined: new Map(), queuedFor: new Set([2]) })
    expect((await queued()).rows).toEqual([{ ...before[0], group_id: 2 }])
    expect(await ledger.balances(a, b)).toEqual([500n, 0n])
    await ledger.drain()
    expect(await ledger.balances(a, b)).toEqual([495n, 5n])
    expect(await ledger.ended(id)).toMatchObject({ status: 'success' })
  })

  test('that is a credit finds the target wherever it is by now, the money still in transit', async () => {
    const [a, b] = await twoWallets({ balance: 500n }, { group: 2 })
    const [id = ''] = await ledger.queue({ from: a, to: b, amount: 7n })
    await ledger.apply(1)
    await ledger.move(b, 1, { retag: false })
    expect(await ledger.apply(2)).toMatchObject({ claimed: 1, succeeded: 0, queuedFor: new Set([1]) })
    expect(await ledger.held('transit')).toEqual({ USD: 7n })
    await ledger.apply(1)
    expect(await ledger.balances(a, b)).toEqual([493n, 7n])
    expect(await ledger.held('transit')).toEqual({})
    expect(await ledger.ended(id)).toMatchObject({ status: 'success' })
  })

  test('does not keep the steps around it from being applied', async () => {
    const [a, b] = await twoWallets({ balance: 500n }, {})
    await ledger.queue({ to: b, amount: 1n }, { to: a, amount: 2n }, { to: b, amount: 4n })
    await ledger.move(a, 2, { retag: false })
    expect(await ledger.apply(1)).toMatchObject({ claimed: 3, succeeded: 2, queuedFor: new Set([2]) })
    expect(await ledger.balances(a, b)).toEqual([500n, 5n])
  })
})

describe('whoever lost the lease', () => {
  test('applies nothing', async () => {
    const [a, b] = await twoWallets({ balance: 500n }, {})
    await ledger.queue({ from: a, to: b, amount: 5n })
    const lease = { group: 1, epoch: await ledger.epoch(1) }
    await ledger.raiseEpoch(1)
    const before = await ledger.contents()
    await expect(applyBatch({ store: ledger.store, lease, batchSizeMax: 10 })).rejects.toThrow(LeaseLost)
    expect(await ledger.contents()).toBe(before)
  })

  test('commits nothing of what it decided while it still held it', async () => {
    const [a, b] = await twoWallets({ balance: 500n }, {})
    await ledger.queue({ from: a, to: b, amount: 5n })
    const { batch } = await prepared(1)
    await ledger.raiseEpoch(1)
    const before = await ledger.contents()
    await expect(ledger.store.commit(batch)).rejects.toThrow(LeaseLost)
    await expect(ledger.store.bury(batch.fence, 'a bug', 3)).rejects.toThrow(LeaseLost)
    expect(await ledger.contents()).toBe(before)
  })
})

describe('whoever’s knowledge is out of date', () => {
  test.each([
    ['a wallet moved', (a: number) => ledger.move(a, 2)],
    [
      'a wallet was moved behind everybody’s back',
      (a: number) => ledger.pool.query('update wallets set group_id = 2 where id = $1', [a]),
    ],
    ['a step is not queued any more', () => ledger.pool.query('delete from queue')],
    ['a wallet was frozen', (a: number) => ledger.setState(a, 'frozen')],
    [
      'a credit limit was taken back',
      (a: number) => ledger.pool.query('update wallets set floor = 0 where id = $1', [a]),
    ],
    ['another applied the same steps', () => ledger.apply(1)],
    [
      'a balance was written',
      (a: number) => ledger.pool.query('update wallets set balance = balance + 1 where id = $1', [a]),
    ],
  ])('commits nothing: %s', async (_, meanwhile) => {
    const [a, b] = await twoWallets({ balance: 500n }, {})
    await ledger.queue({ from: a, to: b, amount: 5n })
    const { batch } = await prepared(1)
    await meanwhile(a)
    const before = await ledger.contents()
    await expect(ledger.store.commit(batch)).rejects.toThrow(BookStale)
    expect(await ledger.contents()).toBe(before)
  })

  test('applies nothing twice: of many that apply the same group at once, one at a time gets through', async () => {
    const [a, b] = await twoWallets({ balance: 500n }, {})
    const ids = await ledger.queue(...Array.from({ length: 60 }, () => ({ from: a, to: b, amount: 1n })))
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => ledger.apply(1, 10)))
    const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    for (const failure of failures) expect(failure).toBeInstanceOf(BookStale)
    const done = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.succeeded] : []))
    const moved = BigInt(done.reduce((sum, succeeded) => sum + succeeded, 0))
    expect(await ledger.balances(a, b)).toEqual([500n - moved, moved])
    await ledger.drain()
    expect(await ledger.balances(a, b)).toEqual([440n, 60n])
    const { rows } = await ledger.pool.query('select id from operations where id = any ($1)', [ids])
    expect(rows).toHaveLength(60)
  })
})

describe('a batch that is decided while the one before it is committed', () => {
  async function twoInFlight(a: number, b: number) {
    await ledger.queue(...Array.from({ length: 4 }, () => ({ from: a, to: b, amount: 200n })))
    const { book, batch: first } = await prepared(1, 2)
    const inFlight = first.seqs
    const second = await prepareBatch({ store: ledger.store, book, batchSizeMax: 2, inFlight, spentUs: 0 })
    if (second === null) throw new Error('nothing is left')
    return { first, second }
  }

  test('continues it: its balances, its hash and no step twice', async () => {
    const [a, b] = await twoWallets({ balance: 500n }, {})
    const { first, second } = await twoInFlight(a, b)
    expect(second.seqs.filter((seq) => first.seqs.includes(seq))).toEqual([])
    expect(second.journal?.previousHash).toEqual(first.journal?.hash)
    await ledger.store.commit(first)
    await ledger.store.commit(second)
    expect(await ledger.balances(a, b)).toEqual([100n, 400n])
  })

  test('is not committed when the one before it was not', async () => {
    const [a, b] = await twoWallets({ balance: 500n }, {})
    const { second } = await twoInFlight(a, b)
    const before = await ledger.contents()
    await expect(ledger.store.commit(second)).rejects.toThrow(BookStale)
    expect(await ledger.contents()).toBe(before)
  })
})

describe('a dead letter', () => {
  test('is the oldest step, taken out of the queue with everything it says', async () => {
    const [a, b] = await twoWallets({ balance: 500n }, { group: 2 })
    const [id = ''] = await ledger.queue({ from: a, to: b, amount: 5n })
    await ledger.apply(1)
    await ledger.queue({ to: b, amount: 1n })
    expect(await ledger.bury(2)).toBe(id)
    const { rows } = await ledger.pool.query('select operation_id, group_id, step, error, attempts from dead_letters')
    expect(rows).toMatchObject([{ operation_id: id, group_id: 2, error: 'a bug', attempts: 3 }])
    expect(rows[0]?.step).toMatchObject({ step: 'credit', origin_id: a, target_id: b, debit: 5, credit: 5 })
    await ledger.drain()
    expect(await ledger.balances(a, b)).toEqual([495n, 1n])
    expect(await ledger.bury(2)).toBeNull()
  })
})
