import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { Writable } from 'node:stream'
import { type Document, Int32, Long, MongoClient } from 'mongodb'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openLog } from '../../common/log.ts'
import { MONGO_HOOK_MS, startMongo, type TestMongo } from '../../test/mongo.ts'
import { openMongoSnapshotStore } from './mongo-store.ts'
import { isRetryable } from './retryable.ts'
import { SnapshotConflict, type SnapshotHeader, type SnapshotLine, SnapshotStoreError } from './snapshot-store.ts'

const ID = '0196f0a0-0000-7000-8000-000000000001'
const BALANCES = [
  -(2n ** 63n),
  -(2n ** 63n) + 1n,
  -(2n ** 53n) - 1n,
  0n,
  2n ** 53n + 1n,
  2n ** 63n - 2n,
  2n ** 63n - 1n,
]
const LINES: SnapshotLine[] = BALANCES.map((balance, i) => ({
  walletId: BigInt(i + 1),
  bankId: 1,
  account: `ACC ${i}`,
  balance,
}))
const HEADER: SnapshotHeader = {
  id: ID,
  currency: 'USD',
  takenAt: '2026-03-01 12:30:00.123456+00',
  accounts: BigInt(LINES.length),
  lines: 6n,
  payments: 2n ** 53n + 1n,
  banks: [
    {
      bankId: 1,
      name: 'Citigroup',
      bic: 'CITIUS33',
      accounts: 7n,
      position: -(2n ** 63n),
      paid: 2n ** 63n - 1n,
      received: 2n ** 53n + 1n,
      paidInTransit: 0n,
      receivedInTransit: 1n,
    },
  ],
  ledger: [{ group: 1, journalSeq: 2n ** 53n + 1n, hash: 'ab'.repeat(32) }],
  proofs: [{ name: 'banks sum to zero', proved: true, detail: 'sum 0 of 1 bank' }],
}
const log = openLog('test', 'silent')

let mongo: TestMongo
beforeAll(async () => {
  mongo = await startMongo()
}, MONGO_HOOK_MS)
afterAll(() => mongo?.stop())

test('every amount, count and wallet id is stored as an integer of 64 bits, never as a double', async () => {
  const store = await openMongoSnapshotStore({ url: mongo.url, database: 'types', log })
  await store.append(ID, LINES)
  const client = new MongoClient(mongo.url, { promoteLongs: false, promoteValues: false })
  try {
    const db = client.db('types')
    const long = (value: bigint) => Long.fromBigInt(value)
    const first = { _id: `${ID}:1`, snapshotId: ID } as Document
    expect(await db.collection('snapshot_drafts').findOne()).toEqual({
      ...first,
      first: long(1n),
      last: long(7n),
      lines: long(7n),
    })
    expect(await db.collection('snapshot_chunks').findOne()).toEqual({
      ...first,
      firstWalletId: long(1n),
      walletIds: LINES.map(({ walletId }) => long(walletId)),
      bankIds: LINES.map(() => new Int32(1)),
      accounts: LINES.map(({ account }) => account),
      balances: BALANCES.map(long),
    })
    await store.finish(HEADER)
    expect(await db.collection('snapshot_drafts').findOne()).toBeNull()
    expect(await db.collection('snapshots').findOne()).toEqual({
      _id: ID,
      currency: 'USD',
      takenAt: '2026-03-01 12:30:00.123456+00',
      accounts: long(7n),
      lines: long(6n),
      payments: long(2n ** 53n + 1n),
      banks: [
        {
          bankId: new Int32(1),
          name: 'Citigroup',
          bic: 'CITIUS33',
          accounts: long(7n),
          position: long(-(2n ** 63n)),
          paid: long(2n ** 63n - 1n),
          received: long(2n ** 53n + 1n),
          paidInTransit: long(0n),
          receivedInTransit: long(1n),
        },
      ],
      ledger: [{ group: new Int32(1), journalSeq: long(2n ** 53n + 1n), hash: 'ab'.repeat(32) }],
      proofs: HEADER.proofs,
      chunks: [{ first: long(1n), last: long(7n), lines: long(7n) }],
    })
  } finally {
    await client.close()
    await store.close()
  }
})

test('several settlers open it at once, again and again', async () => {
  for (let i = 0; i < 2; i += 1) {
    const opening = Array.from({ length: 4 }, () => openMongoSnapshotStore({ url: mongo.url, database: 'shared', log }))
    for (const store of await Promise.all(opening)) await store.close()
  }
})

