import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPool, type Pool } from '../../common/database/pool.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { runWalletmesh } from '../testing/run.ts'

let database: TestDatabase
let pool: Pool

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool({ ...database, connectionsMax: 1, applicationName: 'test' })
  await pool.query(`select make_month('2020-01-01')`)
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

const months = (...args: readonly string[]) =>
  runWalletmesh(['months', ...args], {
    environment: {
      WALLETMESH_DSN: database.dsn,
      WALLETMESH_LEDGER__MONTHS_KEPT: '2',
      WALLETMESH_LEDGER__MONTHS_AHEAD: '4',
    },
  })

const states = (stdout: string) => [...stdout.matchAll(/^(?:–|\d{4}-\d{2}) +([a-z]+) /gm)].map(([, state]) => state)

describe('walletmesh months', () => {
  test('says what it would do, and does not', async () => {
    for (let i = 0; i < 2; i += 1) {
      const { exitCode, stdout, stderr } = await months('--dry-run')
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
      expect(stdout).toMatch(/^month +state +operations +postings +size\n– +default +\? +\? +\d+ kB\n2020-01 +past +/)
      expect(stdout).toMatch(/\n\nwould make \d{4}-\d{2}\nwould detach 2020-01\n$/)
      expect(states(stdout)).toEqual(['default', 'past', 'present', 'ahead', 'ahead', 'ahead'])
    }
  })

  test('says that another process is at it', async () => {
    await pool.query('select pg_advisory_lock(hashtext(current_schema()), -2)')
    expect(await months()).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'walletmesh: another process looks after the months at present\n',
    })
    await pool.query('select pg_advisory_unlock(hashtext(current_schema()), -2)')
  })

  test('makes and detaches months, and lists those that were dropped since', async () => {
    const { exitCode, stdout } = await months()
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/\n2020-01 +detached +0 +0 +\d+ kB\n/)
    expect(stdout).toMatch(/\n\nmade \d{4}-\d{2}\ndetached 2020-01\n$/)
    expect(states(stdout)).toEqual(['default', 'detached', 'present', 'ahead', 'ahead', 'ahead', 'ahead'])
    await pool.query('drop table walletmesh_detached.postings_2020_01, walletmesh_detached.operations_2020_01')
    expect((await months()).stdout).toMatch(/\n2020-01 +dropped +0 +0 +–\n(?:\d{4}-\d{2} +(?:present|ahead) .*\n){5}$/)
  })
})
