import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seriousFaults } from './axe.ts'
import { openConsole, screenshot, type TestBrowser } from './browser.ts'
import { type ConsoleMesh, fill, startConsoleMesh } from './console-mesh.ts'

const PASSWORD = 'rain on the roof'
/** Long enough to act, short enough to see tokens run out. */
const TOKEN_SECONDS = 4

let mesh: ConsoleMesh
let browser: TestBrowser
let page: Page

beforeAll(async () => {
  mesh = await startConsoleMesh({ WALLETMESH_AUTH__TOKEN_TTL: `${TOKEN_SECONDS}s` })
  await fill(mesh, 2)
  browser = await openConsole(mesh.url)
  page = browser.page
})
afterAll(async () => {
  await browser?.close()
  await mesh?.stop()
})

const button = (name: string) => page.getByRole('button', { name, exact: true })
const title = (name: string) => page.getByRole('heading', { level: 1, name, exact: true })
const menu = () => page.getByRole('navigation', { name: 'Screens' }).getByRole('link').allTextContents()

async function logIn(email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await button('Log in').click()
}

async function logOut(): Promise<void> {
  await button('Log out').click()
  await page.getByRole('heading', { name: 'Log in' }).waitFor()
}

async function addUser(name: string, role: string): Promise<void> {
  await page.goto(`${mesh.url}/#/users`)
  await button('Add a user').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Email').fill(`${name}@example.org`)
  await dialog.getByLabel('Password').fill(PASSWORD)
  await dialog.getByLabel('Role').selectOption(role)
  await dialog.getByRole('button', { name: 'Add' }).click()
  await dialog.waitFor({ state: 'detached' })
}

