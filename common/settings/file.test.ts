import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findFile, readFile } from './file.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'walletmesh-settings-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

/** What is wrong with a settings file of this text. */
function problemsOf(text: string): readonly string[] {
  return readFile({ absolutePath: '/etc/settings.yml', name: 'settings.yml', content: { text } }).problems
}

function valuesOf(text: string): Record<string, unknown> {
  const { values, problems } = readFile({ absolutePath: '/etc/settings.yml', name: 'settings.yml', content: { text } })
  expect(problems).toEqual([])
  return Object.fromEntries(values)
}

describe('the settings file', () => {
  test('gives the keys that it names, those of sections under their path', () => {
    expect(valuesOf('env: test\nlimits:\n  pageMax: 5\ngrpc: { gateways: [a:1, "[::1]:2"] }\n')).toEqual({
      env: 'test',
      'limits.pageMax': 5,
      'grpc.gateways': ['a:1', '[::1]:2'],
    })
  })

  test.each(['', '# nothing but a comment\n', '---\n', 'null\n', 'grpc:\n  # address: 127.0.0.1:1\n'])(
    'may be empty, or have empty sections: %j',
    (text) => expect(valuesOf(text)).toEqual({}),
  )

  test('may use anchors', () => {
    expect(valuesOf('ip: &here 127.0.0.1:80\nmetrics: { address: *here }\n')).toMatchObject({
      'metrics.address': '127.0.0.1:80',
    })
  })

  test('is read with a byte order mark and with the line ends of Windows', () => {
    expect(valuesOf('\uFEFFenv: test\r\nprefork: true\r\n')).toEqual({ env: 'test', prefork: true })
    expect(problemsOf('env: test\r\nprefork: 1\r\n')).toEqual([
      'settings.yml:2: prefork: expected true or false, got 1',
    ])
  })
})

