import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { shareGroup } from '../../common/database/locks.ts'
import { openPool, type Pool } from '../../common/database/pool.ts'
import { transaction } from '../../common/database/transaction.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type Grant, type LeaseStore, openLeaseStore, type Processor } from './lease-store.ts'

const TTL_MS = 60_000
const GROUPS = [1, 2, 3]

let database: TestDatabase
let pool: Pool
let store: LeaseStore

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool({ ...database, connectionsMax: 8, applicationName: 'test', pipeline: true })
  store = openLeaseStore(pool, TTL_MS)
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})
beforeEach(async () => {
  await pool.query('delete from queue')
  await pool.query('delete from groups')
  await pool.query('delete from processors')
  await pool.query('insert into groups (id) select unnest($1::int[])', [GROUPS])
})

function processor(fields: Partial<Processor> = {}): Processor {
  return { id: randomUUID(), name: 'host:1', number: undefined, metricsAddress: '', ...fields }
}

async function alive(fields: Partial<Processor> = {}): Promise<Processor> {
  const one = processor(fields)
  await store.heartbeat(one)
  return one
}

/** Asks for one group. */
async function grant(id: string, group: number): Promise<Grant | undefined> {
  return (await store.acquire(id, [group]))?.[0]
}

/** What the passing of the lease time does to a processor that does not renew. */
async function letLapse({ id }: Processor): Promise<void> {
  await pool.query(`update processors set expires_at = now() - interval '1 ms' where id = $1`, [id])
  // In ascending order, as everybody who changes several groups.
  await pool.query(
    `with held as (select id from groups where holder_id = $1 order by id for no key update)
     update groups g set expires_at = now() - interval '1 ms' from held where g.id = held.id and g.holder_id = $1`,
    [id],
  )
}

async function epochOf(group: number): Promise<bigint | undefined> {
  const { groups } = await store.view()
  return groups.find(({ id }) => id === group)?.epoch
}

test('a free group is granted under the next epoch, until the processor itself runs out', async () => {
  const one = await alive()
  expect(await grant(one.id, 2)).toEqual({ group: 2, epoch: 1n, former: null })
  const { groups, processors } = await store.view()
  expect(groups[1]).toMatchObject({ id: 2, epoch: 1n, holderId: one.id, holderName: 'host:1' })
  expect(groups[1]?.remainingMs).toBeCloseTo(processors[0]?.remainingMs ?? 0, 3)
})

test('a held group is granted to nobody else', async () => {
  const [one, two] = [await alive(), await alive()]
  await grant(one.id, 1)
  expect(await grant(two.id, 1)).toBeUndefined()
  expect(await grant(one.id, 1)).toBeUndefined()
  expect(await epochOf(1)).toBe(1n)
})

test('of several groups those that are free are granted together; if one is locked, none is', async () => {
  const [one, two] = [await alive(), await alive()]
  await grant(one.id, 2)
  await transaction(pool, async (client) => {
    await shareGroup(client, 3)
    expect(await store.acquire(two.id, GROUPS)).toBeUndefined()
  })
  expect(await epochOf(1)).toBe(0n)
  const granted = await store.acquire(two.id, GROUPS)
  expect(granted?.sort((a, b) => a.group - b.group)).toEqual([
    { group: 1, epoch: 1n, former: null },
    { group: 3, epoch: 1n, former: null },
  ])
})

test('of many that ask for a group at the same time one gets it', async () => {
  const all = await Promise.all(Array.from({ length: 6 }, () => alive()))
  const granted = await Promise.all(all.map(({ id }) => grant(id, 3)))
  expect(granted.filter((grant) => grant !== undefined)).toEqual([{ group: 3, epoch: 1n, former: null }])
})

test('a lease that ran out goes to another under a higher epoch, and its former holder no longer has it', async () => {
  const [one, two] = [await alive(), await alive()]
  await grant(one.id, 1)
  await letLapse(one)
  expect(await grant(two.id, 1)).toEqual({ group: 1, epoch: 2n, former: one.id })
  expect(await store.heartbeat(one)).toEqual([])
  expect(await store.heartbeat(two)).toEqual([{ group: 1, epoch: 2n }])
})

test('a lease that ran out but was granted to nobody goes on under its epoch', async () => {
  const one = await alive()
  await grant(one.id, 1)
  await grant(one.id, 3)
  await letLapse(one)
  expect((await store.heartbeat(one)).sort((a, b) => a.group - b.group)).toEqual([
    { group: 1, epoch: 1n },
    { group: 3, epoch: 1n },
  ])
  expect(await grant((await alive()).id, 1)).toBeUndefined()
})

