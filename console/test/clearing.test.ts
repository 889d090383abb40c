import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConsole, screenshot, type TestBrowser } from './browser.ts'
import { type ConsoleMesh, startConsoleMesh } from './console-mesh.ts'

let mesh: ConsoleMesh
let browser: TestBrowser
let page: Page

beforeAll(async () => {
  mesh = await startConsoleMesh()
  browser = await openConsole(mesh.url)
  page = browser.page
})
afterAll(async () => {
  await browser?.close()
  await mesh?.stop()
})

const button = (name: string) => page.getByRole('button', { name, exact: true })
const card = (name: string) => page.getByRole('region', { name, exact: true })

async function pay(from: string, to: string, amount: string): Promise<void> {
  await button('Make a payment').first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('From bank').selectOption(from)
  await dialog.getByLabel('To bank').selectOption(to)
  await dialog.getByLabel('Amount in USD').fill(amount)
  await dialog.getByRole('button', { name: 'Pay' }).click()
  await dialog.locator('.stages').filter({ hasText: 'Credited' }).waitFor()
  await dialog.getByRole('button', { name: 'Done' }).click()
}

describe('clearing', () => {
  test('begins with nobody owing anything, and shows what payments change', async () => {
    await page.goto(`${mesh.url}/#/clearing`)
    await card('Net positions').getByText('Nobody owes anybody anything').waitFor()
    await pay('JP Morgan Chase', 'Citigroup', '250')
    await pay('Citigroup', 'JP Morgan Chase', '100')
    await pay('Wells Fargo', 'JP Morgan Chase', '75.25')
    const positions = card('Net positions').getByRole('listitem')
    await positions.filter({ hasText: 'JP Morgan Chase' }).filter({ hasText: '−74.75' }).waitFor()
    await positions.filter({ hasText: 'Citigroup' }).filter({ hasText: '150.00' }).waitFor()
    await positions.filter({ hasText: 'Wells Fargo' }).filter({ hasText: '−75.25' }).waitFor()
    await screenshot(page, 'clearing')
  })

  test('refuses a payment in words', async () => {
    await button('Make a payment').first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Amount in USD').fill('0.001')
    await dialog.getByRole('button', { name: 'Pay' }).click()
    await dialog.getByRole('alert').filter({ hasText: 'Code invalid' }).waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  })

  test('shows the accounts of a bank', async () => {
    await button('Citigroup').click()
    const dialog = page.getByRole('dialog', { name: 'Citigroup' })
    await dialog.getByRole('row').filter({ hasText: 'B-1' }).filter({ hasText: '250.00' }).waitFor()
    await dialog.getByRole('row').filter({ hasText: 'A-1' }).filter({ hasText: '−100.00' }).waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
  })
})

describe('a snapshot', () => {
  test('shows its proofs, and what netting saves', async () => {
    await button('Take a snapshot').click()
    await card('Where it stands').getByText('open').waitFor()
    expect(await card('Proofs').getByText('proved', { exact: true }).count()).toBe(3)
    const netting = card('Netting')
    await netting.getByRole('listitem').filter({ hasText: 'Gross' }).filter({ hasText: '425.25' }).waitFor()
    await netting.getByRole('listitem').filter({ hasText: 'Net' }).filter({ hasText: '150.00' }).waitFor()
    await netting.getByText('64.7 % of what was paid need not move.').waitFor()
    await screenshot(page, 'snapshot')
  })

  test('is cancelled once that is confirmed, and not before', async () => {
    await button('Cancel it').click()
    const dialog = page.getByRole('dialog', { name: 'Cancel this snapshot?' })
    await dialog.getByRole('button', { name: 'Leave it' }).click()
    await card('Where it stands').getByText('open').waitFor()
    await button('Cancel it').click()
    await dialog.getByRole('button', { name: 'Cancel the snapshot' }).click()
    await card('Where it stands').getByText('cancelled', { exact: true }).waitFor()
    await button('Approve').waitFor({ state: 'detached' })
  })

  test('is approved once that is confirmed, and settles', async () => {
    await page.getByRole('link', { name: 'All of clearing' }).click()
    await button('Take a snapshot').click()
    await button('Approve').click()
    const dialog = page.getByRole('dialog', { name: 'Approve this snapshot?' })
    await dialog.getByText('150.00').waitFor()
    await dialog.getByRole('button', { name: 'Approve and settle' }).click()
    await card('Where it stands').getByText('settled', { exact: true }).waitFor()
    const { banks } = await mesh.v1<{ banks: { position: string }[] }>('GET', 'banks')
    expect(banks.every(({ position }) => position === '0')).toBe(true)
  })

  test('gives what banks pay in and are paid out as files', async () => {
    for (const [name, content] of [
      ['File as CSV', /^[\w,]+\r?\n/],
      ['File as pacs.009', /pacs\.009/],
    ] as const) {
      const [file] = await Promise.all([page.waitForEvent('download'), button(name).click()])
      expect(readFileSync(await file.path(), 'utf8')).toMatch(content)
    }
  })

  test('stays in the history', async () => {
    await page.getByRole('link', { name: 'All of clearing' }).click()
    await card('Snapshots').getByRole('row').nth(2).waitFor()
    const rows = await card('Snapshots').getByRole('row').allTextContents()
    expect(rows.slice(1)).toEqual([expect.stringContaining('settled'), expect.stringContaining('cancelled')])
    await card('Net positions').getByText('Nobody owes anybody anything').waitFor()
  })
})

test('nothing went wrong in the page', () => {
  expect(browser.faults).toEqual([])
})
