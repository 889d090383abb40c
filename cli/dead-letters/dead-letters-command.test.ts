import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { runWalletmesh } from '../testing/run.ts'

let database: TestDatabase
let ledger: TestLedger

beforeAll(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database, 1)
})
afterAll(async () => {
  await ledger.close()
  await database.drop()
})

const deadLetters = (...args: readonly string[]) =>
  runWalletmesh(['dead-letters', ...args], { environment: { WALLETMESH_DSN: database.dsn } })

describe('walletmesh dead-letters', () => {
  test('lists them, and puts one or all of them back', async () => {
    expect(await deadLetters()).toEqual({ exitCode: 0, stdout: 'no dead letters\n', stderr: '' })
    const wallet = await ledger.addWallet({})
    const ids = await ledger.queue(...[1n, 2n, 3n].map((amount) => ({ to: wallet, amount })))
    for (const id of ids) expect(await ledger.bury(1)).toBe(id)
    const { stdout } = await deadLetters()
    expect(stdout).toMatch(/^id +kind +step +group +failed +error\n/)
    for (const id of ids) expect(stdout).toMatch(new RegExp(`\n${id} +deposit +apply +1 +\\S+Z +a bug\n`))

    expect(await deadLetters('--replay', ids[1] ?? '')).toMatchObject({ stdout: `queued ${ids[1]} for group 1\n` })
    expect(await deadLetters('--replay', ids[1] ?? '')).toMatchObject({
      exitCode: 1,
      stderr: `walletmesh: no dead letter with id: ${ids[1]}\n`,
    })
    expect(await deadLetters('--replay', 'all')).toEqual({ exitCode: 0, stdout: 'queued 2\n', stderr: '' })
    await ledger.drain()
    expect(await ledger.balances(wallet)).toEqual([6n])
  })

  test('says what --replay takes', async () => {
    expect(await deadLetters('--replay', 'everything')).toMatchObject({
      exitCode: 1,
      stderr: 'walletmesh: --replay takes the id of an operation or of a job, or all: everything is none of them\n',
    })
  })
})
