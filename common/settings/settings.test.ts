import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, expectTypeOf, test, vi } from 'vitest'
import type { Address } from './address.ts'
import { loadSettings, readSettings, type Settings, SettingsError, type SettingsInput } from './settings.ts'

let cwd: string

beforeEach(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'walletmesh-settings-'))
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(cwd, { recursive: true })
})

function load(input: Partial<SettingsInput> = {}): Settings {
  return loadSettings({ cwd, env: {}, ...input })
}

function write(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true })
  writeFileSync(path.join(cwd, name), text)
}

/** What a SettingsError says, line by line. */
function refusal(input: Partial<SettingsInput>): string[] {
  try {
    load(input)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    expect(error.problems).toEqual(error.message.split('\n'))
    return error.message.split('\n')
  }
  throw new Error('the settings were accepted')
}

describe('settings', () => {
  test.each(['* * * * * *', '61 * * * *', 'hourly', ''])('refuse the schedule %j', (schedule) => {
    expect(() => load({ overrides: { ledger: { schedule } } })).toThrow('ledger.schedule: expected five fields')
  })

  test.each([
    ['1000.01', 1_000_010_000n],
    [250, 250_000_000n],
    ['0.000001', 1n],
  ])('read the amount %j as micro-units', (paymentMax, micros) => {
    expect(load({ overrides: { settlement: { paymentMax } } }).settlement.paymentMax).toBe(micros)
  })

  test.each(['0', '-1', '1,000', '1.0000001', '1e3', ''])('refuse the amount %j', (paymentMax) => {
    const expected = 'settlement.paymentMax: expected a positive amount in units of the currency'
    expect(() => load({ overrides: { settlement: { paymentMax } } })).toThrow(expected)
  })

  test.each([
    ['redis', 'localhost:6379'],
    ['mongo', 'http://localhost'],
  ])('refuse the URL of %s %j without showing it', (section, url) => {
    expect(() => load({ overrides: { [section]: { url } } })).toThrow(`${section}.url: expected a URL such as`)
    expect(() => load({ overrides: { [section]: { url } } })).not.toThrow(url)
  })

  test('take a URL of several MongoDB servers', () => {
    const url = 'mongodb://a:1,b:2/?replicaSet=r'
    expect(load({ overrides: { mongo: { url } } }).mongo.url).toBe(url)
  })

  test('are these when nothing is set', () => {
    expect(load()).toEqual({
      ip: { host: '127.0.0.1', port: 4567 },
      env: 'dev',
      dsn: '',
      schemaName: 'walletmesh',
      autoMigrate: true,
      location: 'UTC',
      prefork: false,
      idleTimeoutSec: 15,
      readTimeoutSec: 15,
      writeTimeoutSec: 15,
      shutdownTimeoutSec: 60,
      maxPoolTasks: 32,
      operationProcessorLimit: 1000,
      operationProcessorDelay: 1000,
      walletBalancerLimit: 1000,
      walletBalancerDelay: 1_800_000,
      data: path.join(cwd, 'data'),
      embeddedPort: 0,
      logLevel: 'info',
      allowInsecure: false,
      grpc: { address: { host: '127.0.0.1', port: 4568 }, gateways: [{ host: '127.0.0.1', port: 4568 }] },
      lease: { ttl: 5000 },
      ledger: { monthsAhead: 3, monthsKept: 0, schedule: '7 * * * *' },
      metrics: { address: { host: '127.0.0.1', port: 0 } },
      tls: { cert: '', key: '', ca: '' },
      limits: {
        bodyBytes: 1_048_576,
        pendingRequests: 20_000,
        queuedOperations: 5_000_000,
        batchRequests: 1000,
        pageMax: 1000,
        requestsPerMin: 0,
        strangersPerMin: 600,
      },
      holds: { expiresAfter: 604_800_000, expiresAfterMax: 2_678_400_000, sweepDelay: 1000 },
      redis: { url: '' },
      mongo: { url: '', database: 'walletmesh' },
      settlement: {
        address: { host: '127.0.0.1', port: 4569 },
        settlers: [{ host: '127.0.0.1', port: 4569 }],
        paymentMax: 1_000_000_000n,
        schedule: '',
        autoApprove: false,
        expiry: 86_400_000,
        houseName: 'Clearing House',
        houseBic: '',
      },
      cards: {
        acquirer: 'simulator',
        acquirerTimeout: 5_000,
        retry: 2_000,
        attempts: 8,
        fingerprintKey: '',
        creditFeeBasisPoints: 500,
        creditDelayDays: 30,
        debitFeeBasisPoints: 300,
        debitDelayDays: 0,
        payoutSchedule: '5 0 * * *',
      },
      webhooks: {
        poll: 500,
        timeout: 10_000,
        attempts: 24,
        firstRetry: 5_000,
        retryMax: 21_600_000,
        concurrency: 64,
        concurrencyOfOne: 16,
        rotation: 86_400_000,
        keptDays: 30,
        allowPrivate: false,
        allowHttp: false,
      },
      fraud: {
        address: { host: '127.0.0.1', port: 4571 },
        screeners: [{ host: '127.0.0.1', port: 4571 }],
        verdictTimeout: 30_000,
        onTimeout: 'hold',
        concurrency: 16,
        sweepDelay: 1000,
        alarmAfter: 60_000,
      },
      balancer: {
        address: { host: '127.0.0.1', port: 4570 },
        balancers: [{ host: '127.0.0.1', port: 4570 }],
        churnWallets: 0.01,
        churnLoad: 0.2,
        tolerance: 1.05,
        weight: 'count',
        affinity: 0.02,
      },
      auth: {
        mode: 'auto',
        tokenSecret: '',
        tokenTtl: 3_600_000,
        refreshTtl: 2_592_000_000,
        register: false,
        proxies: [],
        key: '',
      },
      source: 'defaults',
    })
  })

  test('have the types of what they hold', () => {
    expectTypeOf<Settings['env']>().toEqualTypeOf<'dev' | 'test' | 'production'>()
    expectTypeOf<Settings['lease']['ttl']>().toEqualTypeOf<number>()
    expectTypeOf<Settings['grpc']['gateways']>().toExtend<readonly Address[]>()
    expectTypeOf<Settings['ip']>().toEqualTypeOf<Address>()
    expectTypeOf<Settings['autoMigrate']>().toEqualTypeOf<boolean>()
  })

  test('come from the file over the defaults, the environment over the file, the overrides over all', () => {
    write('settings.yml', 'lease: { ttl: 1s }\nlogLevel: warn\nenv: test\ngrpc: { gateways: [a:1, b:2] }\n')
    const settings = load({
      env: { WALLETMESH_LOG_LEVEL: 'error', WALLETMESH_ENV: 'production', WALLETMESH_GRPC__GATEWAYS: '[::1]:3' },
      overrides: { env: 'dev', limits: { pageMax: 5 }, dsn: undefined, balancer: { tolerance: undefined } },
    })
    expect(settings).toMatchObject({
      lease: { ttl: 1000 },
      logLevel: 'error',
      env: 'dev',
      dsn: '',
      grpc: { gateways: [{ host: '::1', port: 3 }], address: { host: '127.0.0.1', port: 4568 } },
      limits: { pageMax: 5, batchRequests: 1000 },
      balancer: { tolerance: 1.05 },
      source: path.join(cwd, 'settings.yml'),
    })
  })

  test('cannot be changed at any depth, nor through one another', () => {
    const settings = load()
    const objects: unknown[] = [settings]
    for (const object of objects) {
      if (typeof object !== 'object' || object === null) continue
      expect(Object.isFrozen(object)).toBe(true)
      objects.push(...Object.values(object))
    }
    expect(() => Object.assign(settings.grpc.gateways, [{ host: 'x', port: 1 }])).toThrow(TypeError)
    expect(load().grpc.gateways).not.toBe(settings.grpc.gateways)
  })

  test('that are wrong are told all at once: file, then environment, then overrides', () => {
    write('settings.yml', 'env: prod\n\nprefork: 1\n')
    expect(
      refusal({ env: { WALLETMESH_DNS: 'x' }, overrides: { lease: { ttl: '1h' }, grpc: { gateways: [] } } }),
    ).toEqual([
      'settings.yml:1: env: expected one of dev, test, production, got "prod"',
      'settings.yml:3: prefork: expected true or false, got 1',
      'WALLETMESH_DNS: unknown key, did you mean WALLETMESH_DSN?',
      'override lease.ttl: expected a duration from 1s to 10m with its unit (ms, s, m or h), got "1h"',
      'override grpc.gateways: expected a list of one or more addresses, got an empty list',
    ])
  })

  test('that are wrong in the file stay wrong when the environment overrides them', () => {
    write('settings.yml', 'env: prod\n')
    expect(refusal({ env: { WALLETMESH_ENV: 'dev' } })).toHaveLength(1)
  })

  test('of a named file that is not there are refused', () => {
    expect(refusal({ file: 'other.yml' })).toEqual(['other.yml: no such file'])
  })
})

