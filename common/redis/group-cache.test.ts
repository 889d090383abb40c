import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startTestRedis, type TestRedis } from '../../test/redis.ts'
import { type CacheReader, createCacheReader } from './cache-reader.ts'
import { type CacheScripts, GroupCache, type Look } from './group-cache.ts'
import { keysOf } from './keys.ts'
import { AGE_MAX_MS } from './lifetimes.ts'
import { openRedis, type RedisConnection } from './redis.ts'
import { cacheScripts } from './scripts.ts'

const keys = keysOf({ schemaName: 'walletmesh', id: 'test' })
const WAIT = { timeout: 10_000, interval: 20 }
/** Redis tells whole milliseconds. */
const CLOCK_STEP_MS = 2

let server: TestRedis
let redis: RedisConnection
let reader: CacheReader
let lines: string[]
beforeEach(async () => {
  server = await startTestRedis()
  lines = []
  const log = pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line).msg) })
  redis = await openRedis({ url: server.url, keys, log })
  const on = { hit() {}, miss() {} }
  reader = createCacheReader({ redis: redis.client, keys, nowMs: () => performance.now(), on })
})
afterEach(async () => {
  redis.close()
  await server.stop()
})

/** A group with its holder, whose commits succeed at once. */
function holderOf(group: number, { epoch = 1n, scripts = cacheScripts(redis.client, keys) } = {}) {
  const told = { written: 0, dropped: 0 }
  const cache = new GroupCache({
    group,
    epoch,
    scripts,
    log: pino({ level: 'silent' }),
    nowMs: () => performance.now(),
    on: {
      written(entries) {
        told.written += entries
      },
      dropped(entries) {
        told.dropped += entries
      },
    },
  })
  const group_ = { epoch, generation: 0n, head: 0n, positions: new Map<number, bigint>() }
  const look = (found: Partial<Look> = {}) => cache.seen({ beganMs: performance.now(), ...group_, ...found })
  const commit = (
    balances: Record<number, bigint>,
    { atUs = BigInt(Date.now()) * 1000n, positions = {} as Record<number, bigint> } = {},
  ) => {
    cache.committing()
    group_.head += 1n
    for (const [bank, balance] of Object.entries(positions)) group_.positions.set(Number(bank), balance)
    cache.committed({
      seq: group_.head,
      generation: group_.generation,
      entries: Object.entries(balances).map(([id, balance]) => ({
        walletId: Number(id),
        balance,
        held: 3n,
        floor: balance < 0n ? null : -20n,
        state: 'open' as const,
        atUs,
      })),
      positions: Object.entries(positions).map(([bankId, balance]) => ({ bankId: Number(bankId), balance })),
    })
  }
  return { cache, look, commit, told, group: group_ }
}
type TestHolder = ReturnType<typeof holderOf>

async function opened(holder: TestHolder, group: number): Promise<void> {
  holder.look()
  await vi.waitUntil(async () => (await reader.positions([group])) !== null, WAIT)
}

async function balanceOf(id: number): Promise<bigint | undefined> {
  return (await reader.wallet(id))?.balance
}

async function readable(id: number, balance: bigint): Promise<void> {
  await expect.poll(() => balanceOf(id), WAIT).toBe(balance)
}

/** Scripts whose writes can be held back or lost. */
function wire() {
  const real = cacheScripts(redis.client, keys)
  const held: (() => Promise<unknown>)[] = []
  let fate: 'passes' | 'is lost' | 'comes late' = 'passes'
  let refusals = 0
  const scripts: CacheScripts = {
    ...real,
    async open(opening) {
      const answer = await real.open(opening)
      if (answer === null) refusals += 1
      return answer
    },
    async write(write) {
      if (fate === 'passes') return real.write(write)
      if (fate === 'comes late') held.push(() => real.write(write))
      throw new Error('no answer')
    },
  }
  return {
    scripts,
    write(what: typeof fate) {
      fate = what
    },
    /** How often the holder was refused an incarnation. */
    refusals: () => refusals,
    async deliver() {
      for (const write of held.splice(0)) await write()
    },
  }
}

