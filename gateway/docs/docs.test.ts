import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { startTestGateway, type TestGateway } from '../test/server.ts'

let database: TestDatabase
let gateway: TestGateway

beforeAll(async () => {
  database = await createTestDatabase()
  gateway = await startTestGateway(database)
})
afterAll(async () => {
  await gateway.stop()
  await database.drop()
})

test.each(['/docs', '/docs/'])('%s is a page whose every part comes from the gateway', async (path) => {
  const page = await gateway.get(path)
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  const parts = [...page.text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]) => url ?? '')
  expect(parts.length).toBeGreaterThan(5)
  for (const part of parts) {
    const { status, headers } = await gateway.get(part)
    expect({ part, status, nosniff: headers.get('x-content-type-options') ?? 'nosniff' }).toEqual({
      part,
      status: 200,
      nosniff: 'nosniff',
    })
  }
})

test('its policy lets nothing in from outside, and no script that stands in the page', async () => {
  const { headers, text } = await gateway.get('/docs')
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/^default-src 'none';/)
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
  expect(text).not.toMatch(/<script>|<style>|https?:/)
})

test.each(['/docs/nothing.js', '/docs/..%2Fdocs.ts', '/docs/reference.js/more'])('%s is not there', async (path) => {
  expect(await gateway.get(path)).toMatchObject({ status: 404, json: { payload: { error: expect.any(String) } } })
})