describe('settings of authentication', () => {
  test('show no secret when it is refused', () => {
    const problems = refusal({ overrides: { auth: { tokenSecret: 'short and secret', key: 'wm_secret' } } })
    expect(problems.join()).not.toContain('short and secret')
    expect(problems).toEqual([
      expect.stringMatching(/^override auth.tokenSecret: expected a secret text of at least 32 bytes/),
      expect.stringMatching(/^override auth.key: /),
    ])
  })

  test.each(['10.0.0.0/33', '::1/129', 'localhost', '10.0.0.0/8/8', ''])('take no proxy %j', (proxy) => {
    expect(refusal({ overrides: { auth: { proxies: ['10.0.0.0/8', 'fd00::/8', '::1', proxy] } } })).toEqual([
      expect.stringMatching(/^override auth.proxies\[3\]: expected an IP address or network/),
    ])
  })

  test('take an empty list from the environment', () => {
    expect(load({ env: { WALLETMESH_AUTH__PROXIES: '' } }).auth.proxies).toEqual([])
  })
})

describe('the files of TLS', () => {
  const files = { cert: 'a/{part}.crt', key: 'a/{part}.key', ca: 'a/ca.crt' }

  test('of the file are relative to its folder, those of the environment to the working directory', () => {
    write('etc/mesh.yml', 'tls: { cert: "{part}.crt", key: /run/gateway.key, ca: ca.crt }\n')
    expect(load({ file: 'etc/mesh.yml', env: { WALLETMESH_TLS__CA: 'all.crt' } }).tls).toEqual({
      cert: path.join(cwd, 'etc', '{part}.crt'),
      key: '/run/gateway.key',
      ca: path.join(cwd, 'all.crt'),
    })
  })

  test.each([
    [{ key: '' }, ['tls.key: expected the path of a file, as tls.cert and tls.ca are set: set all three, or none']],
    [
      { key: '', ca: '' },
      [expect.stringMatching(/^tls.key: .* as tls.cert is set/), expect.stringMatching(/^tls.ca: /)],
    ],
    [{ cert: '' }, [expect.stringMatching(/^tls.cert: expected the path of a file/)]],
    [{ ca: ' ' }, ['override tls.ca: expected the path of a file, or an empty text, got " "']],
  ])('are all set or none: without %j they are refused', (without, problems) => {
    expect(refusal({ overrides: { tls: { ...files, ...without } } })).toEqual(problems)
  })
})

