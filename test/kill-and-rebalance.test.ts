import type { ChildProcess } from 'node:child_process'
import { setInterval as every } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyLedger } from '../cli/verify/verify.ts'
import { kill, startTestMesh, type TestMesh } from './mesh.ts'

const WALLETS = 200
const DEPOSIT = 1_000_000
const TRANSFERS_MIN = 20_000
const KILLS_MIN = 4
const KILL_EVERY_MS = 3_000
const CONNECTIONS = 64

let mesh: TestMesh
beforeAll(async () => {
  mesh = await startTestMesh({
    connections: CONNECTIONS,
    environment: {
      WALLETMESH_WALLET_BALANCER_DELAY: '2s',
      WALLETMESH_WALLET_BALANCER_LIMIT: '20',
      // Every round moves whatever buys any balance.
      WALLETMESH_BALANCER__TOLERANCE: '1',
      WALLETMESH_BALANCER__CHURN_WALLETS: '0.5',
      WALLETMESH_BALANCER__CHURN_LOAD: '0.5',
    },
  })
})
afterAll(() => mesh?.stop())

test('under load, kill -9 and repartitioning, every accepted operation ends exactly once and no money is lost', async () => {
  const { pool } = mesh
  mesh.spawn('wlt-balancer', ['--number', '2'])
  const processors = [mesh.spawn('op-processor'), mesh.spawn('op-processor')]
  const groups = async () => (await pool.query('select id from groups where active')).rows.length
  await expect.poll(groups, { timeout: 20_000 }).toBe(2)
  await mesh.allHeld()
  const wallets = await fundedWallets()

  const accepted: string[] = []
  const { kills } = await killing(processors, async (killed) => {
    const done = () => accepted.length >= TRANSFERS_MIN && killed() >= KILLS_MIN
    await Promise.all(Array.from({ length: CONNECTIONS }, () => transferUntil(done, wallets, accepted)))
  })
  await mesh.drained()

  expect(kills).toBeGreaterThanOrEqual(KILLS_MIN)
  const moves = (await pool.query('select count(*)::int rounds, sum(moves_done)::int moved from rebalances')).rows[0]
  expect(moves.rounds).toBeGreaterThan(2)
  expect(moves.moved).toBeGreaterThan(0)

  const ended = await pool.query(`select id, status from operations where kind = 'transfer'`)
  expect(ended.rows.length).toBe(accepted.length)
  expect(new Set(ended.rows.map((row) => row.id))).toEqual(new Set(accepted))
  expect(ended.rows.filter((row) => row.status === 'success').length).toBeGreaterThan(0)
  expect((await pool.query('select * from dead_letters')).rows).toEqual([])
  const { rows: sums } = await pool.query('select sum(balance) as balances, min(balance) as least from wallets')
  expect(sums[0].balances).toBe(String(WALLETS * DEPOSIT))
  expect(sums[0].least).toBeGreaterThanOrEqual(0n)
  const transit = await pool.query(`select coalesce(sum(balance), 0) n from system_accounts where kind = 'transit'`)
  expect(transit.rows[0].n).toBe('0')
  expect(await verifyLedger(mesh)).toMatchObject({ ok: true })
})

async function fundedWallets(): Promise<number[]> {
  return Promise.all(
    Array.from({ length: WALLETS }, async (_, i) => {
      const wallet = await mesh.call('/wallet', { Name: `w${i}`, Country: 'Peru', City: 'Lima', Currency: 'USD' })
      await mesh.call('/receive_amount', { WalletId: wallet.WalletID, Amount: DEPOSIT, Currency: 'USD' })
      return Number(wallet.WalletID)
    }),
  )
}

/** Kills one processor after the other and starts another in its place, while the work goes on. */
async function killing(processors: ChildProcess[], work: (killed: () => number) => Promise<void>) {
  const stopping = new AbortController()
  let kills = 0
  const killer = (async () => {
    for await (const _ of every(KILL_EVERY_MS, undefined, { signal: stopping.signal })) {
      const victim = processors.shift()
      if (victim !== undefined) await kill(victim)
      kills += 1
      processors.push(mesh.spawn('op-processor'))
    }
  })().catch((error: Error) => {
    if (error.name !== 'AbortError') throw error
  })
  await work(() => kills)
  stopping.abort()
  await killer
  return { kills }
}

/** Some wallets are far busier than others, and which ones they are changes: there is always something to balance. */
async function transferUntil(done: () => boolean, wallets: number[], accepted: string[]): Promise<void> {
  const any = () => wallets[Math.floor(Math.random() * wallets.length)]
  const busy = () =>
    wallets[(Math.floor(accepted.length / 2000) * 7 + Math.floor(Math.random() ** 3 * 40)) % wallets.length]
  while (!done()) {
    const [OriginWalletId, TargetWalletId] = [busy(), any()]
    if (OriginWalletId === TargetWalletId) continue
    const Amount = 1 + Math.floor(Math.random() * 100_000)
    const answer = await mesh.call('/transfer_amount', { OriginWalletId, TargetWalletId, Amount, Currency: 'USD' })
    if (typeof answer.TransactionId !== 'string') throw new Error(`not accepted: ${JSON.stringify(answer)}`)
    accepted.push(answer.TransactionId)
  }
}