describe('an open mesh', () => {
  test('asks nobody, and is closed by its first admin, who has to log in then', async () => {
    await title('Wallets').waitFor()
    await page.getByText('nobody logs in').waitFor()
    await addUser('admin', 'admin')
    await page.getByRole('heading', { name: 'Log in' }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await screenshot(page, 'log-in')
  })
})

describe('logging in', () => {
  test('is refused with a wrong password, in words', async () => {
    await logIn('admin@example.org', 'not the password')
    await page.getByRole('alert').filter({ hasText: 'Code unauthenticated' }).waitFor()
  })

  test('leads to where one was, with everything that an admin may do', async () => {
    await logIn('admin@example.org')
    await title('Users').waitFor()
    await page.getByRole('row').filter({ hasText: 'admin@example.org' }).waitFor()
    expect(await menu()).toHaveLength(13)
    await page.locator('.side .connection').filter({ hasText: 'Live' }).waitFor()
    expect(await page.evaluate('localStorage.getItem("walletmesh.session")')).toBe(null)
  })

  test('lasts beyond the time of a token, for requests and for events', async () => {
    await page.goto(`${mesh.url}/#/operations`)
    const ends = performance.now() + (TOKEN_SECONDS + 2) * 1_000
    const feed = page.getByRole('region', { name: 'Live', exact: true })
    await page.locator('.side .connection').filter({ hasText: 'Reconnecting…' }).waitFor()
    await page.locator('.side .connection').filter({ hasText: 'Live' }).waitFor()
    while (performance.now() < ends) await page.evaluate('new Promise(requestAnimationFrame)')
    await page.goto(`${mesh.url}/#/send`)
    await button('Send').click()
    await page.locator('.stages').filter({ hasText: 'Credited' }).waitFor()
    await page.goto(`${mesh.url}/#/operations`)
    await feed.getByRole('row').filter({ hasText: 'Transfer' }).first().waitFor()
  })

  test('lasts while the page is loaded again, and ends by logging out', async () => {
    await page.reload()
    await title('Operations').waitFor()
    await logOut()
    await page.reload()
    await page.getByRole('heading', { name: 'Log in' }).waitFor()
    expect(await page.evaluate('sessionStorage.getItem("walletmesh.session")')).toBe(null)
  })
})

test('the audit tells an admin who changed what, and what was refused', async () => {
  await logIn('admin@example.org')
  await page.goto(`${mesh.url}/#/audit`)
  const row = (text: string) => page.getByRole('row').filter({ hasText: text })
  await row('session.open').filter({ hasText: 'wrong password' }).filter({ hasText: 'nobody known' }).first().waitFor()
  await row('user.create').filter({ hasText: 'whoever came' }).filter({ hasText: 'done' }).waitFor()
  await row('session.open')
    .filter({ hasText: 'session' })
    .filter({ hasText: /^[\d:]+admin/ })
    .first()
    .waitFor()
  await screenshot(page, 'audit')
  await logOut()
})

describe('roles', () => {
  test('an operator runs the mesh, without users and keys', async () => {
    await logIn('admin@example.org')
    await addUser('operator', 'operator')
    await addUser('ana', 'user')
    await page.getByRole('row').filter({ hasText: 'ana@example.org' }).waitFor()
    await logOut()
    await logIn('operator@example.org')
    await page.getByRole('navigation', { name: 'Screens' }).waitFor()
    await page.goto(`${mesh.url}/#/audit`)
    await title('Not there').waitFor()
    expect(await menu()).toEqual([
      ...['Wallets', 'Send money', 'Operations', 'Cards', 'Rates'],
      ...['Mesh', 'Clearing', 'Screening', 'Work that failed', 'Webhooks'],
    ])
    await page.goto(`${mesh.url}/#/mesh`)
    await page.getByRole('region', { name: 'Groups', exact: true }).getByText('held').first().waitFor()
    await logOut()
  })

  test('a user has wallets of their own, and sees what comes without events', async () => {
    await page.goto(`${mesh.url}/#/wallets`)
    await logIn('ana@example.org')
    await page.getByText('You have no wallet yet').waitFor()
    expect(await menu()).toEqual(['Wallets', 'Send money', 'Operations', 'API keys'])
    await button('Create a wallet').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Rent')
    await dialog.getByLabel('City').fill('Porto')
    await dialog.getByLabel('Country').fill('Portugal')
    await dialog.getByLabel('Currency').selectOption('EUR')
    await dialog.getByRole('button', { name: 'Create wallet' }).click()
    await title('Rent').waitFor()
    expect(await button('Deposit').count()).toBe(0)
    const tokens = await mesh.v1<{ access_token: string }>('POST', 'tokens', {
      email: 'operator@example.org',
      password: PASSWORD,
    })
    const deposit = { kind: 'deposit', target_wallet_id: 3, amount: '12500000', currency: 'EUR' }
    await mesh.v1('POST', 'operations', deposit, `Bearer ${tokens.access_token}`)
    await page.locator('.figure').filter({ hasText: '12.50' }).waitFor()
    await page.goto(`${mesh.url}/#/wallets/1`)
    await page.getByRole('alert').filter({ hasText: 'no wallet with id: 1' }).waitFor()
  })

  test('a user sends money to a wallet of somebody else by its number', async () => {
    await page.goto(`${mesh.url}/#/send`)
    await page.getByLabel('To', { exact: true }).selectOption('Another one, by name or number…')
    await page.getByLabel('To name or number').fill('1')
    await page.getByLabel('Amount').fill('2.50')
    await button('Send').click()
    await page.locator('.stages').filter({ hasText: 'Credited' }).waitFor()
    await page
      .getByRole('region', { name: 'Rent', exact: true })
      .locator('.figure')
      .filter({ hasText: '10.00' })
      .waitFor()
  })
})

describe('one’s own account', () => {
  const NEW = 'snow on the roof'

  test('takes another password for the present one, in words', async () => {
    await page.getByRole('link', { name: 'ana', exact: true }).click()
    await title('Account').waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await page.getByLabel('Present password').fill('not it')
    await page.getByLabel('New password').fill(NEW)
    await button('Change').click()
    await page.getByRole('alert').filter({ hasText: 'current_password' }).waitFor()
    await page.getByLabel('Present password').fill(PASSWORD)
    await button('Change').click()
    await page.getByText('The password is changed.').waitFor()
  })

  test('is logged out everywhere at once', async () => {
    const credentials = { email: 'ana@example.org', password: NEW }
    const { access_token } = await mesh.v1<{ access_token: string }>('POST', 'tokens', credentials)
    await button('Log out everywhere').click()
    await page.getByRole('heading', { name: 'Log in' }).waitFor()
    await expect(mesh.v1('GET', 'users/me', undefined, `Bearer ${access_token}`)).rejects.toThrow('401')
    await logIn('ana@example.org', NEW)
    await title('Account').waitFor()
    await page.getByLabel('Present password').fill(NEW)
    await page.getByLabel('New password').fill(PASSWORD)
    await button('Change').click()
    await page.getByText('The password is changed.').waitFor()
  })
})

describe('API keys', () => {
  test('are made, shown once, and let in who pastes one', async () => {
    await page.goto(`${mesh.url}/#/keys`)
    await button('Make a key').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('nightly report')
    await dialog.getByRole('button', { name: 'Make it' }).click()
    const secret = String(await page.locator('.secret').textContent())
    expect(secret).toMatch(/^wm_/)
    await button('I have it').click()
    await page.getByRole('row').filter({ hasText: 'nightly report' }).filter({ hasText: 'active' }).waitFor()
    expect(await page.getByText(secret).count()).toBe(0)
    await logOut()
    await button('API key').click()
    await page.getByLabel('API key').fill('wm_nonsense')
    await button('Log in').click()
    await page.getByRole('alert').filter({ hasText: 'Code unauthenticated' }).waitFor()
    await page.getByLabel('API key').fill(secret)
    await button('Log in').click()
    await page.goto(`${mesh.url}/#/wallets`)
    await page.getByRole('row').filter({ hasText: 'Rent' }).waitFor()
    await logOut()
  })

  test('are revoked after a question', async () => {
    await button('Password').click()
    await logIn('ana@example.org')
    await page.goto(`${mesh.url}/#/keys`)
    await button('Revoke nightly report').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke it' }).click()
    await page.getByRole('row').filter({ hasText: 'revoked' }).waitFor()
  })
})

test('nothing went wrong in the page', () => {
  expect(browser.faults).toEqual([])
})
