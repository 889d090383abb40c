import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../test/database.ts'
import { openTestMesh, type TestMesh } from './testing/mesh.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))

let database: TestDatabase
let mesh: TestMesh
let folder: string
let started: ChildProcess[]

beforeEach(async () => {
  database = await createTestDatabase()
  mesh = openTestMesh(database)
  folder = mkdtempSync(join(tmpdir(), 'walletmesh-balancer-'))
  started = []
})

afterEach(async () => {
  for (const child of started) child.kill('SIGKILL')
  await mesh.close()
  await database.drop()
  rmSync(folder, { recursive: true })
})

function balancer(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: {
      PATH: process.env.PATH ?? '',
      WALLETMESH_DSN: database.dsn,
      WALLETMESH_BALANCER__ADDRESS: '127.0.0.1:0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  const output = { out: '', err: '' }
  child.stdout.on('data', (data) => {
    output.out += data
  })
  child.stderr.on('data', (data) => {
    output.err += data
  })
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, ...output })),
  )
  return { child, output, ended }
}

async function history() {
  const { rows } = await mesh.pool.query<{ done: number; finished: boolean }>(
    'select moves_done::int as done, finished_at is not null as finished from rebalances order by id',
  )
  return rows
}

describe('wlt_balancer', () => {
  for (const args of [[], ['--number', '0'], ['--number', '-1'], ['--number', 'two'], ['--number', '2', '--twice']]) {
    it(`refuses \`${['wlt_balancer', ...args].join(' ')}\` with one line and exit code 2`, async () => {
      const { code, out, err } = await balancer(args).ended
      expect(code).toBe(2)
      expect(out).toBe('')
      expect(err).toMatch(/^wlt_balancer: .*\n$/)
    })
  }

  it('--once rebalances once and tells the loads, the spread and the moves', async () => {
    await mesh.addWallets([1, 1, 1, 1])
    await mesh.addOperations([1234, 5678, 0, 3456])
    const { code, out } = await balancer(['--number', '2', '--once']).ended
    expect(code).toBe(0)
    expect(out).toContain('4 wallets, 10,368 operations')
    expect(out).toMatch(/^ +1 +10,368 +5,678 +4 +2$/m)
    expect(out).toMatch(/^ +2 +0 +4,690 +0 +2$/m)
    expect(out).toContain('spread    10,368 → 988 operations')
    expect(out).toContain('max/mean  2.000 → 1.095, at least 1.095 in any partition')
    expect(out).toContain('moved     2 wallets')
    expect(await history()).toEqual([{ done: 2, finished: true }])
  })

  it('--dry-run tells the same and changes nothing', async () => {
    await mesh.addWallets([1, 1, 1, 1])
    await mesh.addOperations([1234, 5678, 0, 3456])
    const before = await mesh.contents()
    const { code, out } = await balancer(['--number', '2', '--dry-run']).ended
    expect(code).toBe(0)
    expect(out).toContain('spread    10,368 → 988 operations')
    expect(out).toContain('moved     nothing: this was a dry run')
    expect(await mesh.contents()).toBe(before)
  })

  it('runs until SIGTERM, and serves its health and metrics', async () => {
    const { child, output, ended } = balancer(['--number', '2'])
    await vi.waitFor(() => expect(output.err).toContain('"msg":"rebalanced"'), { timeout: 20_000 })
    const address = /metrics at (http:\/\/[\d.]+:\d+)/.exec(output.err)?.[1]
    expect((await fetch(`${address}/ready`)).status).toBe(200)
    expect(await (await fetch(`${address}/metrics`)).text()).toContain(
      'walletmesh_balancer_leading{part="wlt_balancer"} 1',
    )
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
  })

  it('--once stopped by SIGTERM ends between two transactions and says so', async () => {
    const wallets = await mesh.addWallets(Array.from({ length: 3000 }, () => 1))
    await mesh.enqueue(wallets)
    const { child, ended } = balancer(['--number', '4', '--once'], { WALLETMESH_WALLET_BALANCER_LIMIT: '1' })
    await vi.waitFor(async () => expect((await history())[0]?.done).toBeGreaterThan(10), {
      timeout: 20_000,
      interval: 5,
    })
    child.kill('SIGTERM')
    const { code, out, err } = await ended
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('wlt_balancer: interrupted: the next run goes on from here\n')
    const [interrupted] = await history()
    expect(interrupted?.finished).toBe(false)
    expect((await mesh.groups()).filter((group) => group !== 1)).toHaveLength(interrupted?.done ?? 0)
    expect(await mesh.strays()).toBe(0)
  })

  it('killed in the middle of moving strands nothing, and the next run finishes', async () => {
    const wallets = await mesh.addWallets(Array.from({ length: 3000 }, () => 1))
    await mesh.addOperations(wallets.map((id) => id % 5))
    await mesh.enqueue(wallets)
    const { child, ended } = balancer(['--number', '4', '--once'], { WALLETMESH_WALLET_BALANCER_LIMIT: '1' })
    await vi.waitFor(async () => expect((await history())[0]?.done).toBeGreaterThan(10), {
      timeout: 20_000,
      interval: 5,
    })
    child.kill('SIGKILL')
    await ended
    // What it had sent is still done by the server.
    await vi.waitFor(async () => {
      const { rows } = await mesh.pool.query(
        "select from pg_stat_activity where application_name = 'wlt_balancer' and datname = current_database()",
      )
      expect(rows).toEqual([])
    }, 20_000)
    const [interrupted] = await history()
    expect(interrupted?.finished).toBe(false)
    expect((await mesh.groups()).filter((group) => group !== 1)).toHaveLength(interrupted?.done ?? 0)
    expect(await mesh.strays()).toBe(0)

    const { code } = await balancer(['--number', '4', '--once']).ended
    expect(code).toBe(0)
    expect(new Set(await mesh.groups())).toEqual(new Set([1, 2, 3, 4]))
    expect(await mesh.strays()).toBe(0)
    expect((await history()).map(({ finished }) => finished)).toEqual([false, true])
  })
})
