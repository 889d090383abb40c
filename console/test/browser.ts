import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { buildConsole } from '../build/build-console.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const EXECUTABLES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const WIDE = { width: 1360, height: 900 }

export type Theme = 'light' | 'dark'

export interface TestBrowser {
  /** A page of its own profile, at the console of the gateway. What it complains about ends up in `faults`. */
  page: Page
  context: BrowserContext
  /** Errors that nobody caught, and what the content security policy refused. */
  faults: string[]
  close(): Promise<void>
}

/** The Chromium to test with. Throws where there is none: what is not tested must not seem to pass. */
export function findChromium(): string {
  const found = [process.env.CHROMIUM, ...EXECUTABLES].find((path) => path !== undefined && existsSync(path))
  if (found === undefined) {
    throw new Error(
      'the tests of the console need Chromium: install it (on Debian: apt-get install chromium), or name it in CHROMIUM',
    )
  }
  return found
}

/** Opens the console that a gateway serves, built from the present sources. */
export async function openConsole(url: string, theme: Theme = 'light'): Promise<TestBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'walletmesh-console-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    args: FLAGS,
    viewport: WIDE,
    colorScheme: theme,
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  })
  const page = context.pages()[0] ?? (await context.newPage())
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(message.text())
  })
  page.setDefaultTimeout(20_000)
  await page.goto(url)
  return {
    page,
    context,
    faults,
    async close() {
      await context.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}

/** Makes what the gateway serves. */
export async function prepareConsole(): Promise<string> {
  findChromium()
  return (await buildConsole(root)).dist
}

/** Keeps a picture in the folder that SCREENSHOTS names; without it tests leave no traces. */
export async function screenshot(page: Page, name: string, { isWhole = false } = {}): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (folder === undefined) return
  await page.evaluate('scrollTo(0, 0)')
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', fullPage: isWhole })
}
