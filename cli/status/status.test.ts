import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openPool, type Pool } from '../../common/database/pool.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { runWalletmesh } from '../testing/run.ts'
import { statusJson, statusText } from './print.ts'
import { readStatus } from './status.ts'

const HOLDER = '11111111-1111-4111-8111-111111111111'
const GONE = '22222222-2222-4222-8222-222222222222'
const WINDOW_MS = 60_000

let database: TestDatabase
let pool: Pool

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool({ ...database, connectionsMax: 2, applicationName: 'test' })
  await pool.query(`
    insert into currencies (code, usd_per_unit) values ('EUR', 1.1);
    insert into groups (id, active) values (2, true), (3, false);
    insert into processors (id, name, number, metrics_address, started_at, expires_at) values
      ('${HOLDER}', 'host:1', null, '127.0.0.1:9464', now() - interval '200 seconds', now() + interval '1 hour'),
      ('${GONE}', 'host:2', 2, '', now(), now() - interval '1 second');
    update groups set epoch = 4, holder_id = '${HOLDER}', expires_at = now() + interval '1 hour' where id = 1;
    update groups set epoch = 2, holder_id = '${GONE}', expires_at = now() - interval '1 second' where id = 2;
    insert into wallets (group_id, currency) values (1, 'USD'), (1, 'EUR'), (2, 'USD');
    insert into journals (group_id, seq, epoch, operations, postings, previous_hash, hash)
      select id, 1, epoch, 4 - id, 0, decode(repeat('00', 32), 'hex'), sha256('') from groups where id < 3;
    insert into operations (id, group_id, journal_seq, line, kind, status, target_id, amount, currency, credit, accepted_at, applied_at)
      select gen_random_uuid(), g, 1, n, 'deposit', 'success', 1, 1, 'USD', 1, now(), now() - age
      from (values (1, 1, interval '0'), (1, 2, interval '0'), (1, 3, interval '0'), (2, 1, interval '0'), (2, 2, interval '1 hour'))
        as o (g, n, age);
    insert into system_accounts (group_id, kind, currency, balance) values
      (1, 'transit', 'USD', 5000000), (2, 'transit', 'USD', -3500000), (1, 'transit', 'EUR', 0), (1, 'world', 'USD', -9);`)
})

beforeEach(async () => {
  await pool.query('truncate queue, dead_letters')
})

afterAll(async () => {
  await pool.end()
  await database.drop()
})

async function queue(group: number, count: number): Promise<void> {
  await pool.query(
    `insert into queue (group_id, operation_id, kind, target_id, amount, currency, accepted_at)
     select $1, gen_random_uuid(), 'deposit', 1, 1, 'USD', now() - interval '90 seconds' from generate_series(1, $2::int)`,
    [group, count],
  )
}

/** As a user runs it on this database. */
function run(...args: string[]) {
  return runWalletmesh(['status', ...args], { environment: { WALLETMESH_DSN: database.dsn } })
}

describe('the status', () => {
  test('tells of each group its wallets, holder, lease, backlog and load in the window', async () => {
    await queue(1, 2)
    const { groups } = await readStatus(pool, WINDOW_MS)
    expect(groups).toMatchObject([
      { id: 1, active: true, wallets: 2n, holder: 'host:1', epoch: 4n, backlog: 2n, operations: 3n },
      {
        id: 2,
        active: true,
        wallets: 1n,
        holder: null,
        lease_left_ms: null,
        backlog: 0n,
        oldest_ms: null,
        operations: 1n,
      },
    ])
    expect(Number(groups[0]?.lease_left_ms)).toBeGreaterThan(3_500_000)
    expect(Number(groups[0]?.oldest_ms)).toBeGreaterThanOrEqual(90_000)
  })

  test('leaves out a closed group, unless something is left in it', async () => {
    await queue(3, 1)
    const { groups } = await readStatus(pool, WINDOW_MS)
    expect(groups.map(({ id }) => id)).toEqual([1, 2, 3])
  })

  test('counts as op-processors those alone that are alive', async () => {
    const { processors } = await readStatus(pool, WINDOW_MS)
    expect(processors.map(({ name }) => name)).toEqual(['host:1'])
  })

  test('sums what is between groups, by currency', async () => {
    const { inTransit } = await readStatus(pool, WINDOW_MS)
    expect(inTransit).toEqual([{ currency: 'USD', amount: '1500000' }])
  })

  test('is a table for people', async () => {
    await queue(1, 2)
    expect(statusText(await readStatus(pool, WINDOW_MS))).toMatch(
      new RegExp(
        [
          'group  active  wallets  holder  epoch  lease left  backlog  oldest  load in 1m  share',
          '    1  yes           2  host:1      4         \\d+m        2      1m           3  75.0%',
          '    2  yes           1  -           2           -        0       -           1  25.0%',
          '',
          'processor  number  holds  metrics                        up',
          'host:1        any  1      http://127.0.0.1:9464/metrics  3m',
          '',
          'last rebalance  none yet',
          'in transit      USD 1.5',
          'dead letters    0',
          '',
        ].join('\n'),
      ),
    )
  })

  test('is JSON for programs, without what the table rounds', async () => {
    await queue(2, 1)
    const status = JSON.parse(statusJson(await readStatus(pool, WINDOW_MS)))
    expect(status).toMatchObject({
      window_ms: WINDOW_MS,
      groups: [
        { id: 1, backlog: 0 },
        { id: 2, backlog: 1 },
      ],
      processors: [{ name: 'host:1', groups: [1] }],
      last_rebalance: null,
      in_transit: [{ currency: 'USD', amount: '1500000' }],
      fraud_checks: { pending: 0, review: 0 },
      dead_letters: 0,
      alarms: [{ group: 2 }],
    })
  })

  test('tells of the last rebalance, finished or not', async () => {
    const client = new pg.Client({ connectionString: database.dsn, options: `-c search_path=${database.schemaName}` })
    await client.connect()
    try {
      await client.query('begin')
      await client.query(`
        insert into rebalances (window_ms, groups_before, groups_after, wallets, operations, load_before, load_after, spread_before,
          spread_after, max_over_mean_before, max_over_mean_after, max_over_mean_floor, moves_planned, moves_done, load_moved,
          count_ms, plan_ms, finished_at)
        values (1, 1, 2, 3, 4, '[]', '[]', 4, 0, 2, 1.01, 1, 9, 9, 2, 1, 1, '2026-01-02 03:04:05+00')`)
      await client.query('commit')
      expect(statusText(await readStatus(pool, WINDOW_MS))).toContain(
        'last rebalance  2026-01-02T03:04:05Z, from 1 to 2 groups, 9 moves, max/mean 2.000 before, 1.010 after\n',
      )
      await client.query('update rebalances set finished_at = null, moves_done = 5')
      expect(statusText(await readStatus(pool, WINDOW_MS))).toContain(
        ', not finished, from 1 to 2 groups, 5 of 9 moves, max/mean 2.000 before',
      )
      await client.query('delete from rebalances')
    } finally {
      await client.end()
    }
  })
})

