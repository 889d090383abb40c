import type { ChildProcess } from 'node:child_process'
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTestCertificates } from '../../test/certificates.ts'
import { exitOf, type Result, runWalletmesh, startWalletmesh } from '../testing/run.ts'
import { findFreePort } from './ports.ts'

// A mesh is six processes that all start at once.
const PATIENCE = { timeout: 90_000, interval: 50 }
vi.setConfig({ testTimeout: 180_000, hookTimeout: 90_000 })

const OPERATIONS = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')

/** A mesh in a data folder of its own, as a user starts it. */
interface Up {
  process: ChildProcess
  /** Lines of standard output so far. */
  out: string[]
  /** Lines of standard error so far. */
  err: string[]
  ended: Promise<number | null>
}

let outer: string
let data: string
const ups: Up[] = []

beforeEach(() => {
  outer = mkdtempSync(join(tmpdir(), 'walletmesh-up-'))
  // As root, the user of the server must be able to enter, or the files would be elsewhere.
  chmodSync(outer, 0o755)
  data = join(outer, 'data')
})

afterEach(async () => {
  for (const up of ups.splice(0)) {
    up.process.kill('SIGINT')
    await up.ended
  }
  rmSync(outer, { recursive: true })
})

function start(...args: string[]): Up {
  const process = startWalletmesh(['up', '--data', data, '--ephemeral', ...args], { cwd: outer })
  const up: Up = { process, out: [], err: [], ended: exitOf(process) }
  createInterface({ input: process.stdout }).on('line', (line) => up.out.push(line))
  createInterface({ input: process.stderr }).on('line', (line) => up.err.push(line))
  ups.push(up)
  return up
}

/** Returns the gateway's port once the mesh is ready. */
async function ready(up: Up): Promise<number> {
  await vi.waitFor(() => {
    if (up.process.exitCode !== null) throw new Error(`it ended: ${up.err.join('\n')}`)
    expect(up.out.at(-1), up.err.join('\n')).toMatch(/^ready /)
  }, PATIENCE)
  return Number(up.out.at(-1)?.split(':').at(-1))
}

interface Running {
  pid: number
  parent: number
  args: string
}

/** What runs on this machine. One that has ended, and that nobody has asked about yet, does not run. */
function running(): Running[] {
  return execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => state !== undefined && !state.startsWith('Z'))
    .map(([pid, parent, , ...args]) => ({ pid: Number(pid), parent: Number(parent), args: args.join(' ') }))
}

/** What the mesh started, and whatever names its folder, as its PostgreSQL does. */
function processesOf(up: Up): number[] {
  const { pid } = up.process
  return running()
    .filter((one) => one.parent === pid || (one.pid !== pid && one.args.includes(data)))
    .map((one) => one.pid)
}

function gatewayOf(up: Up): number {
  const gateway = running().find(({ parent, args }) => parent === up.process.pid && args.includes('gateway/main.ts'))
  if (gateway === undefined) throw new Error('no gateway runs')
  return gateway.pid
}

function alive(pids: readonly number[]): number[] {
  const all = new Set(running().map(({ pid }) => pid))
  return pids.filter((pid) => all.has(pid))
}

