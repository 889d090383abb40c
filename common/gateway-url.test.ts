import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestCertificates, type TestCertificates } from '../test/certificates.ts'
import { certificateProblem, gatewayUrlOf, trustAuthorities } from './gateway-url.ts'

let certificates: TestCertificates
const before = getCACertificates()
beforeAll(async () => {
  certificates = await createTestCertificates()
})
afterAll(() => {
  setDefaultCACertificates(before)
  certificates.remove()
})

const PLAIN = { cert: '', key: '', ca: '' }

test.each([
  ['127.0.0.1', 'http://127.0.0.1:4567'],
  ['0.0.0.0', 'http://127.0.0.1:4567'],
  ['::', 'http://[::1]:4567'],
  ['10.0.0.3', 'http://10.0.0.3:4567'],
])('a gateway that listens on %s is reached at %s', (host, url) => {
  expect(gatewayUrlOf({ ip: { host, port: 4567 }, tls: PLAIN })).toBe(url)
  const tls = { cert: 'a.crt', key: 'a.key', ca: 'ca.crt' }
  expect(gatewayUrlOf({ ip: { host, port: 4567 }, tls })).toBe(url.replace('http', 'https'))
})

test('fetch believes the authority of the settings, and says what is wrong with a certificate before', async () => {
  const server = createServer((await certificates.tls('gateway')).context(), (_request, response) =>
    response.end('here'),
  )
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const ask = async (host: string) => (await fetch(`https://${host}:${port}`)).text()
  const problem = (error: unknown) => certificateProblem(error) ?? error
  expect(await ask('127.0.0.1').catch(problem)).toBe('self-signed certificate in certificate chain')
  trustAuthorities({ tls: PLAIN })
  expect(await ask('127.0.0.1').catch(problem)).toBe('self-signed certificate in certificate chain')
  trustAuthorities({ tls: { ...PLAIN, ca: certificates.ca } })
  expect(await ask('127.0.0.1')).toBe('here')
  server.close()
  server.closeAllConnections()
  expect(certificateProblem(await ask('127.0.0.1').catch((error: unknown) => error))).toBeUndefined()
})

test('an authority that cannot be used is told of with its setting', () => {
  const ca = join(certificates.folder, 'none.crt')
  expect(() => trustAuthorities({ tls: { ...PLAIN, ca } })).toThrow(`tls.ca: ${ca} cannot be used: ENOENT`)
})