describe('the status of clearing', () => {
  test('is what banks are owed and owe over all groups, and the newest snapshot with its state', async () => {
    const own = await createTestDatabase()
    const mesh = openPool({ ...own, connectionsMax: 1, applicationName: 'test' })
    const text = async () => statusText(await readStatus(mesh, WINDOW_MS))
    try {
      expect(await text()).not.toContain('clearing')
      expect(JSON.parse(statusJson(await readStatus(mesh, WINDOW_MS)))).toMatchObject({ clearing: null })
      await mesh.query(`
        insert into groups (id) values (2);
        insert into wallets (group_id, currency, floor, bank_id) values (1, 'USD', null, 1);
        insert into clearing_accounts (bank_id, account, wallet_id) values (1, 'A', 1);
        insert into bank_positions (group_id, bank_id, balance) values
          (1, 1, 7000000), (2, 1, -500000), (1, 2, -6000000), (2, 2, 0), (2, 3, -500000)`)
      const owed = 'clearing        USD 6.5 owed to banks and 6.5 by them'
      expect(await text()).toContain(`${owed}, no snapshot yet\n`)
      const take = `insert into snapshots (id, store, taken_at, expires_at, lines) select gen_random_uuid(), 'postgres', at, at + $2::interval, 0
        from (select $1::timestamptz as at) t returning id`
      await mesh.query(take, ['2026-01-01 00:00:00Z', '1 hour'])
      expect(await text()).toContain(`${owed}, newest snapshot 2026-01-01T00:00:00Z, expired\n`)
      await mesh.query(take, ['2026-01-02 03:04:05Z', '100 years'])
      expect(await text()).toContain(`${owed}, newest snapshot 2026-01-02T03:04:05Z, open\n`)
      await mesh.query(`update snapshots set state = 'approved', approved_at = taken_at where taken_at < '2026-01-02Z'`)
      expect(await text()).toContain(', superseded\n')
      expect(JSON.parse(statusJson(await readStatus(mesh, WINDOW_MS)))).toMatchObject({
        clearing: { owed_to_banks: '6500000', owed_by_banks: '6500000', state: 'superseded' },
      })
    } finally {
      await mesh.end()
      await own.drop()
    }
  })
})

describe('walletmesh status', () => {
  test('ends with 0 when every group that has work has a holder', async () => {
    await queue(1, 3)
    const { exitCode, stdout } = await run()
    expect(exitCode).toBe(0)
    expect(stdout).not.toContain('ALARM')
  })

  test('ends with 3 and an alarm when a group has work and its lease ran out', async () => {
    await queue(2, 3)
    const { exitCode, stdout } = await run()
    expect(exitCode).toBe(3)
    expect(stdout).toMatch(/\nALARM group 2 has no holder: 3 operations wait, the oldest for 1m\n$/)
  })

  test('ends with 3 also with --json', async () => {
    await queue(2, 1)
    const { exitCode, stdout } = await run('--json')
    expect(exitCode).toBe(3)
    expect(JSON.parse(stdout).alarms).toEqual([
      { group: 2, message: 'group 2 has no holder: 1 operation waits, the oldest for 1m' },
    ])
  })

  test('says in one line that no mesh runs, and makes nothing', async () => {
    const outer = mkdtempSync(join(tmpdir(), 'walletmesh-status-'))
    try {
      const { exitCode, stderr, stdout } = await runWalletmesh(['status', '--data', join(outer, 'data')])
      expect(exitCode).toBe(1)
      expect(stdout).toBe('')
      expect(stderr).toMatch(/^walletmesh: no mesh runs here: no PostgreSQL runs in .*\n$/)
      expect(existsSync(join(outer, 'data'))).toBe(false)
    } finally {
      rmSync(outer, { recursive: true })
    }
  })

  test('says in one line that the database has no mesh', async () => {
    const environment = { WALLETMESH_DSN: database.dsn, WALLETMESH_SCHEMA_NAME: 'elsewhere' }
    const { exitCode, stderr } = await runWalletmesh(['status'], { environment })
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(
      /^walletmesh: the database lacks the migration 0001_ledger: run `walletmesh migrate` first\n$/,
    )
  })
})
