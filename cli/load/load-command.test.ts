import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kill, startTestMesh, type TestMesh } from '../../test/mesh.ts'
import { type Wire, wireTo } from '../../test/wire.ts'
import { exitOf, runWalletmesh, startWalletmesh } from '../testing/run.ts'
import { findFreePort } from '../up/ports.ts'

describe('walletmesh load', () => {
  test('has --help', async () => {
    const { exitCode, stdout } = await runWalletmesh(['load', '--help'])
    expect(exitCode).toBe(0)
    for (const option of ['--url', '--workers', '--transactions', '--allow-remote', '--json']) {
      expect(stdout).toContain(option)
    }
  })

  test.each([
    'http://example.com',
    'http://10.0.0.1:4567',
    'http://localhost.example.com',
    'http://[2001:db8::1]:4567',
    'http://0.0.0.0:4567',
  ])('refuses to load a gateway that others could be using, unless it is told to: %s', async (url) => {
    const { exitCode, stdout, stderr } = await runWalletmesh(['load', '--url', url])
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toMatch(/^walletmesh: http:\S+ is not this machine: add --allow-remote if it is yours to load .*\n$/)
  })

  test.each([
    [['--workers', '0'], 'write a whole number from 1 to 1024'],
    [['--transactions', '1e3'], 'write a whole number from 1 to 10000000'],
    [['--wallets', '1'], 'write a whole number from 2 to 100000'],
    [['--kind', 'gifts'], 'Allowed choices are transfers, deposits'],
    [['--distribution', 'normal'], 'Allowed choices are uniform, zipf'],
    [['--url', 'ftp://127.0.0.1'], 'write an address such as http://127.0.0.1:4567'],
    [['--url', 'http://127.0.0.1:4567/v1'], 'write an address such as http://127.0.0.1:4567'],
    [['--url', '127.0.0.1:4567'], 'write an address such as http://127.0.0.1:4567'],
    [['--from-wallet', '1'], 'write both'],
    [['--from-wallet', '4', '--to-wallet', '4'], '2 to 100000 wallets'],
    [['--from-wallet', '1', '--to-wallet', '4', '--wallets', '9'], 'write one of them'],
    [['--api', 'v2'], 'Allowed choices are classic, v1, payments'],
    [['--banks', '3'], '--banks and --accounts are of clearing: add --api payments'],
    [['--api', 'payments', '--kind', 'deposits'], '--kind is of wallets: leave it out with --api payments'],
    [['--api', 'payments', '--wallets', '9'], '--wallets is of wallets: leave it out with --api payments'],
    [['--api', 'payments', '--banks', '1', '--accounts', '1'], 'payments need two accounts'],
    [['--api', 'payments', '--banks', '1000', '--accounts', '1000'], 'must be at most 100000'],
    [['--batch', '10'], 'the classic routes take one payment in a request'],
    [['--idempotent'], 'the classic routes take no idempotency keys: add --api v1 to --idempotent'],
    [['--api', 'v1', '--batch', '10001'], 'write a whole number from 1 to 10000'],
    [['--worker', '1'], "unknown option '--worker' (Did you mean --workers?)"],
  ])('answers %j in one line, with exit code 2', async (args, message) => {
    const { exitCode, stdout, stderr } = await runWalletmesh(['load', ...args])
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr).toMatch(/^walletmesh: .*\n$/)
  })

  test('says in one line that no gateway answers', async () => {
    const url = `http://127.0.0.1:${await findFreePort('127.0.0.1', Math.random)}`
    const { exitCode, stdout, stderr } = await runWalletmesh(['load', '--url', url])
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toBe('walletmesh: POST /wallet failed: connection refused\n')
  })
})

