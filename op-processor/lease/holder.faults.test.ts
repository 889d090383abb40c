import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { afterEach, expect, test } from 'vitest'
import { shareGroup } from '../../common/database/locks.ts'
import { transaction } from '../../common/database/transaction.ts'
import { formatAddress } from '../../common/settings/address.ts'
import type { GatewayGrpcServer } from '../../gateway/grpc.ts'
import { createLeaseMesh, type LeaseMesh } from '../../test/lease-mesh.ts'
import type { Lease } from './holder.ts'

const TTL_MS = 1_500
const soon = { timeout: 10_000, interval: 2 }

let mesh: LeaseMesh
const start = async (groups: number) => {
  mesh = await createLeaseMesh(groups, TTL_MS)
}
afterEach(() => mesh.stop())

test('a processor that is cut off loses its lease by its own clock before another is granted it', async () => {
  await start(1)
  const gate = await mesh.gateway()
  const cable = await mesh.wire(gate)
  const first = await mesh.holder([cable])
  await expect.poll(first.groups, soon).toEqual([1])
  const [lease] = first.held()
  const third = await mesh.holder([gate])
  await expect.poll(() => third.events.length, soon).toBe(1)
  cable.silence(true)
  const silentAtMs = performance.now()
  let validWhenGranted: boolean | undefined
  await expect
    .poll(() => {
      if (third.groups().length > 0) validWhenGranted ??= lease?.isValid()
      return third.groups()
    }, soon)
    .toEqual([1])
  expect(validWhenGranted).toBe(false)
  expect(performance.now() - silentAtMs).toBeLessThan(TTL_MS + 400)
  expect(first.events.at(-1)).toBe('lost 1')
  const [taken] = third.held()
  expect(taken?.epoch).toBe((lease?.epoch ?? 0n) + 1n)

  cable.silence(false)
  await expect.poll(() => first.events.at(-1), soon).toMatch(/^waiting/)
})

test('a lease that ran out while nobody else wanted it goes on under its epoch', async () => {
  await start(1)
  const gate = await mesh.gateway()
  const cable = await mesh.wire(gate)
  const one = await mesh.holder([cable])
  await expect.poll(() => one.events, soon).toEqual(['granted 1@1'])
  cable.silence(true)
  await expect.poll(() => one.events, soon).toEqual(['granted 1@1', 'lost 1'])
  cable.silence(false)
  await expect.poll(() => one.events, soon).toEqual(['granted 1@1', 'lost 1', 'granted 1@1'])
})

test('a processor whose gateway dies, falls silent or stops goes on at the next one with the same leases', async () => {
  await start(2)
  const [one, two] = [await mesh.gateway(), await mesh.gateway()]
  const [left, right] = [await mesh.wire(one), await mesh.wire(two)]
  const holder = await mesh.holder([left, right])
  await expect.poll(holder.groups, soon).toEqual([1, 2])
  const leases = holder.held()
  const renewed = async () => {
    const at = await mesh.expiryOf(holder.id)
    await expect.poll(async () => (await mesh.expiryOf(holder.id)) > at, soon).toBe(true)
  }
  left.cut()
  await renewed()
  right.silence(true)
  await renewed()
  right.silence(false)
  await one.stop()
  await renewed()
  await renewed()
  expect(leases.every((lease) => lease.isValid())).toBe(true)
  expect([...holder.events].sort()).toEqual(['granted 1@1', 'granted 2@1'])
})

test('whichever processors are cut off: no group has two valid leases at any time, and it never stays without one', async () => {
  await start(3)
  const gates = [await mesh.gateway(), await mesh.gateway()]
  const all = await Promise.all(
    [0, 1, 2].map(async (place) => {
      const wires = await Promise.all(gates.map((gate) => mesh.wire(gate)))
      return { wires, holder: await mesh.holder(place === 0 ? wires : wires.reverse()) }
    }),
  )
  const twice: number[][] = []
  const valid = () => {
    const groups = all.flatMap(({ holder }) => holder.groups()).sort()
    if (new Set(groups).size < groups.length) twice.push(groups)
    return groups
  }
  const everyGroupIsHeld = () => expect.poll(valid, soon).toEqual([1, 2, 3])
  await everyGroupIsHeld()
  for (const { wires, holder } of all) {
    for (const wire of wires) wire.silence(true)
    await expect.poll(() => holder.groups().length, soon).toBe(0)
    await everyGroupIsHeld()
    for (const wire of wires) wire.silence(false)
    for (const wire of wires) wire.cut()
  }
  await expect.poll(() => all.map(({ holder }) => holder.groups().length), soon).toEqual([1, 1, 1])
  expect(twice).toEqual([])
})

