import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { runWalletmesh } from '../cli/testing/run.ts'
import { findFreePort } from '../cli/up/ports.ts'
import { createTestDatabase, type TestDatabase } from '../test/database.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
const ANSWER_MAX_MS = 5_000
const PATIENCE = { timeout: 30_000, interval: 50 }

let database: TestDatabase
let address: string
const children: ChildProcess[] = []
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database?.drop())
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null) continue
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
})

function settler(environment: Record<string, string> = {}) {
  const env = {
    PATH: process.env.PATH,
    WALLETMESH_DSN: database.dsn,
    WALLETMESH_SETTLEMENT__ADDRESS: address,
    ...environment,
  }
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  const err: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text))
  return { child, ended: once(child, 'exit') as Promise<[number]>, stderr: () => err.join('') }
}

async function walletmesh(...args: string[]) {
  const environment = { WALLETMESH_DSN: database.dsn, WALLETMESH_SETTLEMENT__SETTLERS: address }
  return runWalletmesh(args, { environment })
}

beforeAll(async () => {
  address = `127.0.0.1:${await findFreePort('127.0.0.1', Math.random)}`
})

describe('settler', () => {
  test.each([
    ['that nobody listens on', 'mongodb://somebody:secret@127.0.0.1:1/'],
    ['whose host does not exist', 'mongodb://somebody:secret@no-such-host.invalid/'],
  ])('does not start with a MongoDB %s, and says so in one line within seconds', async (_, url) => {
    const startedAt = performance.now()
    const { ended, stderr } = settler({ WALLETMESH_MONGO__URL: url })
    expect(await ended).toEqual([1, null])
    // Of which starting Node takes a part on a busy machine.
    expect(performance.now() - startedAt).toBeLessThan(3 * ANSWER_MAX_MS)
    expect(stderr().trim().split('\n').length).toBe(1)
    expect(stderr()).toMatch(/^settler: cannot use database walletmesh of the MongoDB at mongodb:\/\//)
    expect(stderr()).not.toContain('secret')
  })

  test('serves the commands on PostgreSQL alone, and stops in good order', async () => {
    const { child, ended } = settler()
    await vi.waitFor(async () => {
      expect(await walletmesh('snapshot', '--list')).toMatchObject({
        exitCode: 0,
        stdout: 'no snapshot was taken yet\n',
      })
    }, PATIENCE)
    expect(await walletmesh('settle')).toMatchObject({
      exitCode: 1,
      stderr: 'walletmesh: no snapshot is open: take one first\n',
    })
    const taken = await walletmesh('snapshot', '--json')
    expect(taken).toMatchObject({ exitCode: 0, stderr: '' })
    const snapshot = JSON.parse(taken.stdout)
    expect(snapshot).toMatchObject({ state: 'open', currency: 'USD', accounts: 0, gross: '0', net: '0' })
    expect(snapshot.banks.length).toBe(10)
    expect((await walletmesh('snapshot', '--show', '--file', 'csv')).stderr).toMatch(/is not approved/)
    expect(JSON.parse((await walletmesh('settle', snapshot.id, '--json')).stdout)).toMatchObject({ state: 'settled' })
    expect((await walletmesh('snapshot', '--cancel', snapshot.id)).stderr).toMatch(
      /is approved: it cannot be cancelled/,
    )
    expect((await walletmesh('snapshot', '--show', '--file', 'pacs.009')).stderr).toMatch(/no bank owes anything/)
    const csv = await walletmesh('snapshot', '--show', '--file', 'csv', '--out', '-')
    expect(csv.stdout).toBe(
      'settlement_id,bank_id,bank,bic,direction,amount,currency,gross_paid,gross_received,settlement_date\r\n',
    )
    const shown = await walletmesh('snapshot', '--show')
    expect(shown.stdout).toContain('proved  banks_sum_to_zero')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })

  test('is missed in one line, and the flags that do not go together are named', async () => {
    expect(await walletmesh('snapshot')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^walletmesh: no settler can do it \(127\.0\.0\.1:\d+\): .*\n$/),
    })
    expect(await walletmesh('snapshot', '--show', '--list')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('use one of --show, --list and --cancel'),
    })
    expect(await walletmesh('settle', 'not-an-id')).toMatchObject({ exitCode: 1 })
  })
})
