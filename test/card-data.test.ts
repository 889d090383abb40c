import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { TEST_CARDS } from '../gateway/acquirer/simulator.ts'
import { canonicalJson } from '../gateway/idempotency/canonical-json.ts'
import { type CardMesh, startCardMesh, VISA } from './card-mesh.ts'
import { type Evidence, findCardData, plainHashes } from './card-scan.ts'
import { MONGO_HOOK_MS, startMongo, type TestMongo } from './mongo.ts'
import { startTestRedis, type TestRedis } from './redis.ts'

const AMEX = '378282246310005'
const MASTERCARD = '5105105105105100'
/** Sound, of a brand that nobody has here, and of another length than its brand's. */
const NO_BRAND = '9000000000000001'
const SHORT_VISA = '41111111111114'
const NUMBERS = [VISA, AMEX, MASTERCARD, NO_BRAND, SHORT_VISA, ...Object.values(TEST_CARDS)]
const SPACED = '4111 1111 1111 1111'
const DASHED = '5105-1051-0510-5100'
const CODES = ['739', '8264']

let mesh: CardMesh
let redis: TestRedis
let mongo: TestMongo
const output: string[] = []
const answers: Evidence[] = []
const messages: string[] = []
/** Of requests with a card and an idempotency key, what a hash without a key would be of. */
const keyed: string[] = []

beforeAll(async () => {
  redis = await startTestRedis()
  mongo = await startMongo()
  const listener = redis.client.duplicate()
  await listener.psubscribe('*')
  listener.on('pmessage', (_pattern, channel, message) => messages.push(`${channel} ${message}`))
  const environment = {
    WALLETMESH_LOG_LEVEL: 'debug',
    WALLETMESH_REDIS__URL: redis.url,
    WALLETMESH_MONGO__URL: mongo.url,
    WALLETMESH_CARDS__PAYOUT_SCHEDULE: '* * * * *',
  }
  mesh = await startCardMesh(environment, { onOutput: (text) => output.push(text) })
  mesh.spawn('settler')
  await tell()
  listener.disconnect()
}, MONGO_HOOK_MS)
afterAll(async () => {
  await mesh?.stop()
  await redis?.stop()
  await mongo?.stop()
})

/** Sends a body as it is, or as JSON, and keeps the answer with its headers. */
async function send(path: string, body: unknown, headers: Record<string, string> = {}, method = 'POST') {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  if (headers['idempotency-key'] !== undefined && text.includes('"card"'))
    keyed.push(`${method} ${path}\n${canonicalJson(JSON.parse(text))}`)
  const response = await fetch(mesh.url + path, {
    method,
    headers: { 'content-type': 'application/json', authorization: mesh.merchant.authorization, ...headers },
    ...(method === 'GET' ? {} : { body: text }),
  })
  const told = `${JSON.stringify(Object.fromEntries(response.headers))}\n${await response.text()}`
  answers.push({ from: `the answer ${response.status} to ${method} request ${answers.length}`, text: told })
  return { status: response.status, json: told.slice(told.indexOf('\n') + 1) }
}

const charge = (fields: object, card: object, headers?: Record<string, string>) =>
  send('/v1/card_transactions', mesh.body(fields, { verification_code: CODES[0], ...card }), headers)

/** Everything that cards go through. */
async function tell(): Promise<void> {
  await soundOnes()
  await brokenOnes()
  await outOfPlace()
  await mesh.drained()
  // A snapshot, so that the store of snapshots has something in it.
  await vi.waitFor(async () => {
    const { status } = await mesh.admin('POST', '/v1/settlements', {})
    expect(status).toBe(201)
  }, 20_000)
  await vi.waitFor(async () => {
    const { rows } = await mesh.pool.query(`select from card_transactions where status = 'processing'`)
    expect(rows).toEqual([])
  }, 20_000)
}

