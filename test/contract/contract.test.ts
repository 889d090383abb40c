import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeKey } from '../../gateway/test/callers.ts'
import { startTestGateway, type TestGateway } from '../../gateway/test/server.ts'
import { createTestDatabase, type TestDatabase } from '../database.ts'
import { breachesOf } from './contract.ts'

let database: TestDatabase
let gateway: TestGateway
let key: string

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database, { auth: { mode: 'required' } })
  key = (await makeKey(gateway, 'admin')).text
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})

test('whatever is sent to /v1, the answer is one of those in its document', async () => {
  const seed = Date.now() % 2 ** 31
  console.log(`seed ${seed}`)
  expect(await breachesOf({ url: gateway.url, key, seed, runs: 40 })).toEqual([])
})
