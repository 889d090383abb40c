import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestLedger } from '../../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { rowCounts, startTestGateway, type TestGateway } from '../../test/server.ts'

let database: TestDatabase
let ledger: TestLedger
let gateway: TestGateway

beforeAll(async () => {
  database = await createTestDatabase()
  ledger = await TestLedger.open(database)
  gateway = await startTestGateway(database)
})
afterAll(async () => {
  await gateway.stop()
  await ledger.close()
  await database.drop()
})

interface Bank {
  id: number
  name: string
  bic: string | null
  position: string
}

const pay = (from: [number, string], to: [number, string], amount: number) =>
  gateway.post('/v1/payments', {
    from: { bank_id: from[0], account: from[1] },
    to: { bank_id: to[0], account: to[1] },
    amount,
    currency: 'USD',
  })

async function everyBank(limit: number): Promise<Bank[]> {
  const found: Bank[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { json } = await gateway.get(`/v1/banks?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`)
    const page = json as { banks: Bank[]; next_cursor: string | null }
    found.push(...page.banks)
    cursor = page.next_cursor
  }
  return found
}

const time = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/)

test('banks are listed in pages with what they are owed over all groups, which sums to zero', async () => {
  for (let i = 0; i < 12; i += 1) await pay([1 + (i % 3), `a${i}`], [4 + (i % 4), `b${i}`], 10_000 * (i + 1))
  await ledger.drain()
  const banks = await everyBank(1000)
  expect(banks.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(banks[0]).toEqual({
    id: 1,
    name: 'JP Morgan Chase',
    bic: null,
    position: String(-10_000 * (1 + 4 + 7 + 10)),
    currency: 'USD',
    created_at: time,
  })
  expect(banks[9]?.position).toBe('0')
  expect(banks.reduce((sum, { position }) => sum + BigInt(position), 0n)).toBe(0n)
  for (const limit of [1, 3, 10]) expect(await everyBank(limit)).toEqual(banks)
  expect((await gateway.get('/v1/banks/1')).json).toEqual(banks[0])
})

test('a bank is made, read, and known to payments at once', async () => {
  const { status, headers, json } = await gateway.post('/v1/banks', { name: 'Banco do Brasil', bic: 'BRASBRRJXXX' })
  const { id } = json as Bank
  expect({ status, json }).toEqual({
    status: 201,
    json: { id, name: 'Banco do Brasil', bic: 'BRASBRRJXXX', position: '0', currency: 'USD', created_at: time },
  })
  expect(headers.get('location')).toBe(`/v1/banks/${id}`)
  expect((await gateway.get(`/v1/banks/${id}`)).json).toEqual(json)
  expect(await pay([id, 'first'], [1, 'a0'], 10_000)).toMatchObject({ status: 202 })
  const longest = 'é😀'.repeat(70)
  expect(await gateway.post('/v1/banks', { name: longest, bic: null })).toMatchObject({
    status: 201,
    json: { name: longest, bic: null },
  })
})

test('a bank changes its name and BIC, alone or together, and may lose its BIC', async () => {
  const before = (await gateway.get('/v1/banks/2')).json as Bank
  expect(await gateway.patch('/v1/banks/2', { bic: 'BOFAUS3N' })).toMatchObject({
    status: 200,
    json: { ...before, bic: 'BOFAUS3N' },
  })
  expect((await gateway.patch('/v1/banks/2', { name: 'BofA' })).json).toEqual({
    ...before,
    name: 'BofA',
    bic: 'BOFAUS3N',
  })
  expect((await gateway.patch('/v1/banks/2', { name: before.name, bic: null })).json).toEqual(before)
  expect((await gateway.patch('/v1/banks/2', { name: before.name })).json).toEqual(before)
})

describe('refused', () => {
  test.each([
    [{ name: 'Citigroup' }, '/name', 'another bank has the name Citigroup'],
    [{ name: 'New', bic: 'TAKENUS1' }, '/bic', 'another bank has the bic TAKENUS1'],
  ])('%j, which is taken', async (body, pointer, detail) => {
    await gateway.patch('/v1/banks/10', { bic: 'TAKENUS1' })
    const before = await rowCounts(gateway.pool)
    const problem = {
      status: 409,
      json: { code: 'already_exists', detail, errors: [{ pointer, code: 'already_exists', detail }] },
    }
    expect(await gateway.post('/v1/banks', body)).toMatchObject(problem)
    expect(await gateway.patch('/v1/banks/5', body)).toMatchObject(problem)
    expect(await rowCounts(gateway.pool)).toEqual(before)
    expect((await gateway.get('/v1/banks/5')).json).toMatchObject({ name: 'U.S. Bancorp', bic: null })
  })

  test('all but one of twenty banks of one name at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => gateway.post('/v1/banks', { name: 'Same' })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(19).fill(409)])
  })

  const PATTERN = expect.stringMatching(/^must match pattern/)
  test.each([
    ['[]', '', 'must be object'],
    ['{}', '/name', 'is missing'],
    [{ name: '' }, '/name', PATTERN],
    [{ name: ' x' }, '/name', PATTERN],
    [{ name: 'x\n' }, '/name', PATTERN],
    [{ name: 'a\u0000b' }, '/name', PATTERN],
    [{ name: 'é'.repeat(141) }, '/name', PATTERN],
    [{ name: 7 }, '/name', 'must be string'],
    [{ name: 'x', bic: 'brasbrrj' }, '/bic', PATTERN],
    [{ name: 'x', bic: 'BRASBRRJX' }, '/bic', PATTERN],
    [{ name: 'x', position: '7' }, '/position', 'is not known here'],
  ])('case %#, a body %j that is no bank', async (body, pointer, detail) => {
    const before = await rowCounts(gateway.pool)
    const { status, json } = await gateway.post('/v1/banks', body)
    expect({ status, json }).toMatchObject({
      status: 400,
      json: { code: 'invalid', errors: expect.arrayContaining([{ pointer, code: 'invalid', detail }]) },
    })
    expect(await rowCounts(gateway.pool)).toEqual(before)
  })

  test.each([
    [{}, 'the body must not have fewer than 1 properties'],
    [{ id: 7 }, '/id is not known here'],
    [{ name: null }, '/name must be string'],
  ])('a change %j that is none', async (body, detail) => {
    expect(await gateway.patch('/v1/banks/5', body)).toMatchObject({ status: 400, json: { code: 'invalid', detail } })
  })

  test.each(['77', '2147483648', '999999999999999'])('the bank %s, which is not there', async (id) => {
    const problem = { status: 404, json: { code: 'not_found', detail: `no bank with id: ${id}` } }
    expect(await gateway.get(`/v1/banks/${id}`)).toMatchObject(problem)
    expect(await gateway.patch(`/v1/banks/${id}`, { name: 'x' })).toMatchObject(problem)
    expect(await gateway.get(`/v1/banks/${id}/accounts`)).toMatchObject(problem)
    expect(await gateway.get(`/v1/banks/${id}/accounts/a`)).toMatchObject(problem)
  })

  test.each(['0', '-1', 'x', '01'])('%s, which is no id', async (id) => {
    const problem = { status: 400, json: { code: 'invalid', detail: expect.stringMatching(/^params\/id must match/) } }
    expect(await gateway.get(`/v1/banks/${id}`)).toMatchObject(problem)
    expect(await gateway.patch(`/v1/banks/${id}`, { name: 'x' })).toMatchObject(problem)
  })

  test('other methods, and what is no cursor', async () => {
    const other = await gateway.post('/v1/banks/1', {})
    expect(other).toMatchObject({ status: 405, json: { code: 'method_not_allowed' } })
    expect(other.headers.get('allow')).toBe('GET, PATCH')
    for (const path of ['/v1/banks?cursor=x', '/v1/banks/1/accounts?cursor=!']) {
      expect(await gateway.get(path)).toMatchObject({
        status: 400,
        json: { detail: 'cursor must be the next_cursor of a page of this list' },
      })
    }
  })
})

