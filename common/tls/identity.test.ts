import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestCertificates, inDays, type TestCertificates } from '../../test/certificates.ts'
import { SettingsError } from '../settings/settings.ts'
import { readIdentity, type TlsPaths } from './identity.ts'
import { createAuthority, issue } from './issue.ts'
import type { Part } from './parts.ts'

let certificates: TestCertificates
let paths: TlsPaths

beforeAll(async () => {
  certificates = await createTestCertificates()
  paths = await certificates.issue('gateway')
})
afterAll(() => certificates.remove())

/** What the files are refused for. */
function refusal(changed: Partial<TlsPaths>, part: Part = 'gateway', now = new Date()): readonly string[] {
  try {
    readIdentity({ ...paths, ...changed }, part, now.getTime())
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
  throw new Error('the files were accepted')
}

function file(name: string, text: string): string {
  const path = join(certificates.folder, name)
  writeFileSync(path, text)
  return path
}

describe('the files of a part', () => {
  test('are read when they fit together, with the day on which the first of them expires', () => {
    const { cert, key, ca, expiresMs } = readIdentity(paths, 'gateway', Date.now())
    expect([cert, key, ca]).toEqual([paths.cert, paths.key, paths.ca].map((path) => readFileSync(path)))
    expect(Math.abs(expiresMs - inDays(10).getTime())).toBeLessThan(60_000)
  })

  test('are found by the name of the part', () => {
    mkdirSync(join(certificates.folder, 'named'))
    for (const kind of ['crt', 'key']) {
      file(`named/gateway.${kind}`, readFileSync(kind === 'crt' ? paths.cert : paths.key, 'utf8'))
    }
    const named = join(certificates.folder, 'named', '{part}')
    expect(readIdentity({ ...paths, cert: `${named}.crt`, key: `${named}.key` }, 'gateway', Date.now())).toBeTruthy()
    expect(refusal({ cert: `${named}.crt`, key: `${named}.key` }, 'settler')).toEqual([
      `tls.cert: ${certificates.folder}/named/settler.crt does not exist`,
      `tls.key: ${certificates.folder}/named/settler.key does not exist`,
    ])
  })

  test('that cannot be read are refused', () => {
    expect(refusal({ key: certificates.folder })).toEqual([`tls.key: ${certificates.folder} cannot be read (EISDIR)`])
  })

  test('that hold something else are refused', () => {
    const text = file('text', 'nothing')
    const broken = file('broken', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
    expect(refusal({ cert: text })).toEqual([`tls.cert: ${text} holds no PEM certificate`])
    expect(refusal({ cert: broken })).toEqual([`tls.cert: ${broken} holds no PEM certificate`])
    expect(refusal({ key: text })).toEqual([`tls.key: ${text} holds no PEM private key`])
    expect(refusal({ ca: text })).toEqual([`tls.ca: ${text} holds no PEM certificate`])
  })

  test('with a key under a passphrase are refused', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString()
    const key = file('encrypted', pem)
    expect(refusal({ key })).toEqual([`tls.key: ${key} is encrypted: store it without a passphrase`])
  })

  test("with another certificate's key are refused", async () => {
    const { key } = await certificates.issue('gateway')
    expect(refusal({ key })).toEqual([`tls.key: ${key} does not belong to the certificate in ${paths.cert}`])
  })

  test('of another part, or of none, are refused', async () => {
    const nobody = await certificates.issue(undefined)
    expect(refusal({}, 'op_processor')).toEqual([
      `tls.cert: ${paths.cert} is for gateway, this is op_processor: name the certificate of op_processor`,
    ])
    expect(refusal(nobody)).toEqual([expect.stringContaining('is for no part of a mesh, this is gateway')])
  })

  test('that have expired, or are not valid yet, are refused with the day', () => {
    const day = (date: Date) => date.toISOString().slice(0, 10)
    expect(refusal({}, 'gateway', inDays(11))).toEqual([`tls.cert: ${paths.cert} expired on ${day(inDays(10))}`])
    expect(refusal({}, 'gateway', inDays(-1.5))).toEqual([
      `tls.cert: ${paths.cert} is valid only from ${day(inDays(-1))}`,
    ])
  })

  test('whose authority has expired are refused', async () => {
    const long = await certificates.issue('gateway', { to: inDays(200) })
    expect(refusal(long, 'gateway', inDays(150))).toEqual([expect.stringMatching(/^tls.ca: .*ca.crt expired on /)])
  })

  test('that another authority of the same name signed are refused', async () => {
    const other = file('other.crt', (await createAuthority({ from: inDays(-1), to: inDays(10) })).cert)
    expect(refusal({ ca: other })).toEqual([`tls.cert: ${paths.cert} is not signed by an authority in ${other}`])
    // While one authority replaces the other, both are believed.
    const both = file('both.crt', readFileSync(other, 'utf8') + readFileSync(paths.ca, 'utf8'))
    expect(readIdentity({ ...paths, ca: both }, 'gateway', Date.now())).toBeTruthy()
  })

  test('signed by a part instead of an authority are refused', async () => {
    const part = await issue(certificates.authority, { part: 'client', hosts: [], from: inDays(-1), to: inDays(1) })
    const { X509Certificate } = await import('@peculiar/x509')
    const { webcrypto } = await import('node:crypto')
    const der = Buffer.from(part.key.replace(/-----.*-----|\n/g, ''), 'base64')
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
    const privateKey = await webcrypto.subtle.importKey('pkcs8', der, algorithm, true, ['sign'])
    const certificate = new X509Certificate(part.cert)
    const publicKey = await certificate.publicKey.export()
    const forged = await issue(
      { ...part, certificate, keys: { privateKey, publicKey } },
      { part: 'gateway', hosts: [], from: inDays(-1), to: inDays(1) },
    )
    const cert = file('forged.crt', forged.cert + part.cert)
    expect(refusal({ cert, key: file('forged.key', forged.key) })).toEqual([
      `tls.cert: ${cert} is not signed by an authority in ${paths.ca}`,
    ])
  })
})
