import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { CommitUnknown, inOneSync, type Statement } from './one-sync.ts'
import { openPool, type Pool } from './pool.ts'

let database: TestDatabase
let pool: Pool
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  pool = openPool({ ...database, connectionsMax: 1, applicationName: 'test' })
  await pool.query('drop table if exists seen; create table seen (n int check (n > 0), at timestamptz default now())')
})
afterEach(() => pool.end())

const insert = (n: number): Statement => ({
  name: 'insert',
  text: 'insert into seen (n) values ($1)',
  values: [`${n}`],
})
const read: Statement = { name: 'read', text: 'select n from seen order by n', values: [] }

async function run(...statements: Statement[]) {
  const client = await pool.connect()
  let failed = false
  try {
    return await inOneSync(client, statements)
  } catch (error) {
    failed = true
    throw error
  } finally {
    client.release(failed)
  }
}

async function seen() {
  return (await pool.query('select n, at from seen order by n')).rows
}

describe('statements that are sent with one Sync', () => {
  test('are one transaction, each of which sees what those before it did', async () => {
    expect(await run(insert(1), insert(2), read)).toEqual([[], [], [['1'], ['2']]])
    const rows = await seen()
    expect(rows.map(({ n }) => n)).toEqual([1, 2])
    expect(rows[0].at).toBe(rows[1].at)
    expect(await run(insert(3), read)).toEqual([[], [['1'], ['2'], ['3']]])
  })

  test('leave nothing when one of them fails, and tell why', async () => {
    const error = await run(insert(1), insert(0), insert(2)).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: '23514' })
    expect(await seen()).toEqual([])
    expect(await run(insert(4), read)).toEqual([[], [['4']]])
  })

  test('have a snapshot each, taken after the lock that an earlier one waited for', async () => {
    const other = openPool({ ...database, connectionsMax: 1, applicationName: 'other' })
    const holder = await other.connect()
    await holder.query('begin; select pg_advisory_xact_lock(1)')
    const lock: Statement = { name: 'lock', text: 'select pg_advisory_xact_lock_shared(1)', values: [] }
    const answer = run(lock, read)
    const waiting = () => holder.query(`select from pg_locks where locktype = 'advisory' and not granted`)
    await expect.poll(async () => (await waiting()).rowCount, { timeout: 5_000 }).toBe(1)
    await holder.query('insert into seen (n) values (9); commit')
    expect((await answer)[1]).toEqual([['9']])
    holder.release()
    await other.end()
  })

  test('that fail at their commit may have happened: that is told as unknown', async () => {
    await pool.query(`
      create or replace function boom() returns trigger language plpgsql as $$ begin raise 'boom'; end $$;
      create constraint trigger boom after insert on seen deferrable initially deferred for each row execute function boom()`)
    await expect(run(insert(1))).rejects.toBeInstanceOf(CommitUnknown)
    expect(await seen()).toEqual([])
  })

  test('whose session is ended while one of them runs did not happen', async () => {
    const client = await pool.connect()
    client.on('error', () => {})
    const { rows } = await client.query('select pg_backend_pid() as pid')
    const sleep: Statement = { name: 'sleep', text: 'select pg_sleep(60)', values: [] }
    const answer = inOneSync(client, [insert(1), sleep]).catch((reason: unknown) => reason)
    const other = openPool({ ...database, connectionsMax: 1, applicationName: 'other' })
    const sleeping = () =>
      other.query(`select from pg_stat_activity where pid = $1 and wait_event = 'PgSleep'`, [rows[0].pid])
    await expect.poll(async () => (await sleeping()).rowCount, { timeout: 5_000 }).toBe(1)
    await other.query('select pg_terminate_backend($1)', [rows[0].pid])
    expect(await answer).toMatchObject({ code: '57P01' })
    client.release(true)
    await other.end()
    expect(await seen()).toEqual([])
  })

  test('that were never sent did not happen', async () => {
    const client = await pool.connect()
    client.on('error', () => {})
    await client.query('select pg_terminate_backend(pg_backend_pid())').catch(() => {})
    await expect
      .poll(() => inOneSync(client, [insert(1)]).catch((error: unknown) => error), { timeout: 5_000 })
      .toSatisfy((error) => error instanceof Error && !(error instanceof CommitUnknown))
    client.release(true)
    expect(await seen()).toEqual([])
  })
})
