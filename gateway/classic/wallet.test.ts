import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { rowCounts, startTestGateway, type TestGateway } from '../test/server.ts'

let database: TestDatabase
let gateway: TestGateway
let created = 0

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database)
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})

const ANA = { Name: 'Ana', Country: 'Portugal', City: 'Porto', Currency: 'USD' }

async function profile(id: number) {
  const { rows } = await gateway.pool.query(
    `select name, country, city, currency, group_id, balance, floor, state from wallets join wallet_profiles on wallet_id = id
     where id = $1`,
    [id],
  )
  return rows[0]
}

describe('POST /wallet', () => {
  afterEach(async () => {
    // Whatever was refused has burnt no id: the next wallet gets the next one.
    created += 1
    expect((await gateway.post('/wallet', ANA)).json).toEqual({ payload: { WalletID: created } })
  })

  test('creates an empty wallet in group 1; ids count from 1', async () => {
    created += 1
    expect((await gateway.post('/wallet', ANA)).json).toEqual({ payload: { WalletID: 1 } })
    expect(await profile(1)).toEqual({
      name: 'Ana',
      country: 'Portugal',
      city: 'Porto',
      currency: 'USD',
      group_id: 1,
      balance: 0n,
      floor: 0n,
      state: 'open',
    })
  })

  test.each(['Анна', '安娜', 'آنا', '👩‍💼', "Robert'); drop table wallets; --", '"quoted" \\ $1 {a,b}', 'a\nb\tc'])(
    'keeps the name %j',
    async (Name) => {
      created += 1
      await gateway.post('/wallet', { ...ANA, Name })
      expect(await profile(created)).toMatchObject({ name: Name })
    },
  )

  test.each([
    [{ ...ANA, Currency: 'ABC' }, 'currency is not allowed'],
    [{ ...ANA, Currency: 'usd' }, 'currency is not allowed'],
    [{ ...ANA, Name: '' }, 'all fields should be filled'],
    [{ ...ANA, Country: ' \t' }, 'all fields should be filled'],
    [{ ...ANA, City: null }, 'all fields should be filled'],
    [{ ...ANA, Currency: undefined }, 'all fields should be filled'],
    [{}, 'all fields should be filled'],
    [{ ...ANA, Name: 5 }, 'Name must be a text'],
    [{ ...ANA, City: ['Porto'] }, 'City must be a text'],
    [{ ...ANA, Name: 'A\u0000na' }, 'Name must not contain the character U+0000'],
    [{ ...ANA, Name: 'a'.repeat(1001) }, 'Name must not be longer than 1000 characters'],
  ])('refuses %j and changes nothing', async (body, error) => {
    const before = await rowCounts(gateway.pool)
    expect(await gateway.post('/wallet', body)).toMatchObject({ status: 200, json: { payload: { error } } })
    expect(await rowCounts(gateway.pool)).toEqual(before)
  })

  test('refuses a name that is not text in UTF-8', async () => {
    const body = Buffer.concat([
      Buffer.from('{"Country":"a","City":"b","Currency":"USD","Name":"'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}'),
    ])
    const answer = await fetch(`${gateway.url}/wallet`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect(await answer.json()).toEqual({ payload: { error: 'Name must be valid UTF-8 text' } })
    const half = '{"Country":"a","City":"b","Currency":"USD","Name":"\\ud83d"}'
    expect((await gateway.post('/wallet', half)).json).toEqual({ payload: { error: 'Name must be valid UTF-8 text' } })
  })
})

describe('a new wallet', () => {
  test('goes to the active groups in turn once there are several', async () => {
    await gateway.pool.query('insert into groups (id, active) values (2, true), (3, false), (4, true)')
    const answers = await Promise.all(Array.from({ length: 30 }, () => gateway.post('/wallet', ANA)))
    const ids = answers.map(({ json }) => (json as { payload: { WalletID: number } }).payload.WalletID)
    const { rows } = await gateway.pool.query(
      'select group_id, count(*)::int as wallets from wallets where id = any($1) group by 1 order by 1',
      [ids],
    )
    expect(rows).toEqual([
      { group_id: 1, wallets: 10 },
      { group_id: 2, wallets: 10 },
      { group_id: 4, wallets: 10 },
    ])
  })
})
