import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { TestLedger } from '../../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { startTestGateway, type TestGateway } from '../../test/server.ts'

const HOLDER = '11111111-1111-4111-8111-111111111111'
const GONE = '22222222-2222-4222-8222-222222222222'
const PATIENCE = { timeout: 20_000, interval: 50 }

let database: TestDatabase
let ledger: TestLedger
let gateway: TestGateway

beforeAll(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database, 2)
  gateway = await startTestGateway(database)
})
afterAll(async () => {
  await gateway.stop()
  await ledger.close()
  await database.drop()
})
afterEach(() => gateway.pool.query('truncate queue'))

interface Group {
  number: number
  wallets: number
  backlog: number
  oldest_ms: number | null
  lease_left_ms: number | null
  applied_per_second: number
}

async function groups(): Promise<Group[]> {
  const { status, json } = await gateway.get('/v1/groups')
  expect(status).toBe(200)
  return (json as { groups: Group[] }).groups
}

test('groups tell of their holders, wallets and work', async () => {
  const [wallet = 0] = await ledger.addWallets({ group: 1 }, { group: 1 }, { group: 2 })
  await gateway.pool.query(`
    insert into groups (id, active) values (3, false), (4, false);
    insert into wallets (group_id, currency) values (4, 'USD');
    insert into processors (id, name, number, metrics_address, started_at, expires_at) values
      ('${HOLDER}', 'host:1', 1, '127.0.0.1:9464', now() - interval '200 seconds', now() + interval '1 hour'),
      ('${GONE}', 'host:2', null, '', now(), now() - interval '1 second');
    update groups set epoch = 4, holder_id = '${HOLDER}', expires_at = now() + interval '1 hour' where id = 1;
    update groups set epoch = 2, holder_id = '${GONE}', expires_at = now() - interval '1 second' where id = 2;`)
  await gateway.pool.query(
    `insert into queue (group_id, operation_id, kind, target_id, amount, currency, accepted_at)
     select 1, gen_random_uuid(), 'deposit', $1, 1, 'USD', now() - interval '90 seconds' from generate_series(1, 2)`,
    [wallet],
  )
  const nothing = { holder: null, lease_left_ms: null, backlog: 0, oldest_ms: null, applied_per_second: 0 }
  await vi.waitFor(
    async () =>
      expect(await groups()).toEqual([
        {
          number: 1,
          active: true,
          holder: { id: HOLDER, name: 'host:1' },
          epoch: 4,
          lease_left_ms: expect.any(Number),
          wallets: 2,
          backlog: 2,
          oldest_ms: expect.any(Number),
          applied_per_second: 0,
        },
        { number: 2, active: true, epoch: 2, wallets: 1, ...nothing },
        { number: 4, active: false, epoch: 0, wallets: 1, ...nothing },
      ]),
    PATIENCE,
  )
  const [first] = await groups()
  expect(first?.lease_left_ms).toBeGreaterThan(3_500_000)
  expect(first?.oldest_ms).toBeGreaterThanOrEqual(90_000)

  const { json } = await gateway.get('/v1/processors')
  expect(json).toEqual({
    as_of: expect.any(String),
    processors: [
      {
        id: HOLDER,
        name: 'host:1',
        number: 1,
        groups: [1],
        metrics_address: '127.0.0.1:9464',
        leaving: false,
        uptime_ms: expect.any(Number),
      },
    ],
  })
})

test('groups tell how fast operations end, over the last seconds alone', async () => {
  const [wallet = 0] = await ledger.addWallets({ group: 2 })
  const appliedBefore = await gateway.pool.query<{ count: bigint }>('select count(*) from journals where group_id = 2')
  await ledger.queue(...Array.from({ length: 10 }, () => ({ to: wallet, amount: 5n })))
  await ledger.drain()
  await vi.waitFor(async () => {
    const group = (await groups()).find(({ number }) => number === 2)
    expect(group).toMatchObject({ applied_per_second: 2, wallets: 2 })
  }, PATIENCE)
  const applied = await gateway.pool.query<{ count: bigint }>('select count(*) from journals where group_id = 2')
  expect(applied.rows[0]?.count).toBeGreaterThan(appliedBefore.rows[0]?.count ?? 0n)
  await vi.waitFor(async () => {
    expect((await groups()).find(({ number }) => number === 2)?.applied_per_second).toBe(0)
  }, PATIENCE)
})

test('however many ask for groups, they are read twice a second', async () => {
  const beganMs = performance.now()
  const answers = await Promise.all(Array.from({ length: 200 }, () => gateway.get('/v1/groups')))
  const readings = new Set(answers.map(({ json }) => (json as { as_of: string }).as_of))
  expect(readings.size).toBeLessThanOrEqual((performance.now() - beganMs) / 500 + 1)
})
