import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatAddress, isLoopback, parseAddress } from './address.ts'

const label = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/)
const host = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.')),
)
const address = fc.record({ host, port: fc.integer({ min: 0, max: 65_535 }) })

describe('an address', () => {
  test('is read back as it was written', () => {
    fc.assert(
      fc.property(address, (given) => {
        expect(parseAddress(formatAddress(given))).toEqual(given)
      }),
    )
  })

  test('is written as it was read', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parseAddress(text)
        if (read !== undefined) expect(formatAddress(read)).toBe(text)
      }),
    )
  })

  test.each([
    ['127.0.0.1:4567', { host: '127.0.0.1', port: 4567 }],
    ['[::1]:80', { host: '::1', port: 80 }],
    ['db_1.example-host:65535', { host: 'db_1.example-host', port: 65_535 }],
    ['localhost:0', { host: 'localhost', port: 0 }],
  ])('%s names a host and a port', (text, expected) => {
    expect(parseAddress(text)).toEqual(expected)
  })

  test.each([
    '',
    '4567',
    ':4567',
    'localhost',
    'localhost:',
    'localhost:65536',
    'localhost:-1',
    'localhost:080',
    'localhost:80 ',
    '::1:80',
    '[::1]',
    '[127.0.0.1]:80',
    '[]:80',
    '127.0.0.256:80',
    '127.1:80',
    '2130706433:80',
    '-x:80',
    'a..b:80',
    'a b:80',
    `${'a'.repeat(64)}:80`,
    'http://localhost:80',
  ])('%j is none', (text) => {
    expect(parseAddress(text)).toBeUndefined()
  })
})

describe('a loopback address', () => {
  test.each(['127.0.0.1', '127.255.255.254', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', 'localhost', 'LocalHost'])(
    '%s is reached from this machine alone',
    (name) => expect(isLoopback({ host: name })).toBe(true),
  )

  test.each([
    '0.0.0.0',
    '::',
    '128.0.0.1',
    '10.0.0.1',
    '::ffff:10.0.0.1',
    'fe80::1%lo',
    'localhost.example',
    'example.com',
  ])('%s may be reached from outside', (name) => expect(isLoopback({ host: name })).toBe(false))
})
