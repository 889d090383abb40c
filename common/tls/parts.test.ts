import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestCertificates, inDays, type TestCertificates } from '../../test/certificates.ts'
import { issue } from './issue.ts'
import { PARTS, type Part, partsOf } from './parts.ts'

let certificates: TestCertificates
beforeAll(async () => {
  certificates = await createTestCertificates()
})
afterAll(() => certificates.remove())

async function namesOf(part: Part | undefined, hosts: string[]): Promise<string | undefined> {
  const { cert } = await issue(certificates.authority, { part, hosts, from: inDays(-1), to: inDays(1) })
  return new X509Certificate(cert).subjectAltName
}

test.each(PARTS)('a certificate for %s is for that alone', async (part) => {
  expect(partsOf(await namesOf(part, ['localhost', '::1']))).toEqual([part])
})

test('a name that looks like several does not make a certificate one for another part', async () => {
  const hosts = ['a, URI:walletmesh://part/gateway, b', '", URI:walletmesh://part/gateway, "']
  const names = await namesOf('client', hosts)
  expect(names).toContain('URI:walletmesh://part/gateway')
  expect(partsOf(names)).toEqual(['client'])
})

test.each([
  undefined,
  '',
  'DNS:gateway',
  'DNS:walletmesh://part/gateway',
  'URI:walletmesh://part/gateway/x',
  'URI:walletmesh://part/Gateway',
])('no part is read out of %j', (names) => {
  expect(partsOf(names)).toEqual([])
})
