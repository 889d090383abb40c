import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../test/database.ts'
import { runWalletmesh } from './testing/run.ts'

const NAMES = readdirSync(fileURLToPath(new URL('../migrations', import.meta.url)))
  .map((file) => file.replace('.sql', ''))
  .sort()
  .concat('jobs')

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(() => database.drop())

describe('walletmesh migrate', () => {
  test('prints what it applied, and up to date when there is nothing to apply', async () => {
    const environment = { WALLETMESH_DSN: database.dsn, WALLETMESH_SCHEMA_NAME: 'second_mesh' }
    const first = await runWalletmesh(['migrate'], { environment })
    expect(first).toEqual({ exitCode: 0, stdout: `${NAMES.join('\n')}\n`, stderr: '' })
    const second = await runWalletmesh(['migrate'], { environment })
    expect(second).toEqual({ exitCode: 0, stdout: 'up to date\n', stderr: '' })
  })

  test('migrates the embedded PostgreSQL, and leaves it stopped', async () => {
    const outer = mkdtempSync(join(tmpdir(), 'walletmesh-migrate-'))
    // As root, the user of the server must be able to enter, or the files would be elsewhere.
    chmodSync(outer, 0o755)
    try {
      const data = join(outer, 'data')
      const { exitCode, stdout } = await runWalletmesh(['migrate', '--data', data])
      expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `${NAMES.join('\n')}\n` })
      const status = await runWalletmesh(['status', '--data', data])
      expect(status.stderr).toContain('no mesh runs here')
    } finally {
      rmSync(outer, { recursive: true })
    }
  })

  test('says in one line why the database cannot be used', async () => {
    const environment = { WALLETMESH_DSN: 'postgres://nobody:secret@127.0.0.1:1/none' }
    const { exitCode, stderr } = await runWalletmesh(['migrate'], { environment })
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/^walletmesh: cannot use the database at postgres:\/\/nobody@127\.0\.0\.1:1\/none: .*\n$/)
  })
})