async function soundOnes(): Promise<void> {
  const key = { 'idempotency-key': 'one' }
  const made = await charge({}, { number: VISA }, key)
  await charge({}, { number: VISA }, key)
  await charge({}, { number: MASTERCARD }, key)
  await charge(
    { payment_method: 'debit_card' },
    { number: MASTERCARD, holder: 'Zoë O’Neil-Díaz' },
    { 'idempotency-key': 'two' },
  )
  await charge({}, { number: AMEX, verification_code: CODES[1] })
  for (const number of Object.values(TEST_CARDS)) await charge({}, { number })
  const { id } = JSON.parse(made.json) as { id: string }
  const refund = { 'idempotency-key': 'three' }
  await send(`/v1/card_transactions/${id}/refund`, { amount: 500 }, refund)
  await send(`/v1/card_transactions/${id}/refund`, { amount: 500 }, refund)
  await send(`/v1/card_transactions/${id}`, undefined, {}, 'GET')
  await send('/v1/card_transactions', undefined, {}, 'GET')
  await send('/v1/payables', undefined, {}, 'GET')
  await mesh.payables(['--date', '2999-01-01'])
}

/** With cards that are refused, for one reason each. */
async function brokenOnes(): Promise<void> {
  const cards: object[] = [
    { number: NO_BRAND },
    { number: SHORT_VISA },
    { number: SPACED },
    { number: [VISA] },
    { number: { [VISA]: VISA } },
    { number: VISA, verification_code: CODES[1] },
    { number: AMEX, verification_code: CODES[0] },
    { number: VISA, verification_code: Number(CODES[0]) },
    { number: VISA, expiry: '01/20' },
    { number: VISA, expiry: VISA },
    { number: VISA, holder: VISA },
    { number: VISA, holder: SPACED },
    { number: VISA, [VISA]: CODES[0] },
    { number: VISA, cvv: CODES[0] },
  ]
  for (const card of cards) expect((await charge({}, card, { 'idempotency-key': 'broken' })).status).toBe(400)
  expect((await charge({ currency: 'EUR' }, { number: VISA })).status).toBe(400)
  expect((await charge({ wallet_id: 999_999 }, { number: VISA })).status).toBe(404)
}

/** Where nobody expects one. */
async function outOfPlace(): Promise<void> {
  for (const description of [VISA, `paid with ${SPACED}`, `card ${DASHED}.`]) {
    expect((await charge({ description }, { number: VISA })).status).toBe(400)
  }
  await charge({}, { number: Number(VISA) })
  await charge({ wallet_id: VISA }, { number: VISA })
  await charge({ wallet_id: Number(VISA) }, { number: VISA })
  await charge({ payment_method: VISA }, { number: VISA })
  await charge({ currency: VISA }, { number: VISA })
  await charge({ [VISA]: 1 }, { number: VISA })
  const body = JSON.stringify(mesh.body({}, { number: VISA, verification_code: CODES[0] }))
  await send('/v1/card_transactions', body.slice(0, -1))
  await send('/v1/card_transactions', `{"${VISA}":1,"${VISA}":2}`)
  await send('/v1/card_transactions', body, { 'content-type': 'text/plain' })
  await send('/v1/card_transactions', body, { authorization: 'Bearer nobody' })
  await send('/v1/card_transactions', body, { 'x-request-id': VISA })
  expect((await send('/v1/card_transactions', body, { 'idempotency-key': VISA })).status).toBe(400)
  await send('/v1/card_transactions', VISA)
  await send(`/v1/card_transactions/${VISA}`, undefined, {}, 'GET')
  await send(`/v1/card_transactions/${VISA}/refund`, {})
  await send(`/v1/card_transactions?cursor=${VISA}`, undefined, {}, 'GET')
  await send(`/v1/payables/${VISA}`, undefined, {}, 'GET')
}

