import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { seriousFaults } from './axe.ts'
import { openConsole, screenshot, type TestBrowser, type Theme } from './browser.ts'
import { type ConsoleMesh, cardPayment, fill, startConsoleMesh } from './console-mesh.ts'

const NARROW = { width: 390, height: 844 }
const WIDE = { width: 1360, height: 900 }

let mesh: ConsoleMesh
let ids: Record<'operation' | 'settlement' | 'webhook' | 'card', string>

beforeAll(async () => {
  mesh = await startConsoleMesh()
  await fill(mesh)
  const transfer = { kind: 'transfer', origin_wallet_id: 1, target_wallet_id: 2, amount: '1000000', currency: 'EUR' }
  const operation = await mesh.v1<{ id: string }>('POST', 'operations', transfer)
  await mesh.v1('POST', 'operations', { ...transfer, amount: '100000000000' })
  const payment = {
    from: { bank_id: 1, account: 'A-1' },
    to: { bank_id: 4, account: 'B-7' },
    amount: '250000000',
    currency: 'USD',
  }
  await mesh.v1('POST', 'payments', payment)
  await mesh.v1('POST', 'payments', { ...payment, from: payment.to, to: payment.from, amount: '100000000' })
  await mesh.drained()
  const rule = {
    name: 'large first payments',
    verdict: 'review',
    score: 40,
    first_payment: true,
    amount_at_least: '900000000',
  }
  await mesh.v1('POST', 'rules', rule)
  const screened = { ...transfer, origin_wallet_id: 3, target_wallet_id: 4, amount: '900000000', currency: 'USD' }
  await mesh.v1('POST', 'operations', screened)
  // Until the settler has started, nothing happens.
  const settlement = await vi.waitFor(() => mesh.v1<{ id: string }>('POST', 'settlements'), 30_000)
  const webhook = await mesh.v1<{ id: number }>('POST', 'webhooks', {
    url: 'https://hooks.example.com/mesh',
    event_types: ['operation.succeeded'],
  })
  const card = await mesh.v1<{ id: string }>('POST', 'card_transactions', cardPayment({}))
  ids = { card: card.id, operation: operation.id, settlement: settlement.id, webhook: String(webhook.id) }
})
afterAll(async () => {
  await mesh?.stop()
})

/** Every screen of the menu and what it leads to, with what is there once it has loaded. */
const SCREENS: readonly (readonly [name: string, path: () => string, text: string])[] = [
  ['wallets', () => '/wallets', 'Orange Grove'],
  ['wallet', () => '/wallets/1', 'Statement'],
  ['send', () => '/send', 'Whole statement'],
  ['operations', () => '/operations', 'Find one'],
  ['operation', () => `/operations/${ids.operation}`, 'Balance after'],
  ['cards', () => '/cards', 'Three books'],
  ['card', () => `/cards/${ids.card}`, 'Ana Lima'],
  ['rates', () => '/rates', '1.093809'],
  ['mesh', () => '/mesh', 'What the last rebalance did'],
  ['clearing', () => '/clearing', 'Payments'],
  ['snapshot', () => `/clearing/${ids.settlement}`, 'Banks at the cut'],
  ['screening', () => '/screening', 'large first payments'],
  ['failed', () => '/failed', 'No dead deliveries'],
  ['webhooks', () => '/webhooks', 'hooks.example.com'],
  ['webhook', () => `/webhooks/${ids.webhook}`, 'Deliveries'],
  ['users', () => '/users', 'the mesh is open'],
  ['keys', () => '/keys', 'No API keys'],
  ['audit', () => '/audit', 'rule.create'],
  ['account', () => '/account', 'You are nobody in particular'],
  ['nowhere', () => '/nowhere', 'There is no such screen'],
]

/** Pictures of these are kept. */
const IN_DARK = ['wallet', 'send', 'mesh', 'screening']

