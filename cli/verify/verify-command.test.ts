import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { type Story, tellStory } from '../../op-processor/apply/fixtures/story.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'

let database: TestDatabase
let ledger: TestLedger
let story: Story

beforeAll(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database, 3)
  story = await tellStory(ledger)
})
afterAll(async () => {
  await ledger.close()
  await database.drop()
})

const PROGRAM = `
  const { command, runCommand } = await import('${new URL('../../common/command.ts', import.meta.url)}')
  const { verifyCommand } = await import('${new URL('./verify-command.ts', import.meta.url)}')
  await runCommand(command('walletmesh', 'test').addCommand(verifyCommand()), ['node', 'walletmesh', 'verify'])`

/** Runs `walletmesh verify` on that database as a process of its own. */
async function run(dsn: string): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const env = { PATH: '/usr/bin:/bin', WALLETMESH_DSN: dsn }
  const child = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', PROGRAM], { cwd: '/', env })
  return child.then(
    (output) => ({ ...output, exitCode: 0 }),
    ({ code, stdout, stderr }) => ({ exitCode: code, stdout, stderr }),
  )
}

describe('walletmesh verify', () => {
  test('prints what it proved and exits with 0', async () => {
    const { exitCode, stdout, stderr } = await run(database.dsn)
    expect(stderr).toBe('')
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^group +wallets +journals +operations +postings +system +newest hash\n/)
    expect(stdout.match(/^ *\d( +\d+){5} +[0-9a-f]{64}$/gm)).toHaveLength(3)
    expect(stdout).toMatch(/^EUR +[\d.]+ +0 +-[\d.]+ +0\.06 +0 +0$/m)
    expect(stdout).toMatch(
      /^banks: 3 with 3 clearing accounts, USD 0\.00045 owed to them and 0\.00045 by them; 1 reversal, 1 settled snapshot$/m,
    )
    expect(stdout).toMatch(/^the ledger is right$/m)
  })

  test('says so in one line and exits with 1 when there is no database to prove', async () => {
    const nowhere = new URL(database.dsn)
    nowhere.pathname = '/nowhere'
    const { exitCode, stdout, stderr } = await run(nowhere.href)
    expect(exitCode).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^walletmesh: cannot use the database at .*nowhere.*\n$/)
  })

  test('does not migrate: it says what is missing', async () => {
    await ledger.pool.query(`update migrations set name = 'x' || name where name = '0002_invariants'`)
    const { exitCode, stderr } = await run(database.dsn)
    await ledger.pool.query(`update migrations set name = '0002_invariants' where name = 'x0002_invariants'`)
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(
      /^walletmesh: the database lacks the migration 0002_invariants: run `walletmesh migrate` first\n$/,
    )
  })

  test('names the first row that is wrong and exits with 1', async () => {
    await ledger.tamper(`update wallets set balance = balance + 1 where id = ${story.carol}`)
    const { exitCode, stdout, stderr } = await run(database.dsn)
    expect(exitCode).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toBe(
      `the ledger is wrong in wallets, wallet ${story.carol}\n` +
        '  expected  a balance of 182847, the sum of its 1 postings\n' +
        '  found     182848\n',
    )
  })
})
