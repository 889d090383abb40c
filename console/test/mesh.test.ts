import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DatabaseProxy, startDatabaseProxy } from '../../gateway/test/proxy.ts'
import { openConsole, screenshot, type TestBrowser } from './browser.ts'
import { type ConsoleMesh, fill, startConsoleMesh } from './console-mesh.ts'

let mesh: ConsoleMesh
/** Between the browser and the gateway. */
let network: DatabaseProxy
let url: string
let browser: TestBrowser
let page: Page
let wallets: number[]

beforeAll(async () => {
  mesh = await startConsoleMesh()
  wallets = await fill(mesh, 12)
  network = await startDatabaseProxy({ dsn: mesh.url, schemaName: '' })
  url = network.database.dsn.replace(/\/$/, '')
  browser = await openConsole(url)
  page = browser.page
})
afterAll(async () => {
  await browser?.close()
  await network?.cut()
  await mesh?.stop()
})

const card = (name: string) => page.getByRole('region', { name, exact: true })
const state = (text: string) => page.locator('.side .connection').filter({ hasText: text })

async function transfer(count: number): Promise<void> {
  await mesh.v1('POST', 'operations/batch', {
    operations: Array.from({ length: count }, (_, i) => ({
      kind: 'transfer',
      origin_wallet_id: wallets[i % wallets.length],
      target_wallet_id: wallets[(i * 5 + 1) % wallets.length],
      amount: '1000000',
      currency: 'USD',
    })).filter(({ origin_wallet_id: from, target_wallet_id: to }) => from !== to),
  })
}

describe('the mesh', () => {
  test('shows who holds which group, and the work that is done', async () => {
    await page.goto(`${url}/#/mesh`)
    await card('Groups').getByText('held').nth(1).waitFor()
    expect(await card('Groups').getByRole('heading', { level: 3 }).allTextContents()).toEqual(['Group 1', 'Group 2'])
    expect(await card('Processors').getByText('works').count()).toBe(2)
    await transfer(3_000)
    await card('Groups')
      .filter({ hasText: /[1-9]\d* applied\/s/ })
      .waitFor()
    await card('Throughput')
      .filter({ hasText: /[1-9]\d* operations a second/ })
      .waitFor()
  })

  test('tells what a rebalance would do, and does nothing', async () => {
    await page.getByRole('textbox', { name: 'Groups' }).fill('3')
    await page.getByRole('button', { name: 'Dry run' }).click()
    const plan = page.getByRole('region', { name: 'What a rebalance would do' })
    await plan.getByText('A dry run: nothing was moved.').waitFor()
    await plan.getByText('Group 3').waitFor()
    expect((await mesh.pool.query('select from groups where active')).rows).toHaveLength(2)
  })

  test('is rebalanced, and shows what moved', async () => {
    await page.getByRole('button', { name: 'Rebalance', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Rebalance into 3 groups?' })
    await dialog.getByRole('button', { name: 'Rebalance' }).click()
    await dialog.waitFor({ state: 'detached' })
    await card('Groups').getByRole('heading', { name: 'Group 3' }).waitFor()
    const done = page.getByRole('region', { name: 'What the last rebalance did' })
    await done.getByText(/^It moved [1-9]\d* of [1-9]\d* wallets\.$/).waitFor()
    await card('Rebalances')
      .getByRole('row')
      .nth(1)
      .filter({ hasText: '2 → 3' })
      .filter({ hasText: 'finished' })
      .waitFor()
    await transfer(2_000)
    await card('Groups')
      .filter({ hasText: /[1-9]\d* applied\/s/ })
      .waitFor()
    await screenshot(page, 'mesh', { isWhole: true })
  })

  test('refuses what cannot be, in words', async () => {
    await page.getByRole('textbox', { name: 'Groups' }).fill('2000')
    await page.getByText('From 1 to 1024').waitFor()
    expect(await page.getByRole('button', { name: 'Dry run' }).isDisabled()).toBe(true)
  })
})

describe('the feed', () => {
  const rows = () => card('Live').getByRole('row')

  test('tells of operations as they end, with filters', async () => {
    await page.goto(`${url}/#/operations`)
    await mesh.drained()
    await mesh.v1('POST', 'operations', { kind: 'deposit', target_wallet_id: wallets[0], amount: '7', currency: 'USD' })
    await rows().filter({ hasText: '0.000007' }).filter({ hasText: 'Deposit' }).waitFor()
    const tooMuch = { origin_wallet_id: wallets[0], target_wallet_id: wallets[1], amount: '900000000000' }
    await mesh.v1('POST', 'operations', { kind: 'transfer', ...tooMuch, currency: 'USD' })
    await card('Live').getByLabel('Outcome').selectOption('Declined')
    await rows().nth(1).filter({ hasText: 'declined' }).waitFor()
    expect(await rows().count()).toBe(2)
    await card('Live').getByText('1 declined: The wallet does not have enough money.').waitFor()
    await card('Live').getByLabel('Outcome').selectOption('Any outcome')
    await card('Live').getByLabel('Wallet number').fill('999')
    await card('Live').getByText('Nothing fits these filters').waitFor()
    await card('Live').getByLabel('Wallet number').fill('')
    await screenshot(page, 'operations')
  })

  test('stands still while it is paused', async () => {
    await page.getByRole('button', { name: 'Pause' }).click()
    const before = await rows().allTextContents()
    await transfer(50)
    await mesh.drained()
    expect(await rows().allTextContents()).toEqual(before)
    await page.getByRole('button', { name: 'Go on' }).click()
    await rows().nth(1).filter({ hasText: 'Transfer' }).waitFor()
  })
})

describe('a connection that is lost', () => {
  test('is told of, comes back by itself, and what happened meanwhile is there', async () => {
    await state('Live').waitFor()
    await network.cut()
    await state('Reconnecting…').waitFor()
    await mesh.v1('POST', 'operations', {
      kind: 'deposit',
      target_wallet_id: wallets[2],
      amount: '13',
      currency: 'USD',
    })
    await state('Connection lost, trying again').waitFor()
    await page.getByText('what is shown may be old').waitFor()
    await network.restore()
    await state('Live').waitFor()
    await page.getByText('what is shown may be old').waitFor({ state: 'detached' })
    await card('Live').getByRole('row').filter({ hasText: '0.000013' }).waitFor()
  })

  test('does not lose what is asked for meanwhile, in words', async () => {
    await network.cut()
    await page.goto(`${url}/#/wallets/1`).catch(() => {})
    await page.getByRole('alert').filter({ hasText: 'The gateway cannot be reached.' }).waitFor()
    await network.restore()
    await page.getByRole('button', { name: 'Try again' }).click()
    await card('Balance').waitFor()
  })
})

test('nothing went wrong in the page', () => {
  expect(browser.faults).toEqual([])
})