describe('a committed balance', () => {
  test('can be read, with what is held, floor, group, state and time', async () => {
    const holder = holderOf(1)
    await opened(holder, 1)
    holder.commit({ 7: 9_223_372_036_854_775_807n, 8: -5n }, { atUs: 1_700_000_000_123_456n })
    await readable(7, 9_223_372_036_854_775_807n)
    await readable(8, -5n)
    const entry = await reader.wallet(7)
    expect(entry).toMatchObject({
      ...{ walletId: 7, group: 1, state: 'open', atUs: 1_700_000_000_123_456n },
      ...{ held: 3n, floor: -20n },
    })
    expect(await reader.wallet(8)).toMatchObject({ held: 3n, floor: null })
    expect(entry?.ageMs).toBeLessThan(AGE_MAX_MS)
    expect(await reader.wallet(9)).toBeNull()
    expect(holder.told).toEqual({ written: 2, dropped: 0 })
  })

  test('stays readable while looks find the group unchanged, and no longer than two seconds without', async () => {
    const holder = holderOf(1)
    await opened(holder, 1)
    holder.commit({ 7: 1n })
    const committedMs = performance.now()
    await vi.waitUntil(async () => {
      holder.look()
      const entry = await reader.wallet(7)
      return entry !== null && performance.now() - entry.ageMs > committedMs + AGE_MAX_MS
    }, WAIT)
    holder.look()
    const lastMs = performance.now()
    const readMs: number[] = []
    await vi.waitUntil(async () => {
      const beganMs = performance.now()
      const isReadable = (await balanceOf(7)) !== undefined
      if (isReadable) readMs.push(beganMs - lastMs)
      return !isReadable
    }, WAIT)
    expect(Math.max(...readMs)).toBeLessThan(AGE_MAX_MS + CLOCK_STEP_MS)
  })

  test.each<[string, Partial<Look>]>([
    ['another holder was granted the group', { epoch: 2n }],
    ['a wallet moved or was frozen', { generation: 1n }],
    ['there is a journal that the holder does not know', { head: 2n }],
  ])('runs out when a look finds that %s', async (_, found) => {
    const holder = holderOf(1)
    await opened(holder, 1)
    holder.commit({ 7: 1n })
    await readable(7, 1n)
    const end = setInterval(() => holder.look(found), 100)
    await expect.poll(() => balanceOf(7), WAIT).toBeUndefined()
    clearInterval(end)
  })

  test('of a group whose write was dropped is not read any more, and the next one is', async () => {
    const { scripts, write } = wire()
    const holder = holderOf(1, { scripts })
    await opened(holder, 1)
    holder.commit({ 7: 1n, 8: 1n })
    await readable(8, 1n)
    write('is lost')
    holder.commit({ 7: 2n })
    await vi.waitUntil(() => holder.told.dropped === 1, WAIT)
    write('passes')
    await vi.waitUntil(async () => {
      holder.look()
      return (await balanceOf(8)) === undefined
    }, WAIT)
    expect(await balanceOf(7)).toBeUndefined()
    holder.commit({ 7: 3n })
    await readable(7, 3n)
  })
})

describe('a late write', () => {
  test('of the same group changes nothing', async () => {
    const { scripts, write, deliver } = wire()
    const holder = holderOf(1, { scripts })
    await opened(holder, 1)
    write('comes late')
    holder.commit({ 7: 1n })
    await vi.waitUntil(() => holder.told.dropped === 1, WAIT)
    write('passes')
    await vi.waitUntil(async () => {
      holder.commit({ 7: 2n })
      return (await balanceOf(7)) === 2n
    }, WAIT)
    await deliver()
    expect(await balanceOf(7)).toBe(2n)
  })

  test('of the group that a wallet has left does not overwrite a newer one', async () => {
    const { scripts, write, deliver } = wire()
    const [left, joined] = [holderOf(1, { scripts }), holderOf(2)]
    await opened(left, 1)
    await opened(joined, 2)
    write('comes late')
    left.commit({ 7: 1n, 8: 1n }, { atUs: 1_000n })
    await vi.waitUntil(() => left.told.dropped === 2, WAIT)
    joined.commit({ 7: 2n }, { atUs: 2_000n })
    await readable(7, 2n)
    await deliver()
    expect(await balanceOf(7)).toBe(2n)
    // It arrived, and what it knows better is taken.
    expect(await server.client.get(keys.wallet(8))).toMatch(/^1000 1 /)
  })

  test('of the same group counts though the clock of the database was put back', async () => {
    const holder = holderOf(1)
    await opened(holder, 1)
    holder.commit({ 7: 1n }, { atUs: 2_000n })
    holder.commit({ 7: 2n }, { atUs: 1_000n })
    await readable(7, 2n)
  })
})

describe('an old holder', () => {
  test('that wakes up cannot bring back what it knew', async () => {
    const { scripts, refusals } = wire()
    const [old, present] = [holderOf(1, { epoch: 1n, scripts }), holderOf(1, { epoch: 2n })]
    await opened(old, 1)
    old.commit({ 7: 1n })
    await readable(7, 1n)
    present.look()
    await expect.poll(() => balanceOf(7), WAIT).toBeUndefined()
    // As if it had not heard of it, it goes on.
    await vi.waitUntil(async () => {
      old.commit({ 7: 1n })
      present.look()
      expect(await balanceOf(7)).toBeUndefined()
      return refusals() >= 3
    }, WAIT)
    present.commit({ 7: 2n })
    await readable(7, 2n)
    expect(await server.client.hget(keys.group(1), 'incarnation')).toMatch(/^2\./)
  })
})

