import { readFileSync } from 'node:fs'
import type { Locator, Page, Route } from 'playwright-core'
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
const stages = () => page.locator('.stages')
/** What a wallet's card says is in it. */
const balanceOf = (name: string) => card(name).locator('.figure')

async function open(path: string): Promise<void> {
  await page.goto(`${mesh.url}/#${path}`)
}

async function send(amount: string): Promise<void> {
  await page.getByLabel('Amount').fill(amount)
  await button('Send').click()
}

/** Of the operation whose screen is open. */
const shownId = () => page.locator('.page-head code').textContent()

async function says(locator: Locator, text: string): Promise<void> {
  await locator.filter({ hasText: text }).first().waitFor()
}

describe('a newcomer', () => {
  test('sees money arrive after two clicks in an empty mesh', async () => {
    await says(page.getByRole('heading', { level: 3 }), 'No wallets yet')
    await screenshot(page, 'first-steps')
    const startedMs = performance.now()
    await button('Make two example wallets').click()
    await says(balanceOf('Savings'), '182.847279')
    await button('Send').click()
    await says(stages(), 'Credited+')
    await says(balanceOf('Travel'), '36.756804')
    await says(balanceOf('Savings'), '181.847279')
    expect(performance.now() - startedMs).toBeLessThan(20_000)
    expect(await mesh.v1('GET', 'wallets/1')).toMatchObject({ name: 'Savings', balance: '181847279' })
    expect(await mesh.v1('GET', 'wallets/2')).toMatchObject({ name: 'Travel', balance: '36756804' })
  })

  test('reads both statements beside each other, and every stage', async () => {
    await says(card('Savings').getByRole('row').nth(1), '−1.00')
    await says(card('Travel').getByRole('row').nth(1), '+36.756804')
    expect(await stages().locator('.stage').allTextContents()).toEqual([
      expect.stringMatching(/^Queued/),
      expect.stringMatching(/^Debited−1\.00EUR$/),
      expect.stringMatching(/^Credited\+36\.756804THB after [\d.]+ m?s$/),
    ])
    await screenshot(page, 'send')
  })
})

describe('a transfer', () => {
  test('that is declined says why, and moves nothing', async () => {
    await send('500')
    await says(stages(), 'The wallet does not have enough money.')
    expect(await stages().locator('.stage[data-state=refused]').textContent()).toMatch(/^Declined/)
    expect(await balanceOf('Savings').textContent()).toContain('181.847279')
    expect(await mesh.v1('GET', 'wallets/1')).toMatchObject({ balance: '181847279' })
  })

  test.each([
    ['12,50', 'Write a point before the decimals'],
    ['0', 'The amount must be more than zero'],
    ['0.0000001', 'An amount has at most 6 decimals'],
  ])('of %s is not sent, in words', async (amount, words) => {
    const before = await mesh.v1<{ entries: unknown[] }>('GET', 'wallets/1/statement')
    await send(amount)
    await says(page.getByRole('alert'), words)
    await mesh.drained()
    expect(await mesh.v1('GET', 'wallets/1/statement')).toEqual(before)
  })

  test('of the whole balance, to the last micro-unit, leaves nothing', async () => {
    await send('181.847279')
    await says(balanceOf('Savings'), '0.00')
    await says(card('Savings'), 'This wallet is empty')
    await button('Swap the wallets').click()
    await says(card('Travel'), 'From wallet')
  })

  test('is told whole by its id', async () => {
    await page.getByRole('link', { name: 'The whole story of this operation' }).click()
    await says(page.getByRole('heading', { level: 1 }), 'Transfer')
    await says(card('Postings').getByRole('row').nth(1), '−181.847279')
    await says(card('Postings').getByRole('row').nth(2), 'Wallet 2')
    await says(card('Journals').getByRole('row').nth(1), '1')
    const { journals } = await mesh.v1<{ journals: { hash: string }[] }>('GET', `operations/${await shownId()}/trace`)
    expect(await card('Journals').locator('.hash').allTextContents()).toEqual(journals.map(({ hash }) => hash))
    await screenshot(page, 'operation')
    const id = await shownId()
    await open('/operations')
    await page.getByLabel('Id of an operation').fill(String(id).toUpperCase())
    await button('Find').click()
    await says(page.locator('.page-head code'), String(id))
    await open('/operations/00000000-0000-7000-8000-000000000000')
    await says(page.getByRole('heading', { level: 3 }), 'There is no such operation')
  })
})