describe('a wrong settings file is told by line and key:', () => {
  const integer = 'expected an integer from 1 to 100000'
  const address = 'expected an address such as 127.0.0.1:80 or [::1]:80'
  const identifier =
    'expected a lower-case SQL identifier (at most 63 of a-z, 0-9 and _, not beginning with a digit or pg_)'
  const second = 'expected a duration from 1s to 10m with its unit (ms, s, m or h)'
  const dsn = 'expected a URL such as postgres://user:password@host:5432/database, or an empty text'

  test.each([
    ['a word for an integer', 'operationProcessorLimit: many', `operationProcessorLimit: ${integer}, got "many"`],
    ['an integer in quotes', 'operationProcessorLimit: "5"', `operationProcessorLimit: ${integer}, got "5"`],
    ['a fraction for an integer', 'operationProcessorLimit: 1.5', `operationProcessorLimit: ${integer}, got 1.5`],
    ['an integer too small', 'operationProcessorLimit: 0', `operationProcessorLimit: ${integer}, got 0`],
    ['an integer too large', 'operationProcessorLimit: 100001', `operationProcessorLimit: ${integer}, got 100001`],
    ['no value', 'operationProcessorLimit:', `operationProcessorLimit: ${integer}, got nothing`],
    ['a list for one value', 'operationProcessorLimit: [1]', `operationProcessorLimit: ${integer}, got a list`],
    [
      'a section for a value',
      'operationProcessorLimit: { a: 1 }',
      `operationProcessorLimit: ${integer}, got a section`,
    ],
    ['a word for a flag', 'prefork: yes', 'prefork: expected true or false, got "yes"'],
    ['none of the choices', 'env: prod', 'env: expected one of dev, test, production, got "prod"'],
    [
      'a share beyond the whole',
      'balancer: { churnLoad: 1.1 }',
      'balancer.churnLoad: expected a number from 0 to 1, got 1.1',
    ],
    ['no number', 'balancer: { tolerance: .nan }', 'balancer.tolerance: expected a number of at least 1, got NaN'],
    [
      'an endless number',
      'balancer: { tolerance: .inf }',
      'balancer.tolerance: expected a number of at least 1, got Infinity',
    ],
    ['a bare duration', 'lease: { ttl: 5 }', `lease.ttl: ${second}, got 5: write 5s or 5ms`],
    ['a quoted bare duration', 'lease: { ttl: "5" }', `lease.ttl: ${second}, got "5": write 5s or 5ms`],
    ['a duration too short', 'lease: { ttl: 999ms }', `lease.ttl: ${second}, got "999ms"`],
    ['a duration too long', 'lease: { ttl: 11m }', `lease.ttl: ${second}, got "11m"`],
    ['an unknown unit', 'lease: { ttl: 1d }', `lease.ttl: ${second}, got "1d"`],
    ['a port for an address', 'ip: 4567', `ip: ${address}, got 4567`],
    ['an address without host', 'ip: ":80"', `ip: ${address}, got ":80": write 0.0.0.0:80 for all interfaces`],
    [
      'no gateways',
      'grpc: { gateways: [] }',
      'grpc.gateways: expected a list of one or more addresses, got an empty list',
    ],
    ['one gateway', 'grpc: { gateways: a:1 }', 'grpc.gateways: expected a list of one or more addresses, got "a:1"'],
    ['a capital in an identifier', 'schemaName: Wallets', `schemaName: ${identifier}, got "Wallets"`],
    ['a reserved schema', 'schemaName: pg_catalog', `schemaName: ${identifier}, got "pg_catalog"`],
    [
      'an identifier of 64 letters',
      `schemaName: ${'a'.repeat(64)}`,
      `schemaName: ${identifier}, got "${'a'.repeat(59)}…`,
    ],
    [
      'a zone that is none',
      'location: Mars',
      'location: expected a time zone such as UTC or Europe/Berlin, got "Mars"',
    ],
    ['an offset', 'location: "+02:00"', 'location: expected a time zone such as UTC or Europe/Berlin, got "+02:00"'],
    ['no folder', 'data: ""', 'data: expected the path of a folder, got ""'],
    [
      'another database',
      'dsn: mysql://u:pw@h/d',
      `dsn: ${dsn}, got something else (not shown, it may hold a password)`,
    ],
    ['an unknown key', 'shemaName: a', 'shemaName: unknown key, did you mean schemaName?'],
    ['an unknown section', 'grcp: { address: a:1 }', 'grcp: unknown key, did you mean grpc?'],
    ['an unknown key like no other', 'password: a', 'password: unknown key'],
    ['a key of a section outside of it', 'ttl: 5s', 'ttl: unknown key, did you mean lease: { ttl }?'],
    ['a path for a key', 'grpc.address: a:1', '"grpc.address": unknown key, did you mean grpc: { address }?'],
    ['a value for a section', 'lease: 5s', 'lease: is a section, set a key in it: lease: { ttl }'],
    ['a list for a section', 'lease: [5s]', 'lease: is a section, set a key in it: lease: { ttl }'],
    ['a name that objects have', 'constructor: 1', 'constructor: unknown key'],
    ['a prototype', '__proto__: { dsn: "" }', '__proto__: unknown key'],
    ['a line end in a key', '"a\\nb": 1', '"a\\nb": unknown key'],
  ])('%s', (_, text, problem) => {
    expect(problemsOf(`# a comment\n\n${text}\n`)).toEqual([`settings.yml:3: ${problem}`])
  })

  test('a value below its key by the line of the key', () => {
    expect(problemsOf('env: dev\nlimits:\n  # entries\n  pageMax:\n    none\n')).toEqual([
      'settings.yml:4: limits.pageMax: expected an integer from 1 to 100000, got "none"',
    ])
  })

  test('an item of a list by its own line', () => {
    const target = `${address} with a port from 1 to 65535`
    expect(problemsOf('grpc:\n  gateways:\n    - a:1\n    - b\n    - c:0\n    - [d]\n')).toEqual([
      `settings.yml:4: grpc.gateways[1]: ${target}, got "b"`,
      `settings.yml:5: grpc.gateways[2]: ${target}, got "c:0"`,
      `settings.yml:6: grpc.gateways[3]: ${target}, got an empty list`,
    ])
  })

  test('a key or section that is given twice', () => {
    expect(problemsOf('env: dev\nlease: { ttl: 5s }\nenv: test\nlease: { }\n')).toEqual([
      'settings.yml:3: env: given twice, first in settings.yml:1',
      'settings.yml:4: lease: given twice, first in settings.yml:2',
    ])
  })

  test('all that is wrong, in the order of its lines', () => {
    expect(problemsOf('prefork: 1\ngrpc:\n  adress: a:1\nenv: prod\n')).toEqual([
      'settings.yml:1: prefork: expected true or false, got 1',
      'settings.yml:3: grpc.adress: unknown key, did you mean grpc: { address }?',
      'settings.yml:4: env: expected one of dev, test, production, got "prod"',
    ])
  })

  test.each(['just words\n', '- a\n- b\n', '5\n'])('%j, which has no keys', (text) => {
    expect(problemsOf(text)).toEqual(['settings.yml:1: expected keys with values'])
  })

  test.each([
    ['env: dev\nip: "127.0.0.1:80\n', 3],
    ['env: dev\n  ip: x\n', 1],
    ['env: dev\nip: *nowhere\n', 2],
    ['env: dev\nip: !shell rm\n', 2],
    ['env: dev\n---\nenv: test\n', 2],
    ['lease:\n\tttl: 5s\n', 2],
  ])('%j, which is no YAML', (text, line) => {
    const problems = problemsOf(text)
    expect(problems.length).toBeGreaterThan(0)
    expect(problems[0]).toMatch(new RegExp(`^settings\\.yml:${line}: [^\\n]+$`))
  })

  test('a list that contains itself', () => {
    expect(problemsOf('schemaName: &a [*a]\n')).toEqual([`settings.yml:1: schemaName: ${identifier}, got a list`])
  })
})