/** What opens in front of a screen. */
const DIALOGS: readonly (readonly [path: string, button: string])[] = [
  ['/wallets', 'Create a wallet'],
  ['/wallets/1', 'Deposit'],
  ['/rates', 'Add a currency'],
  ['/rates', 'EUR'],
  ['/mesh', 'Rebalance'],
  ['/clearing', 'Make a payment'],
  ['/screening', 'Add a rule'],
  ['/screening', 'Change the rule large first payments'],
  ['/webhooks', 'Add a webhook'],
  ['/users', 'Add a user'],
  ['/keys', 'Make a key'],
]

describe.each<Theme>(['light', 'dark'])('in %s colours', (theme) => {
  let browser: TestBrowser
  beforeAll(async () => {
    browser = await openConsole(mesh.url, theme)
  })
  afterAll(() => browser?.close())

  test.each(SCREENS)('the screen %s keeps nobody out', async (name, path, text) => {
    const { page } = browser
    await page.goto(`${mesh.url}/#${path()}`)
    await page.getByText(text).first().waitFor()
    expect(await seriousFaults(page)).toEqual([])
    if (theme === 'dark' && IN_DARK.includes(name)) await screenshot(page, `${name}-dark`)
  })

  test.each(DIALOGS)('what opens from %s by %s keeps nobody out, and closes by Escape', async (path, button) => {
    const { page } = browser
    await page.goto(`${mesh.url}/#${path}`)
    await page.getByRole('button', { name: button, exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  test('nothing went wrong', () => {
    expect(browser.faults).toEqual([])
  })
})

describe('on a narrow screen', () => {
  let browser: TestBrowser
  beforeAll(async () => {
    browser = await openConsole(mesh.url)
    await browser.page.setViewportSize(NARROW)
  })
  afterAll(() => browser?.close())

  test.each(SCREENS)('the screen %s is as wide as that, and keeps nobody out', async (name, path, text) => {
    const { page } = browser
    await page.goto(`${mesh.url}/#${path()}`)
    await page.getByText(text).first().waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(NARROW.width)
    expect(await seriousFaults(page)).toEqual([])
    if (name === 'send') await screenshot(page, 'send-narrow')
  })

  test('the state of the connection is seen without the menu', async () => {
    await browser.page.locator('.bar').getByText('Live').waitFor()
  })

  test('the menu opens by a button, and closes where it leads to', async () => {
    const { page } = browser
    const link = page.getByRole('link', { name: 'Operations' })
    await link.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Open menu' }).click()
    expect(await seriousFaults(page)).toEqual([])
    await link.click()
    await page.getByRole('heading', { level: 1, name: 'Operations' }).waitFor()
    await link.waitFor({ state: 'hidden' })
  })
})

describe('by keyboard alone', () => {
  let browser: TestBrowser
  beforeAll(async () => {
    browser = await openConsole(mesh.url)
    await browser.page.setViewportSize(WIDE)
  })
  afterAll(() => browser?.close())

  test('a screen is opened from the menu, and read from its title on', async () => {
    const { page } = browser
    await page.getByRole('link', { name: 'Rates' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Rates' }).waitFor()
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Rates')
    expect(await page.title()).toBe('Rates – walletmesh')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Add a currency')
  })

  test('money is sent', async () => {
    const { page } = browser
    await page.goto(`${mesh.url}/#/send`)
    await page.getByText('EUR leaves').waitFor()
    await page.getByLabel('Amount').focus()
    await page.keyboard.press('Control+A')
    await page.keyboard.type('2.5')
    await page.keyboard.press('Enter')
    await page.locator('.stages').filter({ hasText: 'Credited' }).waitFor()
  })

  test('colours are switched, and stay switched', async () => {
    const { page } = browser
    const theme = () => page.evaluate('document.documentElement.dataset.theme')
    expect(await theme()).toBe('light')
    await page.getByRole('button', { name: 'Dark colours' }).press('Enter')
    expect(await theme()).toBe('dark')
    await page.reload()
    await page.getByRole('button', { name: 'Light colours' }).waitFor()
    expect(await theme()).toBe('dark')
  })
})