describe('wallets', () => {
  test('are created in a dialog, which says what the gateway refuses', async () => {
    await open('/wallets')
    await button('Create a wallet').click()
    const dialog = page.getByRole('dialog', { name: 'Create a wallet' })
    await dialog.getByLabel('Name').fill(' ')
    await dialog.getByLabel('City').fill('Porto')
    await dialog.getByLabel('Country').fill('Portugal')
    await dialog.getByLabel('Currency').selectOption('EUR')
    await dialog.getByRole('button', { name: 'Create wallet' }).click()
    await says(dialog.getByRole('alert'), 'Code invalid')
    await dialog.getByLabel('Name').fill('Rent')
    await dialog.getByRole('button', { name: 'Create wallet' }).click()
    await says(page.getByRole('heading', { level: 1 }), 'Rent')
    expect(await mesh.v1('GET', 'wallets/3')).toMatchObject({ name: 'Rent', city: 'Porto', currency: 'EUR' })
  })

  test('get deposits, and show them as they arrive', async () => {
    await button('Deposit').click()
    const dialog = page.getByRole('dialog', { name: 'Deposit into Rent' })
    await dialog.getByLabel('Amount').fill('1 250.5')
    await dialog.getByRole('button', { name: 'Deposit' }).click()
    await says(dialog.locator('.stages'), 'Credited')
    await dialog.getByRole('button', { name: 'Done' }).click()
    await says(card('Balance').locator('.figure'), '1\u202f250.50')
    await says(card('Statement').getByRole('row').nth(1), 'outside')
    await mesh.v1('POST', 'operations', { kind: 'deposit', target_wallet_id: 3, amount: '1', currency: 'EUR' })
    await says(card('Balance').locator('.figure'), '1\u202f250.500001')
    expect(await card('Balance').getByRole('img').getAttribute('aria-label')).toContain('now 1\u202f250.500001 EUR')
    await screenshot(page, 'wallet')
  })

  test('give their statement as a file', async () => {
    const [file] = await Promise.all([page.waitForEvent('download'), button('Download CSV').click()])
    expect(file.suggestedFilename()).toBe('wallet-3.csv')
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\n')
    expect(lines).toEqual([
      expect.stringMatching(/^accepted_at,operation_id,kind,amount,currency,balance,/),
      expect.stringContaining(',deposit,1250500000,EUR,1250500000,'),
      expect.stringContaining(',deposit,1,EUR,1250500001,'),
    ])
  })

  test('are found by number, and by how their names begin', async () => {
    await open('/wallets')
    const search = page.getByLabel('Search wallets')
    const names = () => page.getByRole('table').getByRole('link').allInnerTexts()
    await says(page.getByRole('table'), 'Rent')
    expect(await names()).toEqual(['Savings', 'Travel', 'Rent'])
    for (const [text, found] of [
      ['2', 'Travel'],
      ['ren', 'Rent'],
      ['SAV', 'Savings'],
    ] as const) {
      await search.fill(text)
      await page.getByRole('row').nth(2).waitFor({ state: 'detached' })
      await says(page.getByRole('table'), found)
      expect(await names()).toEqual([found])
    }
    await search.fill('nobody has it')
    await says(page.getByRole('heading', { level: 3 }), 'No such wallet')
    await search.fill('')
    await says(page.getByRole('table'), 'Savings')
  })
})

describe('where money is sent', () => {
  test('is found by how its name begins, whatever the case', async () => {
    await open('/send')
    await page.getByLabel('To', { exact: true }).selectOption('Another one, by name or number…')
    const typed = page.getByLabel('To name or number')
    await typed.fill('ren')
    await page.locator('datalist option').first().waitFor({ state: 'attached' })
    expect(
      await page.locator('datalist option').evaluateAll((all) => all.map((one) => one.getAttribute('value'))),
    ).toEqual(['Rent · no. 3 · EUR'])
    await typed.fill('Rent · no. 3 · EUR')
    await says(card('Rent'), 'To wallet')
  })
})