describe('positions of banks', () => {
  test('are those of all groups, from the start and after each journal', async () => {
    const holders = [holderOf(1), holderOf(2)] as const
    holders[0].group.positions.set(1, 10n ** 30n)
    await opened(holders[0], 1)
    expect(await reader.positions([1, 2])).toBeNull()
    await opened(holders[1], 2)
    holders[1].commit({}, { positions: { 1: -3n, 2: 4n } })
    await expect
      .poll(async () => (await reader.positions([1, 2]))?.map(({ balances }) => [...balances]), WAIT)
      .toEqual([
        [[1, 10n ** 30n]],
        [
          [1, -3n],
          [2, 4n],
        ],
      ])
  })

  test('are not read when one group of them cannot be relied on', async () => {
    const holders = [holderOf(1), holderOf(2)] as const
    await opened(holders[0], 1)
    await opened(holders[1], 2)
    expect(await reader.positions([1, 2])).not.toBeNull()
    expect(await reader.positions([1, 2, 3])).toBeNull()
    const end = setInterval(() => holders[0].look(), 100)
    await expect.poll(() => reader.positions([1, 2]), WAIT).toBeNull()
    expect(await reader.positions([1])).not.toBeNull()
    clearInterval(end)
  })
})

describe('when Redis', () => {
  test('is killed, everything is asked of Postgres, applying does not notice, and it fills again by itself', async () => {
    const holder = holderOf(1)
    await opened(holder, 1)
    holder.commit({ 7: 1n })
    await readable(7, 1n)
    await server.kill()
    for (let i = 2n; i < 1_000n; i++) holder.commit({ 7: i, 8: i })
    expect(await balanceOf(7)).toBeUndefined()
    await server.restart()
    await vi.waitUntil(async () => {
      holder.look()
      holder.commit({ 7: 1_000n })
      return (await balanceOf(7)) === 1_000n
    }, WAIT)
    expect(await balanceOf(8)).toBeUndefined()
    expect(lines).toEqual([expect.stringContaining('lost the Redis'), expect.stringContaining('is back')])
  })

  test('hangs, a reader waits for a quarter of a second and the next ones not at all, and what waits is bounded', async () => {
    const holder = holderOf(1)
    await opened(holder, 1)
    holder.commit({ 7: 1n })
    await readable(7, 1n)
    server.pause()
    const startedMs = performance.now()
    expect(await balanceOf(7)).toBeUndefined()
    const firstMs = performance.now() - startedMs
    for (let i = 0; i < 100; i++) expect(await balanceOf(7)).toBeUndefined()
    expect(firstMs).toBeLessThan(450)
    expect(performance.now() - startedMs - firstMs).toBeLessThan(100)

    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [i + 1, 2n]))
    const committingMs = performance.now()
    for (let i = 0; i < 5; i++) holder.commit(many)
    expect(performance.now() - committingMs).toBeLessThan(2_000)
    expect(holder.told.dropped).toBeGreaterThan(5 * 50_000)

    server.resume()
    await vi.waitUntil(async () => {
      holder.look()
      holder.commit({ 7: 3n })
      return (await balanceOf(7)) === 3n
    }, WAIT)
    // Nothing that was read before it hung came back.
    expect([undefined, 2n]).toContain(await balanceOf(8))
  })

  test('has forgotten the group, the holder begins again', async () => {
    const holder = holderOf(1)
    await opened(holder, 1)
    holder.commit({ 7: 1n })
    await readable(7, 1n)
    await server.client.del(keys.group(1))
    expect(await balanceOf(7)).toBeUndefined()
    await vi.waitUntil(async () => {
      holder.commit({ 8: 1n })
      return (await balanceOf(8)) === 1n
    }, WAIT)
    expect(await balanceOf(7)).toBeUndefined()
  })

  test('holds nonsense, it is not read', async () => {
    const holder = holderOf(1)
    await opened(holder, 1)
    holder.commit({ 7: 1n })
    await readable(7, 1n)
    const entry = (await server.client.get(keys.wallet(7))) ?? ''
    for (const nonsense of [
      '',
      'x',
      entry.replace(' 1 3 -20 open', ' one 3 -20 open'),
      entry.replace(' -20 open', ' open'),
      entry.replace('open', 'shut'),
    ]) {
      await server.client.set(keys.wallet(7), nonsense)
      expect(await balanceOf(7)).toBeUndefined()
    }
    await server.client.hset(keys.group(1), 'as_of', 'x')
    await server.client.set(keys.wallet(7), entry)
    expect(await balanceOf(7)).toBeUndefined()
  })
})
