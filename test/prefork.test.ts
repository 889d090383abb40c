import { availableParallelism } from 'node:os'
import { Agent, request } from 'undici'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTestMesh, type TestMesh } from './mesh.ts'

const QUEUED_MAX = 300
const WAIT = { timeout: 30_000, interval: 20 }

let mesh: TestMesh
beforeAll(async () => {
  mesh = await startTestMesh({
    environment: {
      WALLETMESH_PREFORK: 'true',
      WALLETMESH_LIMITS__QUEUED_OPERATIONS: String(QUEUED_MAX),
      // Nobody finds work without being told of it.
      WALLETMESH_OPERATION_PROCESSOR_DELAY: '1h',
    },
  })
})
afterAll(() => mesh?.stop())

/** On a connection of its own: they are dealt to the workers in turn. */
async function send(method: 'GET' | 'POST', path: string, body?: unknown) {
  const agent = new Agent({ connections: 1, pipelining: 0 })
  try {
    const answer = await request(mesh.url + path, {
      dispatcher: agent,
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    })
    return {
      status: answer.statusCode,
      retryAfter: answer.headers['retry-after'],
      json: (await answer.body.json()) as { payload: Record<string, unknown>; id?: string },
    }
  } finally {
    await agent.close()
  }
}

/** Enough for every worker to be asked. */
const often = <T>(work: () => Promise<T>) => Promise.all(Array.from({ length: 4 * availableParallelism() }, work))

test('a rate counts at once in every worker', async () => {
  for (const EUR of [1.5, 2, 0.5]) {
    await send('POST', '/update_currencies', { Rates: { EUR } })
    const answers = await often(() => send('GET', '/convert_amount/1000000/EUR/USD'))
    expect(new Set(answers.map(({ json }) => json.payload.Amount))).toEqual(new Set([EUR * 1_000_000]))
  }
})

test('each worker keeps the bound of the queue, says so with 429, and has queued exactly what it accepted', async () => {
  await send('POST', '/wallet', { Name: 'Ana', Country: 'Portugal', City: 'Porto', Currency: 'USD' })
  const operation = { kind: 'deposit', target_wallet_id: 1, amount: '1', currency: 'USD' }
  const accepted: string[] = []
  let full = false
  await vi.waitFor(async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => send('POST', '/v1/operations', operation)))
    for (const { status, json } of answers) if (status === 202) accepted.push(String(json.id))
    const others = answers.filter(({ status }) => status !== 202)
    for (const { status, retryAfter } of others) expect([status, retryAfter]).toEqual([429, '1'])
    // For a moment a worker counts twice what it has just queued, and is full too early.
    full = others.length === answers.length && accepted.length >= QUEUED_MAX
    expect(full).toBe(true)
  }, WAIT)
  const { rows } = await mesh.pool.query('select operation_id from queue')
  expect(rows.map((row) => row.operation_id).toSorted()).toEqual(accepted.toSorted())
  // Each worker counts now and then, and knows only of its own in between.
  expect(accepted.length).toBeGreaterThanOrEqual(QUEUED_MAX)
  expect(accepted.length).toBeLessThanOrEqual(QUEUED_MAX * availableParallelism())
})

test('whichever worker queues an operation, the op-processor of another is woken', async () => {
  mesh.spawn('op-processor')
  await mesh.drained()
  const before = await balance()
  for (let i = 1; i <= 4 * availableParallelism(); i += 1) {
    await vi.waitFor(async () => {
      const { status } = await send('POST', '/receive_amount', { WalletId: 1, Amount: 1, Currency: 'USD' })
      expect(status).toBe(200)
    }, WAIT)
    await vi.waitFor(async () => expect(await balance()).toBe(before + BigInt(i)), WAIT)
  }
})

async function balance(): Promise<bigint> {
  const { rows } = await mesh.pool.query<{ balance: bigint }>('select balance from wallets where id = 1')
  return rows[0]?.balance ?? 0n
}