describe('walletmesh load on a mesh', () => {
  let mesh: TestMesh
  let wire: Wire
  beforeAll(async () => {
    mesh = await startTestMesh()
    mesh.spawn('op-processor')
    const { hostname: host, port } = new URL(mesh.url)
    wire = await wireTo({ host, port: Number(port) })
  })
  afterAll(async () => {
    wire?.stop()
    await mesh?.stop()
  })

  const loaded = async (...args: string[]) => {
    const { exitCode, stdout, stderr } = await runWalletmesh(['load', '--json', '--url', mesh.url, ...args])
    return { exitCode, stderr, result: JSON.parse(stdout) }
  }
  const count = async (query: string) => Number((await mesh.pool.query<{ n: bigint }>(query)).rows[0]?.n)
  const operations = () => count('select count(*) as n from operations')

  /** Waits until so many operations more than now are applied. */
  async function applied(more: number): Promise<void> {
    const before = await operations()
    await expect.poll(operations, { timeout: 30_000, interval: 20 }).toBeGreaterThan(before + more)
  }

  /** Beside the mesh's own, to be killed. */
  async function ownGateway() {
    const [httpPort, grpcPort] = [
      await findFreePort('127.0.0.1', Math.random),
      await findFreePort('127.0.0.1', Math.random),
    ]
    const url = `http://127.0.0.1:${httpPort}`
    const start = () =>
      mesh.spawn('gateway', [], {
        WALLETMESH_IP: `127.0.0.1:${httpPort}`,
        WALLETMESH_GRPC__ADDRESS: `127.0.0.1:${grpcPort}`,
      })
    const gateway = start()
    const isReady = () =>
      fetch(`${url}/ready`).then(
        ({ ok }) => ok,
        () => false,
      )
    await expect.poll(isReady, { timeout: 30_000 }).toBe(true)
    return { url, gateway, start }
  }

  test('sends as many transfers as asked for, all of which are in the ledger, and adds up', async () => {
    const before = await operations()
    const { exitCode, result } = await loaded('--transactions', '500', '--wallets', '20', '--distribution', 'zipf')
    expect(exitCode).toBe(0)
    expect(result).toMatchObject({
      ok: true,
      accepted: 500,
      bad: { answers: 0, by_error: {} },
      overload: { answers: 0, given_up: 0 },
      stopped: null,
      ledger: {
        verdict: 'adds up',
        findings: [],
        operations: { read: 500, all: true, success: 500, declined: {} },
        wallets: { read: 20, exact: 20 },
        // 20 wallets with one unit for each of 500 transfers.
        sum: '10000000000',
      },
    })
    expect(result.latency_ms.p50).toBeGreaterThan(0)
    expect(result.latency_ms.max).toBeGreaterThanOrEqual(result.latency_ms.p99)
    expect(await operations()).toBe(before + 20 + 500)
  })

  test('sends deposits, and knows what they sum to', async () => {
    const { exitCode, result } = await loaded('--transactions', '200', '--wallets', '5', '--kind', 'deposits')
    expect(exitCode).toBe(0)
    expect(result.ledger).toMatchObject({ verdict: 'adds up', wallets: { read: 5, exact: 5 } })
    const sum = await count(
      'select sum(amount) as n from (select amount from operations order by accepted_at desc limit 200) o',
    )
    expect(result.ledger.sum).toBe(String(sum))
  })

  test.each([
    ['one by one', 1],
    ['in batches', 40],
  ])('sends over /v1, %s, and adds up', async (_how, batch) => {
    const before = await operations()
    const args = ['--api', 'v1', '--batch', String(batch), '--transactions', '210', '--wallets', '10']
    const { exitCode, result } = await loaded(...args)
    expect(exitCode).toBe(0)
    expect(result).toMatchObject({
      ok: true,
      api: 'v1',
      batch,
      accepted: 210,
      ledger: { verdict: 'adds up', operations: { read: 210, success: 210 }, wallets: { read: 10, exact: 10 } },
    })
    expect(await operations()).toBe(before + 10 + 210)
  })

  test.each([
    ['one by one', 1],
    ['in batches', 40],
  ])('sends payments between banks, %s, and adds up', async (_how, batch) => {
    const before = await operations()
    const args = [
      '--api',
      'payments',
      '--batch',
      String(batch),
      '--transactions',
      '210',
      '--banks',
      '3',
      '--accounts',
      '4',
    ]
    const { exitCode, stderr, result } = await loaded(...args)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(result).toMatchObject({
      ok: true,
      api: 'payments',
      kind: 'payments',
      banks: 3,
      accounts: 12,
      batch,
      accepted: 210,
      ledger: {
        verdict: 'adds up',
        operations: { read: 210, success: 210 },
        wallets: { read: 12, exact: 12 },
        sum: '0',
        bank_positions: '0',
      },
    })
    expect(await operations()).toBe(before + 210)
    expect(await count('select count(*) as n from clearing_accounts')).toBe(12)
  })

  test('says how many banks there are when it is to use more', async () => {
    const args = ['load', '--url', mesh.url, '--api', 'payments', '--banks', '11']
    const { exitCode, stdout, stderr } = await runWalletmesh(args)
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toBe('walletmesh: there are 10 banks, not 11: name fewer, or make some with POST /v1/banks\n')
  })

  test('does not take a decline for a bad answer', async () => {
    const wallet = { Name: 'poor', Country: 'Peru', City: 'Lima', Currency: 'USD' }
    const ids: number[] = []
    for (let i = 0; i < 3; i += 1) ids.push(Number((await mesh.call('/wallet', wallet)).WalletID))
    await mesh.call('/receive_amount', { WalletId: ids[0], Amount: 2_000_000, Currency: 'USD' })
    await mesh.drained()
    const range = ['--from-wallet', String(ids[0]), '--to-wallet', String(ids[2])]
    const { exitCode, result } = await loaded('--transactions', '100', ...range)
    expect(exitCode).toBe(0)
    expect(result).toMatchObject({ ok: true, accepted: 100, bad: { answers: 0 } })
    const { success, declined } = result.ledger.operations
    expect(declined.insufficient_funds).toBeGreaterThan(0)
    expect(success + declined.insufficient_funds).toBe(100)
    expect(result.ledger).toMatchObject({ verdict: 'adds up', wallets: { read: 3, exact: 3 }, sum: '2000000' })
  })

  test('says in one line which wallet it cannot use', async () => {
    const args = ['load', '--url', mesh.url, '--from-wallet', '9000001', '--to-wallet', '9000002']
    const { exitCode, stdout, stderr } = await runWalletmesh(args)
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toMatch(/^walletmesh: there is no wallet 900000[12]\n$/)
  })

  test('prints a summary for people', async () => {
    const { exitCode, stdout } = await runWalletmesh([
      'load',
      '--url',
      mesh.url,
      '--transactions',
      '50',
      '--wallets',
      '5',
    ])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(
      new RegExp(
        [
          '^load         8 workers, transfers, uniform over 5 new wallets',
          'accepted     50 of 50 in \\d+\\.\\d s',
          'per second   \\d+; the generator was busy \\d+% of the time',
          'latency ms   p50 [\\d.]+ {2}p90 [\\d.]+ {2}p99 [\\d.]+ {2}p99\\.9 [\\d.]+ {2}max [\\d.]+',
          'bad answers  0',
          'overload     none',
          'ledger       adds up, checked in \\d+\\.\\d s',
          '             all 50 accepted operations read back: 50 success',
          '             5 balances compared, 5 of them to the micro-unit',
          '             sum USD 250, which transfers must not change\n$',
        ].join('\n'),
      ),
    )
  })

  test('stops at Ctrl-C, checks what it has sent, and prints the summary', async () => {
    const child = startWalletmesh(['load', '--json', '--url', mesh.url, '--transactions', '1000000', '--wallets', '10'])
    const output = text(child.stdout)
    await applied(200)
    const end = exitOf(child)
    child.kill('SIGINT')
    expect(await end).toBe(0)
    const result = JSON.parse(await output)
    expect(result).toMatchObject({ ok: true, stopped: 'interrupted', ledger: { verdict: 'adds up' } })
    expect(result.accepted).toBeGreaterThan(100)
    expect(result.accepted).toBeLessThan(1_000_000)
  })

  test('reports answers that never came, with exit code 1, and still checks the ledger', async () => {
    const { host, port } = wire.address
    const args = ['load', '--json', '--url', `http://${host}:${port}`, '--transactions', '1000000', '--wallets', '10']
    const child = startWalletmesh(args)
    const output = text(child.stdout)
    await applied(200)
    wire.cut()
    await applied(200)
    const end = exitOf(child)
    child.kill('SIGINT')
    expect(await end).toBe(1)
    const result = JSON.parse(await output)
    expect(result.bad.answers).toBeGreaterThan(0)
    expect(Object.keys(result.bad.by_error)).toEqual(['connection broken'])
    expect(result.ledger).toMatchObject({ verdict: 'adds up', findings: [] })
  })

  test.each([
    ['one by one', '1'],
    ['in batches', '7'],
  ])(
    'with --idempotent, %s, knows what became of each payment although the gateway is killed, and nothing is doubled',
    async (_how, batch) => {
      const { url, gateway, start } = await ownGateway()
      const args = ['--api', 'v1', '--idempotent', '--batch', batch, '--workers', '16', '--transactions', '3000']
      const child = startWalletmesh(['load', '--json', '--url', url, '--wallets', '10', ...args])
      const output = text(child.stdout)
      const end = exitOf(child)
      await applied(200)
      await kill(gateway)
      start()
      const result = JSON.parse(await output)
      expect(result).toMatchObject({
        ok: true,
        accepted: 3000,
        bad: { answers: 0 },
        ledger: { verdict: 'adds up', findings: [], wallets: { read: 10, exact: 10 } },
      })
      expect(result.idempotency.sent_again).toBeGreaterThan(0)
      expect(await end).toBe(0)
    },
  )

  test('reports a gateway that dies in the middle, with exit code 1', async () => {
    const { url, gateway } = await ownGateway()
    const child = startWalletmesh(['load', '--json', '--url', url, '--transactions', '1000000', '--wallets', '10'])
    const output = text(child.stdout)
    await applied(200)
    const end = exitOf(child)
    await kill(gateway)
    expect(await end).toBe(1)
    const result = JSON.parse(await output)
    expect(result).toMatchObject({ ok: false, stopped: 'no answer for 5 s', ledger: { verdict: 'not checked' } })
    expect(result.accepted).toBeGreaterThan(100)
    expect(result.bad.by_error['connection refused']).toBeGreaterThan(0)
    expect(result.ledger.findings).toEqual([expect.stringMatching(/failed: connection refused$/)])
  })
})