test('a processor that is not alive, unknown or leaving is granted nothing', async () => {
  const [lapsed, leaving] = [await alive(), await alive()]
  await letLapse(lapsed)
  await store.leave(leaving.id)
  for (const id of [lapsed.id, leaving.id, randomUUID()]) expect(await grant(id, 1)).toBeUndefined()
  expect(await epochOf(1)).toBe(0n)
})

test('a leaving processor keeps what it holds while it renews', async () => {
  const one = await alive()
  await grant(one.id, 1)
  await store.leave(one.id)
  expect(await store.heartbeat(one)).toEqual([{ group: 1, epoch: 1n }])
  expect((await store.view()).processors).toMatchObject([{ id: one.id, leaving: true }])
})

test('a release frees what the processor has under that epoch, nothing else', async () => {
  const [one, two] = [await alive(), await alive()]
  await grant(one.id, 1)
  expect(await store.release(two.id, [{ group: 1, epoch: 1n }])).toEqual([])
  expect(
    await store.release(one.id, [
      { group: 1, epoch: 2n },
      { group: 9, epoch: 1n },
    ]),
  ).toEqual([])
  expect(await store.release(one.id, [{ group: 1, epoch: 1n }])).toEqual([{ group: 1, epoch: 1n }])
  expect(await grant(two.id, 1)).toMatchObject({ epoch: 2n, former: null })
})

test('a grant waits for the transaction that commits for the group', async () => {
  const one = await alive()
  const held = Promise.withResolvers<void>()
  const finish = Promise.withResolvers<void>()
  const applying = transaction(pool, async (client) => {
    await shareGroup(client, 1)
    held.resolve()
    await finish.promise
  })
  await held.promise
  let granted: unknown = 'waits'
  const asking = grant(one.id, 1).then((grant) => {
    granted = grant
  })
  await expect.poll(waitingForLocks).toBe(1)
  expect(granted).toBe('waits')
  expect(await epochOf(1)).toBe(0n)
  finish.resolve()
  await Promise.all([applying, asking])
  expect(granted).toMatchObject({ epoch: 1n })
})

test('a grant gives up waiting after a quarter of the lease time', async () => {
  const impatient = openLeaseStore(pool, 100)
  const one = await alive()
  await transaction(pool, async (client) => {
    await shareGroup(client, 1)
    expect(await impatient.acquire(one.id, [1])).toBeUndefined()
  })
  expect(await epochOf(1)).toBe(0n)
})

async function waitingForLocks(): Promise<number> {
  const { rowCount } = await pool.query(`select from pg_locks where locktype = 'advisory' and not granted`)
  return rowCount ?? 0
}

test('a processor that left is removed when it holds nothing, one that stays is not', async () => {
  const [one, two] = [await alive(), await alive()]
  await grant(one.id, 1)
  await store.leave(one.id)
  for (const { id } of [one, two]) await store.forget(id)
  expect((await store.view()).processors).toHaveLength(2)
  await store.release(one.id, [{ group: 1, epoch: 1n }])
  for (const { id } of [one, two]) await store.forget(id)
  expect((await store.view()).processors).toMatchObject([{ id: two.id }])
})

test('sweeping removes processors that were alive long ago, but not the name of a holder', async () => {
  const [one, two, three] = [await alive({ name: 'holder' }), await alive(), await alive()]
  await grant(one.id, 1)
  await pool.query(`update processors set expires_at = now() - interval '2 hours' where id <> $1`, [three.id])
  await store.sweep()
  const { rows } = await pool.query('select id from processors')
  expect(rows.map(({ id }) => id).sort()).toEqual([one.id, three.id].sort())
  expect(rows).not.toContainEqual({ id: two.id })
})

test('an inactive group is wanted as long as operations wait in it', async () => {
  await pool.query('update groups set active = false where id in (2, 3)')
  await pool.query(
    `insert into queue (group_id, operation_id, kind, target_id, amount, currency) values (3, $1, 'deposit', 1, 1, 'USD')`,
    [randomUUID()],
  )
  expect((await store.view()).groups).toMatchObject([{ wanted: true }, { wanted: false }, { wanted: true }])
})

const PROCESSORS = 3
const command = fc.record({
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant('acquire') },
    { weight: 4, arbitrary: fc.constant('heartbeat') },
    { weight: 2, arbitrary: fc.constantFrom('release', 'stale release', 'lapse') },
    { weight: 1, arbitrary: fc.constant('leave') },
  ),
  who: fc.nat(PROCESSORS - 1),
  group: fc.constantFrom(...GROUPS),
} as const)