describe('the settings file is looked for', () => {
  function found(named?: string) {
    const file = findFile(named, path.join(folder, 'in'))
    return file && { name: file.name, path: file.absolutePath, content: file.content }
  }

  beforeEach(() => mkdirSync(path.join(folder, 'in')))

  test('nowhere else when it is not in the working directory and not above it', () => {
    expect(found()).toBeUndefined()
  })

  test('above the working directory', () => {
    writeFileSync(path.join(folder, 'settings.yml'), 'env: dev')
    const expected = { name: '../settings.yml', path: path.join(folder, 'settings.yml'), content: { text: 'env: dev' } }
    expect(found()).toEqual(expected)
  })

  test('first in the working directory', () => {
    writeFileSync(path.join(folder, 'settings.yml'), 'env: dev')
    writeFileSync(path.join(folder, 'in', 'settings.yml'), 'env: test')
    const expected = {
      name: 'settings.yml',
      path: path.join(folder, 'in', 'settings.yml'),
      content: { text: 'env: test' },
    }
    expect(found()).toEqual(expected)
  })

  test('only where it was named, relative to the working directory or not', () => {
    writeFileSync(path.join(folder, 'in', 'settings.yml'), 'env: test')
    const other = path.join(folder, 'other.yml')
    writeFileSync(other, 'env: production')
    expect(found('../other.yml')).toEqual({ name: '../other.yml', path: other, content: { text: 'env: production' } })
    expect(found(other)).toEqual({ name: other, path: other, content: { text: 'env: production' } })
  })

  test('and one that was named must exist', () => {
    const file = findFile('missing.yml', folder)
    expect(file && readFile(file).problems).toEqual(['missing.yml: no such file'])
  })

  test('and one that is there must be a file', () => {
    mkdirSync(path.join(folder, 'settings.yml'))
    const file = findFile(undefined, folder)
    expect(file && readFile(file).problems).toEqual(['settings.yml: cannot be read (EISDIR)'])
  })
})
