import { randomUUID } from 'node:crypto'
import { Registry } from 'prom-client'
import { afterEach, expect, test } from 'vitest'
import { transaction } from '../../common/database/transaction.ts'
import { createLeaseMesh, type LeaseMesh } from '../../test/lease-mesh.ts'

const TTL_MS = 1_500
const soon = { timeout: 10_000, interval: 2 }

let mesh: LeaseMesh
const start = async (groups: number, ttlMs = TTL_MS) => {
  mesh = await createLeaseMesh(groups, ttlMs)
}
afterEach(() => mesh.stop())

async function elapsedMs(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now()
  await work()
  return performance.now() - startMs
}

test('one processor claims every group; a second and a third each take a fair share, and then nothing moves', async () => {
  await start(7)
  const gate = await mesh.gateway()
  const first = await mesh.holder([gate])
  await expect.poll(first.groups, soon).toEqual([1, 2, 3, 4, 5, 6, 7])
  const second = await mesh.holder([gate])
  await expect.poll(second.groups, soon).toEqual([5, 6, 7])
  expect(first.groups()).toEqual([1, 2, 3, 4])
  const third = await mesh.holder([gate])
  await expect.poll(() => third.groups().length, soon).toBe(2)
  const sizes = () => [first, second, third].map((one) => one.groups().length).sort()
  expect(sizes()).toEqual([2, 2, 3])
  // Rounds go by, also those that nothing calls for.
  const before = [first, second, third].map(({ events }) => events.length)
  const renewals = await mesh.expiryOf(third.id)
  await expect.poll(() => mesh.expiryOf(third.id).then((at) => at > renewals), soon).toBe(true)
  expect([first, second, third].map(({ events }) => events.length)).toEqual(before)
})

test('who stops gives everything back, is granted nothing more, and the others have it at once', async () => {
  await start(4)
  const [gate, other] = [await mesh.gateway(), await mesh.gateway()]
  const first = await mesh.holder([gate])
  const second = await mesh.holder([other])
  await expect.poll(() => [first.groups().length, second.groups().length], soon).toEqual([2, 2])
  const tookMs = await elapsedMs(async () => {
    await first.stop()
    await expect.poll(second.groups, soon).toEqual([1, 2, 3, 4])
  })
  expect(tookMs).toBeLessThan(TTL_MS / 3)
  expect(first.held()).toEqual([])
  await expect
    .poll(async () => (await mesh.pool.query('select id from processors')).rows, soon)
    .toEqual([{ id: second.id }])
})

test('what is granted to a processor that leaves, before the gateway knows it, is given back and not told', async () => {
  // No renewal falls into the time in which the database writes none.
  await start(4, 60_000)
  const gate = await mesh.gateway()
  const first = await mesh.holder([gate])
  const second = await mesh.holder([gate])
  await expect.poll(() => [first.groups().length, second.groups().length], soon).toEqual([2, 2])
  const [left, kept] = [first.groups(), second.groups()]
  const told = [...second.events]
  const holders = async (groups: number[]) =>
    (await mesh.pool.query('select holder_id from groups where id = any ($1)', [groups])).rows.map((r) => r.holder_id)

  await transaction(mesh.pool, async (client) => {
    // Keeps the gateway from writing down that the second leaves.
    await client.query('select from processors where id = $1 for update', [second.id])
    second.leave()
    await first.stop()
    await expect.poll(() => holders(left), soon).toEqual([second.id, second.id])
  })
  await expect.poll(() => holders(left), soon).toEqual([null, null])
  expect(second.events).toEqual(told)
  expect(second.groups()).toEqual(kept)
  expect(await holders(kept)).toEqual([second.id, second.id])
})

test('a group goes to the processor that was started for it, and back to the others when that one stops', async () => {
  await start(3)
  const gate = await mesh.gateway()
  const any = await mesh.holder([gate])
  await expect.poll(any.groups, soon).toEqual([1, 2, 3])
  const numbered = await mesh.holder([gate], { number: 2 })
  await expect.poll(numbered.groups, soon).toEqual([2])
  expect(any.groups()).toEqual([1, 3])
  expect(any.events).toContain('asked for 2')
  await numbered.stop()
  await expect.poll(any.groups, soon).toEqual([1, 2, 3])
  expect(any.events.filter((event) => event.includes(' 2@'))).toEqual(['granted 2@1', 'granted 2@3'])
})

