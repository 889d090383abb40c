import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { shareGroup } from '../../common/database/locks.ts'
import { openPool, type Pool } from '../../common/database/pool.ts'
import { transaction } from '../../common/database/transaction.ts'
import { type Address, formatAddress } from '../../common/settings/address.ts'
import { createGrpcServer, type GatewayGrpcServer } from '../../gateway/grpc.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { createLeaseHolder, type Lease, type LeaseHolder } from './holder.ts'

const TTL_MS = 1_500
const LOOPBACK = '127.0.0.1'
const log = pino({ level: 'silent' })

let database: TestDatabase
let pool: Pool
let running: { stop(): unknown }[]
/** Whoever was ever granted a group, by group and epoch. */
let grants: Map<string, string>

beforeEach(async () => {
  database = await createTestDatabase()
  pool = openPool({ ...database, connectionsMax: 4, applicationName: 'test' })
  running = []
  grants = new Map()
})
afterEach(async () => {
  for (const one of running.reverse()) await one.stop()
  await pool.end()
  await database.drop()
})

async function groups(count: number): Promise<void> {
  await pool.query('insert into groups (id) select g from generate_series(2, $1) g', [count])
}

async function gateway(metrics = new Registry()): Promise<GatewayGrpcServer> {
  const server = createGrpcServer({
    settings: {
      grpc: { address: { host: LOOPBACK, port: 0 }, gateways: [] },
      lease: { ttl: TTL_MS },
      allowInsecure: false,
      shutdownTimeoutSec: 4,
    },
    database,
    log,
    metrics,
  })
  running.push(server)
  await server.start()
  return server
}

interface Processor extends LeaseHolder {
  readonly id: string
  readonly events: string[]
  /** How often it was told of work, by group. */
  readonly woken: Map<number, number>
  groups(): number[]
}

interface Wishes {
  number?: number
  name?: string
  /** Whether it gives back what it is asked for. */
  yields?: boolean
}

async function processor(gateways: readonly { address: Address }[], wishes: Wishes = {}): Promise<Processor> {
  const { number, name = 'host:1', yields = true } = wishes
  const id = randomUUID()
  const events: string[] = []
  const woken = new Map<number, number>()
  const holder: LeaseHolder = createLeaseHolder({
    gateways: gateways.map(({ address }) => address),
    processorId: id,
    name,
    number,
    metricsAddress: '',
    ttlMs: TTL_MS,
    log,
    on: {
      granted(lease) {
        const key = `${lease.group}@${lease.epoch}`
        expect(grants.get(key) ?? id).toBe(id)
        grants.set(key, id)
        events.push(`granted ${key}`)
      },
      revoked(group, lost) {
        events.push(lost ? `lost ${group}` : `asked for ${group}`)
        if (!lost && yields) holder.release([group])
      },
      workAvailable(groups) {
        for (const group of groups) woken.set(group, (woken.get(group) ?? 0) + 1)
      },
      waiting: (_group, holderName, reason) => events.push(`waiting (${holderName}): ${reason}`),
    },
  })
  running.push(holder)
  await holder.start()
  const groups = () =>
    holder
      .held()
      .map(({ group }) => group)
      .sort((a, b) => a - b)
  return Object.assign(holder, { id, events, woken, groups })
}

/** A wire to a gateway that can be cut, or go silent with everything left open. */
async function wire(target: { address: Address }) {
  const sockets = new Set<Socket>()
  let silent = false
  const server: Server = createServer((near) => {
    const far = connect(target.address.port, target.address.host)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (chunk) => silent || to.write(chunk))
      from.on('error', () => {})
      from.on('close', () => to.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve))
  const cut = () => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  const stop = () => {
    server.close()
    cut()
  }
  running.push({ stop })
  const { port } = server.address() as { port: number }
  return {
    address: { host: LOOPBACK, port },
    cut,
    /** No new connections either. */
    stop,
    silence(on: boolean) {
      silent = on
    },
  }
}

const soon = { timeout: 10_000, interval: 2 }

async function elapsedMs(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now()
  await work()
  return performance.now() - startMs
}

