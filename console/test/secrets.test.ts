import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestGateway, type TestGateway } from '../../gateway/test/server.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { seriousFaults } from './axe.ts'
import { openConsole, prepareConsole, type TestBrowser } from './browser.ts'

let database: TestDatabase
let gateway: TestGateway
let browser: TestBrowser

beforeAll(async () => {
  await prepareConsole()
  database = await createTestDatabase()
  gateway = await startTestGateway(database, { webhooks: { allowPrivate: true, allowHttp: true } })
  browser = await openConsole(gateway.url)
})
afterAll(async () => {
  await browser?.close()
  await gateway?.stop()
  await database?.drop()
})

const button = (name: string) => browser.page.getByRole('button', { name, exact: true })

test('the secret of a webhook is shown once', async () => {
  const { page } = browser
  await page.goto(`${gateway.url}/#/webhooks`)
  await button('Add a webhook').click()
  await page.getByLabel('Address').fill('http://127.0.0.1:65000/hook')
  await page.getByLabel('settlement.settled').uncheck()
  await button('Add').click()
  const secret = await page.locator('.secret').textContent()
  expect(secret).toMatch(/^whsec_/)
  expect(await seriousFaults(page)).toEqual([])
  await button('I have it').click()
  await page.getByRole('link', { name: 'http://127.0.0.1:65000/hook' }).click()
  await button('New secret').click()
  await page.locator('.secret').waitFor()
  expect(await page.locator('.secret').textContent()).not.toBe(secret)
  await button('I have it').click()
  await button('Send a test').click()
  await page.getByRole('row').filter({ hasText: 'webhook.test' }).waitFor()
  await button('Disable').click()
  await button('Enable').waitFor()
  await button('Remove').click()
  await button('Remove it').click()
  await page.getByText('No webhooks').waitFor()
})

test('the first key closes the mesh, is shown all the same, and lets in', async () => {
  const { page } = browser
  await page.goto(`${gateway.url}/#/keys`)
  await button('Make a key').click()
  await page.getByLabel('Name').fill('operations room')
  await page.getByLabel('Role').selectOption('admin: everything')
  await button('Make it').click()
  const key = String(await page.locator('.secret').textContent())
  await page.getByRole('heading', { name: 'Log in', includeHidden: true }).waitFor({ state: 'attached' })
  expect(await page.locator('.secret').textContent()).toBe(key)
  await button('I have it').click()
  await button('API key').click()
  await page.getByLabel('API key').fill(key)
  await button('Log in').click()
  await page.getByRole('row').filter({ hasText: 'operations room' }).waitFor()
  expect(browser.faults).toEqual([])
})
