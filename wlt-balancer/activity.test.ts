import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../test/database.ts'
import { type Activity, ActivityCount, type CountOptions, countActivity } from './activity.ts'
import { openTestMesh, type TestMesh } from './testing/mesh.ts'

const NEVER = new AbortController().signal

describe('counting activity', () => {
  let database: TestDatabase
  let mesh: TestMesh

  beforeEach(async () => {
    database = await createTestDatabase()
    mesh = openTestMesh(database)
  })

  afterEach(async () => {
    await mesh.close()
    await database.drop()
  })

  const options: CountOptions = { windowMs: 60_000, weight: 'count', groupCount: 65_535, listIdle: true }

  async function activity(some: Partial<CountOptions> = {}): Promise<Activity> {
    const client = await mesh.pool.connect()
    try {
      return await countActivity(client, { ...options, ...some }, NEVER)
    } finally {
      client.release()
    }
  }

  async function count(some: Partial<CountOptions> = {}) {
    const { ids, groups, weights } = await activity(some)
    return Array.from(ids, (id, i) => ({ id, group: groups[i], operations: weights[i] }))
  }

  async function addOperation(fields: {
    kind?: 'payment' | 'reversal' | 'settlement'
    origin?: number
    target?: number
    status?: 'success' | 'decline'
    debit?: number
    credit?: number
    agoMs?: number
    durationUs?: number
    postings?: number
  }) {
    const { origin = null, target = null, status = 'success', debit = null, credit = null, agoMs = 0 } = fields
    const { kind = origin === null ? 'deposit' : 'transfer', durationUs = 0, postings = 0 } = fields
    await mesh.pool.query(
      `with journal as (
         insert into journals (group_id, seq, epoch, operations, postings, duration_us, committed_at, previous_hash, hash)
         select 1, coalesce(max(seq), 0) + 1, 0, 1, $9, $10, now() - make_interval(secs => $8::bigint / 1000.0),
           coalesce((select hash from journals order by seq desc limit 1), decode(repeat('00', 32), 'hex')), sha256('')
         from journals returning seq)
       insert into operations
         (id, group_id, journal_seq, line, kind, status, reason, origin_id, target_id, amount, currency, debit, credit, accepted_at, applied_at,
         related_id)
       values (gen_random_uuid(), 1, (select seq from journal), 1, $1, $2, $3, $4, $5, 1, 'USD', $6, $7, now(), now() - make_interval(secs => $8::bigint / 1000.0),
         case when $1::text in ('reversal', 'settlement') then gen_random_uuid() end)`,
      [
        kind,
        status,
        status === 'decline' ? 'insufficient_funds' : null,
        origin,
        target,
        debit,
        credit,
        agoMs,
        postings,
        durationUs,
      ],
    )
  }

  it('lists every wallet once, those that did something first, each part in order of id', async () => {
    await mesh.addGroups(2, 9)
    await mesh.addWallets([9, 1, 2, 1])
    await mesh.addOperations([0, 2, 0, 1])
    expect(await count()).toEqual([
      { id: 2, group: 1, operations: 2 },
      { id: 4, group: 1, operations: 1 },
      { id: 1, group: 9, operations: 0 },
      { id: 3, group: 2, operations: 0 },
    ])
  })

  it('only counts wallets that did nothing, by group, unless their group vanishes', async () => {
    await mesh.addGroups(2, 3)
    await mesh.addWallets([1, 2, 2, 3, 1])
    await mesh.addOperations([1])
    const { ids, idle } = await activity({ listIdle: false, groupCount: 2 })
    expect([...ids]).toEqual([1, 4])
    expect([...idle.subarray(0, 3)]).toEqual([1, 2, 0])
  })

  it('counts the transfers between two wallets, be it that they were given back', async () => {
    await mesh.addWallets([1, 1, 1])
    await addOperation({ origin: 1, target: 2, debit: 1, credit: 1 })
    await addOperation({ origin: 2, target: 1, debit: 1, credit: 1 })
    await addOperation({ origin: 3, target: 2, status: 'decline', debit: 1, credit: 1 })
    await addOperation({ origin: 3, target: 1, status: 'decline' })
    await addOperation({ target: 3, credit: 1 })
    const { trades, sampled } = await activity()
    const pairs = Array.from(trades.counts, (transfers, i) => [trades.first[i], trades.second[i], transfers])
    expect(pairs.toSorted()).toEqual([
      [0, 1, 2],
      [1, 2, 1],
    ])
    expect(sampled).toBe(1)
  })

  it('by cost weighs the part of its batch that an operation took, in microseconds, and at least 1', async () => {
    await mesh.addWallets([1, 1, 1])
    // A batch of one transfer within the group has two postings; one of a credit from another group has one.
    await addOperation({ origin: 1, target: 2, debit: 1, credit: 1, durationUs: 600, postings: 2 })
    await addOperation({ origin: 1, target: 3, debit: 1, credit: 1, durationUs: 600, postings: 1 })
    await addOperation({ origin: 3, target: 1, status: 'decline', durationUs: 7 })
    await addOperation({ target: 2, credit: 1, durationUs: 0, postings: 1, agoMs: 30_000 })
    await addOperation({ target: 2, credit: 1, durationUs: 5_000, postings: 1, agoMs: 61_000 })
    const byCost = await count({ weight: 'cost' })
    expect(byCost.map(({ operations }) => operations)).toEqual([900, 300, 607])
    expect((await count()).map(({ operations }) => operations)).toEqual([2, 2, 2])
  })

  it('cuts weights beyond 32 bits', () => {
    const counter = new ActivityCount({ ...options, weight: 'cost' }, 10)
    counter.operations.push(Buffer.from(`0\t1\t${2 ** 32 * 1000}\n0\t2\t0\n`))
    counter.wallets.push(Buffer.from('1\t1\n2\t1\n'))
    expect([...counter.activity().weights]).toEqual([2 ** 32 - 1, 1])
  })

  it('counts an operation for each wallet that did work for it', async () => {
    await mesh.addWallets([1, 1, 1])
    await addOperation({ target: 1, credit: 1 })
    await addOperation({ origin: 1, target: 2, debit: 1, credit: 1 })
    // Declined where it started: the target had no part in it.
    await addOperation({ origin: 3, target: 2, status: 'decline' })
    // Refused by the target and given back: both had.
    await addOperation({ origin: 3, target: 2, status: 'decline', debit: 1, credit: 1 })
    // A target that does not exist.
    await addOperation({ origin: 1, target: 77, status: 'decline' })
    expect((await count()).map(({ operations }) => operations)).toEqual([3, 2, 2])
  })

  it('counts payments and reversals for both accounts and as trades, and a settlement for the one that it changes', async () => {
    await mesh.addWallets([1, 1, 1])
    await addOperation({ kind: 'payment', origin: 1, target: 2, debit: 1, credit: 1 })
    await addOperation({ kind: 'reversal', origin: 2, target: 1, debit: 1, credit: 1 })
    await addOperation({ kind: 'settlement', origin: 1, debit: 1, durationUs: 9, postings: 1 })
    await addOperation({ kind: 'settlement', target: 3, credit: 1, durationUs: 4, postings: 1 })
    expect((await count()).map(({ operations }) => operations)).toEqual([3, 2, 1])
    expect((await count({ weight: 'cost' })).map(({ operations }) => operations)).toEqual([9, 1, 4])
    const { trades } = await activity()
    expect([...trades.counts]).toEqual([2])
  })

  it('counts what was applied in the window and nothing older', async () => {
    await mesh.addWallets([1])
    for (const agoMs of [0, 30_000, 59_000, 61_000, 3_600_000]) await addOperation({ target: 1, credit: 1, agoMs })
    expect((await count({ windowMs: 60_000 }))[0]?.operations).toBe(3)
    expect((await count({ windowMs: 3_700_000 }))[0]?.operations).toBe(5)
  })

  it('keeps wallets with equal counts apart', async () => {
    await mesh.addWallets([1, 1, 1])
    await mesh.addOperations([5, 5, 5])
    expect((await count()).map(({ id, operations }) => [id, operations])).toEqual([
      [1, 5],
      [2, 5],
      [3, 5],
    ])
  })

  it('keeps ids beyond 32 bits exact', async () => {
    const id = 2 ** 50 + 1
    await mesh.pool.query(
      `insert into wallets (id, group_id, currency) overriding system value values ($1, 1, 'USD')`,
      [id],
    )
    await addOperation({ target: id, credit: 1 })
    expect(await count()).toEqual([{ id, group: 1, operations: 1 }])
  })

  it('stops when it is aborted', async () => {
    await mesh.addWallets([1])
    const client = await mesh.pool.connect()
    const reason = new Error('enough')
    await expect(countActivity(client, options, AbortSignal.abort(reason))).rejects.toBe(reason)
    const later = new AbortController()
    const counting = countActivity(client, options, later.signal)
    later.abort(reason)
    await expect(counting).rejects.toThrow()
    client.release(true)
  })
})
