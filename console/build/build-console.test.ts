import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildConsole } from './build-console.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Of all script that the first page loads, compressed. */
const SCRIPT_BYTES_MAX = 300_000

describe('the built console', () => {
  let dist: string
  beforeAll(async () => {
    dist = (await buildConsole(root)).dist
  })

  test('loads less than 300 kB of script', () => {
    const scripts = readdirSync(join(dist, 'assets')).filter((name) => name.endsWith('.js.gz'))
    const bytes = scripts.map((name) => readFileSync(join(dist, 'assets', name)).length)
    expect(bytes.length).toBeGreaterThan(0)
    expect(bytes.reduce((a, b) => a + b, 0)).toBeLessThan(SCRIPT_BYTES_MAX)
  })

  test('has nothing inline, and nothing from elsewhere, as the content security policy demands', () => {
    const html = readFileSync(join(dist, 'index.html'), 'utf8')
    expect(html.match(/<script\b[^>]*>/g)).toEqual([expect.stringMatching(/ src="\/assets\/[\w-]+\.js"/)])
    expect(html).not.toMatch(/<style|style=|https?:|\son\w+=/)
    for (const [, address] of html.matchAll(/(?:src|href)="([^"]*)"/g)) expect(address).toMatch(/^\/assets\//)
    for (const name of readdirSync(join(dist, 'assets'))) {
      if (name.endsWith('.css')) expect(readFileSync(join(dist, 'assets', name), 'utf8')).not.toMatch(/url\(|@import/)
    }
  })

  test('has a compressed copy of each file that it tells the same as', () => {
    const names = readdirSync(join(dist, 'assets')).filter((name) => /\.(js|css)$/.test(name))
    expect(names.length).toBeGreaterThanOrEqual(2)
    for (const name of names) {
      const content = readFileSync(join(dist, 'assets', name))
      expect(gunzipSync(readFileSync(join(dist, 'assets', `${name}.gz`))).equals(content)).toBe(true)
      expect(brotliDecompressSync(readFileSync(join(dist, 'assets', `${name}.br`))).equals(content)).toBe(true)
    }
  })
})

describe('building', () => {
  let own: string
  const page = () => readFileSync(join(own, 'console/dist/index.html'), 'utf8')
  beforeAll(() => {
    own = mkdtempSync(join(tmpdir(), 'walletmesh-build-'))
    mkdirSync(join(own, 'console'))
    mkdirSync(join(own, 'clients/typescript'), { recursive: true })
    mkdirSync(join(own, 'ledger'))
    writeFileSync(join(own, 'package-lock.json'), '{}')
    writeFileSync(join(own, 'console/index.html'), '<script type="module" src="./main.ts"></script>')
    writeFileSync(join(own, 'console/main.ts'), 'document.title = "one"')
  })
  afterAll(() => rmSync(own, { recursive: true }))

  test('is done when a source changed, and only then', async () => {
    const said: string[] = []
    const build = () => buildConsole(own, () => said.push('building'))
    expect(await build()).toEqual({ dist: join(own, 'console/dist'), isNew: true })
    const first = page()
    utimesSync(join(own, 'console/main.ts'), 0, 0)
    writeFileSync(join(own, 'console/main.test.ts'), 'a test is no source')
    expect((await build()).isNew).toBe(false)
    writeFileSync(join(own, 'console/main.ts'), 'document.title = "two"')
    expect((await build()).isNew).toBe(true)
    expect(page()).not.toBe(first)
    expect(said).toHaveLength(2)
    expect(readdirSync(join(own, 'console')).toSorted()).toEqual(['dist', 'index.html', 'main.test.ts', 'main.ts'])
  })

  test('keeps what is there when a source is wrong', async () => {
    const before = page()
    writeFileSync(join(own, 'console/main.ts'), 'this is = not TypeScript')
    await expect(buildConsole(own)).rejects.toThrow()
    expect(page()).toBe(before)
    expect(readdirSync(join(own, 'console'))).not.toContainEqual(expect.stringMatching(/^dist\./))
    writeFileSync(join(own, 'console/main.ts'), 'document.title = "three"')
    expect((await buildConsole(own)).isNew).toBe(true)
  })

  test('by several at once leaves one of their results, whole', async () => {
    writeFileSync(join(own, 'console/main.ts'), 'document.title = "four"')
    await Promise.all([1, 2, 3].map(() => buildConsole(own)))
    expect(page()).toContain('/assets/')
    expect((await buildConsole(own)).isNew).toBe(false)
  })
})
