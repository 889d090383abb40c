import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadSettings } from '../../common/settings/settings.ts'
import { readIdentity } from '../../common/tls/identity.ts'
import { PARTS, partsOf } from '../../common/tls/parts.ts'
import { runWalletmesh } from '../testing/run.ts'

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'walletmesh-certs-'))
})
afterEach(() => rmSync(cwd, { recursive: true }))

const certs = (...args: string[]) => runWalletmesh(['certs', ...args], { cwd })
const certificateOf = (name: string) => new X509Certificate(readFileSync(join(cwd, 'certs', `${name}.crt`)))
const DAY_MS = 86_400_000

describe('walletmesh certs', () => {
  test('makes a certificate for each part, and prints the settings that use them', async () => {
    const { exitCode, stdout, stderr } = await certs('--out', 'certs')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const names = ['ca', ...PARTS].flatMap((name) => [`${name}.crt`, `${name}.key`])
    expect(readdirSync(join(cwd, 'certs')).sort()).toEqual(names.sort())
    for (const name of names) expect(stdout).toContain(`certs/${name}\n`)

    expect(stdout).toContain(`\nin ${cwd}/settings.yml:\n\n`)
    writeFileSync(join(cwd, 'settings.yml'), stdout.slice(stdout.indexOf('tls:')).split('\n\n')[0] ?? '')
    const { tls } = loadSettings({ cwd, env: {} })
    for (const part of PARTS) expect(() => readIdentity(tls, part, Date.now())).not.toThrow()
  })

  test('keeps keys from everybody else, and gives each certificate one part and a year', async () => {
    await certs('--out', 'certs')
    const modeOf = (name: string) => statSync(join(cwd, 'certs', name)).mode & 0o777
    const days = ({ validToDate }: X509Certificate) => Math.round((validToDate.getTime() - Date.now()) / DAY_MS)
    for (const part of PARTS) {
      const certificate = certificateOf(part)
      expect(modeOf(`${part}.key`)).toBe(0o600)
      expect(partsOf(certificate.subjectAltName)).toEqual([part])
      expect(days(certificate)).toBe(365)
    }
    expect(modeOf('ca.key')).toBe(0o600)
    expect(days(certificateOf('ca'))).toBe(3650)
  })

  test('names the loopback and the given hosts', async () => {
    await certs('--out', 'certs', '--host', 'gateway-1.example', '10.0.0.3', '--host', 'fd00::1')
    const certificate = certificateOf('gateway')
    for (const host of ['localhost', 'gateway-1.example']) expect(certificate.checkHost(host)).toBe(host)
    for (const ip of ['127.0.0.1', '::1', '10.0.0.3', 'fd00::1']) expect(certificate.checkIP(ip)).toBeTruthy()
    expect(certificate.checkHost('gateway-2.example')).toBeUndefined()
  })

  test('overwrites nothing', async () => {
    await certs('--out', 'certs')
    const before = readFileSync(join(cwd, 'certs', 'ca.crt'))
    rmSync(join(cwd, 'certs', 'gateway.crt'))
    expect(await certs('--out', 'certs')).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'walletmesh: certs/ca.crt is there already: name another folder, or remove it\n',
    })
    expect(readFileSync(join(cwd, 'certs', 'ca.crt'))).toEqual(before)
    expect(readdirSync(join(cwd, 'certs'))).not.toContain('gateway.crt')
  })

  test.each([
    [[], 2, "required option '--out <folder>' not specified"],
    [['--out', 'certs', '--host', 'a b'], 2, 'write a host name or an IP address'],
    [['--out', '/dev/null/certs'], 1, 'cannot write to /dev/null/certs: ENOTDIR'],
  ])('answers %j in one line, with exit code %i', async (args, exitCode, message) => {
    const result = await certs(...args)
    expect(result).toMatchObject({ exitCode, stdout: '' })
    expect(result.stderr).toContain(message)
    expect(result.stderr).toMatch(/^walletmesh: .*\n$/)
  })
})
