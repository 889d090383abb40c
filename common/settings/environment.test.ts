import { describe, expect, test } from 'vitest'
import { environmentVariableOf, readEnvironment } from './environment.ts'
import { keys } from './keys.ts'

function valuesOf(env: Record<string, string | undefined>): Record<string, unknown> {
  const { values, problems } = readEnvironment(env)
  expect(problems).toEqual([])
  return Object.fromEntries(values)
}

describe('an environment variable', () => {
  test.each([
    ['WALLETMESH_DSN', 'postgres://h/d', 'dsn', 'postgres://h/d'],
    ['WALLETMESH_DSN', '', 'dsn', ''],
    ['WALLETMESH_AUTO_MIGRATE', 'false', 'autoMigrate', false],
    ['WALLETMESH_PREFORK', 'TRUE', 'prefork', true],
    ['WALLETMESH_MAX_POOL_TASKS', '8', 'maxPoolTasks', 8],
    ['WALLETMESH_BALANCER__TOLERANCE', '1.5', 'balancer.tolerance', 1.5],
    ['WALLETMESH_LEASE__TTL', '10s', 'lease.ttl', '10s'],
    ['WALLETMESH_GRPC__GATEWAYS', 'a:1, [::1]:2', 'grpc.gateways', ['a:1', '[::1]:2']],
  ])('%s=%s sets %s', (variable, text, path, value) => {
    expect(valuesOf({ [variable]: text })).toEqual({ [path]: value })
  })

  test.each([
    'WALLETMESH_LIMITS__BODY_BYTES',
    'WALLETMESH_LIMITS__BODYBYTES',
    'WALLETMESH_L_I_MITS__BODY_BYTES',
    'walletmesh_limits__bodyBytes',
  ])('is known in any case and with any single underscores: %s', (variable) => {
    expect(valuesOf({ [variable]: '2048' })).toEqual({ 'limits.bodyBytes': 2048 })
  })

  test.each([...keys.values()])('overrides $path', ({ path, about }) => {
    const text = Array.isArray(about.default) ? about.default.join(',') : String(about.default)
    expect(valuesOf({ [environmentVariableOf(path)]: text })).toEqual({ [path]: about.default })
  })

  test('that is not set, or belongs to somebody else, counts for nothing', () => {
    expect(valuesOf({ WALLETMESH_DSN: undefined, PATH: '/bin', WALLETMESHDSN: 'x', MY_WALLETMESH_DSN: 'x' })).toEqual(
      {},
    )
  })
})

describe('a wrong environment variable is told by its name:', () => {
  test.each([
    ['WALLETMESH_DNS', '', 'unknown key, did you mean WALLETMESH_DSN?'],
    ['WALLETMESH_PASSWORD', 'x', 'unknown key'],
    ['WALLETMESH_', 'x', 'unknown key'],
    ['WALLETMESH_GRPC_ADDRESS', 'a:1', 'unknown key, did you mean WALLETMESH_GRPC__ADDRESS?'],
    ['WALLETMESH_LEASE', '5s', 'is a section, set a key in it: WALLETMESH_LEASE__TTL'],
    ['WALLETMESH_MAX_POOL_TASKS', 'many', 'expected an integer from 1 to 1000, got "many"'],
    ['WALLETMESH_MAX_POOL_TASKS', '', 'expected an integer from 1 to 1000, got ""'],
    ['WALLETMESH_MAX_POOL_TASKS', '0x10', 'expected an integer from 1 to 1000, got "0x10"'],
    ['WALLETMESH_MAX_POOL_TASKS', '-5', 'expected an integer from 1 to 1000, got -5'],
    ['WALLETMESH_PREFORK', '1', 'expected true or false, got "1"'],
    [
      'WALLETMESH_LEASE__TTL',
      '5',
      'expected a duration from 1s to 10m with its unit (ms, s, m or h), got "5": write 5s or 5ms',
    ],
  ])('%s=%s', (variable, text, problem) => {
    expect(readEnvironment({ [variable]: text }).problems).toEqual([`${variable}: ${problem}`])
  })

  test('an item of a list, by its index', () => {
    expect(readEnvironment({ WALLETMESH_GRPC__GATEWAYS: 'a:1,,b:2' }).problems).toEqual([
      'WALLETMESH_GRPC__GATEWAYS[1]: expected an address such as 127.0.0.1:80 or [::1]:80 with a port from 1 to 65535, got ""',
    ])
  })

  test('two spellings of one', () => {
    expect(readEnvironment({ WALLETMESH_LOG_LEVEL: 'info', walletmesh_loglevel: 'warn' }).problems).toEqual([
      'walletmesh_loglevel: given twice, first in WALLETMESH_LOG_LEVEL',
    ])
  })

  test('a database, without the password in it', () => {
    const { problems } = readEnvironment({ WALLETMESH_DSN: 'mysql://root:hunter2@localhost/db' })
    expect(problems).toHaveLength(1)
    expect(problems[0]).not.toContain('hunter2')
  })
})