test('a server refuses documents of another shape, or it is said once that it does not', async () => {
  const said: string[] = []
  const sink = new Writable({ write: (chunk, _, done) => done(void said.push(JSON.parse(chunk).msg)) })
  const store = await openMongoSnapshotStore({ url: mongo.url, database: 'shapes', log: pino({ level: 'warn' }, sink) })
  const client = new MongoClient(mongo.url)
  try {
    const chunk = { snapshotId: ID, firstWalletId: Long.ONE, walletIds: [Long.ONE], bankIds: [1], accounts: ['A'] }
    const insertion = client
      .db('shapes')
      .collection('snapshot_chunks')
      .insertOne({ ...chunk, balances: [0.5] })
    const refused = await insertion.then(
      () => false,
      (error) => error.code === 121,
    )
    expect(said).toEqual(refused ? [] : [expect.stringMatching(/has no validators/)])
  } finally {
    await client.close()
    await store.close()
  }
})

test('a chunk that was announced and never arrived is found, and can be given again as it was', async () => {
  const store = await openMongoSnapshotStore({ url: mongo.url, database: 'announced', log })
  const client = new MongoClient(mongo.url)
  try {
    await store.append(ID, LINES)
    await client.db('announced').collection('snapshot_chunks').deleteMany({})
    expect(await store.ids(null, 10)).toEqual([ID])
    await expect(store.append(ID, LINES.slice(0, 2))).rejects.toThrow(SnapshotConflict)
    await store.append(ID, LINES)
    await store.finish(HEADER)
    expect(await store.lines(ID, 0n, 10)).toEqual(LINES)
  } finally {
    await client.close()
    await store.close()
  }
})

test('a server that is not there, not MongoDB, or not to be found is one line within five seconds, without the password', async () => {
  const silent = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const port = (silent.address() as AddressInfo).port
  const urls = [
    'mongodb://ana:s3cret%21@127.0.0.1:1/?authSource=admin',
    `mongodb://ana:s3cret%21@127.0.0.1:${port}`,
    'mongodb://ana:s3cret%21@nowhere.invalid:27017,127.0.0.1:1',
    'mongodb+srv://ana:s3cret%21@nowhere.invalid',
    'mongodb://ana:s3cret%21@127.0.0.1:1/?colour=red',
    'mongodb://ana:s3@cret%21@127.0.0.1:1',
  ]
  await Promise.all(
    urls.map(async (url) => {
      const begun = performance.now()
      const error = await openMongoSnapshotStore({ url, database: 'test', log }).catch((reason: unknown) => reason)
      expect(performance.now() - begun).toBeLessThan(5_000)
      expect(error).toBeInstanceOf(SnapshotStoreError)
      const { message } = error as SnapshotStoreError
      expect(message).toMatch(/^cannot use database test of the MongoDB at mongodb(\+srv)?:\/\/ana@\S+: \S.*$/)
      expect(message).not.toMatch(/s3|cret|\n/)
    }),
  )
  silent.close()
})

test('killed, its calls fail within five seconds as faults of the moment; started again, all that it acknowledged is there', async () => {
  const store = await openMongoSnapshotStore({ url: mongo.url, database: 'killed', log })
  try {
    await store.append(ID, LINES)
    await mongo.kill()
    const begun = performance.now()
    const calls = [
      store.append(ID, LINES),
      store.finish(HEADER),
      store.read(ID),
      store.lines(ID, 0n, 1),
      store.remove(ID),
    ]
    for (const call of await Promise.allSettled(calls)) {
      expect(isRetryable(call.status === 'rejected' && call.reason)).toBe(true)
    }
    expect(performance.now() - begun).toBeLessThan(5_000)
    await mongo.restart()
    await vi.waitFor(() => store.append(ID, LINES), { timeout: 20_000 })
    await store.finish(HEADER)
    expect(await store.read(ID)).toEqual(HEADER)
    expect(await store.lines(ID, 0n, 10)).toEqual(LINES)
  } finally {
    await store.close()
  }
})

test('a refusal is no fault of the moment', async () => {
  const store = await openMongoSnapshotStore({ url: mongo.url, database: 'refused', log })
  await store.append(ID, LINES)
  const refusal = await store
    .append(
      ID,
      LINES.slice(1).map((line) => ({ ...line, walletId: line.walletId - 1n })),
    )
    .catch((reason: unknown) => reason)
  expect(refusal).toBeInstanceOf(SnapshotConflict)
  expect(isRetryable(refusal)).toBe(false)
  await store.close()
  const closed = await store.read(ID).catch((reason: unknown) => reason)
  expect(isRetryable(closed)).toBe(false)
})
