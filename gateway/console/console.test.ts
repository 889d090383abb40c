import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type FastifyInstance, fastify } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consoleRoutes } from './console.ts'

const SCRIPT = `document.title = "walletmesh" // ${'x'.repeat(2_000)}`

let dist: string
let app: FastifyInstance

beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), 'walletmesh-dist-'))
  mkdirSync(join(dist, 'assets'))
  writeFileSync(join(dist, 'index.html'), '<!doctype html><title>walletmesh</title>')
  writeFileSync(join(dist, 'secret.txt'), 'not an asset')
  writeFileSync(join(dist, 'assets/main-1a2b.js'), SCRIPT)
  writeFileSync(join(dist, 'assets/main-1a2b.js.gz'), gzipSync(SCRIPT))
  app = fastify({ exposeHeadRoutes: false })
  consoleRoutes(app, dist)
  await app.ready()
})
afterAll(async () => {
  await app.close()
  rmSync(dist, { recursive: true })
})

const POLICY = /^default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'$/

describe('the page', () => {
  test('is asked for each time, and allows nothing inline and nothing from elsewhere', async () => {
    const { statusCode, headers, body } = await app.inject('/')
    expect({ statusCode, body }).toEqual({ statusCode: 200, body: '<!doctype html><title>walletmesh</title>' })
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': expect.stringMatching(POLICY),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
  })

  test('is not sent again to who has it', async () => {
    const { headers } = await app.inject('/')
    const again = await app.inject({ url: '/', headers: { 'if-none-match': String(headers.etag) } })
    expect(again.statusCode).toBe(304)
  })

  test('answers HEAD', async () => {
    expect(await app.inject({ method: 'HEAD', url: '/' })).toMatchObject({ statusCode: 200, body: '' })
  })
})

describe('files', () => {
  test('are kept for ever, and sent compressed to who can read it', async () => {
    const plain = await app.inject('/assets/main-1a2b.js')
    expect(plain).toMatchObject({ statusCode: 200, body: SCRIPT })
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(plain.headers['content-security-policy']).toMatch(POLICY)
    const small = await app.inject({ url: '/assets/main-1a2b.js', headers: { 'accept-encoding': 'gzip' } })
    expect(small.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
    expect(small.rawPayload.length).toBeLessThan(SCRIPT.length)
  })

  test.each([
    '/assets/nothing.js',
    '/assets/../secret.txt',
    '/assets/%2e%2e/secret.txt',
    '/assets/..%2fsecret.txt',
    '/assets/',
  ])('that are no assets are not served: %s', async (url) => {
    const { statusCode, body } = await app.inject(url)
    expect([403, 404]).toContain(statusCode)
    expect(body).not.toContain('not an asset')
  })
})

test('a file of before an upgrade is not there, and nobody remembers that', async () => {
  const { statusCode, headers, body } = await app.inject('/assets/main-0000.js')
  expect({ statusCode, body }).toEqual({ statusCode: 404, body: expect.stringContaining('load the page again') })
  expect(headers['cache-control']).toBe('no-store')
})

test('a gateway without a built console says which command builds it', async () => {
  const bare = fastify()
  consoleRoutes(bare, join(dist, 'nowhere'))
  const { statusCode, headers, body } = await bare.inject('/')
  expect(statusCode).toBe(503)
  expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
  expect(body).toContain('make -f Makefile.mk build')
  mkdirSync(join(dist, 'nowhere/assets'), { recursive: true })
  writeFileSync(join(dist, 'nowhere/index.html'), 'built meanwhile')
  expect(await bare.inject('/')).toMatchObject({ statusCode: 200, body: 'built meanwhile' })
  await bare.close()
})
