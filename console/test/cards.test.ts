import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TEST_CARDS } from '../../gateway/acquirer/simulator.ts'
import { seriousFaults } from './axe.ts'
import { openConsole, screenshot, type TestBrowser } from './browser.ts'
import { type ConsoleMesh, cardPayment, fill, startConsoleMesh } from './console-mesh.ts'

let mesh: ConsoleMesh
let browser: TestBrowser
let page: Page
let byCredit: string
let declined: string

interface Made {
  id: string
  status: string
}

beforeAll(async () => {
  mesh = await startConsoleMesh()
  await fill(mesh)
  const charge = (body: object) => mesh.v1<Made>('POST', 'card_transactions', body)
  byCredit = (await charge(cardPayment({ description: 'Three books' }))).id
  await charge(cardPayment({ description: 'Two tickets', payment_method: 'debit_card' }))
  declined = (await charge(cardPayment({ description: 'A lamp' }, { number: TEST_CARDS.declined }))).id
  browser = await openConsole(mesh.url)
  page = browser.page
})
afterAll(async () => {
  await browser?.close()
  await mesh?.stop()
})

const button = (name: string) => page.getByRole('button', { name, exact: true })
const card = (name: string) => page.getByRole('region', { name, exact: true })
const row = (name: string, text: string) => card(name).getByRole('row').filter({ hasText: text })
const dialog = () => page.getByRole('dialog')

async function says(locator: Locator, text: string): Promise<void> {
  await locator.filter({ hasText: text }).first().waitFor()
}

test('what cards paid is listed with fee, net and state, and what is due with its day', async () => {
  await page.goto(`${mesh.url}/#/cards`)
  await says(row('Card transactions', 'Three books').filter({ hasText: 'Visa ···· 1111' }), 'to be paid out')
  await says(row('Card transactions', 'Three books').filter({ hasText: '1.25' }).filter({ hasText: '23.75' }), '25.00')
  await says(row('Card transactions', 'Two tickets'), 'paid out')
  await says(row('Card transactions', 'A lamp'), 'declined')
  const { due_date } = await mesh.v1<{ due_date: string }>('GET', `card_transactions/${byCredit}`)
  await says(row('Payables', due_date), '23.75')
  expect(await seriousFaults(page)).toEqual([])
  await screenshot(page, 'cards')
  await button('Paid out').click()
  await says(row('Payables', 'paid out'), '24.25')
})

test('a part is refunded after a question, and too much is refused in words', async () => {
  await page.getByRole('link', { name: 'Three books' }).click()
  await says(page.getByRole('heading', { level: 1 }), 'Three books')
  await button('Refund').click()
  await dialog().getByLabel('Amount in USD').fill('25.01')
  await button('Refund it').click()
  await says(dialog().getByRole('alert'), 'refund_too_large')
  expect(await seriousFaults(page)).toEqual([])
  await dialog().getByLabel('Amount in USD').fill('5')
  await button('Refund it').click()
  await says(row('Refunds', 'succeeded').filter({ hasText: '4.75' }), '5.00')
  await screenshot(page, 'card')
  expect(await mesh.v1('GET', `card_transactions/${byCredit}`)).toMatchObject({ refunded: '5000000' })
  await button('Refund').click()
  await says(dialog(), 'At most 20.00.')
  await button('Refund it').click()
  await says(card('What the card paid'), 'refunded')
  await button('Refund').waitFor({ state: 'detached' })
})

test('a charge leads from the ledger to its card, and a declined one says why', async () => {
  await card('What the card paid').getByRole('link', { name: 'Charge' }).click()
  await says(page.getByRole('heading', { level: 1 }), 'Charge')
  await page.getByRole('link', { name: 'Card transaction' }).click()
  await says(page.getByRole('heading', { level: 1 }), 'Three books')
  await page.goto(`${mesh.url}/#/cards/${declined}`)
  await says(card('What the card paid').locator('.notice'), 'card_declined')
  expect(await button('Refund').count()).toBe(0)
  expect(browser.faults).toEqual([])
})
