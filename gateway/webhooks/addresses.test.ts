import { describe, expect, test } from 'vitest'
import { mayReach } from './addresses.ts'
import { urlFlaw } from './endpoint-url.ts'

const PRIVATE = [
  '10.0.0.1',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
]
const PRIVATE_6 = ['::1', 'fc00::1', 'fdff::1']
const SPECIAL = [
  ...['0.0.0.0', '0.1.2.3', '169.254.169.254', '169.254.0.1', '192.0.0.1', '192.0.2.1', '192.88.99.1', '198.18.0.1'],
  ...['198.51.100.7', '203.0.113.7', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '100.100.100.200'],
]
const SPECIAL_6 = [
  ...['::', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8', '::127.0.0.1', '64:ff9b::a00:1', '64:ff9b:1::1'],
  ...['fe80::1', 'fe80::1%lo', 'fec0::1', 'ff02::1', '2001::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', '100::1'],
  ...['fd00:ec2::254', 'fd20:ce::254'],
]
const PUBLIC = [
  '8.8.8.8',
  '1.1.1.1',
  '172.32.0.1',
  '172.15.255.255',
  '100.128.0.1',
  '11.0.0.1',
  '2606:4700::1111',
  '2a00::1',
]

describe('a webhook', () => {
  test.each([...PRIVATE, ...PRIVATE_6])(
    'reaches the private address %s only where the settings allow it',
    (address) => {
      expect([mayReach(address, false), mayReach(address, true)]).toEqual([false, true])
    },
  )

  test.each([...SPECIAL, ...SPECIAL_6])('never reaches %s', (address) => {
    expect([mayReach(address, false), mayReach(address, true)]).toEqual([false, false])
  })

  test.each(PUBLIC)('reaches %s', (address) => {
    expect(mayReach(address, false)).toBe(true)
  })
})

const STRICT = { allowPrivate: false, allowHttp: false }
const NETWORK = 'must not be in a private, local or special network'

describe('a URL', () => {
  test.each([
    ...['http://8.8.8.8/', 'ftp://example.com/', 'file:///etc/passwd', 'javascript:1', 'gopher://example.com/'].map(
      (url) => [url, 'must begin with https://'],
    ),
    ['https://user@example.com/', 'must not hold a user or a password'],
    ['https://:secret@example.com/', 'must not hold a user or a password'],
    ['https://example.com/#x', 'must not have a fragment'],
    ['https://example.com:22/', 'must have the port 80, 443, or one of at least 1024'],
    ['https://example.com:25/', 'must have the port 80, 443, or one of at least 1024'],
    ['https://example.com:0/', 'must have the port 80, 443, or one of at least 1024'],
    ['', 'must be a URL of at most 2048 characters'],
    ['https://', 'must be a URL of at most 2048 characters'],
    [`https://example.com/${'x'.repeat(2048)}`, 'must be a URL of at most 2048 characters'],
    ...['localhost', 'localhost.', 'x.localhost', 'LOCALHOST'].map((host) => [`https://${host}/`, NETWORK]),
    // Decimal, octal, hexadecimal, short forms, and full-width digits.
    ...['2130706433', '0177.0.0.1', '0x7f.1', '127.1', '0x7f000001', '017700000001', '１２７.0.0.1', '127.0.0.1.'].map(
      (host) => [`https://${host}/`, NETWORK],
    ),
    ...['[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:a9fe:a9fe]', '[::]', '[fd00:ec2::254]'].map(
      (host) => [`https://${host}/`, NETWORK],
    ),
    ...['169.254.169.254', '2852039166', '10.1.2.3:8443', '0', '192.168.0.1'].map((host) => [
      `https://${host}/`,
      NETWORK,
    ]),
  ])('%.80s %s', (url, flaw) => {
    expect(urlFlaw(url, STRICT)).toBe(flaw)
  })

  test.each([
    'https://example.com/hook?a=1',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]:8443/',
    'https://example.com:443',
  ])('%s is taken', (url) => expect(urlFlaw(url, STRICT)).toBe(null))

  test('may be without TLS, or private, only where the settings say so', () => {
    expect(urlFlaw('http://example.com/', { allowPrivate: false, allowHttp: true })).toBe(null)
    expect(urlFlaw('http://127.0.0.1:8080/', { allowPrivate: false, allowHttp: true })).toBe(NETWORK)
    expect(urlFlaw('https://localhost/', { allowPrivate: true, allowHttp: false })).toBe(null)
    expect(urlFlaw('http://127.0.0.1:8080/', { allowPrivate: true, allowHttp: true })).toBe(null)
    expect(urlFlaw('https://169.254.169.254/', { allowPrivate: true, allowHttp: true })).toBe(NETWORK)
  })
})
