import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestGateway, type TestGateway } from '../../gateway/test/server.ts'
import { createTestDatabase, type TestDatabase } from '../database.ts'
import { breachesOf } from './contract.ts'

let database: TestDatabase
let gateway: TestGateway

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database)
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})

test('whatever is sent to /v1, the answer is one of those in its document', async () => {
  const seed = Date.now() % 2 ** 31
  console.log(`seed ${seed}`)
  expect(await breachesOf({ url: gateway.url, seed, runs: 40 })).toEqual([])
})