async function databaseText(): Promise<Evidence[]> {
  const { rows: tables } = await mesh.pool.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_toast'`,
  )
  const dumps = tables.map(async ({ name }) => {
    const { rows } = await mesh.pool.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`)
    return { from: `the table ${name}`, text: rows.map(({ row }) => row).join('\n') }
  })
  return Promise.all(dumps)
}

async function redisText(): Promise<Evidence[]> {
  const { client } = redis
  const keys = await client.keys('*')
  const dumps = await Promise.all(
    keys.map(async (key) => {
      const type = await client.type(key)
      const value =
        type === 'string'
          ? await client.get(key)
          : type === 'hash'
            ? await client.hgetall(key)
            : type === 'list'
              ? await client.lrange(key, '0', '-1')
              : type === 'set'
                ? await client.smembers(key)
                : type === 'zset'
                  ? await client.zrange(key, '0', '-1')
                  : `a ${type}`
      return `${JSON.stringify(key)} ${JSON.stringify(value)}`
    }),
  )
  return [
    { from: 'Redis', text: dumps.join('\n') },
    { from: 'a message of Redis', text: messages.join('\n') },
  ]
}

async function mongoText(): Promise<Evidence[]> {
  const client = await new MongoClient(mongo.url).connect()
  try {
    const db = client.db('walletmesh')
    const collections = await db.listCollections({}, { nameOnly: true }).toArray()
    const dumps = collections.map(async ({ name }) => ({
      from: `the collection ${name}`,
      text: JSON.stringify(await db.collection(name).find().toArray()),
    }))
    return await Promise.all(dumps)
  } finally {
    await client.close()
  }
}

describe('a card’s number and its verification code', () => {
  const sought = () => ({
    numbers: NUMBERS,
    codes: CODES,
    hashes: [...NUMBERS, ...keyed].flatMap(plainHashes).flatMap((hash) => [hash, hash.slice(0, 32)]),
  })

  test('are in no table, and nothing that can be tried out is made of them', async () => {
    const evidence = await databaseText()
    const rows = Object.fromEntries(evidence.map(({ from, text }) => [from, text.split('\n').length]))
    expect(rows['the table walletmesh.card_transactions']).toBeGreaterThan(7)
    expect(rows['the table walletmesh.idempotency_keys']).toBe(3)
    // Uuids are written with dashes, and looked through without them.
    const plain = evidence.map(({ from, text }) => ({ from, text: text.replaceAll('-', '') }))
    expect(findCardData(evidence, sought())).toEqual([])
    expect(findCardData(plain, { ...sought(), codes: [] }).filter((hit) => hit.includes('hash'))).toEqual([])
  })

  test('are in no key, value or message of Redis, and in no document of MongoDB', async () => {
    const evidence = [...(await redisText()), ...(await mongoText())]
    expect(evidence.filter(({ text }) => text.length > 2).length).toBeGreaterThan(2)
    expect(findCardData(evidence, sought())).toEqual([])
  })

  test('are in no log line, whatever the level', () => {
    const lines = output.join('').split('\n')
    expect(lines.filter((line) => line.includes('card_transactions')).length).toBeGreaterThan(40)
    const evidence = lines.map((text) => ({ from: 'the log', text }))
    expect(findCardData(evidence, sought())).toEqual([])
  })

  test('are in no answer, be it a problem', () => {
    expect(answers.length).toBeGreaterThan(40)
    expect(findCardData(answers, sought())).toEqual([])
  })

  test('would be found', () => {
    const places = [
      `{"note": "${VISA}"}`,
      `paid with ${SPACED} today`,
      DASHED,
      `{"card":{"number":${VISA}}}`,
      'another one: 6011000990139424',
      `{"verification_code":"${CODES[0]}"}`,
      `code ${CODES[1]} was wrong`,
      ...plainHashes(VISA),
    ]
    for (const text of places) {
      expect(findCardData([{ from: 'here', text }], sought()), text).not.toEqual([])
    }
    const harmless = `{"id":"01a20e45-d84a-766b-8572-238235365605","ms":739,"at":"2026-11-25T08:52:44.739Z","amount":"2375"}`
    expect(findCardData([{ from: 'here', text: harmless }], sought())).toEqual([])
  })
})