describe('what is done to a wallet', () => {
  const fact = (name: string) => card('Balance').locator('.facts > div').filter({ hasText: name }).locator('dd')

  test('is frozen, so that nothing leaves it, and unfrozen', async () => {
    await open('/wallets/3')
    await button('Freeze').click()
    await says(fact('State'), 'frozen')
    await page.getByRole('link', { name: 'Send money' }).last().click()
    await says(page.getByRole('region', { name: 'Transfer' }), 'EUR leaves')
    await page.getByLabel('Message').fill('for the flat')
    await send('1')
    await says(stages(), 'The wallet is frozen.')
    await page.getByRole('link', { name: 'The whole story of this operation' }).click()
    await says(card('What was asked for'), 'for the flat')
    await open('/wallets/3')
    await button('Unfreeze').click()
    await says(fact('State'), 'open')
  })

  test('has money withdrawn, which is taken back', async () => {
    await button('Withdraw').click()
    const dialog = page.getByRole('dialog', { name: 'Withdraw from Rent' })
    await dialog.getByLabel('Amount').fill('50.5')
    await dialog.getByRole('button', { name: 'Withdraw' }).click()
    await says(dialog.locator('.stages'), 'Debited')
    await dialog.getByRole('button', { name: 'Done' }).click()
    await says(card('Balance').locator('.figure'), '1\u202f200.000001')
    await page.getByRole('link', { name: 'Withdrawal' }).click()
    await button('Take back').click()
    await button('Take it back').click()
    await says(page.getByRole('heading', { level: 1 }), 'Reversal')
    await says(stages(), 'Credited+')
    expect(await mesh.v1('GET', 'wallets/3')).toMatchObject({ balance: '1250500001' })
  })

  test('gets a credit limit, and shows what is available and held', async () => {
    await open('/wallets/3')
    await button('Credit limit').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(/How far below zero/).fill('100')
    await dialog.getByRole('button', { name: 'Set it' }).click()
    await says(fact('Available'), '1\u202f350.500001')
    const hold = { kind: 'hold', origin_wallet_id: 3, amount: '350000000', currency: 'EUR' }
    const { id } = await mesh.v1<{ id: string }>('POST', 'operations', hold)
    await says(fact('Held'), '350.00')
    await says(fact('Available'), '1\u202f000.500001')
    await open(`/operations/${id}`)
    await says(stages(), 'Held350.00EUR')
    await mesh.v1('POST', 'operations', { kind: 'release', hold_id: id })
    await open('/wallets/3')
    await button('Credit limit').click()
    await dialog.getByLabel(/How far below zero/).fill('0')
    await dialog.getByRole('button', { name: 'Set it' }).click()
    await fact('Credit limit').waitFor({ state: 'detached' })
  })

  test('is not closed while something is in it, in words', async () => {
    await button('Close for good').click()
    await button('Close it').click()
    await says(page.getByRole('alert'), 'Code not_empty')
    await button('Cancel').click()
  })
})

test('a transfer that got no answer is done once, however often it is sent', async () => {
  await open('/send?from=3&to=2')
  await says(page.getByRole('region', { name: 'Transfer' }), 'EUR leaves')
  const before = await mesh.v1<{ entries: unknown[] }>('GET', 'wallets/3/statement')
  const lose = async (route: Route) => {
    await route.fetch()
    await route.abort()
  }
  await page.route('**/v1/operations', lose, { times: 2 })
  for (let i = 0; i < 2; i += 1) {
    await send('0.25')
    await says(page.getByRole('alert'), 'The gateway cannot be reached.')
  }
  await send('0.25')
  await says(stages(), 'Credited+')
  await says(balanceOf('Rent'), '1\u202f250.250001')
  const after = await mesh.v1<{ entries: unknown[] }>('GET', 'wallets/3/statement')
  expect(after.entries).toHaveLength(before.entries.length + 1)
})

describe('rates', () => {
  test('are added, changed, and refused in words', async () => {
    await open('/rates')
    await says(page.getByRole('row'), '1.093809')
    await button('Add a currency').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Code').fill('nok')
    await dialog.getByLabel('USD per unit').fill('0,09')
    await dialog.getByRole('button', { name: 'Add' }).click()
    await says(dialog.getByRole('alert'), 'A rate is a decimal above zero')
    await dialog.getByLabel('USD per unit').fill('0.091234567891')
    await dialog.getByRole('button', { name: 'Add' }).click()
    await says(page.getByRole('row').filter({ hasText: 'NOK' }), '0.091234567891')
    await button('Change the rate of NOK').click()
    await dialog.getByLabel('USD per unit').fill('0.1')
    await dialog.getByRole('button', { name: 'Change' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await mesh.v1('GET', 'currencies/NOK')).toMatchObject({ usd_per_unit: '0.1' })
    await button('NOK').click()
    await dialog.getByRole('row').nth(2).filter({ hasText: '0.091234567891' }).waitFor()
    expect(await dialog.getByRole('img').getAttribute('aria-label')).toContain('2 rates, 0.1 at present')
    await dialog.getByRole('button', { name: 'Close' }).click()
    await mesh.v1('PUT', 'currencies/NOK', { usd_per_unit: '0.2' })
    await says(page.getByRole('row').filter({ hasText: 'NOK' }), '0.2')
  })
})

test('nothing went wrong in the page, and nothing was refused by its policy', () => {
  expect(browser.faults).toEqual([])
})
