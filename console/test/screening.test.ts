import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seriousFaults } from './axe.ts'
import { openConsole, screenshot, type TestBrowser } from './browser.ts'
import { type ConsoleMesh, fill, startConsoleMesh } from './console-mesh.ts'

let mesh: ConsoleMesh
let browser: TestBrowser
let page: Page

/** A wallet in USD with 1,000, and one that it pays. */
const SENDER = 3
const RECEIVER = 1
const NAME = 'Rain City Bikes'

beforeAll(async () => {
  mesh = await startConsoleMesh()
  await fill(mesh)
  browser = await openConsole(mesh.url)
  page = browser.page
})
afterAll(async () => {
  await browser?.close()
  await mesh?.stop()
})

const button = (name: string) => page.getByRole('button', { name, exact: true })
const card = (name: string) => page.getByRole('region', { name, exact: true })
const dialog = () => page.getByRole('dialog')
const stages = () => page.locator('.stages')
const balance = () => card(NAME).locator('.figure')

async function open(path: string): Promise<void> {
  await page.goto(`${mesh.url}/#${path}`)
}

async function says(locator: Locator, text: string): Promise<void> {
  await locator.filter({ hasText: text }).first().waitFor()
}

async function send(amount: string): Promise<void> {
  await open(`/send?from=${SENDER}&to=${RECEIVER}`)
  await says(page.getByRole('region', { name: 'Transfer' }), 'USD leaves')
  await page.getByLabel('Amount').fill(amount)
  await button('Send').click()
}

async function addRule(name: string, fields: readonly (readonly [string, string])[], verdict?: string): Promise<void> {
  await button('Add a rule').click()
  await dialog().getByLabel('Name', { exact: true }).fill(name)
  if (verdict !== undefined) await dialog().getByLabel('Verdict').selectOption(verdict)
  for (const [label, text] of fields) await dialog().getByLabel(label).fill(text)
}

describe('a rule', () => {
  test('is tried on the past before it is added, and refused in words', async () => {
    await send('0.60')
    await says(stages(), 'Credited+')
    expect(await stages().locator('.stage-name').allTextContents()).toEqual(['Queued', 'Debited', 'Credited'])
    await open('/screening')
    await says(page.getByRole('heading', { level: 3 }), 'No rules: nothing is screened')
    await addRule('exactly 60 minor units', [['Risk', '87']], 'Reject')
    await dialog().getByRole('button', { name: 'Add' }).click()
    await says(dialog().getByRole('alert'), 'must name a condition')
    await dialog().getByLabel('Amount exactly').fill('0.60')
    await button('Try it on the last 7 days').click()
    await says(dialog().getByRole('status'), 'It fits 1 of 1 transfers; 1 would have waited')
    expect(await seriousFaults(page)).toEqual([])
    await screenshot(page, 'rule')
    await dialog().getByRole('button', { name: 'Add', exact: true }).click()
    await says(card('Rules').getByRole('row').nth(1), 'exactly 0.60')
    expect(await mesh.v1('GET', 'rules')).toMatchObject({
      rules: [{ name: 'exactly 60 minor units', verdict: 'reject', score: 87, amount_exactly: '600000' }],
    })
  })
})

describe('a transfer that a rule rejects', () => {
  test('makes the sender whole again, says why, and shows both entries', async () => {
    const before = await mesh.v1<{ balance: string }>('GET', `wallets/${SENDER}`)
    await send('0.60')
    await says(stages(), 'Refunded+0.60USD')
    await says(stages(), 'risk 87 of 100')
    expect(await stages().locator('.stage').allTextContents()).toEqual([
      expect.stringMatching(/^Queued/),
      'Debited−0.60USD',
      'Screenedrejected for fraud by the rules, risk 87 of 100',
      'Refunded+0.60USD',
    ])
    await says(card(NAME).getByRole('row').nth(1), '+0.60')
    await says(card(NAME).getByRole('row').nth(2), '−0.60')
    expect(await mesh.v1('GET', `wallets/${SENDER}`)).toMatchObject({ balance: before.balance })
    await says(balance(), '999.40')
    await screenshot(page, 'send-rejected')
  })

  test('is told whole: the risk, the rule, and every posting', async () => {
    await page.getByRole('link', { name: 'The whole story of this operation' }).click()
    await says(card('What became of it'), 'rejected_fraud')
    await says(card('Screening'), '87 of 100')
    await says(card('Screening').locator('.reasons'), 'exactly 60 minor units')
    await says(card('Postings').getByRole('row').nth(2), 'Refund')
    expect(await button('Take back').count()).toBe(0)
    expect(await seriousFaults(page)).toEqual([])
    await screenshot(page, 'operation-screened', { isWhole: true })
  })
})

describe('a transfer that a person decides', () => {
  async function waiting(): Promise<void> {
    await send('250')
    await says(stages(), 'waiting for a person to decide, risk 50 of 100')
    await says(stages().locator('.stage[data-state=waiting]'), 'Credited')
    await open('/screening')
  }

  test('waits in the list, and is rejected with a reason', async () => {
    await open('/screening')
    await addRule('large', [['Amount at least', '250']])
    await dialog().getByRole('button', { name: 'Add', exact: true }).click()
    await dialog().waitFor({ state: 'detached' })
    await waiting()
    await says(card('Screened transfers').getByRole('row').nth(1), '250.00')
    await screenshot(page, 'screening')
    await page.getByRole('button', { name: /^Reject transfer/ }).click()
    expect(await seriousFaults(page)).toEqual([])
    await dialog().getByLabel('Why').fill('nobody answers')
    await button('Reject it').click()
    await says(page.getByRole('heading', { level: 3 }), 'Nothing waits for a person')
    await button('Rejected').click()
    await says(card('Screened transfers').getByRole('row').nth(1), 'nobody answers')
    await mesh.drained()
    expect(await mesh.v1('GET', `wallets/${SENDER}`)).toMatchObject({ balance: '999400000' })
  })

  test('is allowed on its own screen, and then credited', async () => {
    await waiting()
    await card('Screened transfers')
      .getByRole('link', { name: /Wallet 3/ })
      .click()
    await page.getByRole('button', { name: /^Allow transfer/ }).click()
    await dialog().getByLabel('Why').fill('confirmed by phone')
    await button('Allow it').click()
    await says(stages(), 'allowed by a person, risk 50 of 100')
    await says(stages(), 'Credited+')
    await says(card('Screening'), 'confirmed by phone')
    expect(await mesh.v1('GET', `wallets/${SENDER}`)).toMatchObject({ balance: '749400000' })
  })
})

test('a rule is changed, and disabled, so that nothing waits for it', async () => {
  await open('/screening')
  await button('Change the rule large').click()
  await dialog().getByLabel('Amount at least').fill('')
  await dialog().getByLabel('Amount at most').fill('0.60')
  await dialog().getByRole('button', { name: 'Change', exact: true }).click()
  await says(card('Rules').getByRole('row'), 'at most 0.60')
  for (const name of ['large', 'exactly 60 minor units']) {
    await button(`Disable the rule ${name}`).click()
    await button(`Enable the rule ${name}`).waitFor()
  }
  await send('0.60')
  await says(stages(), 'Credited+')
  expect(await stages().locator('.stage-name').allTextContents()).toEqual(['Queued', 'Debited', 'Credited'])
})

test('nothing went wrong in the page', () => {
  expect(browser.faults).toEqual([])
})
