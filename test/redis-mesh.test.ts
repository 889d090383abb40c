import { type ChildProcess, spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { exitOf, runWalletmesh } from '../cli/testing/run.ts'
import { verifyLedger } from '../cli/verify/verify.ts'
import { installationId } from '../common/database/installation.ts'
import { type Keys, keysOf } from '../common/redis/keys.ts'
import { AGE_MAX_MS } from '../common/redis/lifetimes.ts'
import { kill, startTestMesh, type TestMesh } from './mesh.ts'
import { startTestRedis, type TestRedis } from './redis.ts'

const WAIT = { timeout: 20_000, interval: 20 }
const root = fileURLToPath(new URL('..', import.meta.url))

let redis: TestRedis
let mesh: TestMesh
let keys: Keys
let environment: Record<string, string>
let processors: ChildProcess[]
beforeAll(async () => {
  redis = await startTestRedis()
  environment = { WALLETMESH_REDIS__URL: redis.url, WALLETMESH_WALLET_BALANCER_DELAY: '1h' }
  mesh = await startTestMesh({ environment })
  environment.WALLETMESH_DSN = mesh.dsn
  keys = keysOf({ schemaName: mesh.schemaName, id: await installationId(mesh.pool) })
  mesh.spawn('wlt-balancer', ['--number', '2'])
  processors = [mesh.spawn('op-processor'), mesh.spawn('op-processor')]
  const groups = async () => (await mesh.pool.query('select id from groups where active')).rows.length
  await vi.waitUntil(async () => (await groups()) === 2, WAIT)
  await mesh.allHeld()
})
afterAll(async () => {
  redis?.resume()
  await mesh?.stop()
  await redis?.stop()
})

async function walletWith(amount: number): Promise<number> {
  const { WalletID } = await mesh.call('/wallet', { Name: 'w', Country: 'Peru', City: 'Lima', Currency: 'USD' })
  if (amount > 0) await deposit(Number(WalletID), amount)
  return Number(WalletID)
}

async function deposit(id: number, amount: number): Promise<void> {
  await mesh.call('/receive_amount', { WalletId: id, Amount: amount, Currency: 'USD' })
}

async function get(path: string, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
  return (await (await fetch(mesh.url + path, { headers })).json()) as Record<string, unknown>
}

const balanceOf = async (id: number, headers?: Record<string, string>) =>
  (await get(`/v1/wallets/${id}`, headers)).balance

async function reads(of: string, result: string): Promise<number> {
  const metrics = await (await fetch(`${mesh.url}/metrics`)).text()
  const line = new RegExp(`^walletmesh_cache_reads_total\\{[^}]*of="${of}"[^}]*result="${result}"[^}]*\\} (\\d+)$`, 'm')
  return Number(line.exec(metrics)?.[1] ?? 0)
}

/** A wallet whose balance is served from Redis, which need not keep each one. */
async function cachedWallet(amount: number): Promise<number> {
  let id = 0
  await vi.waitUntil(
    async () => {
      id = await walletWith(amount)
      await mesh.drained()
      return vi.waitUntil(() => isHit(id), { timeout: 1_000, interval: 20 }).catch(() => false)
    },
    { timeout: 20_000 },
  )
  return id
}

async function isHit(id: number): Promise<boolean> {
  const before = await reads('wallet', 'hit')
  await balanceOf(id)
  return (await reads('wallet', 'hit')) > before
}

describe('with a Redis', () => {
  test('a balance is read without Postgres, as it is there', async () => {
    const id = await cachedWallet(5_000)
    expect(await get(`/v1/wallets/${id}`)).toEqual({
      ...(await get(`/v1/wallets/${id}`, { 'cache-control': 'no-cache' })),
      balance: '5000',
      as_of: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    })
  })

  test('so is what is held of it, from the commit of the hold to that of its release', async () => {
    const id = await cachedWallet(5_000)
    const send = async (body: object) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      const response = await fetch(`${mesh.url}/v1/operations?wait=applied`, init)
      return (await response.json()) as { id: string }
    }
    const amounts = async () => {
      const { balance, held, available } = await get(`/v1/wallets/${id}`)
      return { balance, held, available }
    }
    const { id: hold_id } = await send({ kind: 'hold', origin_wallet_id: id, amount: 2_000, currency: 'USD' })
    await expect.poll(amounts, WAIT).toEqual({ balance: '5000', held: '2000', available: '3000' })
    expect(await isHit(id)).toBe(true)
    await send({ kind: 'release', hold_id })
    await expect.poll(amounts, WAIT).toEqual({ balance: '5000', held: '0', available: '5000' })
  })

  test('who asks for no cached balance gets it from Postgres', async () => {
    const id = await cachedWallet(5_000)
    await redis.client.set(keys.wallet(id), ((await redis.client.get(keys.wallet(id))) ?? '').replace('5000', '7'))
    expect(await balanceOf(id)).toBe('7')
    expect(await balanceOf(id, { 'cache-control': 'no-cache' })).toBe('5000')
    await redis.client.del(keys.wallet(id))
  })

  test('positions of banks are those of Postgres', async () => {
    const fresh = { 'cache-control': 'no-cache' }
    await vi.waitUntil(async () => {
      const before = await reads('positions', 'hit')
      await get('/v1/positions')
      return (await reads('positions', 'hit')) > before
    }, WAIT)
    const { as_of, ...cachedOnes } = await get('/v1/positions')
    const { as_of: _, ...stored } = await get('/v1/positions', fresh)
    expect(cachedOnes).toEqual(stored)
    expect(Date.now() - Date.parse(String(as_of))).toBeLessThan(AGE_MAX_MS + 500)
  })

  test('one that lies moves no money, and verify names what is wrong', async () => {
    const other = await walletWith(1_000)
    const poor = await cachedWallet(1_000)
    const right = await runWalletmesh(['verify'], { environment })
    expect(right).toMatchObject({ exitCode: 0, stderr: '' })
    expect(right.stdout).toMatch(/^Redis: [1-9]\d* balances and the positions of 2 groups are as in the ledger/m)

    const entry = (await redis.client.get(keys.wallet(poor))) ?? ''
    await redis.client.set(keys.wallet(poor), entry.replace(' 1000 0 0 open', ' 1000000 0 0 open'))
    expect(await balanceOf(poor)).toBe('1000000')
    const transfer = { OriginWalletId: poor, TargetWalletId: other, Amount: 2_000, Currency: 'USD' }
    const { TransactionId } = await mesh.call('/transfer_amount', transfer)
    await mesh.drained()
    expect(await get(`/v1/operations/${TransactionId}`)).toMatchObject({
      status: 'decline',
      reason: 'insufficient_funds',
    })

    const wrong = await runWalletmesh(['verify'], { environment })
    expect(wrong.exitCode).toBe(1)
    expect(wrong.stdout).toContain('the ledger is right')
    const [, group] = / (\d+) /.exec(entry) ?? []
    expect(wrong.stderr).toBe(
      `Redis is wrong in ${keys.wallet(poor)}\n` +
        `  expected  balance 1000, 0 held, floor 0, open, in group ${group}\n  found     balance 1000000, 0 held, floor 0, open, in group ${group}\n`,
    )
    await redis.client.del(keys.wallet(poor))

    await redis.client.hset(keys.positions(1), '7', '5')
    const positions = await runWalletmesh(['verify'], { environment })
    expect(positions.exitCode).toBe(1)
    expect(positions.stderr).toContain(
      `Redis is wrong in ${keys.positions(1)}\n  expected  positions \n  found     positions 7:5\n`,
    )
    await redis.client.hdel(keys.positions(1), '7')
  })

  test('verify is right about every balance while they change all the time', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => walletWith(1_000_000)))
    const stopping = new AbortController()
    const load = Promise.all(ids.map((id) => transferUntil(stopping.signal, id, ids)))
    for (let i = 0; i < 2; i++) {
      expect(await runWalletmesh(['verify'], { environment })).toMatchObject({ exitCode: 0, stderr: '' })
    }
    stopping.abort()
    await load
  })

  test('a wallet that is frozen is said to be, in two seconds', async () => {
    const id = await cachedWallet(1_000)
    await mesh.pool.query(`update wallets set state = 'frozen' where id = $1`, [id])
    const frozenMs = performance.now()
    await expect.poll(async () => (await get(`/v1/wallets/${id}`)).state, WAIT).toBe('frozen')
    expect(performance.now() - frozenMs).toBeLessThan(AGE_MAX_MS + 500)
  })
})