/** The protocol as it should be, in memory. */
function createModel() {
  const groups = new Map(GROUPS.map((group) => [group, { epoch: 0n, holder: -1, valid: false }]))
  return { groups, known: new Set<number>(), live: new Set<number>(), leaving: new Set<number>() }
}

test('whatever processors do, in any order: the store does what the protocol says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 20, maxLength: 40, size: 'max' }), async (commands) => {
      await pool.query('delete from groups')
      await pool.query('insert into groups (id) select unnest($1::int[])', [GROUPS])
      const all = Array.from({ length: PROCESSORS }, () => processor())
      const { groups, known, live, leaving } = createModel()
      const heldBy = (who: number) => [...groups].filter(([, { holder }]) => holder === who)
      for (const { kind, who, group } of commands) {
        const one = all[who] ?? processor()
        const state = groups.get(group) ?? { epoch: 0n, holder: -1, valid: false }
        if (kind === 'heartbeat') {
          const expected = heldBy(who).map(([id, { epoch }]) => ({ group: id, epoch }))
          expect((await store.heartbeat(one)).sort((a, b) => a.group - b.group)).toEqual(expected)
          known.add(who)
          live.add(who)
          for (const [, held] of heldBy(who)) held.valid = true
        } else if (kind === 'acquire') {
          const granted = await grant(one.id, group)
          const may = live.has(who) && !leaving.has(who) && !state.valid
          expect(granted?.epoch).toBe(may ? state.epoch + 1n : undefined)
          if (may) groups.set(group, { epoch: state.epoch + 1n, holder: who, valid: true })
        } else if (kind === 'release' || kind === 'stale release') {
          const epoch = kind === 'release' ? state.epoch : state.epoch - 1n
          const given = await store.release(one.id, [{ group, epoch }])
          const may = kind === 'release' && state.holder === who
          expect(given).toEqual(may ? [{ group, epoch }] : [])
          if (may) groups.set(group, { epoch, holder: -1, valid: false })
        } else if (kind === 'lapse') {
          await letLapse(one)
          live.delete(who)
          for (const [, held] of heldBy(who)) held.valid = false
        } else {
          await store.leave(one.id)
          if (known.has(who)) leaving.add(who)
        }
      }
      const { groups: present } = await store.view()
      expect(
        present.map(({ id, epoch, holderId }) => [id, epoch, all.findIndex((one) => one.id === holderId)]),
      ).toEqual([...groups].map(([id, { epoch, holder }]) => [id, epoch, holder]))
    }),
    { numRuns: 100 },
  )
})

test('whatever processors do at the same time: no epoch has two holders, and none falls', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(command, { minLength: 4, maxLength: 8 }), { minLength: 4, maxLength: 8, size: 'max' }),
      async (waves) => {
        await pool.query('delete from groups')
        await pool.query('insert into groups (id) select unnest($1::int[])', [GROUPS])
        const all = await Promise.all(Array.from({ length: PROCESSORS }, () => alive()))
        const holders = new Map<string, string>()
        const seen = (id: string, leases: readonly { group: number; epoch: bigint }[]) => {
          for (const { group, epoch } of leases) {
            const key = `${group} under ${epoch}`
            expect(holders.get(key) ?? id).toBe(id)
            holders.set(key, id)
          }
        }
        let before = (await store.view()).groups
        for (const wave of waves) {
          await Promise.all(
            wave.map(async ({ kind, who, group }) => {
              const one = all[who] ?? processor()
              if (kind === 'heartbeat' || kind === 'leave') return seen(one.id, await store.heartbeat(one))
              if (kind === 'lapse') return letLapse(one)
              if (kind !== 'acquire') {
                const epoch = before.find(({ id }) => id === group)?.epoch ?? 0n
                return seen(one.id, await store.release(one.id, [{ group, epoch }]))
              }
              const granted = await grant(one.id, group)
              if (granted === undefined) return
              expect(holders.has(`${group} under ${granted.epoch}`)).toBe(false)
              seen(one.id, [granted])
            }),
          )
          const after = (await store.view()).groups
          for (const [place, { epoch }] of after.entries()) {
            expect(epoch).toBeGreaterThanOrEqual(before[place]?.epoch ?? 0n)
          }
          before = after
        }
      },
    ),
    { numRuns: 40 },
  )
})