test('leases outlast the loss of every connection of the gateway to its database', async () => {
  await start(2)
  const gate = await mesh.gateway()
  const one = await mesh.holder([gate])
  await expect.poll(one.groups, soon).toEqual([1, 2])
  await mesh.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name like 'gateway%'`)
  const at = await mesh.expiryOf(one.id)
  await expect.poll(async () => (await mesh.expiryOf(one.id)) > at, soon).toBe(true)
  expect([...one.events].sort()).toEqual(['granted 1@1', 'granted 2@1'])
  await expect
    .poll(async () => {
      await mesh.pool.query(`select pg_notify('walletmesh_work', '1')`)
      return one.woken.get(1) ?? 0
    }, soon)
    .toBeGreaterThan(0)
})

test('a grant waits for the transaction of the former holder that is still in flight', async () => {
  await start(1)
  const gate = await mesh.gateway()
  const cable = await mesh.wire(gate)
  const first = await mesh.holder([cable])
  await expect.poll(first.groups, soon).toEqual([1])
  const second = await mesh.holder([gate])
  await transaction(mesh.pool, async (client) => {
    await shareGroup(client, 1)
    cable.stop()
    const asked = `select from pg_locks where locktype = 'advisory' and not granted`
    await expect.poll(async () => (await client.query(asked)).rowCount, soon).toBe(1)
    expect(second.groups()).toEqual([])
    const { rows } = await client.query<{ epoch: bigint }>('select epoch from groups where id = 1')
    expect(rows).toEqual([{ epoch: 1n }])
  })
  await expect.poll(second.groups, soon).toEqual([1])
})

test('a processor stops when no gateway was ever there', async () => {
  await start(1)
  const gone = await mesh.wire({ address: { host: '127.0.0.1', port: 1 } })
  gone.stop()
  const one = await mesh.holder([gone])
  await one.stop()
  await one.stop()
  expect(one.events).toEqual([])
})

interface Line {
  valid?: boolean
  granted?: number
  epoch?: string
  revoked?: number
  lost?: boolean
}

function holderProcess(gate: GatewayGrpcServer): { child: ChildProcess; lines: Line[] } {
  const program = new URL('fixtures/holder-process.ts', import.meta.url).pathname
  const args = [program, formatAddress(gate.address), randomUUID(), String(TTL_MS)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  mesh.add({
    async stop() {
      child.kill('SIGKILL')
      await exited
    },
  })
  const lines: Line[] = []
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line)))
  return { child, lines }
}

test('a process that was paused beyond its lease time notices before it could commit anything', async () => {
  await start(1)
  const gate = await mesh.gateway()
  const { child, lines } = holderProcess(gate)
  await expect.poll(() => lines, soon).toEqual([{ granted: 1, epoch: '1' }, { valid: true }])
  const heir = await mesh.holder([gate])
  await expect.poll(() => heir.events.length, soon).toBe(1)
  child.kill('SIGSTOP')
  await expect.poll(() => heir.held() as readonly Pick<Lease, 'epoch'>[], soon).toMatchObject([{ epoch: 2n }])
  child.kill('SIGCONT')
  await expect.poll(() => lines.length, soon).toBeGreaterThanOrEqual(4)
  const after = lines.slice(2, 4)
  expect(after).toContainEqual({ valid: false })
  expect(after).toContainEqual({ revoked: 1, lost: true })
  expect(lines.slice(2)).not.toContainEqual({ valid: true })
})

test('a process that is killed is taken over when its lease runs out', async () => {
  await start(1)
  const gate = await mesh.gateway()
  const { child, lines } = holderProcess(gate)
  await expect.poll(() => lines.length, soon).toBe(2)
  const heir = await mesh.holder([gate], { number: 1 })
  await expect.poll(() => heir.events.length + lines.length, soon).toBeGreaterThanOrEqual(3)
  const killedAtMs = performance.now()
  child.kill('SIGKILL')
  await expect.poll(heir.groups, soon).toEqual([1])
  expect(performance.now() - killedAtMs).toBeLessThan(TTL_MS + 400)
})