test('one processor claims every group; a second and a third each take a fair share, and then nothing moves', async () => {
  await groups(7)
  const gate = await gateway()
  const first = await processor([gate])
  await expect.poll(first.groups, soon).toEqual([1, 2, 3, 4, 5, 6, 7])
  const second = await processor([gate])
  await expect.poll(second.groups, soon).toEqual([5, 6, 7])
  expect(first.groups()).toEqual([1, 2, 3, 4])
  const third = await processor([gate])
  await expect.poll(() => third.groups().length, soon).toBe(2)
  const sizes = () => [first, second, third].map((one) => one.groups().length).sort()
  expect(sizes()).toEqual([2, 2, 3])
  // Rounds go by, also those that nothing calls for.
  const before = [first, second, third].map(({ events }) => events.length)
  const renewals = await renewalsOf(third.id)
  await expect.poll(() => renewalsOf(third.id).then((at) => at > renewals), soon).toBe(true)
  expect([first, second, third].map(({ events }) => events.length)).toEqual(before)
})

async function renewalsOf(id: string): Promise<string> {
  const { rows } = await pool.query<{ expires_at: string }>('select expires_at from processors where id = $1', [id])
  return rows[0]?.expires_at ?? ''
}

test('who stops gives everything back, is granted nothing more, and the others have it at once', async () => {
  await groups(4)
  const [gate, other] = [await gateway(), await gateway()]
  const first = await processor([gate])
  const second = await processor([other])
  await expect.poll(() => [first.groups().length, second.groups().length], soon).toEqual([2, 2])
  const tookMs = await elapsedMs(async () => {
    await first.stop()
    await expect.poll(second.groups, soon).toEqual([1, 2, 3, 4])
  })
  expect(tookMs).toBeLessThan(TTL_MS / 3)
  expect(first.held()).toEqual([])
  await expect.poll(async () => (await pool.query('select id from processors')).rows, soon).toEqual([{ id: second.id }])
})

test('a group goes to the processor that was started for it, and back to the others when that one stops', async () => {
  await groups(3)
  const gate = await gateway()
  const any = await processor([gate])
  await expect.poll(any.groups, soon).toEqual([1, 2, 3])
  const numbered = await processor([gate], { number: 2 })
  await expect.poll(numbered.groups, soon).toEqual([2])
  expect(any.groups()).toEqual([1, 3])
  expect(any.events).toContain('asked for 2')
  await numbered.stop()
  await expect.poll(any.groups, soon).toEqual([1, 2, 3])
  expect(any.events.filter((event) => event.includes(' 2@'))).toEqual(['granted 2@1', 'granted 2@3'])
})

test('a second processor for a group waits, knows for whom, and has it the moment the first gives it back', async () => {
  const gate = await gateway()
  const first = await processor([gate], { number: 1, name: 'first:1' })
  await expect.poll(first.groups, soon).toEqual([1])
  const second = await processor([gate], { number: 1 })
  await expect.poll(() => second.events, soon).toEqual(['waiting (first:1): group 1 is held by first:1'])
  const tookMs = await elapsedMs(async () => {
    await first.release([1])
    await expect.poll(() => [...first.groups(), ...second.groups()], soon).toEqual([1])
  })
  expect(tookMs).toBeLessThan(TTL_MS / 4)
})

test('a processor for a group that does not exist waits until it does', async () => {
  const gate = await gateway()
  const one = await processor([gate], { number: 3 })
  await expect.poll(() => one.events[0], soon).toMatch(/^waiting \(\): there is no group 3 yet/)
  await groups(3)
  await expect.poll(one.groups, soon).toEqual([3])
})

test('a processor that is cut off loses its lease by its own clock before another is granted it', async () => {
  const gate = await gateway()
  const cable = await wire(gate)
  const first = await processor([cable])
  await expect.poll(first.groups, soon).toEqual([1])
  const [lease] = first.held()
  const third = await processor([gate])
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
  const gate = await gateway()
  const cable = await wire(gate)
  const one = await processor([cable])
  await expect.poll(() => one.events, soon).toEqual(['granted 1@1'])
  cable.silence(true)
  await expect.poll(() => one.events, soon).toEqual(['granted 1@1', 'lost 1'])
  cable.silence(false)
  await expect.poll(() => one.events, soon).toEqual(['granted 1@1', 'lost 1', 'granted 1@1'])
})