test('a second processor for a group waits, knows for whom, and has it the moment the first stops', async () => {
  await start(1)
  const gate = await mesh.gateway()
  const first = await mesh.holder([gate], { number: 1, name: 'first:1' })
  await expect.poll(first.groups, soon).toEqual([1])
  const second = await mesh.holder([gate], { number: 1 })
  await expect.poll(() => second.events, soon).toEqual(['waiting (first:1): group 1 is held by first:1'])
  const tookMs = await elapsedMs(async () => {
    await first.stop()
    await expect.poll(second.groups, soon).toEqual([1])
  })
  expect(tookMs).toBeLessThan(TTL_MS / 4)
})

test('a processor for a group that does not exist waits until it does', async () => {
  await start(1)
  const gate = await mesh.gateway()
  const one = await mesh.holder([gate], { number: 3 })
  await expect.poll(() => one.events[0], soon).toMatch(/^waiting \(\): there is no group 3 yet/)
  await mesh.pool.query('insert into groups (id) values (3)')
  await expect.poll(one.groups, soon).toEqual([3])
})

test('work is told to whoever holds the group, at whichever gateway it is known', async () => {
  await start(2)
  const [one, two] = [await mesh.gateway(), await mesh.gateway()]
  const left = await mesh.holder([one], { number: 1 })
  const right = await mesh.holder([two], { number: 2 })
  await expect.poll(() => [...left.groups(), ...right.groups()], soon).toEqual([1, 2])
  one.workQueued([1, 2])
  await expect.poll(() => [left.woken.get(1), right.woken.get(2)], soon).toEqual([1, 1])
  two.workQueued([1, 2])
  await expect.poll(() => [left.woken.get(1), right.woken.get(2)], soon).toEqual([2, 2])
  left.queued([1, 2])
  await expect.poll(() => [left.woken.get(1), right.woken.get(2)], soon).toEqual([3, 3])
})

test('a burst of work is told in a message or two', async () => {
  await start(1)
  const gate = await mesh.gateway()
  const one = await mesh.holder([gate])
  await expect.poll(one.groups, soon).toEqual([1])
  for (let i = 0; i < 50_000; i += 1) gate.workQueued([1])
  await expect.poll(() => one.woken.get(1), soon).toBe(1)
  await one.stop()
  expect(one.woken.get(1)).toBe(1)
})

test('a group that is taken out of the partition is given back, and granted again while operations wait in it', async () => {
  await start(2)
  const gate = await mesh.gateway()
  const one = await mesh.holder([gate])
  await expect.poll(one.groups, soon).toEqual([1, 2])
  await mesh.pool.query('update groups set active = false where id = 2')
  await expect.poll(one.groups, soon).toEqual([1])
  await mesh.pool.query(
    `insert into queue (group_id, operation_id, kind, target_id, amount, currency) values (2, $1, 'deposit', 1, 1, 'USD')`,
    [randomUUID()],
  )
  await expect.poll(one.groups, soon).toEqual([1, 2])
})

test('grants, takeovers, releases and streams are counted', async () => {
  await start(1)
  const metrics = new Registry()
  const gate = await mesh.gateway(metrics)
  const cable = await mesh.wire(gate)
  const first = await mesh.holder([cable])
  await expect.poll(first.groups, soon).toEqual([1])
  cable.stop()
  const second = await mesh.holder([gate])
  await expect.poll(second.groups, soon).toEqual([1])
  await second.release([1])
  await second.stop()
  const text = await metrics.metrics()
  expect(text).toContain('walletmesh_lease_grants_total{from="expired"} 1')
  expect(text).toMatch(/walletmesh_lease_grants_total\{from="free"\} [12]/)
  expect(text).toMatch(/walletmesh_lease_releases_total [12]/)
  expect(text).toContain('walletmesh_lease_streams 0')
})
