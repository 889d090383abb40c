import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type Caller, enter, type TestUser } from '../test/callers.ts'
import { startTestGateway, type TestGateway } from '../test/server.ts'

let database: TestDatabase
let gateway: TestGateway
let operator: Caller
let owner: Caller & TestUser

const NAMES = ['Savings', 'Öl und Essig', 'savings, old', '100% Wool', 'Save the date', '1000 Things', 'Sa_les']
const OWNED = 'SAVINGS of mine'

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database, { auth: { mode: 'required' } })
  operator = await enter(gateway, 'operator')
  owner = await enter(gateway, 'user')
  const place = { country: 'Portugal', city: 'Porto', currency: 'USD' }
  for (const name of NAMES) await operator.call('POST', '/v1/wallets', { ...place, name, owner_id: null })
  await owner.call('POST', '/v1/wallets', { ...place, name: OWNED })
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})

interface Page {
  wallets: { name: string }[]
  next_cursor: string | null
}

/** The names on all pages. */
async function found(caller: Caller, search: string, limit = 100): Promise<string[]> {
  const names: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query = new URLSearchParams({ search, limit: String(limit), ...(cursor === '' ? {} : { cursor }) })
    const { status, json } = await caller.call('GET', `/v1/wallets?${query}`)
    expect(status).toBe(200)
    const { wallets, next_cursor } = json as Page
    expect(wallets.length).toBeLessThanOrEqual(limit)
    names.push(...wallets.map(({ name }) => name))
    cursor = next_cursor
  }
  return names
}

test.each([
  ['savings', ['Savings', OWNED, 'savings, old'].sort(byName)],
  ['SAVINGS,', ['savings, old']],
  ['sav', ['Save the date', 'Savings', OWNED, 'savings, old'].sort(byName)],
  ['öL', ['Öl und Essig']],
  ['100%', ['100% Wool']],
  ['sa_', ['Sa_les']],
  ['wool', []],
  ["'; --", []],
])('a search for %s finds what begins so, in order of name', async (search, names) => {
  expect(await found(operator, search)).toEqual(names)
})

function byName(one: string, other: string): number {
  return one.toLowerCase() < other.toLowerCase() ? -1 : 1
}

test.each([1, 2, 3])('pages of %i neither skip nor repeat, where many have one name', async (limit) => {
  for (let i = 0; i < 4; i += 1) {
    const body = { name: `Twin ${limit}`, country: 'Spain', city: 'Cadiz', currency: 'USD' }
    await operator.call('POST', '/v1/wallets', body)
  }
  expect(await found(operator, `twin ${limit}`, limit)).toEqual(new Array(4).fill(`Twin ${limit}`))
  expect(await found(operator, 'sa', limit)).toEqual(await found(operator, 'sa'))
})

test('others find their own alone, and are told as its owner', async () => {
  expect(await found(owner, 'sav')).toEqual([OWNED])
  for (const path of ['/v1/wallets?search=savings%20of', '/v1/wallets?limit=1']) {
    const { json } = await owner.call('GET', path)
    expect(json).toMatchObject({ wallets: [{ name: OWNED, owner_id: owner.id }] })
  }
  const { json } = await operator.call('GET', '/v1/wallets')
  const owners = (json as { wallets: { name: string; owner_id: string | null }[] }).wallets.map(
    ({ name, owner_id }) => [name, owner_id],
  )
  expect(Object.fromEntries(owners)).toMatchObject({ Savings: null, [OWNED]: owner.id })
  expect(await found(owner, 'Savings,')).toEqual([])
})

test.each(['', 'x'.repeat(101), '%00'])('a search for “%s” is refused', async (search) => {
  const { status } = await operator.call('GET', `/v1/wallets?search=${search}`)
  expect(status).toBe(400)
})

test('a name of a thousand characters is made and found', async () => {
  const name = `ž${'\u{1f980}'.repeat(498)}`
  const body = { name, country: 'Spain', city: 'Cadiz', currency: 'USD' }
  expect((await operator.call('POST', '/v1/wallets', body)).status).toBe(201)
  expect(await found(operator, 'Ž\u{1f980}')).toEqual([name])
})
