import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../test/database.ts'
import { ActivityParser, countActivity } from './activity.ts'
import { openTestMesh, type TestMesh } from './testing/mesh.ts'

const NEVER = new AbortController().signal

describe('reading what COPY sends', () => {
  it('yields the rows, wherever the chunks end and however many rows there are', () => {
    const row = fc.tuple(fc.maxSafeNat(), fc.integer({ min: 1, max: 65_535 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }))
    fc.assert(
      fc.property(fc.array(row), fc.array(fc.nat({ max: 40 })), (rows, cuts) => {
        const bytes = Buffer.from(rows.map((fields) => `${fields.join('\t')}\n`).join(''))
        const parser = new ActivityParser()
        let start = 0
        for (const length of cuts) {
          parser.push(bytes.subarray(start, start + length))
          start += length
        }
        parser.push(bytes.subarray(start))
        const { ids, groups, operations } = parser.activity()
        expect(Array.from(ids, (id, i) => [id, groups[i], operations[i]])).toEqual(rows)
      }),
    )
  })

  it('grows beyond its first arrays', () => {
    const parser = new ActivityParser()
    const count = 200_000
    parser.push(Buffer.from(Array.from({ length: count }, (_, i) => `${i + 1}\t${(i % 9) + 1}\t${i}\n`).join('')))
    const { ids, groups, operations } = parser.activity()
    expect([ids.length, groups.length, operations.length]).toEqual([count, count, count])
    expect([ids[count - 1], groups[count - 1], operations[count - 1]]).toEqual([
      count,
      ((count - 1) % 9) + 1,
      count - 1,
    ])
  })

  it('refuses anything else', () => {
    expect(() => new ActivityParser().push(Buffer.from('-1\t1\t0\n'))).toThrow('byte 45')
    expect(() => new ActivityParser().push(Buffer.from('1\t1\n'))).toThrow('2 fields')
  })
})

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

  async function count(windowMs = 60_000) {
    const client = await mesh.pool.connect()
    try {
      const { ids, groups, operations } = await countActivity(client, windowMs, NEVER)
      return Array.from(ids, (id, i) => ({ id, group: groups[i], operations: operations[i] }))
    } finally {
      client.release()
    }
  }

  async function addOperation(fields: {
    origin?: number
    target: number
    status?: 'success' | 'decline'
    debit?: number
    credit?: number
    agoMs?: number
  }) {
    const { origin = null, target, status = 'success', debit = null, credit = null, agoMs = 0 } = fields
    await mesh.pool.query(
      `with journal as (
         insert into journals (group_id, seq, epoch, operations, postings, previous_hash, hash)
         select 1, coalesce(max(seq), 0) + 1, 0, 1, 0,
           coalesce((select hash from journals order by seq desc limit 1), decode(repeat('00', 32), 'hex')), sha256('')
         from journals returning seq)
       insert into operations
         (id, group_id, journal_seq, line, kind, status, reason, origin_id, target_id, amount, currency, debit, credit, accepted_at, applied_at)
       values (gen_random_uuid(), 1, (select seq from journal), 1, $1, $2, $3, $4, $5, 1, 'USD', $6, $7, now(), now() - make_interval(secs => $8::bigint / 1000.0))`,
      [
        origin === null ? 'deposit' : 'transfer',
        status,
        status === 'decline' ? 'insufficient_funds' : null,
        origin,
        target,
        debit,
        credit,
        agoMs,
      ],
    )
  }

  it('lists every wallet once, in order of id, with its group, also those with no operation', async () => {
    await mesh.addGroups(2, 9)
    await mesh.addWallets([9, 1, 2])
    expect(await count()).toEqual([
      { id: 1, group: 9, operations: 0 },
      { id: 2, group: 1, operations: 0 },
      { id: 3, group: 2, operations: 0 },
    ])
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

  it('counts what was applied in the window and nothing older', async () => {
    await mesh.addWallets([1])
    for (const agoMs of [0, 30_000, 59_000, 61_000, 3_600_000]) await addOperation({ target: 1, credit: 1, agoMs })
    expect((await count(60_000))[0]?.operations).toBe(3)
    expect((await count(3_700_000))[0]?.operations).toBe(5)
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
    await expect(countActivity(client, 60_000, AbortSignal.abort(reason))).rejects.toBe(reason)
    const later = new AbortController()
    const counting = countActivity(client, 60_000, later.signal)
    later.abort(reason)
    await expect(counting).rejects.toThrow()
    client.release(true)
  })
})