describe('the data folder', () => {
  test('of the file, and the default, are relative to the folder of the file', () => {
    write('settings.yml', 'data: here\n')
    write('etc/mesh.yml', 'env: test\n')
    write('in/here', '')
    expect(load({ cwd: path.join(cwd, 'in') }).data).toBe(path.join(cwd, 'here'))
    expect(load({ file: 'etc/mesh.yml' }).data).toBe(path.join(cwd, 'etc', 'data'))
  })

  test('of the environment and of the overrides are relative to the working directory', () => {
    write('etc/mesh.yml', 'data: here\n')
    expect(load({ file: 'etc/mesh.yml', env: { WALLETMESH_DATA: 'there' } }).data).toBe(path.join(cwd, 'there'))
    expect(load({ file: 'etc/mesh.yml', overrides: { data: 'there' } }).data).toBe(path.join(cwd, 'there'))
  })

  test('is taken as it is when it is absolute', () => {
    expect(load({ overrides: { data: '/var/lib/mesh' } }).data).toBe('/var/lib/mesh')
  })
})

test('a process reads its own environment and working directory', () => {
  write('mesh.yml', 'logLevel: warn\nembeddedPort: 7\n')
  vi.stubEnv('WALLETMESH_LOG_LEVEL', 'silent')
  const file = path.relative(process.cwd(), path.join(cwd, 'mesh.yml'))
  const settings = readSettings(file, { env: 'test' })
  expect(settings).toMatchObject({ logLevel: 'silent', embeddedPort: 7, env: 'test', data: path.join(cwd, 'data') })
})