test('a processor whose gateway dies, falls silent or stops goes on at the next one with the same leases', async () => {
  await groups(2)
  const [one, two] = [await gateway(), await gateway()]
  const [left, right] = [await wire(one), await wire(two)]
  const holder = await processor([left, right])
  await expect.poll(holder.groups, soon).toEqual([1, 2])
  const leases = holder.held()
  const renewed = async () => {
    const at = await renewalsOf(holder.id)
    await expect.poll(async () => (await renewalsOf(holder.id)) > at, soon).toBe(true)
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
  expect(holder.events).toEqual(['granted 1@1', 'granted 2@1'])
})

test('leases outlast the loss of every connection of the gateway to its database', async () => {
  await groups(2)
  const gate = await gateway()
  const one = await processor([gate])
  await expect.poll(one.groups, soon).toEqual([1, 2])
  await pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name like 'gateway%'`)
  const at = await renewalsOf(one.id)
  await expect.poll(async () => (await renewalsOf(one.id)) > at, soon).toBe(true)
  expect(one.events).toEqual(['granted 1@1', 'granted 2@1'])
  await expect
    .poll(async () => {
      await pool.query(`select pg_notify('walletmesh_work', '1')`)
      return one.woken.get(1) ?? 0
    }, soon)
    .toBeGreaterThan(0)
})

test('a grant waits for the transaction of the former holder that is still in flight', async () => {
  const gate = await gateway()
  const cable = await wire(gate)
  const first = await processor([cable])
  await expect.poll(first.groups, soon).toEqual([1])
  const second = await processor([gate])
  await transaction(pool, async (client) => {
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

test('work is told to whoever holds the group, at whichever gateway it is known', async () => {
  await groups(2)
  const [one, two] = [await gateway(), await gateway()]
  const left = await processor([one], { number: 1 })
  const right = await processor([two], { number: 2 })
  await expect.poll(() => [...left.groups(), ...right.groups()], soon).toEqual([1, 2])
  one.workQueued([1, 2])
  await expect.poll(() => [left.woken.get(1), right.woken.get(2)], soon).toEqual([1, 1])
  two.workQueued([1, 2])
  await expect.poll(() => [left.woken.get(1), right.woken.get(2)], soon).toEqual([2, 2])
  left.queued([1, 2])
  await expect.poll(() => [left.woken.get(1), right.woken.get(2)], soon).toEqual([3, 3])
})

test('a burst of work is told in a message or two', async () => {
  const gate = await gateway()
  const one = await processor([gate])
  await expect.poll(one.groups, soon).toEqual([1])
  for (let i = 0; i < 50_000; i += 1) gate.workQueued([1])
  await expect.poll(() => one.woken.get(1), soon).toBe(1)
  await one.stop()
  expect(one.woken.get(1)).toBe(1)
})

test('a group that is taken out of the partition is given back, and granted again while operations wait in it', async () => {
  await groups(2)
  const gate = await gateway()
  const one = await processor([gate])
  await expect.poll(one.groups, soon).toEqual([1, 2])
  await pool.query('update groups set active = false where id = 2')
  await expect.poll(one.groups, soon).toEqual([1])
  await pool.query(
    `insert into queue (group_id, operation_id, kind, target_id, amount, currency) values (2, $1, 'deposit', 1, 1, 'USD')`,
    [randomUUID()],
  )
  await expect.poll(one.groups, soon).toEqual([1, 2])
})

test('a processor stops when no gateway was ever there', async () => {
  const gone = await wire({ address: { host: LOOPBACK, port: 1 } })
  gone.stop()
  const one = await processor([gone])
  await one.stop()
  await one.stop()
  expect(one.events).toEqual([])
})

test('grants, takeovers, releases and streams are counted', async () => {
  const metrics = new Registry()
  const gate = await gateway(metrics)
  const cable = await wire(gate)
  const first = await processor([cable])
  await expect.poll(first.groups, soon).toEqual([1])
  cable.stop()
  const second = await processor([gate])
  await expect.poll(second.groups, soon).toEqual([1])
  await second.release([1])
  await second.stop()
  const text = await metrics.metrics()
  expect(text).toContain('walletmesh_lease_grants_total{from="expired"} 1')
  expect(text).toMatch(/walletmesh_lease_grants_total\{from="free"\} [12]/)
  expect(text).toMatch(/walletmesh_lease_releases_total [12]/)
  expect(text).toContain('walletmesh_lease_streams 0')
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
  running.push({
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
  const gate = await gateway()
  const { child, lines } = holderProcess(gate)
  await expect.poll(() => lines, soon).toEqual([{ granted: 1, epoch: '1' }, { valid: true }])
  const heir = await processor([gate])
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
  const gate = await gateway()
  const { child, lines } = holderProcess(gate)
  await expect.poll(() => lines.length, soon).toBe(2)
  const heir = await processor([gate], { number: 1 })
  await expect.poll(() => heir.events.length + lines.length, soon).toBeGreaterThanOrEqual(3)
  const killedAtMs = performance.now()
  child.kill('SIGKILL')
  await expect.poll(heir.groups, soon).toEqual([1])
  expect(performance.now() - killedAtMs).toBeLessThan(TTL_MS + 400)
})
