import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestGateway, type TestGateway } from '../../gateway/test/server.ts'
import { TestLedger } from '../../op-processor/apply/fixtures/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { openConsole, prepareConsole, type TestBrowser } from './browser.ts'

let database: TestDatabase
let ledger: TestLedger
let gateway: TestGateway
let browser: TestBrowser

beforeAll(async () => {
  await prepareConsole()
  database = await createTestDatabase()
  ledger = await TestLedger.open(database, 2)
  gateway = await startTestGateway(database)
  browser = await openConsole(gateway.url)
})
afterAll(async () => {
  await browser?.close()
  await gateway?.stop()
  await ledger?.close()
  await database?.drop()
})

/** A transfer that was debited in group 1 and given up in group 2. */
async function giveUp(amount: bigint): Promise<string> {
  const [a = 0, b = 0] = await ledger.addWallets({ group: 1, balance: amount }, { group: 2 })
  await ledger.drain()
  const [id = ''] = await ledger.queue({ from: a, to: b, amount })
  await ledger.apply(1)
  await ledger.bury(2)
  return id
}

test('a dead letter says why, and is replayed', async () => {
  const { page } = browser
  const id = await giveUp(5_000_000n)
  await page.goto(`${gateway.url}/#/failed`)
  const row = page.getByRole('region', { name: 'Dead letters' }).first().getByRole('row').nth(1)
  await row.filter({ hasText: 'Transfer, credit' }).filter({ hasText: 'a bug' }).filter({ hasText: '5.00' }).waitFor()
  await page.getByRole('button', { name: `Replay operation ${id}` }).click()
  await page.getByText('No dead letters').waitFor()
  await ledger.drain()
  expect(await ledger.ended(id)).toMatchObject({ status: 'success' })
})

test('a dead letter that somebody else has replayed is told in words', async () => {
  const { page } = browser
  const id = await giveUp(6_000_000n)
  const replay = page.getByRole('button', { name: `Replay operation ${id}` })
  await replay.waitFor()
  await ledger.pool.query('delete from dead_letters')
  await replay.click()
  await page
    .getByRole('alert')
    .filter({ hasText: `no dead letter of an operation with id: ${id}` })
    .waitFor()
})

test('a dead delivery says why, and is sent again', async () => {
  const { page } = browser
  const body = { url: 'https://hooks.example.com/mesh', event_types: ['operation.succeeded'] }
  const { json } = await gateway.post('/v1/webhooks', body)
  const { id } = json as { id: number }
  await ledger.pool.query(
    `insert into webhook_deliveries (webhook_id, event_id, event_type, event_at, data, state, attempts, ended_at, last_error)
     values ($1, 'operation_1', 'operation.succeeded', now(), '{}', 'dead', 24, now(), 'no answer within 10 s')`,
    [id],
  )
  await page.reload()
  const card = page.getByRole('region', { name: 'Webhook deliveries' }).first()
  await card.getByRole('row').nth(1).filter({ hasText: 'no answer within 10 s' }).filter({ hasText: '24' }).waitFor()
  await page.getByRole('button', { name: /^Replay delivery/ }).click()
  await card.getByText('No dead deliveries').waitFor()
  expect(browser.faults).toEqual([])
})