describe('accounts of a bank', () => {
  interface Account {
    account: string
    wallet_id: number
    balance: string
  }

  test('are listed in pages with their balances, and read one by one', async () => {
    const names = ['z', 'A 1', 'DE89/3704-00.1', 'NULL', 'a1', '10', '9']
    for (const [i, name] of names.entries()) await pay([8, name], [9, 'sink'], 10_000 * (i + 1))
    await ledger.drain()
    const pages = async (limit: number) => {
      const found: Account[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { json } = await gateway.get(
          `/v1/banks/8/accounts?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`,
        )
        const page = json as { accounts: Account[]; next_cursor: string | null }
        found.push(...page.accounts)
        cursor = page.next_cursor
      }
      return found
    }
    const all = await pages(1000)
    expect(all.map(({ account }) => account).toSorted()).toEqual(names.toSorted())
    for (const limit of [1, 2, 7]) expect(await pages(limit)).toEqual(all)
    for (const one of all) {
      expect(one).toEqual({
        account: one.account,
        wallet_id: expect.any(Number),
        balance: String(-10_000 * (names.indexOf(one.account) + 1)),
        currency: 'USD',
        opened_at: time,
      })
      const read = await gateway.get(`/v1/banks/8/accounts/${encodeURIComponent(one.account)}`)
      expect(read).toMatchObject({ status: 200, json: one })
    }
    const { position } = (await gateway.get('/v1/banks/8')).json as Bank
    expect(BigInt(position)).toBe(all.reduce((sum, { balance }) => sum + BigInt(balance), 0n))
  })

  test.each([
    ['never', 404, 'bank 8 has no account never'],
    ['%20x', 400, expect.stringMatching(/^account must be 1 to 34 letters/)],
    ['a%00', 400, expect.stringMatching(/^account must be 1 to 34 letters/)],
  ])('do not have %s', async (account, status, detail) => {
    expect(await gateway.get(`/v1/banks/8/accounts/${account}`)).toMatchObject({ status, json: { detail } })
  })
})
