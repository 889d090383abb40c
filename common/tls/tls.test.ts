import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTestCertificates, type TestCertificates } from '../../test/certificates.ts'
import { openTls } from './tls.ts'

let certificates: TestCertificates
beforeAll(async () => {
  certificates = await createTestCertificates()
})
afterAll(() => certificates.remove())

const DAY_MS = 86_400_000

/** What it logs, and a way to let time pass. */
async function opened() {
  const paths = await certificates.issue('gateway')
  const said: string[] = []
  const clock = { nowMs: Date.now() }
  const log = pino({}, { write: (line: string) => said.push(JSON.parse(line).msg) })
  const tls = openTls({ paths, part: 'gateway', log, reloadMs: 5, nowMs: () => clock.nowMs })
  if (tls === undefined) throw new Error('no TLS')
  return { paths, said, clock, tls }
}

test('without a path there is no TLS', () => {
  const paths = { cert: '', key: '', ca: '' }
  expect(openTls({ paths, part: 'gateway', log: pino({ level: 'silent' }) })).toBeUndefined()
})

test('a replaced certificate is told to who follows it, and half of one to nobody', async () => {
  const { paths, said, tls } = await opened()
  const told: unknown[] = []
  const unfollow = tls.onChange((context) => told.push(context.cert))
  const next = await certificates.issue('gateway')
  copyFileSync(next.cert, paths.cert)
  await vi.waitFor(() => expect(said.at(-1)).toMatch(/^the certificate that was read last stays in use: tls.key: /))
  expect(told).toEqual([])
  copyFileSync(next.key, paths.key)
  await vi.waitFor(() => expect(told).toEqual([readFileSync(next.cert)]))
  expect(tls.context()).toMatchObject({ key: readFileSync(next.key), minVersion: 'TLSv1.2' })
  // The same fault is told of once.
  expect(said.filter((line) => line.includes('stays in use'))).toHaveLength(1)
  expect(said.at(-1)).toBe('the certificate was replaced')

  unfollow()
  const last = await certificates.issue('gateway')
  copyFileSync(last.key, paths.key)
  copyFileSync(last.cert, paths.cert)
  await vi.waitFor(() => expect(tls.context().cert).toEqual(readFileSync(last.cert)))
  expect(told).toHaveLength(1)
  tls.close()
})

test('files that go away leave the certificate in use', async () => {
  const { paths, said, tls } = await opened()
  const before = tls.context()
  writeFileSync(paths.cert, '')
  await vi.waitFor(() => expect(said.at(-1)).toContain('holds no PEM certificate'))
  expect(tls.context()).toEqual(before)
  tls.close()
})

test('a certificate that expires within a month is told of once a day', async () => {
  const { said, clock, tls } = await opened()
  const warnings = () => said.filter((line) => line.startsWith('the certificate '))
  expect(warnings()).toEqual(['the certificate expires in 9 days'])
  clock.nowMs += 2 * DAY_MS
  await vi.waitFor(() => expect(warnings()).toHaveLength(2))
  clock.nowMs += 10 * DAY_MS
  await vi.waitFor(() => expect(warnings()).toContain('the certificate has expired'))
  tls.close()
})
