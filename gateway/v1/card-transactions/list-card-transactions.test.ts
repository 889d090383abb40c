import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { startTestGateway, type TestGateway } from '../../test/server.ts'

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

test.each([
  ['9007199254740991', 200],
  ['9007199254740992', 400],
  ['1e21', 400],
  ['0', 400],
])('what is listed of wallet %s is answered by %i', async (id, status) => {
  for (const list of ['card_transactions', 'payables']) {
    expect((await gateway.get(`/v1/${list}?wallet_id=${id}`)).status).toBe(status)
  }
})