async function transferUntil(signal: AbortSignal, from: number, ids: readonly number[]): Promise<void> {
  for (let i = 0; !signal.aborted; i++) {
    const to = ids[i % ids.length]
    if (to === from) continue
    await mesh.call('/transfer_amount', { OriginWalletId: from, TargetWalletId: to, Amount: 1, Currency: 'USD' })
  }
}

describe('whatever happens to Redis and to processors', () => {
  test('no balance that is served is older than two seconds, and everything is applied once', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => walletWith(1)))
    await mesh.drained()
    const stopping = new AbortController()
    // Balances only grow: one that is less than what Postgres had two seconds before is out of date.
    const { signal } = stopping
    const load = Promise.all(
      ids.map(async (id) => {
        for (; !signal.aborted; await delay(2)) await deposit(id, 1)
      }),
    )
    const checks = ids.map((id) => checkAge(id, signal))
    const before = await reads('wallet', 'hit')
    for (const fault of faults) await fault()
    stopping.abort()
    const [ages] = await Promise.all([Promise.all(checks), load])
    await mesh.drained()

    expect(Math.max(...ages.map(({ late }) => late))).toBe(0)
    // Redis served a good part of them.
    expect(await reads('wallet', 'hit')).toBeGreaterThan(before + 100)
    expect(await verifyLedger(mesh)).toMatchObject({ ok: true })
    expect(await runWalletmesh(['verify'], { environment })).toMatchObject({ exitCode: 0, stderr: '' })
  })

  const alive = async () => (await mesh.pool.query('select id from processors where expires_at > now()')).rows.length

  /** Each with some time to do harm. */
  const faults = [
    () => delay(1_000),
    async () => {
      redis.pause()
      await delay(1_500)
      redis.resume()
      await delay(1_500)
    },
    async () => {
      const [victim] = processors.splice(0, 1)
      if (victim !== undefined) await kill(victim)
      processors.push(mesh.spawn('op-processor'))
      // It needs a Redis to start.
      await delay(1_500)
      await vi.waitUntil(async () => (await alive()) === 2, WAIT)
      await delay(1_000)
    },
    async () => {
      await redis.kill()
      await delay(500)
      await redis.restart()
      await delay(2_000)
    },
    async () => {
      const [paused] = processors
      paused?.kill('SIGSTOP')
      await delay(3_000)
      paused?.kill('SIGCONT')
      await delay(2_000)
    },
    async () => {
      await redis.client.flushall()
      await delay(2_000)
    },
  ]

  async function checkAge(id: number, signal: AbortSignal): Promise<{ late: number }> {
    const past: { ms: number; balance: number }[] = []
    let late = 0
    const slackMs = 100
    for (; !signal.aborted; await delay(15)) {
      const beganMs = performance.now()
      const served = Number(await balanceOf(id))
      const known = past.findLast(({ ms }) => ms < beganMs - AGE_MAX_MS - slackMs)
      if (known !== undefined && served < known.balance) late += 1
      const fresh = Number(await balanceOf(id, { 'cache-control': 'no-cache' }))
      past.push({ ms: performance.now(), balance: fresh })
    }
    return { late }
  }

  test('without it every request is served', async () => {
    await redis.kill()
    const id = await walletWith(3_000)
    await mesh.drained()
    expect(await balanceOf(id)).toBe('3000')
    expect(await get('/v1/positions')).toMatchObject({ currency: 'USD' })
    expect((await fetch(`${mesh.url}/ready`)).status).toBe(200)
    await redis.restart()
  })

  test('a Redis that hangs holds nothing up', async () => {
    const id = await walletWith(1)
    await mesh.drained()
    redis.pause()
    const startedMs = performance.now()
    for (let i = 0; i < 20; i++) {
      await deposit(id, 1)
      await balanceOf(id)
    }
    await mesh.drained()
    expect(performance.now() - startedMs).toBeLessThan(3_000)
    expect(await balanceOf(id)).toBe('21')
    redis.resume()
  })
})

describe.each(['gateway', 'op-processor'] as const)('%s', (part) => {
  test('does not start without the Redis that the settings name, and says so in one line', async () => {
    const startedMs = performance.now()
    const child = spawn(process.execPath, [`${root}${part}/main.ts`], {
      cwd: '/',
      env: {
        PATH: process.env.PATH,
        WALLETMESH_DSN: mesh.dsn,
        WALLETMESH_IP: '127.0.0.1:0',
        WALLETMESH_LOG_LEVEL: 'silent',
        WALLETMESH_REDIS__URL: 'redis://user:secret@127.0.0.1:1/0',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const [stderr, exitCode] = await Promise.all([text(child.stderr), exitOf(child)])
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/^\w+: cannot use the Redis at redis:\/\/127\.0\.0\.1:1\/0: .*ECONNREFUSED.*\n$/)
    expect(stderr).not.toContain('secret')
    expect(performance.now() - startedMs).toBeLessThan(7_000)
  })
})