async function isOpen(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health`).then(
    (response) => response.ok,
    () => false,
  )
}

function walletmesh(...args: string[]): Promise<Result> {
  return runWalletmesh(args, { cwd: outer })
}

describe('walletmesh up', () => {
  test('tells where each service is, then that it is ready, and stops everything at Ctrl-C', async () => {
    const up = start('--port', '0', '--processors', '2', '--groups', '3')
    const port = await ready(up)
    expect(up.out).toEqual([
      expect.stringMatching(/^postgres {8}127\.0\.0\.1:\d+\/walletmesh {2}\S+\/data \(thrown away at the end\)$/),
      expect.stringMatching(new RegExp(`^gateway {9}http://127\\.0\\.0\\.1:${port}  grpc 127\\.0\\.0\\.1:\\d+$`)),
      expect.stringMatching(/^op_processor 1 {2}http:\/\/127\.0\.0\.1:\d+\/metrics$/),
      expect.stringMatching(/^op_processor 2 {2}http:\/\/127\.0\.0\.1:\d+\/metrics$/),
      expect.stringMatching(/^wlt_balancer {4}3 groups, balanced every 30m {2}grpc 127\.0\.0\.1:\d+$/),
      expect.stringMatching(/^settler {9}grpc 127\.0\.0\.1:\d+$/),
      expect.stringMatching(/^fraud {11}grpc 127\.0\.0\.1:\d+$/),
      expect.stringMatching(/^open: nobody is asked who they are; .*walletmesh users add --role admin/),
      `ready http://127.0.0.1:${port}`,
    ])

    const status = await walletmesh('status', '--data', data, '--json')
    const groups: { holder: string | null }[] = JSON.parse(status.stdout).groups
    expect(groups.length).toBe(3)
    expect(groups.every(({ holder }) => holder !== null)).toBe(true)

    const pids = processesOf(up)
    // Gateway, two op-processors, balancer, settler, fraud, and PostgreSQL.
    expect(pids.length).toBeGreaterThanOrEqual(7)
    up.process.kill('SIGINT')
    expect(await up.ended).toBe(0)
    expect(alive(pids)).toEqual([])
    expect(await isOpen(port)).toBe(false)
    expect(existsSync(data)).toBe(false)
    expect(up.err).toEqual(['walletmesh      stopping; Ctrl-C again kills'])
  })

  test('serves every metric that docs/operations.md names', async () => {
    const up = start('--port', '0', '--processors', '1', '--groups', '1', '--verbose')
    const port = await ready(up)
    const addresses = await vi.waitFor(() => {
      const found = up.err.flatMap((line) => /metrics at (http:\S+)/.exec(line)?.[1] ?? [])
      // Of the op-processor, the balancer, the settler and the fraud part.
      expect(found.length).toBe(4)
      return found
    }, PATIENCE)
    const pages = [`http://127.0.0.1:${port}`, ...addresses].map((url) => fetch(`${url}/metrics`).then((r) => r.text()))
    const served = (await Promise.all(pages)).join('\n')
    const named = new Set(OPERATIONS.match(/(?<=`)(walletmesh|grpc)_[a-z_]+/g))
    expect(named.size).toBeGreaterThan(25)
    expect([...named].filter((name) => !served.includes(`# TYPE ${name} `))).toEqual([])
    const ours = served.match(/(?<=^# TYPE )(walletmesh|grpc)_[a-z_]+/gm) ?? []
    expect(ours.filter((name) => !named.has(name))).toEqual([])
  })

  test('starts a child that was killed again, and says so', async () => {
    const up = start('--port', '0', '--processors', '1', '--groups', '1')
    const port = await ready(up)
    const gateway = gatewayOf(up)
    process.kill(gateway, 'SIGKILL')
    await vi.waitFor(async () => expect(await isOpen(port)).toBe(true), PATIENCE)
    expect(gatewayOf(up)).not.toBe(gateway)
    expect(up.err).toContain('gateway         warn: died (ended by SIGKILL): starting it again in 0.25 s')
    // The whole mesh works again: what is queued gets applied.
    const seeded = await walletmesh('seed', '--port', String(port))
    expect(seeded).toMatchObject({ exitCode: 0, stderr: '' })
  })

  test('leaves nothing behind when it is killed itself', async () => {
    const up = start('--port', '0', '--processors', '1', '--groups', '1')
    const port = await ready(up)
    const pids = processesOf(up)
    up.process.kill('SIGKILL')
    await vi.waitFor(() => expect(alive(pids)).toEqual([]), PATIENCE)
    expect(await isOpen(port)).toBe(false)
    expect(existsSync(data)).toBe(false)
  })

  test('kills everything at the second signal', async () => {
    const up = start('--port', '0', '--processors', '1', '--groups', '1')
    await ready(up)
    const pids = processesOf(up)
    // A paused process cannot drain.
    process.kill(gatewayOf(up), 'SIGSTOP')
    up.process.kill('SIGINT')
    await vi.waitFor(() => expect(up.err.at(-1)).toContain('stopping'), PATIENCE)
    up.process.kill('SIGINT')
    expect(await up.ended).toBe(1)
    expect(alive(pids)).toEqual([])
    expect(existsSync(data)).toBe(false)
  })

  test('runs on certificates: its own requests, those of seed and of load believe their authority', async () => {
    const made = await walletmesh('certs', '--out', 'certs')
    expect(made).toMatchObject({ exitCode: 0, stderr: '' })
    writeFileSync(join(outer, 'settings.yml'), made.stdout.slice(made.stdout.indexOf('tls:')).split('\n\n')[0] ?? '')
    const up = start('--port', '0', '--processors', '1', '--groups', '1')
    const port = String(await ready(up))
    expect(up.out.at(-1)).toBe(`ready https://127.0.0.1:${port}`)
    expect(await walletmesh('seed', '--port', port)).toMatchObject({ exitCode: 0, stderr: '' })
    const url = `https://127.0.0.1:${port}`
    const load = await walletmesh('load', '--url', url, '--transactions', '100', '--wallets', '4', '--json')
    expect(load).toMatchObject({ exitCode: 0, stderr: '' })
    expect((await walletmesh('status', '--data', data)).exitCode).toBe(0)
    expect(up.err).toEqual([])

    // Without the authority, the same requests believe nobody.
    rmSync(join(outer, 'settings.yml'))
    const blind = await walletmesh('load', '--url', url, '--transactions', '1')
    expect(blind.stderr).toBe('walletmesh: POST /wallet failed: self-signed certificate in certificate chain\n')
  })

  test('says at once that the certificate is not for the address', async () => {
    const certificates = await createTestCertificates()
    try {
      const { cert, key, ca } = await certificates.issue('gateway', { hosts: ['elsewhere.example'] })
      const environment = { WALLETMESH_TLS__CERT: cert, WALLETMESH_TLS__KEY: key, WALLETMESH_TLS__CA: ca }
      const args = ['up', '--data', data, '--ephemeral', '--port', '0']
      const { exitCode, stderr } = await runWalletmesh(args, { environment })
      expect(exitCode).toBe(1)
      expect(stderr).toMatch(
        /^walletmesh: the gateway's certificate is not accepted: .* 127\.0\.0\.1 is not in the cert.*\n$/m,
      )
    } finally {
      certificates.remove()
    }
  })

  test('stops at a signal that comes while it starts', async () => {
    const up = start('--port', '0')
    await vi.waitFor(() => expect(up.out.length).toBeGreaterThan(0), PATIENCE)
    up.process.kill('SIGTERM')
    expect(await up.ended).toBe(0)
    expect(up.out.join('\n')).not.toContain('ready')
    expect(processesOf(up)).toEqual([])
    expect(existsSync(data)).toBe(false)
  })

  test('says in one line by what its port is taken, and starts nothing', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    try {
      const port = await vi.waitFor(() => {
        const address = server.address()
        if (address === null || typeof address === 'string') throw new Error('not listening yet')
        return address.port
      })
      const up = start('--port', String(port))
      expect(await up.ended).toBe(1)
      expect(up.out).toEqual([])
      expect(up.err).toEqual([
        expect.stringMatching(
          new RegExp(`^walletmesh: port ${port} is taken by .* \\(pid ${process.pid}\\): stop it, or name`),
        ),
      ])
      expect(existsSync(data)).toBe(false)
    } finally {
      server.close()
    }
  })

  test('says in one line why a service does not start', async () => {
    // The one address that the gateway refuses without authentication and TLS.
    const port = await findFreePort('0.0.0.0', Math.random)
    const grpc = await findFreePort('127.0.0.1', Math.random)
    const environment = { WALLETMESH_IP: `0.0.0.0:${port}`, WALLETMESH_GRPC__ADDRESS: `127.0.0.1:${grpc}` }
    const { exitCode, stderr } = await runWalletmesh(['up', '--data', data, '--ephemeral'], { environment })
    expect(exitCode).toBe(1)
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^walletmesh: gateway does not start: .*allowInsecure/)
    expect(existsSync(data)).toBe(false)
  })
})

describe('walletmesh seed', () => {
  test('makes demo data through the queue once, and refuses a mesh that has wallets', async () => {
    const up = start('--port', '0', '--processors', '2', '--groups', '2')
    const port = String(await ready(up))
    const first = await walletmesh('seed', '--port', port)
    expect(first).toMatchObject({ exitCode: 0, stderr: '' })
    expect(first.stdout).toMatch(/\n9 rates, 20 wallets, 20 deposits, 54 transfers and 5 card payments, all applied\n/)
    expect(first.stdout).toMatch(/\nlog in as ines@example.org \(user\), .* with the password: demo password\n$/)
    expect(first.stdout.split('\n').filter((line) => /^ +\d+ {2}/.test(line)).length).toBe(20)

    const second = await walletmesh('seed', '--port', port)
    expect(second).toMatchObject({ exitCode: 1, stdout: '' })
    expect(second.stderr).toMatch(/^walletmesh: the mesh has wallets already: .*\n$/)

    const status = JSON.parse((await walletmesh('status', '--data', data, '--json')).stdout)
    expect(status).toMatchObject({ in_transit: [], dead_letters: 0, alarms: [] })
    const operations = status.groups.map((group: { operations: number }) => group.operations)
    expect(operations.reduce((sum: number, count: number) => sum + count, 0)).toBe(81)
  })

  test('refuses production', async () => {
    const { exitCode, stderr } = await runWalletmesh(['seed'], { environment: { WALLETMESH_ENV: 'production' } })
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: 'walletmesh: demo data has no place in production (env in the settings)\n',
    })
  })

  test('says in one line that no gateway answers', async () => {
    const port = await findFreePort('127.0.0.1', Math.random)
    const { exitCode, stderr } = await walletmesh('seed', '--port', String(port))
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(new RegExp(`^walletmesh: no gateway answers at http://127\\.0\\.0\\.1:${port}: .*\\n$`))
  })
})
