import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism, tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { VERSION } from '../common/command.ts'
import { createTestDatabase, type TestDatabase } from '../test/database.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))

let database: TestDatabase
const running: Process[] = []

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
afterEach(async () => {
  for (const { child } of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
})

interface Process {
  child: ChildProcess
  /** What it wrote to standard error so far. */
  errors(): string
  output(): string
  ended: Promise<number | null>
}

/** The command `gateway` as a process group of its own, on free ports. */
function run(args: string[], settings: Record<string, string> = {}): Process {
  const env = {
    PATH: process.env.PATH,
    WALLETMESH_DSN: database.dsn,
    WALLETMESH_IP: '127.0.0.1:0',
    WALLETMESH_GRPC__ADDRESS: '127.0.0.1:0',
    ...settings,
  }
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: tmpdir(), env, detached: true })
  let [output, errors] = ['', '']
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const started = { child, errors: () => errors, output: () => output, ended }
  running.push(started)
  return started
}

async function portOf({ errors }: Process): Promise<number> {
  return vi.waitFor(() => {
    const [, port] = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(errors()) ?? []
    if (port === undefined) throw new Error(`not listening: ${errors()}`)
    return Number(port)
  }, 30_000)
}

describe('the command gateway', () => {
  test('explains itself', async () => {
    const help = run(['--help'])
    const version = run(['--version'])
    expect([await help.ended, await version.ended]).toEqual([0, 0])
    expect(help.output()).toContain('Usage: gateway [options]')
    expect(version.output()).toBe(`${VERSION}\n`)
  })

  test.each([
    [['--port', '5'], {}, 2, /^gateway: unknown option '--port' \(see gateway --help\)\n$/],
    [[], { WALLETMESH_PREFORK: 'maybe' }, 2, /^[^\n]*PREFORK[^\n]*\n$/],
    [[], { WALLETMESH_IP: '0.0.0.0:0' }, 1, /^gateway: ip 0\.0\.0\.0:0 can be reached from other machines[^\n]*\n$/],
    [
      [],
      { WALLETMESH_DSN: 'postgresql://127.0.0.1:1/none', WALLETMESH_LOGLEVEL: 'silent' },
      1,
      /^gateway: cannot use the database at [^\n]*ECONNREFUSED[^\n]*\n$/,
    ],
  ])('ends with one line for %j %j', async (args, settings, code, line) => {
    const gateway = run(args, settings)
    expect(await gateway.ended).toBe(code)
    expect(gateway.errors()).toMatch(line)
  })

  test('serves until it is told to stop, and says in one line when its port is taken', async () => {
    const gateway = run([])
    const port = await portOf(gateway)
    expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200)
    for (const prefork of ['false', 'true']) {
      const second = run([], {
        WALLETMESH_IP: `127.0.0.1:${port}`,
        WALLETMESH_PREFORK: prefork,
        WALLETMESH_LOGLEVEL: 'silent',
      })
      expect(await second.ended).toBe(1)
      expect(second.errors()).toMatch(
        new RegExp(
          `^gateway: cannot listen on ip 127\\.0\\.0\\.1:${port}: it is taken by .*pid ${gateway.child.pid}.*\n$`,
        ),
      )
    }
    gateway.child.kill('SIGTERM')
    expect(await gateway.ended).toBe(0)
  })

  test('with prefork, serves with one process per core, replaces those that die and counts for all of them', async () => {
    const gateway = run([], { WALLETMESH_PREFORK: 'true' })
    const port = await portOf(gateway)
    const url = `http://127.0.0.1:${port}`
    const workers = () =>
      new Set([...gateway.errors().matchAll(/"pid":(\d+)[^\n]*listening on http/g)].map(([, pid]) => Number(pid)))
    await vi.waitFor(() => expect(gateway.errors()).toContain('serving on all cores'), 30_000)
    const before = await vi.waitFor(() => {
      expect(workers().size).toBe(availableParallelism())
      return workers()
    }, 30_000)
    const [victim = 0] = before
    process.kill(victim, 'SIGKILL')
    await vi.waitFor(() => expect(workers().size).toBe(before.size + 1), 30_000)

    // A connection each, so that they are dealt to all workers.
    const headers = { connection: 'close' }
    for (let i = 0; i < 20; i += 1) expect((await fetch(`${url}/nothing`, { headers })).status).toBe(404)
    const metrics = await (await fetch(`${url}/metrics`, { headers })).text()
    expect(metrics).toMatch(/walletmesh_http_request_seconds_count\{[^}]*status="404"[^}]*\} 20\n/)

    // As Ctrl-C on a terminal does: every process of the group is told.
    process.kill(-(gateway.child.pid ?? 0), 'SIGINT')
    expect(await gateway.ended).toBe(0)
    await expect(fetch(`${url}/health`)).rejects.toThrow()
  })
})
